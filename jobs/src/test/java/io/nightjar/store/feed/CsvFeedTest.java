package io.nightjar.store.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.SparkExtension;
import io.nightjar.store.feed.FileProblem.Code;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The bad csv files of the world, one by one: each is read exactly or refused with a sentence that helps. */
@ExtendWith(SparkExtension.class)
final class CsvFeedTest {
    private static final List<String> COLUMNS = List.of("id", "email", "spend");

    @TempDir
    private Path root;

    @Test
    void bindsColumnsByHeaderNameWhateverTheirOrder(SparkSession spark) throws IOException {
        write("a.csv", "id,email,spend\n1,a@x,7.0\n");
        write("b.csv", "spend,id,email\n100.5,2,b@x\n");
        assertThat(rows(spark)).containsExactly("a.csv:2 null 1|a@x|7.0", "b.csv:2 null 2|b@x|100.5");
    }

    @Test
    void refusesTheFileThatLacksAColumnAndReadsTheOthers(SparkSession spark) throws IOException {
        write("a.csv", "id,email,spend\n1,a@x,7.0\n");
        write("b.csv", "id,email_address,spend\n2,b@x,8\n");
        assertThat(problem(spark))
                .isEqualTo("MISSING_COLUMN: b.csv, line 1: column email (nearest: email_address) not"
                        + " found; export it, or set columns.email = \"email_address\" if it was renamed"
                        + " (sources.customers feed crm: columns)");
        assertThat(rows(spark)).containsExactly("a.csv:2 null 1|a@x|7.0");
    }

    @Test
    void tellsOfExtraColumnsAndReadsOn(SparkSession spark) throws IOException {
        write("a.csv", "id,loyalty_tier,email,spend\n1,gold,a@x,7.0\n");
        assertThat(take(spark).files().get(0).extraColumns()).containsExactly("loyalty_tier");
        assertThat(rows(spark)).containsExactly("a.csv:2 null 1|a@x|7.0");
    }

    @Test
    void refusesAHeaderThatHasANameTwice(SparkSession spark) throws IOException {
        write("a.csv", "id,email,Email ,spend\n1,a@x,b@x,7.0\n");
        assertThat(problem(spark))
                .isEqualTo("DUPLICATE_HEADER: a.csv, line 1: the header has column Email twice"
                        + " (case and blanks around it do not count); give each column its own name");
    }

    @Test
    void overlooksByteOrderMarkCaseBlanksAndNoBreakSpacesInTheHeader(SparkSession spark) throws IOException {
        write("a.csv", "\uFEFF\"ID\", Email\u00A0,SPEND\r\n1,a@x,7.0\r\n");
        assertThat(take(spark).files().get(0).columns()).containsExactly("ID", "Email", "SPEND");
        assertThat(rows(spark)).containsExactly("a.csv:2 null 1|a@x|7.0");
    }

    @Test
    void refusesAFileWithoutHeaderAndDoesNotPrintItsFirstLine(SparkSession spark) throws IOException {
        write("a.csv", "1,ann@example.com,7.0\n2,bob@example.com,8.0\n");
        assertThat(problem(spark))
                .isEqualTo("NO_HEADER: a.csv, line 1: none of the expected column names is in the"
                        + " first line (id, email, spend); export the file with its header, or correct"
                        + " sources.customers feed crm: columns");
        assertThat(take(spark).files().get(0).columns()).isEmpty();
    }

    @Test
    void setsAsideAHeaderRepeatedInTheMiddle(SparkSession spark) throws IOException {
        write("a.csv", "id,email,spend\n1,a@x,7\n\uFEFFid,email,spend\n2,b@x,8\n");
        assertThat(rows(spark))
                .containsExactly(
                        "a.csv:2 null 1|a@x|7",
                        "a.csv:3 HEADER_REPEAT: the header stands here again null|null|null",
                        "a.csv:4 null 2|b@x|8");
    }

    @Test
    void setsAsideARepeatedHeaderOfOneColumnOrWithBlanks(SparkSession spark) throws IOException {
        write("a.csv", "id\n1\n\uFEFFID \n");
        write("b.csv", "id,a long name,\n1,,\nid,a long name ,\n");
        FeedSpec spec = FeedSpec.csv("customers", "crm", root.toString(), "*.csv", List.of("id"));
        assertThat(FeedReader.read(spark, FeedReader.take(spark, spec))
                        .select("id", "_problem")
                        .collectAsList())
                .extracting(Object::toString)
                .containsExactly(
                        "[1,null]", "[null,HEADER_REPEAT: the header stands here again]",
                        "[1,null]", "[null,HEADER_REPEAT: the header stands here again]");
    }

