package io.nightjar.app;

import io.nightjar.job.Runner;
import io.nightjar.schema.FeedAccounts;
import io.nightjar.schema.Field;
import io.nightjar.schema.Provenance;
import io.nightjar.schema.SourceReadiness;
import io.nightjar.schema.Sources;
import io.nightjar.store.Manifest;
import io.nightjar.store.feed.FileFacts;
import io.nightjar.store.feed.Inventory;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/** What became of every file's rows, and how recent each source is, as read back from the tables of the night. */
final class Books {
    private final Runner runner;
    private final Map<String, List<Inventory>> inventories;
    private final List<Manifest.Input> inputs;

    Books(Runner runner, Map<String, List<Inventory>> inventories) {
        this.runner = runner;
        this.inventories = inventories;
        this.inputs = balanced();
    }

    List<Manifest.Input> inputs() {
        return inputs;
    }

    List<Manifest.Input> inputs(String source) {
        return inputs.stream().filter(input -> input.source().equals(source)).toList();
    }

    /** Date of the newest event of a source that is not after the as-of date. */
    Optional<LocalDate> newest(String source, LocalDate asOf) {
        return Sources.named(source).fields().stream()
                .filter(field -> field.isRequired() && DataTypes.TimestampType.equals(field.type()))
                .findFirst()
                .flatMap(field -> newest(source, field, asOf));
    }

    private Optional<LocalDate> newest(String source, Field moment, LocalDate asOf) {
        return runner
                .read(SourceReadiness.TABLE)
                .where(SourceReadiness.SOURCE.col().equalTo(source))
                .where(SourceReadiness.COLUMN_NAME.col().equalTo(moment.name()))
                .select(SourceReadiness.NEWEST.col())
                .collectAsList()
                .stream()
                .filter(row -> !row.isNullAt(0))
                .map(row -> LocalDate.parse(row.getString(0).substring(0, 10)))
                .findFirst()
                .flatMap(date -> date.isAfter(asOf) ? newestUntil(source, moment, asOf) : Optional.of(date));
    }

    /** A record that lies ahead must not hide that the others are old. */
    private Optional<LocalDate> newestUntil(String source, Field moment, LocalDate asOf) {
        Row newest = runner.read(Sources.named(source).staged())
                .where(moment.col().lt(functions.lit(asOf.plusDays(1))))
                .agg(functions.max(moment.col().cast(DataTypes.DateType)).cast(DataTypes.StringType))
                .head();
        return Optional.ofNullable(newest.getString(0)).map(LocalDate::parse);
    }

    private List<Manifest.Input> balanced() {
        Map<String, Row> counts = new HashMap<>();
        for (Row row : runner.read(FeedAccounts.TABLE).collectAsList()) {
            counts.put(
                    key(
                            row.getAs(FeedAccounts.SOURCE.name()),
                            row.getAs(Provenance.FEED.name()),
                            row.getAs(Provenance.FILE.name())),
                    row);
        }
        List<Manifest.Input> all = new ArrayList<>();
        inventories.forEach((source, list) -> list.forEach(inventory -> inventory
                .files()
                .forEach(file -> all.add(input(
                        source,
                        inventory.spec().feed(),
                        file,
                        counts.get(key(source, inventory.spec().feed(), file.name())))))));
        return all;
    }

    private static Manifest.Input input(String source, String feed, FileFacts file, Row counts) {
        return new Manifest.Input(
                source,
                feed,
                file.name(),
                file.bytes(),
                file.sha256(),
                count(counts, FeedAccounts.ROWS_READ),
                count(counts, FeedAccounts.ROWS_KEPT),
                count(counts, FeedAccounts.ROWS_QUARANTINED),
                count(counts, FeedAccounts.ROWS_DUPLICATE),
                count(counts, FeedAccounts.ROWS_REPEATED_KEY),
                count(counts, FeedAccounts.ROWS_SUPPRESSED),
                file.columns(),
                file.extraColumns().stream().map(column -> "+" + column).toList(),
                file.isReadable() ? null : file.problem().sentence());
    }

    private static long count(Row counts, Field field) {
        return counts == null ? 0 : counts.<Long>getAs(field.name());
    }

    private static String key(String source, String feed, String file) {
        return source + "\0" + feed + "\0" + file;
    }
}
