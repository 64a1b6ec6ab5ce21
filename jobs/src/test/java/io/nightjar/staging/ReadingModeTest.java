package io.nightjar.staging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Spark's own text readers drop, shift or invent rows in silence, so nothing of ours may use them. */
final class ReadingModeTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern TEXT_READER = Pattern.compile(
            "DROPMALFORMED|FAILFAST|columnNameOfCorruptRecord|inferSchema\"|\\.read\\(\\)\\s*(\\.[a-z]+\\([^;]*?\\)\\s*)*\\.(csv|json|text)\\(|format\\(\"(csv|json|text)\"\\)");

    @Test
    void usesNoTextReaderOfSparkAndNoParseModeThatLosesRows() throws IOException {
        assertThat(offenders()).isEmpty();
    }

    @Test
    void wouldSeeThem() {
        assertThat(List.of(
                        "spark.read().option(\"mode\", \"DROPMALFORMED\")",
                        "spark.read().option(\"header\", \"true\")\n    .csv(path)",
                        "spark.read().json(path)",
                        "spark.read().format(\"csv\").load(path)"))
                .allMatch(code -> TEXT_READER.matcher(code).find());
        assertThat(TEXT_READER
                        .matcher("spark.read().schema(table.structType()).parquet(path)")
                        .find())
                .isFalse();
    }

    private static List<String> offenders() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<Path> java =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            assertThat(java).as("sources found below %s", SOURCES).hasSizeGreaterThan(100);
            return java.stream()
                    .filter(ReadingModeTest::isOffender)
                    .map(Path::toString)
                    .toList();
        }
    }

    private static boolean isOffender(Path file) {
        try {
            return TEXT_READER.matcher(Files.readString(file)).find();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