    @Test
    void refusesAFileOfZeroBytes(SparkSession spark) throws IOException {
        write("a.csv", "");
        assertThat(problem(spark)).isEqualTo("EMPTY_FILE: a.csv: the file has no bytes; export it again");
    }

    @Test
    void takesAHeaderAloneAsNoRecords(SparkSession spark) throws IOException {
        write("a.csv", "id,email,spend\n");
        write("b.csv", "id,email,spend\n");
        Inventory inventory = take(spark);
        assertThat(inventory.problems()).isEmpty();
        assertThat(inventory.records()).isZero();
        assertThat(rows(spark)).isEmpty();
    }

    @Test
    void setsAsideShortAndLongRows(SparkSession spark) throws IOException {
        write("a.csv", "id,email,spend\n1,a@x\n2,b@x,8,9\n3,c@x,9\n");
        assertThat(rows(spark))
                .containsExactly(
                        "a.csv:2 SHORT_ROW: the record has 2 values, the header 3 columns null|null|null",
                        "a.csv:3 LONG_ROW: the record has 4 values, the header 3 columns;"
                                + " quote values that hold the delimiter null|null|null",
                        "a.csv:4 null 3|c@x|9");
    }

    @Test
    void readsQuotesBackslashesAndLineEndsByRfc4180(SparkSession spark) throws IOException {
        write("a.csv", "id,email,spend\n\"1\"\"x\",\"c:\\\",7\n2,\"two\r\nlines\",8\n\"\",5\" nail,9\n");
        assertThat(rows(spark))
                .containsExactly(
                        "a.csv:2 null 1\"x|c:\\|7", "a.csv:3 null 2|two\r\nlines|8", "a.csv:5 null null|5\" nail|9");
    }

