package io.nightjar.store.feed;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a csv holds and wherever it is cut, the records, their lines and their number are those of FastCSV. */
final class ChunkTest {
    private static final String ALPHABET = "ab,;\"\"\n\r 0é€😀\t\\'";
    // So few quotes that most of the texts are readable, though never well-formed by intention.
    private static final String LOOSE = "ab,;\"\n\n\r\n 0x,,\t";
    private static final List<String> COLUMNS = List.of("c0", "c1", "c2");

    @TempDir
    private Path root;

    static IntStream seeds() {
        return IntStream.range(0, 60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void readsTheSameAtEveryChunkSize(int seed) throws IOException {
        Random random = new Random(seed);
        String text = randomCsv(random);
        Files.writeString(root.resolve("a.csv"), text);
        List<String> expected = asFastCsvReads(text);
        for (long chunkBytes : new long[] {1, 16, 17 + random.nextInt(100), 1024, 1 << 20}) {
            FeedSpec spec =
                    FeedSpec.csv("s", "f", root.toString(), "*.csv", COLUMNS).withChunkBytes(chunkBytes);
            FileFacts file = look(spec);
            assertThat(file.problem()).isNull();
            assertThat(file.records()).as("counted by the preflight").isEqualTo(expected.size());
            assertThat(file.chunks().stream().mapToLong(Chunk::records).sum()).isEqualTo(expected.size());
            assertThat(read(spec, file)).as("chunks of %d bytes", chunkBytes).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void countsAndParsesAlikeWhateverTheBytes(int seed) throws IOException {
        Random random = new Random(1_000 + seed);
        StringBuilder text = new StringBuilder("c0,c1,c2\n");
        random.ints(random.nextInt(60), 0, LOOSE.length()).forEach(i -> text.append(LOOSE.charAt(i)));
        Files.writeString(root.resolve("a.csv"), text);
        FeedSpec spec =
                FeedSpec.csv("s", "f", root.toString(), "*.csv", COLUMNS).withChunkBytes(32);
        FileFacts file = look(spec);
        if (file.isReadable()) {
            assertThat(read(spec, file)).hasSize((int) file.records());
        } else {
            assertThat(file.problem().code()).isEqualTo(FileProblem.Code.UNCLOSED_QUOTE);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void readsTheSameHoweverTheBytesArrive(int seed) throws IOException {
        Random random = new Random(2_000 + seed);
        String text = randomCsv(random);
        List<String> expected = asFastCsvReads(text);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int bufferBytes : new int[] {1, 2, 7, 64}) {
            List<String> rows = new ArrayList<>();
            CsvRecords records = new CsvRecords(new Dripping(bytes, random), ',', 1, 3, bufferBytes);
            while (records.next()) {
                rows.add(records.line() + "|" + orNull(records.fieldText(0)) + "|" + orNull(records.fieldText(1)) + "|"
                        + orNull(records.fieldText(2)));
            }
            assertThat(rows.subList(1, rows.size()))
                    .as("buffer of %d bytes", bufferBytes)
                    .isEqualTo(expected);
        }
        CsvCount count = new CsvCount("a.csv", FeedSpec.csv("s", "f", "", "*", COLUMNS), 50);
        for (byte b : bytes) {
            count.accept(new byte[] {b}, 0, 1);
        }
        count.end();
        assertThat(count.records()).isEqualTo(expected.size());
    }

    /** Gives one to three bytes at a time. */
    private static final class Dripping extends ByteArrayInputStream {
        private final Random random;

        Dripping(byte[] bytes, Random random) {
            super(bytes);
            this.random = random;
        }

        @Override
        public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, 1 + random.nextInt(3)));
        }
    }

    private FileFacts look(FeedSpec spec) throws IOException {
        Configuration conf = new Configuration(false);
        return FileScan.of(conf, spec, Listing.of(conf, spec).files().get(0));
    }

    private static List<String> read(FeedSpec spec, FileFacts file) throws IOException {
        StructType schema = FeedColumns.schema(spec.columns());
        List<String> rows = new ArrayList<>();
        for (InputPartition task :
                new FeedScan(new Inventory(spec, List.of(file), List.of(), ""), schema).planInputPartitions()) {
            try (FeedRows reader = new FeedRows(new Configuration(false), spec, schema, (FeedPartition) task)) {
                while (reader.next()) {
                    rows.add(text(reader.get()));
                }
            }
        }
        return rows;
    }

    private static String text(InternalRow row) {
        return row.getLong(1) + "|" + row.getUTF8String(4) + "|" + row.getUTF8String(5) + "|" + row.getUTF8String(6);
    }

    private static List<String> asFastCsvReads(String text) throws IOException {
        List<String> rows = new ArrayList<>();
        try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(text)) {
            for (CsvRecord record : reader) {
                rows.add(record.getStartingLineNumber()
                        + "|" + orNull(record.getField(0))
                        + "|" + orNull(record.getField(1))
                        + "|" + orNull(record.getField(2)));
            }
        }
        return rows.subList(1, rows.size());
    }

    private static String orNull(String value) {
        return value.isEmpty() ? null : value;
    }

    private static String randomCsv(Random random) throws IOException {
        LineDelimiter[] ends = {LineDelimiter.LF, LineDelimiter.CRLF, LineDelimiter.CR};
        StringWriter text = new StringWriter();
        try (CsvWriter writer =
                CsvWriter.builder().lineDelimiter(ends[random.nextInt(3)]).build(text)) {
            writer.writeRecord(COLUMNS);
            for (int i = random.nextInt(80); i > 0; i--) {
                writer.writeRecord(randomField(random), randomField(random), randomField(random));
            }
        }
        return text.toString();
    }

    private static String randomField(Random random) {
        int[] points = ALPHABET.codePoints().toArray();
        StringBuilder field = new StringBuilder();
        for (int i = random.nextInt(9); i > 0; i--) {
            field.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return field.toString();
    }
}
