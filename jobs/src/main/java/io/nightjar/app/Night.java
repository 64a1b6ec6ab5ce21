package io.nightjar.app;

import io.nightjar.config.SegmentNames;
import io.nightjar.config.Settings;
import io.nightjar.config.SourceSettings;
import io.nightjar.job.Before;
import io.nightjar.job.DeliveryJob;
import io.nightjar.job.Inputs;
import io.nightjar.job.Job;
import io.nightjar.job.ModelCard;
import io.nightjar.job.ModelJob;
import io.nightjar.job.Runner;
import io.nightjar.job.Schedule;
import io.nightjar.publish.DeliverSegmentFiles;
import io.nightjar.publish.PublishWarehouse;
import io.nightjar.publish.dialect.Dialect;
import io.nightjar.publish.dialect.Dialects;
import io.nightjar.publish.postgres.PublishPostgres;
import io.nightjar.quality.DataQualityException;
import io.nightjar.schema.ModelCards;
import io.nightjar.schema.QualityResults;
import io.nightjar.schema.RunLog;
import io.nightjar.staging.SourceGates;
import io.nightjar.store.CheckResult;
import io.nightjar.store.Json;
import io.nightjar.store.Manifest;
import io.nightjar.store.RunFolder;
import io.nightjar.store.RunLock;
import io.nightjar.store.StoreException;
import io.nightjar.store.TableCommit;
import io.nightjar.store.TableStore;
import io.nightjar.store.feed.Forgotten;
import io.nightjar.store.feed.Tokeniser;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** One night for one date: from the exports to what is published, under one lock and one run id. */
final class Night {
    /** Higher goes first; file systems and Spark still work then. */
    private static final int BEFORE_SPARK_STOPS = 1000;

    private final Settings settings;
    private final Home home;
    private final LocalDate asOf;
    private final Console console;
    private final Supplier<SparkSession> sessions;
    private final Definitions definitions;
    private final List<Dialect> dialects;
    private final Erasures erasures;

    /** @param sessions starts Spark, or gives the session that runs already; not asked if there is nothing to do */
    Night(Settings settings, Home home, LocalDate asOf, Console console, Supplier<SparkSession> sessions) {
        this.sessions = sessions;
        this.settings = settings;
        this.home = home;
        this.asOf = asOf;
        this.console = console;
        this.definitions = Definitions.load(settings);
        this.dialects = new Dialects(
                        settings.identity().defaultCountry().orElse(""),
                        settings.delivery().salesforceDateFormat())
                .named(settings.delivery().tools());
        settings.lookalikes().among(definitions.segments());
        this.erasures = new Erasures(home, settings);
        SegmentNames.verify(
                Map.of(
                        "warehouse.namespace", settings.warehouse().namespace(),
                        "postgres.schema", settings.postgres().schema(),
                        "delivery.directory", settings.delivery().directory()),
                settings.delivery().sensitiveWords());
    }

    /** Runs the night, or says that it was run before. */
    ExitCode run() {
        if (!settings.missingSources().isEmpty()) {
            throw new io.nightjar.config.ConfigException("No night without " + settings.missingSources()
                    + ": say in the configuration where its files are, as sources."
                    + settings.missingSources().get(0)
                    + ".feeds");
        }
        NightIdentity identity = new NightIdentity(
                settings, definitions, asOf, erasures.register().ids());
        if (!erasures.register().hasOpen() && identity.isUnchanged(home)) {
            console.line("Nothing to do: " + home.runs().live().orElseThrow().runId()
                    + " is published and neither inputs, configuration nor code have changed since.");
            return ExitCode.OK;
        }
        try (RunLock lock = home.lock()) {
            erasures.verifyCurrent();
            SparkSession spark = sessions.get();
            definitions.verify(spark);
            return run(spark, lock, identity);
        }
    }

