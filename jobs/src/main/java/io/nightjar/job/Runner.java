package io.nightjar.job;

import io.nightjar.quality.Audit;
import io.nightjar.quality.BrokenInvariantException;
import io.nightjar.quality.Check;
import io.nightjar.quality.DataQualityException;
import io.nightjar.schema.IdentityLinks;
import io.nightjar.schema.SourceTable;
import io.nightjar.schema.Table;
import io.nightjar.store.CheckResult;
import io.nightjar.store.Fingerprint;
import io.nightjar.store.Json;
import io.nightjar.store.TableCommit;
import io.nightjar.store.TableStore;
import io.nightjar.store.feed.Forgotten;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * Runs jobs one after the other: build, write under this attempt, read back and check, commit. A table whose
 * fingerprint was committed before is kept as it is, so an interrupted night goes on where it stopped and a changed
 * segment does not read the exports again.
 */
public final class Runner implements Inputs {
    private final TableStore store;
    private final Feeds feeds;
    private final String code;
    private final LocalDate asOf;
    private final long epoch;
    private final Before before;
    private final Progress progress;
    private final Forgotten forgotten;
    private final Map<String, TableCommit> commits = new ConcurrentSkipListMap<>();
    private final Map<String, Supplier<Dataset<Row>>> readers = new ConcurrentHashMap<>();
    private final Map<String, Long> timings = new ConcurrentSkipListMap<>();

    /** Where the raw rows come from. */
    public interface Feeds {
        List<Feed> of(SourceTable source);
    }

    /**
     * @param code fingerprint of the code
     * @param epoch of the lock, names this attempt's folders
     * @param forgotten persons of whom the last published night tells nothing any more, by {@code customer_id}
     */
    public Runner(
            TableStore store,
            Feeds feeds,
            String code,
            LocalDate asOf,
            long epoch,
            Before before,
            Progress progress,
            Forgotten forgotten) {
        this.forgotten = forgotten;
        this.store = store;
        this.feeds = feeds;
        this.code = code;
        this.asOf = asOf;
        this.epoch = epoch;
        this.before = before;
        this.progress = progress;
    }

    /** Makes the job's table, unless it is there. */
    public void run(Job job) {
        if (job instanceof TableJob table) {
            run(table);
        } else if (job instanceof ModelJob model) {
            run(model);
        } else {
            throw new IllegalArgumentException(job.name() + " makes no table");
        }
    }

    public void run(TableJob job) {
        Map<String, String> parts = parts(job, job.previousInputs(), job.liveInputs());
        Supplier<Dataset<Row>> built =
                () -> job.build(this, asOf).select(job.output().columns());
        finish(
                job,
                job.output(),
                parts,
                job.checks(),
                job.isView(this),
                () -> new ModelJob.Scored(built.get(), List.of()));
        if (commits.get(job.output().name()).data() == null) {
            readers.put(job.output().name(), built);
        }
    }

    public void run(ModelJob job) {
        finish(
                job,
                job.output(),
                parts(job, job.previousInputs(), List.of()),
                job.checks(),
                false,
                () -> job.learn(this, asOf));
    }

    /** Commits rows that the driver made, such as the list of model cards. */
    public void record(Table table, List<Row> rows) {
        Fingerprint content = new Fingerprint();
        rows.forEach(row -> content.add(row.toString()));
        Map<String, String> parts = new TreeMap<>(Map.of("rows", content.hex()));
        commit(table, parts, List.of(), false, () -> new ModelJob.Scored(store.of(table, rows), List.of()));
    }

    /** Commits rows of which a run has one version: what an earlier attempt at it recorded stays. */
    public void recordOnce(Table table, String runId, List<Row> rows) {
        Map<String, String> parts = new TreeMap<>(Map.of("run", runId));
        commit(table, parts, List.of(), false, () -> new ModelJob.Scored(store.of(table, rows), List.of()));
    }

    public Map<String, TableCommit> commits() {
        return Map.copyOf(commits);
    }

    /** Milliseconds by step; steps kept from earlier attempts have none. */
    public Map<String, Long> timings() {
        return Map.copyOf(timings);
    }

    /** All checks so far. */
    public List<CheckResult> findings() {
        return commits.values().stream()
                .flatMap(commit -> commit.findings().stream())
                .toList();
    }

    @Override
    public Dataset<Row> read(Table table) {
        Supplier<Dataset<Row>> reader = readers.get(table.name());
        return reader == null ? store.empty(table) : reader.get();
    }

    @Override
    public boolean has(Table table) {
        return commits.containsKey(table.name());
    }

    @Override
    public Optional<TableCommit> commit(Table table) {
        return Optional.ofNullable(commits.get(table.name()));
    }

