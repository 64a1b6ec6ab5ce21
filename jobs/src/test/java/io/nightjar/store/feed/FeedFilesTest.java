package io.nightjar.store.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import io.nightjar.SparkExtension;
import io.nightjar.store.StoreException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a folder of exports can hold besides good files, and what can happen to it during the night. */
@ExtendWith(SparkExtension.class)
final class FeedFilesTest {
    private static final String TEXT = "id,name\n1,x\n2,y\n";

    @TempDir
    private Path root;

    @Test
    void passesOverUnfinishedAndHiddenFilesAndSaysWhy(SparkSession spark) throws IOException {
        for (String name : List.of("a.csv", "b.csv.part", "c.csv._COPYING_", ".d.csv", "_e.csv", "sub/_SUCCESS")) {
            write(name, TEXT);
        }
        Inventory inventory = take(spark, "*");
        assertThat(inventory.files()).extracting(FileFacts::name).containsExactly("a.csv");
        assertThat(inventory.ignored())
                .containsExactly(
                        ".d.csv: hidden, by the dot before its name",
                        "_e.csv: not data, by the underscore before its name",
                        "b.csv.part: still being copied, by its name",
                        "c.csv._COPYING_: still being copied, by its name",
                        "sub/_SUCCESS: not data, by the underscore before its name");
    }

    @Test
    void saysWhereItLookedWhenNothingIsThere(SparkSession spark) {
        Inventory inventory = take(spark, "nowhere/*.csv");
        assertThat(inventory.isEmpty()).isTrue();
        assertThat(inventory.lookedFor()).endsWith(root.getFileName() + "/nowhere/*.csv");
        assertThat(FeedReader.read(spark, inventory).count()).isZero();
    }

    @Test
    void takesAFolderForTheFilesBelowItAndNamesOtherPlacesByTheirFolder(SparkSession spark) throws IOException {
        write("web/2026/a.csv", TEXT);
        FeedSpec outside = FeedSpec.csv(
                "products",
                "shop",
                root.resolve("elsewhere").toString(),
                root.resolve("web").toString() + "/*",
                names());
        assertThat(take(spark, "web").files()).extracting(FileFacts::name).containsExactly("web/2026/a.csv");
        assertThat(FeedReader.take(spark, outside).files())
                .extracting(FileFacts::name)
                .containsExactly("web/2026/a.csv");
    }

    @Test
    void countsAFileDeliveredTwiceOnce(SparkSession spark) throws IOException {
        write("a.csv", TEXT);
        write("copy of a.csv", TEXT);
        Inventory inventory = take(spark, "*");
        assertThat(inventory.problems())
                .extracting(FileProblem::toString)
                .containsExactly("DUPLICATE_FILE: copy of a.csv: the file has the same content as a.csv, which is"
                        + " counted once; remove one of them");
        assertThat(FeedReader.read(spark, inventory).count()).isEqualTo(2).isEqualTo(inventory.records());
    }

    @Test
    void readsGzipAndZstdWhateverTheirNames(SparkSession spark) throws IOException {
        Files.write(root.resolve("a.csv"), gzip("id,name\n1,x\n"));
        Files.write(root.resolve("b.csv.zst"), zstd("id,name\n2,y\n"));
        assertThat(FeedReader.read(spark, take(spark, "*")).collectAsList())
                .extracting(row -> row.getString(0) + ":" + row.getLong(1) + " " + row.getString(4))
                .containsExactly("a.csv:2 1", "b.csv.zst:2 2");
    }

    @Test
    void refusesDamagedAndForeignPackings(SparkSession spark) throws IOException {
        byte[] damaged = gzip(TEXT.repeat(50));
        damaged[damaged.length - 5] ^= 1;
        Files.write(root.resolve("a.csv.gz"), damaged);
        Files.write(root.resolve("b.csv.zst"), Arrays.copyOf(zstd(TEXT), 20));
        write("c.csv.gz", TEXT);
        write("d.zip", "PK\3\4and so on");
        assertThat(take(spark, "*").problems())
                .extracting(FileProblem::toString)
                .containsExactly(
                        "BAD_COMPRESSION: a.csv.gz: the packed file is damaged; copy it again",
                        "TRUNCATED_GZIP: b.csv.zst: the packed file ends too early; copy it again",
                        "BAD_COMPRESSION: c.csv.gz: the file is not plain text, gzip or zstd; unpack it, or pack it"
                                + " with gzip",
                        "BAD_COMPRESSION: d.zip: the file is not plain text, gzip or zstd; unpack it, or pack it with"
                                + " gzip");
    }

