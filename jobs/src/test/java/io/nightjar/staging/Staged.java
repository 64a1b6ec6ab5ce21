package io.nightjar.staging;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;

import io.nightjar.config.Settings;
import io.nightjar.config.SourceSettings;
import io.nightjar.job.Runner;
import io.nightjar.schema.FeedAccounts;
import io.nightjar.schema.Field;
import io.nightjar.schema.Provenance;
import io.nightjar.schema.RejectedRows;
import io.nightjar.schema.SourceReadiness;
import io.nightjar.schema.SourceTable;
import io.nightjar.schema.Sources;
import io.nightjar.schema.Table;
import io.nightjar.store.feed.Forgotten;
import io.nightjar.store.feed.Inventory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/** What staging made of a test's files, as lines of text. */
record Staged(Settings settings, Map<String, List<Inventory>> inventories, Runner runner, Forgotten forgotten) {
    /** Runs the jobs in the order of the night. */
    void run() {
        String files = inventories.toString();
        for (SourceSettings source : settings.activeSources()) {
            SourceTable table = Sources.named(source.name());
            runner.run(new ParseSource(
                    table,
                    source,
                    settings.quality().futureDays(),
                    Desk.tokeniser(),
                    settings.text("sources." + source.name()) + files,
                    forgotten));
            runner.run(new FindDuplicates(table, source.duplicates()));
            runner.run(new StageSource(table));
        }
        runner.run(new CollectRejectedRows(sources(), files));
        runner.run(new BuildFeedAccounts(sources(), files));
        runner.run(new BuildReadiness(sources()));
    }

    List<SourceTable> sources() {
        return settings.activeSources().stream()
                .map(source -> Sources.named(source.name()))
                .toList();
    }

    /** The usable rows: {@code line value|value}, by file and line. */
    List<String> kept(SourceTable source, Field... fields) {
        return lines(runner.read(source.staged()), fields);
    }

    /** The same without line numbers. */
    List<String> values(SourceTable source, Field... fields) {
        return kept(source, fields).stream()
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .toList();
    }

    /** What was put aside: {@code line CODE: sentence}. */
    List<String> rejected() {
        return ordered(runner.read(RejectedRows.TABLE)).collectAsList().stream()
                .map(row -> row.getAs(Provenance.LINE.name()) + " "
                        + row.getAs(Provenance.REASON.name()) + ": "
                        + row.getAs(Provenance.DETAIL.name()))
                .toList();
    }

    /** {@code file:line CODE} of what was left out as a copy or a repeated key. */
    List<String> dropped(SourceTable source) {
        return ordered(runner.read(source.dropped())).collectAsList().stream()
                .map(row -> place(row) + " " + row.getAs(Provenance.REASON.name()))
                .toList();
    }

    /** {@code source/feed file read=kept+quarantined+duplicates+repeated keys}. */
    List<String> accounts() {
        return runner
                .read(FeedAccounts.TABLE)
                .orderBy(FeedAccounts.SOURCE.col(), Provenance.FEED.col(), Provenance.FILE.col())
                .collectAsList()
                .stream()
                .map(row -> row.getAs(FeedAccounts.SOURCE.name()) + "/" + row.getAs(Provenance.FEED.name()) + " "
                        + row.getAs(Provenance.FILE.name()) + " " + row.getAs(FeedAccounts.ROWS_READ.name()) + "="
                        + row.getAs(FeedAccounts.ROWS_KEPT.name()) + "+"
                        + row.getAs(FeedAccounts.ROWS_QUARANTINED.name()) + "+"
                        + row.getAs(FeedAccounts.ROWS_DUPLICATE.name()) + "+"
                        + row.getAs(FeedAccounts.ROWS_REPEATED_KEY.name()))
                .toList();
    }

    /** The readiness row of a column: {@code rows|filled|unreadable|missing share|oldest|newest|switches off}. */
    String readiness(SourceTable source, String column) {
        Row row = runner.read(SourceReadiness.TABLE)
                .where(SourceReadiness.SOURCE
                        .col()
                        .equalTo(source.name())
                        .and(SourceReadiness.COLUMN_NAME.col().equalTo(column)))
                .collectAsList()
                .get(0);
        return IntStream.range(2, row.size())
                .mapToObj(i -> String.valueOf(row.get(i)))
                .collect(Collectors.joining("|"));
    }

    List<Row> rows(Table table) {
        return runner.read(table).collectAsList();
    }

    static String place(Row row) {
        return row.getAs(Provenance.FILE.name()) + ":" + row.getAs(Provenance.LINE.name());
    }

    /** Spark makes the text, so that times are told in the session's zone and not in the machine's. */
    private static List<String> lines(Dataset<Row> rows, Field... fields) {
        Column[] texts = Arrays.stream(fields)
                .map(field -> coalesce(field.col().cast(DataTypes.StringType), lit("null")))
                .toArray(Column[]::new);
        return ordered(rows)
                .select(concat_ws(" ", Provenance.LINE.col(), concat_ws("|", texts)))
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }

    private static Dataset<Row> ordered(Dataset<Row> rows) {
        return rows.orderBy(Provenance.FILE.col(), Provenance.LINE.col());
    }
}
