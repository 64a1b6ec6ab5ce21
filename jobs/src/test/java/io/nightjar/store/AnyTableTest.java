package io.nightjar.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.SparkExtension;
import java.io.IOException;
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

    private Dataset<Row> read(SparkSession spark, String text) throws IOException {
        Path file = Files.createTempFile(folder, "table", ".csv");
        Files.writeString(file, text);
        return AnyTable.read(spark, file.toString());
    }

    private static List<String> lines(Dataset<Row> rows) {
        return rows.collectAsList().stream().map(Row::toString).toList();
    }
}
