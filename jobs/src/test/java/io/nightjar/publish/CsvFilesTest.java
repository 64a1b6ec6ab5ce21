package io.nightjar.publish;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.nightjar.store.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CsvFilesTest {
    private static final List<String> HEADER = List.of("id", "text");

    @TempDir
    private Path folder;

    @Test
    void valuesComeBackAsTheyWere() throws IOException {
        List<List<String>> rows = List.of(
                List.of("1", "a, b"),
                List.of("2", "say \"hi\""),
                List.of("3", "two\r\nlines"),
                List.of("4", ""),
                List.of("5", " Zoë 東京 😀 "),
                List.of("6", "semi;colon\ttab"));
        List<ReadyFile.Entry> files = write(1000, 1_000_000, rows);
        assertThat(files).extracting(ReadyFile.Entry::name).containsExactly("list.csv");
        assertThat(read("list.csv").get(0)).isEqualTo(HEADER);
        assertThat(read("list.csv").subList(1, 7)).isEqualTo(rows);
        assertThat(Files.readString(folder.resolve("list.csv"))).startsWith("id,text\r\n1,\"a, b\"\r\n");
    }

    @Test
    void entryTellsWhatIsInTheFile() throws Exception {
        ReadyFile.Entry entry =
                write(1000, 1_000_000, List.of(List.of("1", "a"))).get(0);
        byte[] bytes = Files.readAllBytes(folder.resolve("list.csv"));
        assertThat(entry.rows()).isEqualTo(1);
        assertThat(entry.bytes()).isEqualTo(bytes.length);
        assertThat(entry.sha256())
                .isEqualTo(java.util.HexFormat.of()
                        .formatHex(java.security.MessageDigest.getInstance("SHA-256")
                                .digest(bytes)))
                .isEqualTo(csv(1, 1).sha256("list.csv"));
        assertThat(entry.segment()).isEqualTo("lapsing");
        assertThat(entry.part()).isEqualTo("members");
    }

    @Test
    void emptyListIsAFileWithItsHeader() throws IOException {
        assertThat(write(1000, 1_000_000, List.of()))
                .extracting(ReadyFile.Entry::rows)
                .containsExactly(0L);
        assertThat(Files.readString(folder.resolve("list.csv"))).isEqualTo("id,text\r\n");
    }

    @Test
    void beginsANewFileAfterSoManyRows() throws IOException {
        List<ReadyFile.Entry> files = write(
                2,
                1_000_000,
                List.of(List.of("1", "a"), List.of("2", "b"), List.of("3", "c"), List.of("4", "d"), List.of("5", "e")));
        assertThat(files)
                .extracting(ReadyFile.Entry::name)
                .containsExactly("list.csv", "list_part-2.csv", "list_part-3.csv");
        assertThat(files).extracting(ReadyFile.Entry::rows).containsExactly(2L, 2L, 1L);
        assertThat(read("list_part-3.csv")).containsExactly(HEADER, List.of("5", "e"));
    }

    @Test
    void beginsNoNewFileForNothing() {
        assertThat(write(2, 1_000_000, List.of(List.of("1", "a"), List.of("2", "b"))))
                .hasSize(1);
    }

    @Test
    void beginsANewFileBeforeOneGrowsTooLarge() throws IOException {
        // Header 9 bytes, each row 5: three rows are 24, a fourth would be 29.
        List<ReadyFile.Entry> files =
                write(1000, 28, List.of(List.of("1", "a"), List.of("2", "b"), List.of("3", "c"), List.of("4", "d")));
        assertThat(files).extracting(ReadyFile.Entry::bytes).containsExactly(24L, 14L);
        assertThat(read("list_part-2.csv")).containsExactly(HEADER, List.of("4", "d"));
    }

    @Test
    void rowThatIsLargerThanAFileMayBeHasAFileOfItsOwn() throws IOException {
        String large = "x".repeat(100);
        List<ReadyFile.Entry> files =
                write(1000, 28, List.of(List.of("1", "a"), List.of("2", large), List.of("3", "c")));
        assertThat(files).extracting(ReadyFile.Entry::rows).containsExactly(1L, 1L, 1L);
        assertThat(read("list_part-2.csv")).containsExactly(HEADER, List.of("2", large));
    }

    @Test
    void noTextIsAFormula() {
        for (String start : List.of("=", "+", "-", "@", "\t", "\r", "\n", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20")) {
            assertThat(CsvFiles.safe(start + "cmd()")).isEqualTo("'" + start + "cmd()");
        }
        assertThat(CsvFiles.safe("a=b")).isEqualTo("a=b");
        assertThat(CsvFiles.safe("")).isEmpty();
        assertThat(CsvFiles.safe(null)).isNull();
    }

    private List<ReadyFile.Entry> write(long maxRows, long maxBytes, List<List<String>> rows) {
        return csv(maxRows, maxBytes).write("lapsing", "members", "list", HEADER, rows.iterator());
    }

    private CsvFiles csv(long maxRows, long maxBytes) {
        return new CsvFiles(
                new Places(new Configuration()),
                new org.apache.hadoop.fs.Path(folder.toUri().toString()),
                maxRows,
                maxBytes);
    }

    private List<List<String>> read(String name) throws IOException {
        try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(folder.resolve(name))) {
            return reader.stream().map(CsvRecord::getFields).toList();
        }
    }
}