    @Test
    void keepsTheRecordAsItIsWritten(SparkSession spark) throws IOException {
        write("a.csv", "id,email,spend\r\n1,\"a\"\"b\r\nc\",7\r\n2,b@x\r\n");
        assertThat(FeedReader.read(spark, take(spark)).select("_raw").collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactly("1,\"a\"\"b\r\nc\",7", "2,b@x");
    }

    @Test
    void refusesAQuoteThatIsNeverClosed(SparkSession spark) throws IOException {
        write("a.csv", "id,email,spend\n1,a@x,7\n2,\"b@x,8\n3,c@x,9\n");
        assertThat(problem(spark))
                .isEqualTo("UNCLOSED_QUOTE: a.csv, line 3: the quote opened here is never closed;"
                        + " write a quote inside quotes twice, and export the file again");
    }

    @Test
    void refusesAQuoteThatSwallowsLinesUntilTheNextOne(SparkSession spark) throws IOException {
        write("a.csv", "id,email,spend\n1,\"a@x,7\n2,\"b@x\",8\n3,c@x,9\n");
        assertThat(problem(spark))
                .isEqualTo("UNCLOSED_QUOTE: a.csv, line 2: the quote opened here is followed by text"
                        + " after a quote on line 3; write a quote inside quotes twice, and export the file again");
    }

    @Test
    void setsAsideARowWithALooseQuoteOnItsOwnLine(SparkSession spark) throws IOException {
        write("a.csv", "id,email,spend\n1,\"say \"hi\" twice\",7\n2,b@x,8\n");
        assertThat(rows(spark))
                .containsExactly(
                        "a.csv:2 BAD_QUOTE: text follows a closing quote; write a quote inside quotes twice"
                                + " null|null|null",
                        "a.csv:3 null 2|b@x|8");
    }

    @Test
    void suggestsTheDelimiterThatTheFileHas(SparkSession spark) throws IOException {
        write("a.csv", "id;email;spend\n1;a@x;7,0\n");
        assertThat(problem(spark))
                .isEqualTo("WRONG_DELIMITER: a.csv, line 1: values are separated by \";\", not by"
                        + " \",\"; set delimiter = \";\" for sources.customers feed crm: delimiter");
        assertThat(rows(spark, spec().withDelimiter(';'))).containsExactly("a.csv:2 null 1|a@x|7,0");
    }

    @Test
    void namesTheByteThatIsNotInTheCharset(SparkSession spark) throws IOException {
        Files.write(root.resolve("a.csv"), "id,email,spend\n1,jürgen@x,7\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(problem(spark))
                .isEqualTo("BAD_CHARSET: a.csv, line 2: byte 18 is not UTF-8; set charset to what"
                        + " the export is written in, for example windows-1252 (sources.customers feed crm: charset)");
        assertThat(rows(spark, spec().withCharset("windows-1252"))).containsExactly("a.csv:2 null 1|jürgen@x|7");
    }

    @Test
    void refusesUtf16(SparkSession spark) throws IOException {
        Files.write(root.resolve("a.csv"), "\uFEFFid,email,spend\n".getBytes(StandardCharsets.UTF_16LE));
        assertThat(problem(spark)).isEqualTo("UTF16: a.csv: the file is UTF-16; export it as UTF-8");
    }

    @Test
    void setsAsideRowsWithNulBytesAndShowsThemInTheRawText(SparkSession spark) throws IOException {
        write("a.csv", "id,email,spend\n1,a\0b,7\n2,b@x,8\n");
        assertThat(rows(spark))
                .containsExactly(
                        "a.csv:2 NUL_BYTE: the record holds a NUL byte; export text without it null|null|null",
                        "a.csv:3 null 2|b@x|8");
        assertThat(FeedReader.read(spark, take(spark)).select("_raw").first().getString(0))
                .isEqualTo("1,a␀b,7");
    }

    @Test
    void keepsLeadingZerosAndTakesEmptyAsNull(SparkSession spark) throws IOException {
        write("store=00123/a.csv", "id,email,spend\n00042,,\"\"\n");
        FeedSpec spec = FeedSpec.csv("customers", "crm", root.toString(), "*/*.csv", COLUMNS);
        assertThat(rows(spark, spec)).containsExactly("store=00123/a.csv:2 null 00042|null|null");
    }

    @Test
    void readsGzipWithSeveralMembersToItsEnd(SparkSession spark) throws IOException {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(gzip("id,email,spend\n1,a@x,7\n"));
        both.writeBytes(gzip("2,b@x,8\n"));
        Files.write(root.resolve("a.csv.gz"), both.toByteArray());
        assertThat(rows(spark, spec("*.gz"))).containsExactly("a.csv.gz:2 null 1|a@x|7", "a.csv.gz:3 null 2|b@x|8");
    }

    @Test
    void refusesAGzipThatEndsEarly(SparkSession spark) throws IOException {
        byte[] whole = gzip("id,email,spend\n1,a@x,7\n2,b@x,8\n");
        Files.write(root.resolve("a.csv.gz"), Arrays.copyOf(whole, whole.length - 12));
        assertThat(FeedReader.take(spark, spec("*.gz")).problems())
                .containsExactly(new FileProblem(
                        Code.TRUNCATED_GZIP, "a.csv.gz: the packed file ends too early; copy it again"));
    }

    private List<String> rows(SparkSession spark) {
        return rows(spark, spec());
    }

    private static List<String> rows(SparkSession spark, FeedSpec spec) {
        Inventory inventory = FeedReader.take(spark, spec);
        List<String> rows = FeedReader.read(spark, inventory)
                .selectExpr("concat(_file, ':', _line, ' ', coalesce(_problem, 'null'), ' ', coalesce(id, 'null'), '|',"
                        + " coalesce(email, 'null'), '|', coalesce(spend, 'null'))")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .toList();
        assertThat(inventory.records()).isEqualTo(rows.size());
        return rows;
    }

    private String problem(SparkSession spark) {
        List<FileProblem> problems = take(spark).problems();
        assertThat(problems).hasSize(1);
        return problems.get(0).toString();
    }

    private Inventory take(SparkSession spark) {
        return FeedReader.take(spark, spec());
    }

    private FeedSpec spec() {
        return spec("*.csv");
    }

    private FeedSpec spec(String glob) {
        return FeedSpec.csv("customers", "crm", root.toString(), glob, COLUMNS);
    }

    private void write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
