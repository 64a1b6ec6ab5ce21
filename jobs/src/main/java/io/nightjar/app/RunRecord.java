package io.nightjar.app;

import io.nightjar.config.Settings;
import io.nightjar.job.DeliveryReport;
import io.nightjar.job.ModelCard;
import io.nightjar.store.CheckResult;
import io.nightjar.store.Manifest;
import io.nightjar.store.RunFolder;
import io.nightjar.store.TableCommit;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is known of the running attempt; every change of state is written to its manifest. */
final class RunRecord {
    private final RunFolder runs;
    private final Settings settings;
    private final String runId;
    private final LocalDate asOf;
    private final long epoch;
    private final int attempt;
    private final String previousRunId;
    private final String configSha;
    private final String startedAt = Instant.now().toString();

    private String state = Manifest.RUNNING;
    private String outcome = "running";
    private ExitCode exitCode = ExitCode.OK;
    private String error;
    private boolean isStopped;
    private List<Manifest.Input> inputs = List.of();
    private List<String> ignoredFiles = List.of();
    private final List<CheckResult> checks = new ArrayList<>();
    private final List<ModelCard> cards = new ArrayList<>();
    private final List<DeliveryReport> deliveries = new ArrayList<>();
    private final Map<String, String> journal = new LinkedHashMap<>();
    private final Map<String, Manifest.Table> tables = new TreeMap<>();
    private Map<String, Long> timings = Map.of();

    RunRecord(
            RunFolder runs,
            Settings settings,
            String runId,
            LocalDate asOf,
            long epoch,
            String previousRunId,
            String configSha) {
        this.runs = runs;
        this.settings = settings;
        this.runId = runId;
        this.asOf = asOf;
        this.epoch = epoch;
        this.previousRunId = previousRunId;
        this.configSha = configSha;
        this.attempt = runs.latest(runId).map(Manifest::attempt).orElse(0) + 1;
    }

    String runId() {
        return runId;
    }

    LocalDate asOf() {
        return asOf;
    }

    String previousRunId() {
        return previousRunId;
    }

    String startedAt() {
        return startedAt;
    }

    String outcome() {
        return outcome;
    }

    List<Manifest.Input> inputs() {
        return inputs;
    }

    List<CheckResult> checks() {
        return checks;
    }

    List<ModelCard> cards() {
        return cards;
    }

    List<DeliveryReport> deliveries() {
        return deliveries;
    }

    Map<String, Long> timings() {
        return timings;
    }

    synchronized void ignored(List<String> names) {
        ignoredFiles = names;
    }

    synchronized void books(List<Manifest.Input> books) {
        inputs = books;
    }

    synchronized void found(List<CheckResult> results) {
        checks.addAll(results);
    }

    synchronized void learned(ModelCard card) {
        cards.add(card);
        cards.sort(Comparator.comparing(ModelCard::model));
    }

    synchronized void made(Map<String, TableCommit> commits, Map<String, Long> took) {
        commits.forEach((name, commit) ->
                tables.put(name, new Manifest.Table(commit.fingerprint(), commit.rows(), commit.contentHash())));
        timings = new LinkedHashMap<>(took);
    }

    synchronized void staged(String destination, DeliveryReport report) {
        deliveries.add(report);
        journal.put(destination, "staged");
    }

    synchronized void flipped(String destination) {
        journal.put(destination, "done");
        write();
    }

    synchronized void is(String newState) {
        state = newState;
        write();
    }

    /** The first end stands: trouble with tidying up afterwards makes a published night no failure. */
    synchronized void ends(String endState, String sentence, ExitCode code, String trouble) {
        if (manifest().isOver()) {
            return;
        }
        state = endState;
        outcome = sentence;
        exitCode = code;
        error = trouble;
        write();
    }

    /** The process is told to stop: this is the last word, unless a publication has begun, which a later start ends. */
    synchronized void stop() {
        if (!manifest().isOver() && !Manifest.PUBLISHING.equals(state)) {
            ends(Manifest.ABORTED, "stopped from outside", ExitCode.TERMINATED, "stopped from outside");
        }
        isStopped = true;
    }

    synchronized void write() {
        if (!isStopped) {
            runs.write(manifest());
        }
    }

    synchronized Manifest manifest() {
        return new Manifest(
                Manifest.VERSION,
                runId,
                attempt,
                epoch,
                asOf.toString(),
                settings.timeZone().getId(),
                state,
                outcome,
                exitCode.number(),
                startedAt,
                Instant.now().toString(),
                Code.versions(),
                configSha,
                settings.seed(),
                previousRunId,
                inputs,
                ignoredFiles,
                List.copyOf(checks),
                cards.stream().map(RunRecord::model).toList(),
                outputs(),
                journal.entrySet().stream()
                        .map(step -> new Manifest.Step(step.getKey(), step.getValue()))
                        .toList(),
                new TreeMap<>(tables),
                new LinkedHashMap<>(timings),
                checks.stream()
                        .filter(check -> check.isBroken() && !check.isError())
                        .map(CheckResult::sentence)
                        .toList(),
                error);
    }

    private List<Manifest.Output> outputs() {
        List<Manifest.Output> outputs = new ArrayList<>();
        for (DeliveryReport delivery : deliveries) {
            for (DeliveryReport.Output output : delivery.outputs()) {
                outputs.add(new Manifest.Output(
                        output.dataset(), delivery.destination(), output.name(), output.rows(), output.contentHash()));
            }
        }
        return outputs;
    }

    private static Manifest.Model model(ModelCard card) {
        return new Manifest.Model(
                card.model(),
                card.grade(),
                card.metric(),
                card.modelValue(),
                card.baselineValue(),
                card.shipped(),
                card.decision());
    }
}