    /** Makes one job's table and what it needs, without gates, manifest and publication; says where the table is. */
    ExitCode runJob(String name) {
        TableCommit made = makeOne(name);
        console.line(made.table() + ": " + made.rows() + " rows, content " + made.contentHash()
                + (made.data() == null
                        ? " (a view: it keeps no rows of its own)"
                        : ", in " + home.tables() + "/" + made.table() + "/" + made.fingerprint() + "/" + made.data()));
        return ExitCode.OK;
    }

    /** Trains one model and gives its card. */
    ModelCard card(String model) {
        return cards(makeOne(model)).get(0);
    }

    /** Finishes what an interrupted publication left; does nothing where nothing is left. */
    ExitCode recover() {
        try (RunLock lock = home.lock()) {
            new Recovery(home, lock, console, deliveries(sessions.get(), lock)).rollForward();
            console.line(
                    "Live is " + home.runs().live().map(RunFolder.Live::runId).orElse("nothing yet") + ".");
            return ExitCode.OK;
        }
    }

    /** Notes that somebody is to be erased, and takes them off the lists that tools have at once. */
    ErasureRegister.Request erase(EraseRequest wish, LocalDate requestedOn) {
        try (RunLock lock = home.lock()) {
            new Recovery(home, lock, console, deliveries(sessions.get(), lock)).rollForward();
            return new Erasure(home, settings, definitions, dialects, sessions).note(wish, requestedOn);
        }
    }

    /** Makes an earlier published run live again, at every destination, the pointer of the work area last. */
    ExitCode rollback(String runId) {
        try (RunLock lock = home.lock()) {
            Map<String, DeliveryJob> deliveries = deliveries(sessions.get(), lock);
            new Recovery(home, lock, console, deliveries).rollForward();
            Manifest wanted = home.runs()
                    .latest(runId)
                    .filter(run -> Manifest.PUBLISHED.equals(run.state()))
                    .orElseThrow(() -> new io.nightjar.config.ConfigException(
                            "There is no published run " + runId + " to go back to; nightjar status lists the runs"));
            erasures.verifyKept(wanted);
            deliveries.forEach((name, delivery) -> {
                delivery.goBack(runId);
                console.line(name + " shows " + runId + " again");
            });
            lock.verifyHeld();
            home.runs().makeLive(new RunFolder.Live(runId, wanted.logicalDate(), lock.epoch()));
            console.line("Live is " + runId + ". Files already imported by campaign tools are theirs: import "
                    + "the lists of " + home.lists() + "/" + runId + " in full.");
            return ExitCode.OK;
        }
    }

    private TableCommit makeOne(String name) {
        return with(name, 0, (runner, job) -> runner.commits()
                .get(Schedule.output(job).name()));
    }

    /** Makes the tables that a job reads, and gives what the function makes of them. */
    <T> T before(String name, Function<Inputs, T> work) {
        return with(name, 1, (runner, job) -> work.apply(runner));
    }

    /** @param last how many of the jobs up to the named one are left out, from the end */
    private <T> T with(String name, int last, BiFunction<Runner, Job, T> work) {
        try (RunLock lock = home.lock()) {
            SparkSession spark = sessions.get();
            Exports exports = Exports.take(spark, settings);
            Forgotten forgotten = erasures.learn(exports);
            Runner runner = runner(spark, lock, exports, forgotten);
            Tokeniser tokeniser = new Tokeniser(new TokenKey(home, settings).bytes());
            List<Job> needed = new Nightly(settings, definitions, tokeniser, exports.contents(), forgotten).upTo(name);
            List<Job> made = needed.subList(0, needed.size() - last);
            console.expect(made.size());
            new Schedule(runner, spark, settings.run().jobsSideBySide()).run(made, job -> {});
            return work.apply(runner, needed.get(needed.size() - 1));
        }
    }

    private static List<ModelCard> cards(TableCommit commit) {
        if (commit.card() == null) {
            return List.of();
        }
        return List.of(Json.parse(commit.card().getBytes(StandardCharsets.UTF_8), ModelCard[].class, commit.table()));
    }

