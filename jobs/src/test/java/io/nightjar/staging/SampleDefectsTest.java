package io.nightjar.staging;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.SparkExtension;
import io.nightjar.schema.Provenance;
import io.nightjar.schema.RejectedRows;
import io.nightjar.schema.SourceTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Every line of the sample shop that was broken on purpose is found at its place, and no other. */
@ExtendWith(SparkExtension.class)
final class SampleDefectsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Map<String, String> REASONS = Map.ofEntries(
            Map.entry("short_row", "SHORT_ROW"),
            Map.entry("long_row", "LONG_ROW"),
            Map.entry("header_repeat", "HEADER_REPEAT"),
            Map.entry("cut_line", "BAD_JSON"),
            Map.entry("empty_id", "MISSING"),
            Map.entry("wrong_date", "UNREADABLE"),
            Map.entry("nan_amount", "UNREADABLE"),
            Map.entry("future_time", "FUTURE_TIME"),
            Map.entry("unknown_code", "UNKNOWN_WORD"));
    /** Broken values of optional columns: the row stays, without the value. */
    private static final Map<String, String> NULLED = Map.of(
            "customers wrong_date", "birth_on",
            "customers unknown_code", "email_opt_in",
            "customers future_time", "consent_at",
            "loyalty-members wrong_date", "joined_on",
            "loyalty-events unknown_code", "kind");

    /** A line of {@code truth/defects.csv}. */
    private record Planted(String feed, String file, long line, String kind) {
        static Planted of(String text) {
            String[] parts = text.split(",");
            return new Planted(parts[0], parts[1], Long.parseLong(parts[2]), parts[3]);
        }

        String nulled() {
            return NULLED.get(feed + " " + kind);
        }

        String place() {
            return file + ":" + line;
        }
    }

    @TempDir
    private Path folder;

    @Test
    void findsEveryPlantedDefectAndRefusesNothingElse(SparkSession spark) throws IOException {
        List<Planted> planted = Files.readAllLines(ROOT.resolve("sample-data/truth/defects.csv")).stream()
                .skip(1)
                .map(Planted::of)
                .toList();
        String conf = Files.readString(ROOT.resolve("conf/local.conf"))
                .replace("\"sample-data/", "\"" + ROOT.resolve("sample-data") + "/");
        Staged staged = new Desk(spark, folder).stage(conf);
        assertThat(planted).hasSize(116);
        assertThat(refused(staged))
                .containsExactlyInAnyOrderElementsOf(planted.stream()
                        .filter(defect -> REASONS.containsKey(defect.kind()) && defect.nulled() == null)
                        .map(defect -> defect.place() + " " + REASONS.get(defect.kind()))
                        .toList());
        assertThat(nulled(staged))
                .containsExactlyInAnyOrderElementsOf(planted.stream()
                        .filter(defect -> defect.nulled() != null)
                        .map(defect -> defect.place() + " " + defect.nulled())
                        .toList());
        List<String> dropped = staged.sources().stream()
                .flatMap(source -> staged.dropped(source).stream())
                .toList();
        assertThat(dropped)
                .filteredOn(row -> row.endsWith(FindDuplicates.DUPLICATE_ROW))
                .containsExactlyInAnyOrderElementsOf(planted.stream()
                        .filter(defect -> defect.kind().equals("exact_duplicate"))
                        .map(defect -> defect.place() + " " + FindDuplicates.DUPLICATE_ROW)
                        .toList());
        assertRepeatedKeys(dropped, planted);
    }

    /** A conflicting row stands below the one it conflicts with; which of the two is newer decides who stays. */
    private static void assertRepeatedKeys(List<String> dropped, List<Planted> planted) {
        List<String> repeated = dropped.stream()
                .filter(row -> row.endsWith(FindDuplicates.REPEATED_KEY))
                .map(row -> row.substring(0, row.indexOf(' ')))
                .toList();
        List<Planted> conflicts = planted.stream()
                .filter(defect -> defect.kind().equals("key_conflict"))
                .toList();
        assertThat(repeated).hasSameSizeAs(conflicts);
        for (Planted conflict : conflicts) {
            assertThat(repeated).containsAnyOf(conflict.place(), conflict.file() + ":" + (conflict.line() - 1));
        }
    }

    private static List<String> refused(Staged staged) {
        return staged.rows(RejectedRows.TABLE).stream()
                .map(row -> Staged.place(row) + " " + row.getAs(Provenance.REASON.name()))
                .toList();
    }

    private static List<String> nulled(Staged staged) {
        List<String> all = new ArrayList<>();
        for (SourceTable source : staged.sources()) {
            staged.runner()
                    .read(source.parsed())
                    .where(Provenance.REASON.col().isNull())
                    .where(Provenance.UNREADABLE.col().isNotNull())
                    .collectAsList()
                    .forEach(row -> columns(row)
                            .map(column -> Staged.place(row) + " " + column)
                            .forEach(all::add));
        }
        return all;
    }

    private static Stream<String> columns(Row row) {
        return row.<String>getList(row.fieldIndex(Provenance.UNREADABLE.name())).stream();
    }
}
