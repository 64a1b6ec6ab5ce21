package io.nightjar.store.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.SparkExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The bad JSON files of the world, one by one. */
@ExtendWith(SparkExtension.class)
final class JsonFeedTest {
    @TempDir
    private Path root;

    @Test
    void readsScalarsAsTheyAreSpelledAndNestedValuesAsJson(SparkSession spark) throws IOException {
        write("""
                {"id": "a", "price": 1.70, "tags": {"x": [1, 2]}}

                {"price":12345678901234567890.10,"ID":true,"other":{"id":"z"},"tags":[ {"b":"]"} ]}
                {"id": "", "price": null}
                """);
        assertThat(rows(spark))
                .containsExactly(
                        "a.json:1 null a|1.70|{\"x\": [1, 2]}",
                        "a.json:3 null true|12345678901234567890.10|[ {\"b\":\"]\"} ]",
                        "a.json:4 null null|null|null");
    }

    @Test
    void setsAsideALineThatIsCut(SparkSession spark) throws IOException {
        write("{\"id\":\"a\",\"price\":1}\n{\"id\":\"ann@example.com\",\"pri");
        assertThat(rows(spark))
                .containsExactly(
                        "a.json:1 null a|1|null",
                        "a.json:2 BAD_JSON: the line is cut or not JSON near byte 29 of it null|null|null");
    }

    @Test
    void setsAsideLinesThatAreNotOneObject(SparkSession spark) throws IOException {
        write("{\"id\":\"a\"}\n{\"id\":\"a\"}{\"id\":\"b\"}\nnull\nann@example.com\n");
        assertThat(rows(spark))
                .containsExactly(
                        "a.json:1 null a|null|null",
                        "a.json:2 BAD_JSON: the line holds more than one value, at byte 11 of it null|null|null",
                        "a.json:3 BAD_JSON: the line is not a JSON object, at byte 1 of it null|null|null",
                        "a.json:4 BAD_JSON: the line is cut or not JSON near byte 5 of it null|null|null");
    }

    @Test
    void setsAsideAnObjectThatHasAKeyTwice(SparkSession spark) throws IOException {
        write("{\"id\":\"a\",\"price\":1,\"Id\":\"b\"}\n{\"id\":\"c\"}\n");
        assertThat(rows(spark))
                .containsExactly(
                        "a.json:1 DUPLICATE_JSON_KEY: a key stands twice in the object, at byte 26 null|null|null",
                        "a.json:2 null c|null|null");
    }

    @Test
    void findsTheSameProblemsWhateverAQueryAsksFor(SparkSession spark) throws IOException {
        write("{\"id\":1,\"price\":1,\"price\":2}\n{\"id\":2,\"tags\":\"\\u0000\"}\n");
        assertThat(FeedReader.read(spark, FeedReader.take(spark, spec()))
                        .select("_problem")
                        .collectAsList())
                .extracting(row -> row.getString(0).substring(0, 8))
                .containsExactly("DUPLICAT", "NUL_BYTE");
    }

    @Test
    void setsAsideNulCharactersEvenWhenEscaped(SparkSession spark) throws IOException {
        write("{\"id\":\"a\\u0000b\"}\n{\"id\":\"a\0b\"}\n");
        assertThat(rows(spark)).allMatch(row -> row.contains("NUL_BYTE: the object holds a NUL character"));
    }

    @Test
    void refusesAnArray(SparkSession spark) throws IOException {
        write("[{\"id\":\"a\"},\n{\"id\":\"b\"}]\n");
        assertThat(problem(spark))
                .isEqualTo("JSON_ARRAY: a.json, line 1: the file is a JSON array or has one object"
                        + " over several lines; write one whole object a line, without brackets or commas around it");
    }

    @Test
    void refusesObjectsSpreadOverLines(SparkSession spark) throws IOException {
        write("{\n  \"id\": \"a\"\n}\n");
        assertThat(problem(spark)).startsWith("JSON_ARRAY: a.json, line 1: ");
        write("{\"id\": \"a\",\n  \"price\": 1}\n");
        assertThat(problem(spark)).startsWith("JSON_ARRAY: a.json, line 1: ");
    }

    @Test
    void refusesAFileThatHasNoneOfTheKeys(SparkSession spark) throws IOException {
        write("{\"x\":1}\n{\"y\":2}\n");
        assertThat(problem(spark))
                .isEqualTo("NO_HEADER: a.json, line 1: none of the expected keys is in the first"
                        + " lines (id, price, tags); export them, or correct sources.products feed shop: columns");
    }

    @Test
    void tellsOfKeysThatDoNotOccur(SparkSession spark) throws IOException {
        write("{\"id\":\"a\",\"cost\":2}\n");
        FileFacts file = FeedReader.take(spark, spec()).files().get(0);
        assertThat(file.absentColumns()).containsExactly("price", "tags");
        assertThat(file.extraColumns()).containsExactly("cost");
    }

    @Test
    void refusesALineThatIsTooLong(SparkSession spark) throws IOException {
        write("{\"id\":\"a\"}\n{\"id\":\"" + "x".repeat(100) + "\"}\n");
        FeedSpec small = spec().withLimits(64, 10);
        assertThat(FeedReader.take(spark, small).problems())
                .extracting(FileProblem::toString)
                .containsExactly("RECORD_TOO_LONG: a.json, line 2: the line is longer than 64 bytes;"
                        + " write one object a line or raise max-record-bytes");
    }

    @Test
    void readsTheSameInChunks(SparkSession spark) throws IOException {
        StringBuilder text = new StringBuilder("\uFEFF");
        for (int i = 0; i < 50; i++) {
            text.append("{\"id\":\"n").append(i).append("é\"}").append(i % 7 == 0 ? "\r\n \r\n" : "\n");
        }
        write(text.toString());
        List<String> whole = rows(spark, spec());
        assertThat(whole).hasSize(50).startsWith("a.json:1 null n0é|null|null", "a.json:3 null n1é|null|null");
        assertThat(rows(spark, spec().withChunkBytes(40))).isEqualTo(whole);
    }

    private List<String> rows(SparkSession spark) {
        return rows(spark, spec());
    }

    private static List<String> rows(SparkSession spark, FeedSpec spec) {
        Inventory inventory = FeedReader.take(spark, spec);
        assertThat(inventory.problems()).isEmpty();
        List<String> rows = FeedReader.read(spark, inventory)
                .selectExpr("concat(_file, ':', _line, ' ', coalesce(_problem, 'null'), ' ', coalesce(id, 'null'), '|',"
                        + " coalesce(price, 'null'), '|', coalesce(tags, 'null'))")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .toList();
        assertThat(inventory.records()).isEqualTo(rows.size());
        return rows;
    }

    private String problem(SparkSession spark) {
        List<FileProblem> problems = FeedReader.take(spark, spec()).problems();
        assertThat(problems).hasSize(1);
        return problems.get(0).toString();
    }

    private FeedSpec spec() {
        return FeedSpec.json("products", "shop", root.toString(), "*.json", List.of("id", "price", "tags"));
    }

    private void write(String text) throws IOException {
        Files.writeString(root.resolve("a.json"), text);
    }
}