    private ExitCode run(SparkSession spark, RunLock lock, NightIdentity identity) {
        new Recovery(home, lock, console, deliveries(spark, lock)).rollForward();
        Exports exports = Exports.take(spark, settings);
        exports.verifySpace(home);
        RunFolder runs = home.runs();
        Optional<Manifest> live = runs.live().flatMap(pointer -> runs.latest(pointer.runId()));
        Optional<String> same = live.filter(manifest -> identity.runId(exports.contents(), manifest.previousRunId())
                        .equals(manifest.runId()))
                .map(Manifest::runId);
        if (same.isPresent()) {
            identity.remember(home, exports, same.get());
            finishErasures(same.get(), spark, lock);
            console.line("Nothing to do: " + same.get() + " is published, and its inputs have the same content.");
            return ExitCode.OK;
        }
        String previous = live.map(Manifest::runId).orElse(null);
        String runId = identity.runId(exports.contents(), previous);
        Forgotten forgotten = erasures.learn(exports);
        RunRecord record =
                new RunRecord(runs, settings, runId, asOf, lock.epoch(), previous, identity.configFingerprint());
        record.ignored(exports.ignored());
        identity.remember(home, exports, runId);
        record.is(Manifest.RUNNING);
        Runnable onStop = () -> stopped(record, lock);
        ShutdownHookManager.get().addShutdownHook(onStop, BEFORE_SPARK_STOPS);
        Runner runner = runner(spark, lock, exports, forgotten);
        try {
            make(runner, deliveries(spark, lock).size(), exports, record, forgotten);
            publish(spark, lock, runner, record);
            new Finish(home, console).tell(Optional.of(runner), record);
            return ExitCode.OK;
        } catch (RuntimeException e) {
            fail(record, lock, e);
            if (ExitCode.isExpected(e)) {
                new Finish(home, console).tell(Optional.of(runner), record);
            }
            throw e;
        } finally {
            unlessStopping(() -> ShutdownHookManager.get().removeShutdownHook(onStop));
        }
    }

    private void finishErasures(String runId, SparkSession spark, RunLock lock) {
        if (erasures.finish(runId, deliveries(spark, lock).values())) {
            console.line("Who asked to be erased is gone: tables, lists and pages of earlier nights are deleted.");
        }
    }

    private Runner runner(SparkSession spark, RunLock lock, Exports exports, Forgotten forgotten) {
        TableStore store = new TableStore(spark, home.places(), home.tables());
        return new Runner(store, exports, Code.fingerprint(), asOf, lock.epoch(), before(), console, forgotten);
    }

    private void make(Runner runner, int deliveries, Exports exports, RunRecord record, Forgotten forgotten) {
        Tokeniser tokeniser = new Tokeniser(new TokenKey(home, settings).bytes());
        Nightly nightly = new Nightly(settings, definitions, tokeniser, exports.contents(), forgotten);
        console.expect(nightly.all().size() + deliveries);
        console.line("Night of " + asOf + ", run " + record.runId());
        runAll(runner, nightly.staging(), record);
        Books books = new Books(runner, exports.inventories());
        record.books(books.inputs());
        record.found(gates(books, exports));
        hold(record);
        runAll(runner, nightly.main(), record);
        exports.verifyUnchanged();
        record.found(runner.findings());
        runner.record(
                ModelCards.TABLE, record.cards().stream().map(Night::cardRow).toList());
        runner.record(
                QualityResults.TABLE,
                record.checks().stream().map(Night::checkRow).toList());
        runner.recordOnce(RunLog.TABLE, record.runId(), steps(runner, nightly.all(), record.runId()));
        record.made(runner.commits(), runner.timings());
        record.is(Manifest.STAGED);
    }

