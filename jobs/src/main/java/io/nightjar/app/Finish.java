package io.nightjar.app;

import io.nightjar.job.Runner;
import io.nightjar.publish.ReadyFile;
import io.nightjar.report.ConsoleSummary;
import io.nightjar.report.Decisions;
import io.nightjar.report.FeedLine;
import io.nightjar.report.NightPage;
import io.nightjar.report.People;
import io.nightjar.report.ReadinessLine;
import io.nightjar.report.RejectLine;
import io.nightjar.report.SegmentLine;
import io.nightjar.schema.ContactPoints;
import io.nightjar.schema.CustomerProfiles;
import io.nightjar.schema.Provenance;
import io.nightjar.schema.RejectedRows;
import io.nightjar.schema.Rfm;
import io.nightjar.schema.Segments;
import io.nightjar.schema.SourceReadiness;
import io.nightjar.schema.Triggers;
import io.nightjar.store.Json;
import io.nightjar.store.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Tells how the night ended, however it ended: a page beside the lists, and a dozen lines on the terminal. */
final class Finish {
    private final Home home;
    private final Console console;

    Finish(Home home, Console console) {
        this.home = home;
        this.console = console;
    }

    /** @param runner what was made, as far as the night came; empty if it ended before anything was */
    void tell(Optional<Runner> runner, RunRecord record) {
        NightPage page = page(runner, record);
        Path file = new Path(new Path(home.pages(), record.runId()), "index.html");
        byte[] html = page.html().getBytes(StandardCharsets.UTF_8);
        home.places().write(file, html);
        home.places().write(new Path(home.pages(), "index.html"), html);
        console.line("");
        ConsoleSummary.lines(page, shown(file)).forEach(console::line);
    }

    private NightPage page(Optional<Runner> runner, RunRecord record) {
        Manifest manifest = record.manifest();
        return new NightPage(
                record.runId(),
                record.asOf().toString(),
                record.outcome(),
                Manifest.PUBLISHED.equals(manifest.state()),
                record.previousRunId(),
                record.startedAt(),
                console.sinceStart().toMillis(),
                feeds(record.inputs()),
                runner.filter(made -> made.has(RejectedRows.TABLE))
                        .map(Finish::rejects)
                        .orElse(List.of()),
                runner.filter(made -> made.has(SourceReadiness.TABLE))
                        .map(Finish::readiness)
                        .orElse(List.of()),
                runner.filter(made -> made.has(CustomerProfiles.TABLE))
                        .map(Finish::people)
                        .orElse(People.none()),
                record.cards(),
                runner.filter(made -> made.has(Segments.TABLE))
                        .map(made -> lists(made, record))
                        .orElse(List.of()),
                record.deliveries(),
                record.checks(),
                record.timings(),
                manifest.warnings(),
                runner.map(made -> new Decided(made).decisions()).orElse(Decisions.none()));
    }

    private static List<FeedLine> feeds(List<Manifest.Input> inputs) {
        Map<String, List<Manifest.Input>> byFeed = new LinkedHashMap<>();
        inputs.forEach(input -> byFeed.computeIfAbsent(input.source() + "\0" + input.feed(), feed -> new ArrayList<>())
                .add(input));
        return byFeed.values().stream()
                .map(files -> new FeedLine(
                        files.get(0).source(),
                        files.get(0).feed(),
                        files.size(),
                        sum(files, Manifest.Input::rowsRead),
                        sum(files, Manifest.Input::rowsKept),
                        sum(files, Manifest.Input::rowsQuarantined),
                        sum(files, Manifest.Input::rowsDuplicate),
                        sum(files, Manifest.Input::rowsRepeatedKey),
                        sum(files, Manifest.Input::rowsSuppressed)))
                .toList();
    }

    private static long sum(List<Manifest.Input> files, java.util.function.ToLongFunction<Manifest.Input> count) {
        return files.stream().mapToLong(count).sum();
    }

    private static List<RejectLine> rejects(Runner made) {
        Column place = functions.struct(Provenance.FILE.col(), Provenance.LINE.col(), Provenance.DETAIL.col());
        return made
                .read(RejectedRows.TABLE)
                .groupBy(RejectedRows.SOURCE.col(), Provenance.FEED.col(), Provenance.REASON.col())
                .agg(
                        functions.sum(RejectedRows.ROW_COUNT.col()).as("rows"),
                        functions.min(place).as("example"))
                .orderBy(functions.col("rows").desc(), RejectedRows.SOURCE.col(), Provenance.REASON.col())
                .limit(50)
                .collectAsList()
                .stream()
                .map(row -> reject(row, row.getStruct(4)))
                .toList();
    }

