package io.nightjar.store;

import java.util.List;
import java.util.Map;

/**
 * What one attempt at a night did, for operators and for later nights. Holds no contact data, no secrets and no
 * absolute paths of inputs.
 *
 * @param state {@code RUNNING}, {@code STAGED}, {@code PUBLISHING}, {@code PUBLISHED}, {@code BACKFILLED}, {@code HELD},
 *     {@code FAILED} or {@code ABORTED}
 * @param outcome a sentence
 * @param tables fingerprint of every table by name: what a rerun finds again
 */
public record Manifest(
        int manifestVersion,
        String runId,
        int attempt,
        long epoch,
        String logicalDate,
        String timeZone,
        String state,
        String outcome,
        int exitCode,
        String startedAt,
        String endedAt,
        Map<String, String> code,
        String configSha256,
        long seed,
        String previousRunId,
        List<Input> inputs,
        List<String> ignoredFiles,
        List<CheckResult> checks,
        List<Model> models,
        List<Output> outputs,
        List<Step> publishJournal,
        Map<String, Table> tables,
        Map<String, Long> timingsMs,
        List<String> warnings,
        String error) {
    /** Version of this record's shape. */
    public static final int VERSION = 1;

    public static final String RUNNING = "RUNNING";
    public static final String STAGED = "STAGED";
    public static final String PUBLISHING = "PUBLISHING";
    public static final String PUBLISHED = "PUBLISHED";
    /** Made for a date before the live one: kept in the work area, published nowhere. */
    public static final String BACKFILLED = "BACKFILLED";

    public static final String HELD = "HELD";
    public static final String FAILED = "FAILED";
    public static final String ABORTED = "ABORTED";

    /** One input file and what became of its rows. */
    public record Input(
            String source,
            String feed,
            String file,
            long bytes,
            String sha256,
            long rowsRead,
            long rowsKept,
            long rowsQuarantined,
            long rowsDuplicate,
            long rowsRepeatedKey,
            long rowsSuppressed,
            List<String> columns,
            List<String> schemaDrift,
            String problem) {}

    /** One model and the decision about it. */
    public record Model(
            String name,
            String grade,
            String metric,
            Double value,
            Double baseline,
            boolean isShipped,
            String decision) {}

    /** One table or file at a destination. */
    public record Output(String dataset, String destination, String name, long rows, String contentHash) {}

    /** How far a destination is: {@code staged} or {@code done}. */
    public record Step(String destination, String state) {}

    /** A table of the work area. */
    public record Table(String fingerprint, long rows, String contentHash) {}

    /** The same attempt, published after all by a later start. */
    public Manifest rolledForward() {
        List<Step> done = publishJournal.stream()
                .map(step -> new Step(step.destination(), "done"))
                .toList();
        return ended(PUBLISHED, "published; finished by a later start", 0, done, null);
    }

    /** The same attempt, whose publication nobody can finish any more. */
    public Manifest givenUp(String trouble, int code) {
        return ended(FAILED, trouble, code, publishJournal, trouble);
    }

    private Manifest ended(String end, String sentence, int code, List<Step> journal, String trouble) {
        return new Manifest(
                manifestVersion,
                runId,
                attempt,
                epoch,
                logicalDate,
                timeZone,
                end,
                sentence,
                code,
                startedAt,
                endedAt,
                this.code,
                configSha256,
                seed,
                previousRunId,
                inputs,
                ignoredFiles,
                checks,
                models,
                outputs,
                journal,
                tables,
                timingsMs,
                warnings,
                trouble);
    }

    public boolean isOver() {
        return !RUNNING.equals(state) && !STAGED.equals(state) && !PUBLISHING.equals(state);
    }
}