    private void runAll(Runner runner, List<Job> jobs, RunRecord record) {
        new Schedule(runner, sessions.get(), settings.run().jobsSideBySide()).run(jobs, job -> {
            if (job instanceof ModelJob model) {
                cards(runner.commits().get(model.output().name())).forEach(record::learned);
            }
            FaultPoint.hit("after " + job.name());
            record.made(runner.commits(), runner.timings());
        });
    }

    private List<CheckResult> gates(Books books, Exports exports) {
        List<Manifest> published = home.runs().all().stream()
                .filter(run -> Manifest.PUBLISHED.equals(run.state())
                        && run.logicalDate().compareTo(asOf.toString()) < 0)
                .toList();
        List<CheckResult> results = new ArrayList<>();
        for (SourceSettings source : settings.activeSources()) {
            results.addAll(new SourceGates(source, published)
                    .check(
                            exports.inventories().get(source.name()),
                            books.inputs(source.name()),
                            books.newest(source.name(), asOf),
                            asOf));
        }
        return results;
    }

    /** Holds the night on a broken check, before anything is staged for publication. */
    private void hold(RunRecord record) {
        List<String> broken = record.checks().stream()
                .filter(check -> check.isError()
                        || (check.isBroken() && settings.quality().warningsAsErrors()))
                .map(CheckResult::sentence)
                .toList();
        if (!broken.isEmpty()) {
            throw new DataQualityException(
                    "The night of " + asOf + " is held, what is live stays live:\n  " + String.join("\n  ", broken));
        }
    }

    private void publish(SparkSession spark, RunLock lock, Runner runner, RunRecord record) {
        hold(record);
        String live = home.runs().live().map(RunFolder.Live::asOf).orElse("");
        if (asOf.toString().compareTo(live) < 0) {
            record.ends(
                    Manifest.BACKFILLED,
                    "made and kept in the work area; not published, for the newer night of " + live + " is live",
                    ExitCode.OK,
                    null);
            return;
        }
        Map<String, DeliveryJob> deliveries = deliveries(spark, lock);
        deliveries.forEach((name, delivery) -> {
            java.time.Instant start = java.time.Instant.now();
            console.begins(delivery.name());
            var report = delivery.stage(runner, asOf, record.runId());
            record.staged(name, report);
            FaultPoint.hit("staged " + name);
            console.ends(
                    delivery.name(),
                    report.outputs().stream().mapToLong(output -> output.rows()).sum(),
                    java.time.Duration.between(start, java.time.Instant.now()));
        });
        record.is(Manifest.PUBLISHING);
        flip(deliveries, lock, record);
        record.ends(Manifest.PUBLISHED, "published", ExitCode.OK, null);
        new Retention(home, settings.run().keepRuns()).sweep();
        finishErasures(record.runId(), spark, lock);
    }

    private void flip(Map<String, DeliveryJob> deliveries, RunLock lock, RunRecord record) {
        try {
            deliveries.forEach((name, delivery) -> {
                FaultPoint.hit("before flipping " + name);
                delivery.flip(record.runId());
                record.flipped(name);
                FaultPoint.hit("flipped " + name);
            });
            lock.verifyHeld();
            home.runs().makeLive(new RunFolder.Live(record.runId(), asOf.toString(), lock.epoch()));
        } catch (RuntimeException e) {
            lock.verifyHeld();
            throw new StoreException(
                    StoreException.Kind.HALF_PUBLISHED,
                    "The publication of " + record.runId() + " is not finished: " + e.getMessage()
                            + "\nThe next start finishes it; readers who go by the publication table see "
                            + (record.previousRunId() == null ? "nothing" : record.previousRunId()) + " until then.",
                    e);
        }
    }