    private static RejectLine reject(Row row, Row example) {
        return new RejectLine(
                row.getString(0),
                row.getString(1),
                row.getString(2),
                row.getLong(3),
                example.getString(0),
                example.isNullAt(1) ? null : example.getLong(1),
                example.getString(2));
    }

    private static List<ReadinessLine> readiness(Runner made) {
        List<ReadinessLine> lines = new ArrayList<>();
        for (Row row : made.read(SourceReadiness.TABLE).collectAsList()) {
            lines.add(new ReadinessLine(
                    row.getAs(SourceReadiness.SOURCE.name()),
                    row.getAs(SourceReadiness.COLUMN_NAME.name()),
                    row.<Long>getAs(SourceReadiness.ROWS.name()),
                    row.<Double>getAs(SourceReadiness.MISSING_SHARE.name()),
                    row.<Long>getAs(SourceReadiness.UNREADABLE_COUNT.name()),
                    row.getAs(SourceReadiness.OLDEST.name()),
                    row.getAs(SourceReadiness.NEWEST.name()),
                    row.getAs(SourceReadiness.SWITCHES_OFF.name())));
        }
        return lines;
    }

    private static People people(Runner made) {
        Column reachable = ContactPoints.PERMISSIONS.stream()
                .map(permitted -> functions.coalesce(permitted.col(), functions.lit(false)))
                .reduce(Column::or)
                .orElseThrow();
        Row counts = made.read(CustomerProfiles.TABLE)
                .agg(
                        functions.count(functions.lit(1)),
                        functions.count_if(Rfm.FREQUENCY.col().gt(0)),
                        functions.count_if(CustomerProfiles.IS_ANONYMOUS.col()),
                        functions.count_if(reachable))
                .head();
        return new People(counts.getLong(0), counts.getLong(1), counts.getLong(2), counts.getLong(3), grid(made));
    }

    private static List<List<Long>> grid(Runner made) {
        List<Row> cells = made.read(Rfm.TABLE)
                .groupBy(Rfm.RECENCY_SCORE.col(), Rfm.FREQUENCY_SCORE.col())
                .count()
                .collectAsList();
        int tiers = cells.stream()
                .mapToInt(cell -> Math.max(cell.getInt(0), cell.getInt(1)))
                .max()
                .orElse(0);
        List<List<Long>> grid = new ArrayList<>();
        for (int recency = 1; recency <= tiers; recency++) {
            List<Long> line = new ArrayList<>();
            for (int frequency = 1; frequency <= tiers; frequency++) {
                line.add(cell(cells, recency, frequency));
            }
            grid.add(line);
        }
        return grid;
    }

    private static long cell(List<Row> cells, int recency, int frequency) {
        return cells.stream()
                .filter(cell -> cell.getInt(0) == recency && cell.getInt(1) == frequency)
                .mapToLong(cell -> cell.getLong(2))
                .sum();
    }

    /** Segments, and then triggers. */
    private List<SegmentLine> lists(Runner made, RunRecord record) {
        Path ready = new Path(new Path(home.lists(), record.runId()), "_READY.json");
        Optional<ReadyFile> delivered =
                home.places().read(ready).map(bytes -> Json.parse(bytes, ReadyFile.class, ready.toString()));
        List<SegmentLine> lines = segments(made, delivered);
        if (made.has(Triggers.TABLE)) {
            lines.addAll(FiredLists.of(made, record.asOf(), delivered));
        }
        return lines;
    }

    private static List<SegmentLine> segments(Runner made, Optional<ReadyFile> delivered) {
        List<SegmentLine> lines = new ArrayList<>();
        for (Row row : made.read(Segments.TABLE).orderBy(Segments.SEGMENT.col()).collectAsList()) {
            String name = row.getString(0);
            lines.add(new SegmentLine(
                    name,
                    row.getString(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getLong(5),
                    delivered
                            .map(file -> file.withheld().getOrDefault(name, 0L))
                            .orElse(0L),
                    delivered.map(file -> names(file, name)).orElse(List.of())));
        }
        return lines;
    }

    static List<String> names(ReadyFile ready, String segment) {
        return ready.files().stream()
                .filter(file -> file.segment().equals(segment))
                .map(ReadyFile.Entry::name)
                .toList();
    }

    private static String shown(Path path) {
        return "file".equals(path.toUri().getScheme()) ? path.toUri().getPath() : path.toString();
    }
}
