package io.nightjar.publish;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.nightjar.publish.dialect.FileRules;
import io.nightjar.store.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SplitFileTest {
    private static final Places PLACES = new Places(new Configuration());
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
        List<SplitFile.Written> files = write(1000, 1_000_000, rows);
        assertThat(files).extracting(SplitFile.Written::name).containsExactly("list.csv");
        assertThat(read("list.csv").get(0)).isEqualTo(HEADER);
        assertThat(read("list.csv").subList(1, 7)).isEqualTo(rows);
        assertThat(Files.readString(folder.resolve("list.csv"))).startsWith("id,text\r\n1,\"a, b\"\r\n");
    }

    @Test
    void entryTellsWhatIsInTheFile() throws Exception {
        SplitFile.Written entry =
                write(1000, 1_000_000, List.of(List.of("1", "a"))).get(0);
        byte[] bytes = Files.readAllBytes(folder.resolve("list.csv"));
        assertThat(entry.rows()).isEqualTo(1);
        assertThat(entry.bytes()).isEqualTo(bytes.length);
        assertThat(entry.sha256())
                .isEqualTo(java.util.HexFormat.of()
                        .formatHex(java.security.MessageDigest.getInstance("SHA-256")
                                .digest(bytes)));
    }

    @Test
    void emptyListIsAFileWithItsHeader() throws IOException {
        assertThat(write(1000, 1_000_000, List.of()))
                .extracting(SplitFile.Written::rows)
                .containsExactly(0L);
        assertThat(Files.readString(folder.resolve("list.csv"))).isEqualTo("id,text\r\n");
    }

    @Test
    void beginsANewFileAfterSoManyRows() throws IOException {
        List<SplitFile.Written> files = write(
                2,
                1_000_000,
                List.of(List.of("1", "a"), List.of("2", "b"), List.of("3", "c"), List.of("4", "d"), List.of("5", "e")));
        assertThat(files)
                .extracting(SplitFile.Written::name)
                .containsExactly("list.csv", "list_part-2.csv", "list_part-3.csv");
        assertThat(files).extracting(SplitFile.Written::rows).containsExactly(2L, 2L, 1L);
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
        List<SplitFile.Written> files =
                write(1000, 28, List.of(List.of("1", "a"), List.of("2", "b"), List.of("3", "c"), List.of("4", "d")));
        assertThat(files).extracting(SplitFile.Written::bytes).containsExactly(24L, 14L);
        assertThat(read("list_part-2.csv")).containsExactly(HEADER, List.of("4", "d"));
    }

    @Test
    void rowThatIsLargerThanAFileMayBeHasAFileOfItsOwn() throws IOException {
        String large = "x".repeat(100);
        List<SplitFile.Written> files =
                write(1000, 28, List.of(List.of("1", "a"), List.of("2", large), List.of("3", "c")));
        assertThat(files).extracting(SplitFile.Written::rows).containsExactly(1L, 1L, 1L);
        assertThat(read("list_part-2.csv")).containsExactly(HEADER, List.of("2", large));
    }

    @Test
    void noTextIsAFormula() {
        for (String start : List.of("=", "+", "-", "@", "\t", "\r", "\n", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20")) {
            assertThat(CsvFile.safe(start + "cmd()")).isEqualTo("'" + start + "cmd()");
        }
        assertThat(CsvFile.safe("a=b")).isEqualTo("a=b");
        assertThat(CsvFile.safe("")).isEmpty();
    }

    @Test
    void parquetComesBackAsItWasAndIsSplitTheSame() {
        List<List<String>> rows = List.of(List.of("1", "{\"a\":true}"), List.of("2", ""), List.of("3", "Zoë 東京"));
        List<SplitFile.Written> files = write(FileRules.Format.PARQUET, 2, 1_000_000, rows);
        assertThat(files).extracting(SplitFile.Written::name).containsExactly("list.parquet", "list_part-2.parquet");
        assertThat(parquet("list.parquet")).isEqualTo(rows.subList(0, 2));
        assertThat(parquet("list_part-2.parquet")).isEqualTo(rows.subList(2, 3));
    }

    @Test
    void parquetOfTheSameRowsIsTheSameBytes() {
        List<List<String>> rows = List.of(List.of("1", "a"), List.of("2", ""));
        assertThat(write(FileRules.Format.PARQUET, 10, 1_000, rows))
                .isEqualTo(write(FileRules.Format.PARQUET, 10, 1_000, rows));
    }

    private List<List<String>> parquet(String name) {
        List<List<String>> rows = new ArrayList<>();
        new DeliveredRows(PLACES)
                .read(
                        new org.apache.hadoop.fs.Path(place(), name),
                        FileRules.Format.PARQUET,
                        row -> rows.add(HEADER.stream().map(row).toList()));
        return rows;
    }

    private List<SplitFile.Written> write(long maxRows, long maxBytes, List<List<String>> rows) {
        return write(FileRules.Format.CSV, maxRows, maxBytes, rows);
    }

    private List<SplitFile.Written> write(
            FileRules.Format format, long maxRows, long maxBytes, List<List<String>> rows) {
        FileRules rules = new FileRules(format, maxRows, maxBytes, 0, ",", FileRules.Others.CUSTOM, true);
        SplitFile file = new SplitFile(PLACES, place(), "list", rules, HEADER);
        rows.forEach(file::write);
        return file.finish();
    }

    private org.apache.hadoop.fs.Path place() {
        return new org.apache.hadoop.fs.Path(folder.toUri().toString());
    }

    private List<List<String>> read(String name) throws IOException {
        try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(folder.resolve(name))) {
            return reader.stream().map(CsvRecord::getFields).toList();
        }
    }
}