    private Map<String, DeliveryJob> deliveries(SparkSession spark, RunLock lock) {
        Map<String, DeliveryJob> all = new LinkedHashMap<>();
        Runnable fence = new Fence(lock);
        if (settings.warehouse().enabled()) {
            all.put(
                    "warehouse",
                    new PublishWarehouse(
                            spark,
                            Sessions.CATALOG + "." + settings.warehouse().namespace(),
                            Nightly.PUBLISHED,
                            settings.run().keepRuns(),
                            fence));
        }
        if (settings.postgres().enabled()) {
            all.put(
                    "postgres",
                    new PublishPostgres(
                            spark,
                            Nightly.PUBLISHED,
                            settings.postgres(),
                            settings.run().keepRuns(),
                            lock.epoch(),
                            fence));
        }
        all.put(
                "segment files",
                new DeliverSegmentFiles(
                        home.places(),
                        home.lists(),
                        settings.delivery(),
                        dialects,
                        definitions.segments(),
                        definitions.triggers(),
                        settings.decide().control().deliverTo(),
                        fence));
        return all;
    }

    /**
     * An older date does not look at what is live. Where the tables of the earlier date are gone, because somebody was
     * erased since, a night that is made again remembers its own first run.
     */
    private Before before() {
        RunFolder runs = home.runs();
        Map<String, TableCommit> earlier =
                runs.liveBefore(asOf.toString()).map(this::kept).orElse(Map.of());
        Map<String, TableCommit> live = runs.live()
                .filter(newest -> newest.asOf().equals(asOf.toString()))
                .flatMap(newest -> runs.latest(newest.runId()))
                .map(this::kept)
                .orElse(earlier);
        return new Before(earlier.isEmpty() ? live : earlier, live);
    }

    private Map<String, TableCommit> kept(Manifest night) {
        TableStore store = new TableStore(null, home.places(), home.tables());
        Map<String, TableCommit> tables = new LinkedHashMap<>();
        night.tables().forEach((name, table) -> store.committed(name, table.fingerprint())
                .ifPresent(commit -> tables.put(name, commit)));
        return tables;
    }

    /** A run that a later one has replaced has no say any more, not even about itself. */
    private void fail(RunRecord record, RunLock lock, RuntimeException e) {
        lock.verifyHeld();
        ExitCode code = ExitCode.of(e);
        String state = code == ExitCode.DATA_REJECTED ? Manifest.HELD : Manifest.FAILED;
        String message = Redaction.redacted(String.valueOf(e.getMessage()));
        String sentence =
                ExitCode.isExpected(e) ? message : message.lines().findFirst().orElse("");
        if (code == ExitCode.PARTIAL_PUBLISH) {
            record.is(Manifest.PUBLISHING);
        } else {
            record.ends(state, sentence, code, sentence);
        }
    }

    /** What fails once the machine stops us fails because of it: the stop is what the record tells. */
    private static void stopped(RunRecord record, RunLock lock) {
        lock.close();
        record.stop();
    }

    private static void unlessStopping(Runnable action) {
        try {
            action.run();
        } catch (IllegalStateException e) {
            // The machine is shutting down, and the hook runs already.
        }
    }

    private static Row cardRow(ModelCard card) {
        return RowFactory.create(
                card.model(),
                card.grade(),
                card.metric(),
                card.modelValue(),
                card.baseline(),
                card.baselineValue(),
                card.shipped(),
                card.decision(),
                Json.text(card));
    }

    private static List<Row> steps(Runner runner, List<Job> jobs, String runId) {
        Map<String, Long> timings = runner.timings();
        List<Row> rows = new ArrayList<>();
        for (Job job : jobs) {
            TableCommit made = runner.commits().get(Schedule.output(job).name());
            Long millis = timings.get(job.name());
            rows.add(RowFactory.create(
                    runId,
                    job.name(),
                    rows.size() + 1,
                    made.table(),
                    made.rows(),
                    millis == null ? null : millis / 1000.0,
                    millis == null));
        }
        return rows;
    }

    private static Row checkRow(CheckResult check) {
        return RowFactory.create(
                check.name(), check.observed(), check.allowed(), check.basis(), check.severity(), check.result());
    }
}
