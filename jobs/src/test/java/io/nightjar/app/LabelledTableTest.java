package io.nightjar.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.SparkExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
final class LabelledTableTest {
    @TempDir
    private Path folder;

    @Test
    void rowsAreLeftOutAndThinnedByWhatIsInThemWhateverTheirOrder(SparkSession spark) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            lines.add(i + "," + (i % 3 == 0 ? "" : i % 2 == 0 ? "yes" : "no"));
        }
        LabelledTable one = read(spark, lines);
        assertThat(one.notes())
                .containsExactly(
                        "100 of 300 rows have no answer and are left out",
                        "Measured on 50 of 200 rows (trainer.max-rows)");
        assertThat(one.answers("bought")).hasSize(50);
        Collections.shuffle(lines, new Random(7));
        assertThat(numbers(read(spark, lines))).hasSize(50).isEqualTo(numbers(one));
    }

    @Test
    void textThatIsNumbersThroughoutIsNumbersAndCodesStayText(SparkSession spark) throws IOException {
        Path file = folder.resolve("table.csv");
        Files.writeString(file, """
                who,y,code,age
                a,1.0,007,31
                b,0.0,012,
                c,1,100,44
                """);
        for (String label : List.of("y = 1", "y = '1'", "y")) {
            LabelledTable read =
                    LabelledTable.read(spark, file.toString(), Map.of("label", label), null, "who", List.of(), 50, 42);
            assertThat(read.notes()).isEmpty();
            assertThat(IntStream.range(0, 3)
                            .filter(row -> read.answers("label")[row])
                            .mapToObj(read.frame()::id))
                    .containsExactlyInAnyOrder("a", "c");
            assertThat(read.frame().column("code").isText()).isTrue();
            assertThat(read.frame().column("age").isText()).isFalse();
        }
        assertThat(LabelledTable.read(
                                spark, file.toString(), Map.of("label", "code = '007'"), null, null, List.of(), 50, 42)
                        .answers("label"))
                .containsExactlyInAnyOrder(true, false, false);
    }

    @Test
    void timesWithoutAZoneAreReadAndWhatCannotBeIsSaid(SparkSession spark) {
        String file = folder.resolve("table.parquet").toString();
        spark.sql("select true as y, timestamp_ntz'2026-01-02 12:00:00' as seen, array(1) as list")
                .write()
                .parquet(file);
        LabelledTable read = LabelledTable.read(spark, file, Map.of("label", "y"), null, null, List.of(), 50, 42);
        // 2026-01-02 is day 20,455 after 1970-01-01.
        assertThat(read.frame().column("seen").number(0)).isEqualTo(20_455.5);
        assertThat(read.notes())
                .containsExactly("Not used: list is of the type array<int>, which nothing is learned from");
    }

    private LabelledTable read(SparkSession spark, List<String> lines) throws IOException {
        Path file = folder.resolve("table.csv");
        Files.writeString(file, "number,answer\n" + String.join("\n", lines) + "\n");
        return LabelledTable.read(
                spark, file.toString(), Map.of("bought", "answer = 'yes'"), null, null, List.of(), 50, 42);
    }

    private static List<String> numbers(LabelledTable read) {
        return IntStream.range(0, read.frame().size())
                .mapToObj(row -> read.frame().column("number").shown(row))
                .sorted()
                .toList();
    }
}