    @Override
    public Optional<Dataset<Row>> previous(Table table) {
        return known(before.earlier(), table);
    }

    @Override
    public Optional<Dataset<Row>> live(Table table) {
        return known(before.live(), table);
    }

    private Optional<Dataset<Row>> known(Map<String, TableCommit> night, Table table) {
        return Optional.ofNullable(night.get(table.name()))
                .filter(commit -> commit.data() != null)
                .map(commit -> store.read(table, commit.fingerprint(), commit.data()))
                .map(rows -> withoutTheForgotten(table, rows));
    }

    private Dataset<Row> withoutTheForgotten(Table table, Dataset<Row> rows) {
        String person = IdentityLinks.CUSTOMER_ID.name();
        if (forgotten.isNobody() || !table.names().contains(person)) {
            return rows;
        }
        Forgotten shared = forgotten;
        var isForgotten = functions.udf((String id) -> shared.names(person, id), DataTypes.BooleanType);
        return rows.where(functions.not(isForgotten.apply(IdentityLinks.CUSTOMER_ID.col())));
    }

    @Override
    public List<Feed> feeds(SourceTable source) {
        return feeds.of(source);
    }

    private Map<String, String> parts(Job job, List<Table> remembered, List<Table> seen) {
        Map<String, String> parts = new TreeMap<>();
        parts.put("job", job.name());
        parts.put("code", code);
        parts.put("as-of", asOf.toString());
        parts.put("settings", new Fingerprint().add(job.settings()).shortHex());
        for (Table input : job.inputs()) {
            TableCommit made = commits.get(input.name());
            parts.put("input " + input.name(), made == null ? "absent" : made.contentHash());
        }
        remembered.forEach(table -> parts.put("previous " + table.name(), content(before.earlier(), table)));
        seen.forEach(table -> parts.put("live " + table.name(), content(before.live(), table)));
        return parts;
    }

    private String content(Map<String, TableCommit> night, Table table) {
        TableCommit last = night.get(table.name());
        return ((last == null ? "absent" : last.contentHash()) + " " + forgotten.id()).strip();
    }

    private void finish(
            Job job,
            Table output,
            Map<String, String> parts,
            List<Check> checks,
            boolean view,
            Supplier<ModelJob.Scored> work) {
        progress.begins(job.name());
        Instant start = Instant.now();
        boolean made = commit(output, parts, checks, view, work);
        long rows = commits.get(output.name()).rows();
        if (made) {
            Duration took = Duration.between(start, Instant.now());
            timings.put(job.name(), took.toMillis());
            progress.ends(job.name(), rows, took);
        } else {
            progress.kept(job.name(), rows);
        }
    }

    private boolean commit(
            Table output, Map<String, String> parts, List<Check> checks, boolean view, Supplier<ModelJob.Scored> work) {
        Fingerprint fingerprint = new Fingerprint();
        parts.forEach((name, value) -> fingerprint.add(name).add(value));
        String id = fingerprint.shortHex();
        Optional<TableCommit> before = store.committed(output.name(), id);
        TableCommit commit = before.orElseGet(() -> make(output, id, parts, checks, view, work.get()));
        commits.put(output.name(), commit);
        if (commit.data() != null) {
            readers.put(output.name(), () -> store.read(output, id, commit.data()));
        }
        return before.isEmpty();
    }

    private TableCommit make(
            Table output,
            String id,
            Map<String, String> parts,
            List<Check> checks,
            boolean view,
            ModelJob.Scored scored) {
        String data = view ? null : store.write(output, id, epoch, scored.scores());
        Dataset<Row> written = view ? scored.scores() : store.read(output, id, data);
        List<Check> all = new ArrayList<>(Check.key(output));
        all.addAll(checks);
        Audit audit = Audit.of(output, written, all);
        refuseBroken(output, audit);
        String card = scored.cards().isEmpty() ? null : Json.text(scored.cards());
        TableCommit commit = new TableCommit(
                output.name(), id, data, audit.rows(), audit.contentHash(), parts, audit.results(), card);
        store.commit(commit);
        return commit;
    }

    private void refuseBroken(Table output, Audit audit) {
        List<String> broken = audit.results().stream()
                .filter(result -> result.isBroken() && Check.INVARIANT.equals(result.severity()))
                .map(CheckResult::sentence)
                .toList();
        if (!broken.isEmpty()) {
            throw new BrokenInvariantException("Rows were lost or invented in " + output.name() + ": " + broken);
        }
        List<String> errors = audit.results().stream()
                .filter(CheckResult::isError)
                .map(CheckResult::sentence)
                .toList();
        if (!errors.isEmpty()) {
            throw new DataQualityException(
                    "Cannot commit " + output.name() + " for " + asOf + ": " + String.join("; ", errors));
        }
    }
}