    @Test
    void limitsRecordsAndColumns(SparkSession spark) throws IOException {
        write("a.csv", "id,name\n1,x\n2," + "y".repeat(100) + "\n");
        write("b.csv", "id,name,c,d,e\n1,x,,,\n");
        write("c.csv", "id,name\n1,\"" + "y".repeat(100) + "\"\n");
        FeedSpec small = spec("*").withLimits(64, 4);
        assertThat(FeedReader.take(spark, small).problems())
                .extracting(FileProblem::toString)
                .containsExactly(
                        "RECORD_TOO_LONG: a.csv, line 3: the record is longer than 64 bytes; write shorter records or"
                                + " raise max-record-bytes",
                        "TOO_MANY_COLUMNS: b.csv, line 1: the header has more than 4 columns; export fewer or raise"
                                + " max-columns",
                        "RECORD_TOO_LONG: c.csv, line 2: the record is longer than 64 bytes; write shorter records or"
                                + " raise max-record-bytes");
    }

    @Test
    void refusesAFileThatGrowsWhileItIsLookedAt() throws IOException {
        write("a.csv", TEXT);
        Configuration conf = new Configuration(false);
        ListedFile listed = Listing.of(conf, spec("*")).files().get(0);
        write("a.csv", TEXT + "3,z\n");
        assertThat(FileScan.of(conf, spec("*"), listed).problem())
                .hasToString("STILL_WRITTEN: a.csv: the file grew or changed while it was looked at;"
                        + " start again when the upload has ended");
    }

    @Test
    void noticesAtTheEndThatAFileWasReplacedOrRemoved(SparkSession spark) throws IOException {
        for (String name : List.of("a.csv", "b.csv", "c.csv", "d.csv")) {
            write(name, TEXT + name + ",z\n");
        }
        Inventory inventory = take(spark, "*");
        Files.setLastModifiedTime(root.resolve("d.csv"), FileTime.fromMillis(0));
        assertThatCode(() -> FeedReader.verifyUnchanged(spark, inventory)).doesNotThrowAnyException();
        FileTime before = Files.getLastModifiedTime(root.resolve("a.csv"));
        write("a.csv", TEXT + "b.csv,z\n");
        Files.setLastModifiedTime(root.resolve("a.csv"), before);
        write("b.csv", TEXT);
        Files.delete(root.resolve("c.csv"));
        assertThatThrownBy(() -> FeedReader.verifyUnchanged(spark, inventory))
                .isInstanceOf(StoreException.class)
                .hasMessage("sources.products feed shop: path: 3 files changed while the night ran; start it again."
                        + " a.csv has other content; b.csv had 24 bytes and has 16; c.csv is gone");
    }

    @Test
    void saysWhichFileWentAwayWhileReading(SparkSession spark) throws IOException {
        write("a.csv", TEXT);
        Inventory inventory = take(spark, "*");
        Files.delete(root.resolve("a.csv"));
        assertThatThrownBy(() -> FeedReader.read(spark, inventory).collectAsList())
                .hasStackTraceContaining("a.csv was removed or replaced while it was read; start the night again");
    }

    @Test
    void readsTwoThousandTinyFilesInFewTasks(SparkSession spark) throws IOException {
        for (int i = 0; i < 2_000; i++) {
            Files.writeString(root.resolve("f" + i + ".csv"), "name,id\nx," + i + "\n");
        }
        Inventory inventory = take(spark, "*.csv");
        assertThat(inventory.records()).isEqualTo(2_000);
        assertThat(FeedReader.read(spark, inventory).select("id").distinct().count())
                .isEqualTo(2_000);
        assertThat(FeedReader.read(spark, inventory).javaRDD().getNumPartitions())
                .isLessThan(50);
    }

    @Test
    void asksOnlyForTheColumnsThatAQueryUses(SparkSession spark) throws IOException {
        write("a.csv", TEXT);
        var query = FeedReader.read(spark, take(spark, "*")).select("name").queryExecution();
        assertThat(query.executedPlan().toString()).contains("[name#").doesNotContain("_raw");
        // What every serialised Java object begins with, in base 64. Plans end up in logs.
        assertThat(FeedSource.encoded(take(spark, "*"))).startsWith("rO0AB");
        assertThat(query.toString()).doesNotContain("rO0AB");
    }

    private static List<String> names() {
        return List.of("id", "name");
    }

    private FeedSpec spec(String glob) {
        return FeedSpec.csv("products", "shop", root.toString(), glob, names());
    }

    private Inventory take(SparkSession spark, String glob) {
        return FeedReader.take(spark, spec(glob));
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

    private static byte[] zstd(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZstdOutputStream out = new ZstdOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
