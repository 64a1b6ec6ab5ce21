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
