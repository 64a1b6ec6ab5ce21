package io.nightjar.store.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.SparkExtension;
import io.nightjar.store.StoreException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What people hand in to be measured. */
@ExtendWith(SparkExtension.class)
final class AnyTableTest {
    @TempDir
    private Path folder;

    @Test
    void commasSeparateUnlessSomethingElseDoes(SparkSession spark) throws IOException {
        for (String separator : List.of(",", ";", "\t", "|")) {
            Dataset<Row> rows =
                    read(spark, "id,\"name, first\",spent\n1,\"Berg, Ann\",2.50\n2,,-3\n".replace(",", separator));
            assertThat(rows.columns()).containsExactly("id", "name, first".replace(",", separator), "spent");
            assertThat(lines(rows)).containsExactly("[1,Berg%s Ann,2.50]".formatted(separator), "[2,null,-3]");
        }
    }

    @Test
    void oneColumnNeedsNoSeparator(SparkSession spark) throws IOException {
        assertThat(lines(read(spark, "id\n1\n2\n"))).containsExactly("[1]", "[2]");
    }

    @Test
    void decimalCommasBecomePointsWhereAWholeColumnHasThem(SparkSession spark) throws IOException {
        Dataset<Row> rows = read(spark, """
                Preis;Menge;Ort;Version
                1.234,50;3;Wien, 1. Bezirk;1.2
                -0,5;;Graz;2,0
                12;1.000;;1.2.3
                """);
        assertThat(lines(rows))
                .containsExactly("[1234.50,3,Wien, 1. Bezirk,1.2]", "[-0.5,null,Graz,2,0]", "[12,1.000,null,1.2.3]");
    }

    @Test
    void separatorsInsideQuotedNamesSeparateNothing(SparkSession spark) throws IOException {
        assertThat(read(spark, "id,\"a;b;c;d\"\n1,2\n").columns()).containsExactly("id", "a;b;c;d");
    }

    @Test
    void rowsOfAnotherLengthAreLeftOutAndToldOf(SparkSession spark) throws IOException {
        AnyTable table = AnyTable.read(spark, file("t.csv", "id,x\n1,2\n3\n4,5\n6,7,8\n", UTF_8));
        assertThat(lines(table.rows())).containsExactly("[1,2]", "[4,5]");
        assertThat(table.notes())
                .singleElement()
                .asString()
                .startsWith("2 of 4 rows cannot be read and are left out (line 3: SHORT_ROW")
                .contains("line 5: LONG_ROW");
    }

    @Test
    void textThatIsNotUtf8IsWindows1252(SparkSession spark) throws IOException {
        String text = "Straße;Größe\nHöfe;1,5\n";
        assertThat(lines(AnyTable.read(spark, file("w.csv", text, Charset.forName("windows-1252")))
                        .rows()))
                .containsExactly("[Höfe,1.5]");
        assertThat(lines(AnyTable.read(spark, file("u.csv", text, UTF_8)).rows()))
                .containsExactly("[Höfe,1.5]");
    }

    @Test
    void jsonLinesHaveTheKeysOfAllTheirFirstObjects(SparkSession spark) throws IOException {
        String text = "{\"id\": 1, \"good\": true}\n{\"id\": 2, \"said\": \"fine\"}\n";
        Dataset<Row> rows = AnyTable.read(spark, file("t.jsonl", text, UTF_8)).rows();
        assertThat(rows.columns()).containsExactly("id", "good", "said");
        assertThat(lines(rows)).containsExactly("[1,true,null]", "[2,null,fine]");
    }

    @Test
    void saysWhatCannotBeReadAsAWhole(SparkSession spark) throws IOException {
        assertThatThrownBy(() -> AnyTable.read(spark, folder.resolve("none.csv").toString()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("none.csv: there is no such file");
        String twice = file("twice.csv", "id,x,x\n1,2,3\n", UTF_8);
        assertThatThrownBy(() -> AnyTable.read(spark, twice))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("has column x twice");
    }

    private Dataset<Row> read(SparkSession spark, String text) throws IOException {
        AnyTable table = AnyTable.read(spark, file("table.csv", text, UTF_8));
        assertThat(table.notes()).isEmpty();
        return table.rows();
    }

    private String file(String name, String text, Charset charset) throws IOException {
        return Files.writeString(folder.resolve(name), text, charset).toString();
    }

    private static List<String> lines(Dataset<Row> rows) {
        return rows.collectAsList().stream().map(Row::toString).toList();
    }
}
