package io.nightjar.store.feed;

import io.nightjar.config.FeedFormat;
import io.nightjar.store.StoreException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** Looks at the files of a feed, then reads them: nothing is guessed and no row goes missing in silence. */
public final class FeedReader {
    private static final int MOST_TASKS = 1_000;

    private FeedReader() {}

    /** Looks at every file from end to end, on the cluster, without parsing it. */
    public static Inventory take(SparkSession spark, FeedSpec spec) {
        forbidSilentLoss(spark);
        Listing listing = Listing.of(spark.sparkContext().hadoopConfiguration(), spec);
        List<FileFacts> facts =
                new ArrayList<>(onCluster(spark, listing.files(), (conf, file) -> facts(conf, spec, file)));
        facts.sort(Comparator.comparing(FileFacts::name));
        return new Inventory(
                spec, Repeats.refused(ParquetDrift.refused(facts, spec)), listing.ignored(), listing.lookedFor());
    }

    /**
     * The records of the readable files: {@code _file}, {@code _line}, {@code _problem}, {@code _raw}, then the spec's
     * columns, as text or, from Parquet, as typed in the file.
     */
    public static Dataset<Row> read(SparkSession spark, Inventory inventory) {
        forbidSilentLoss(spark);
        if (inventory.spec().format() == FeedFormat.PARQUET) {
            return ParquetRows.read(spark, inventory);
        }
        return spark.read()
                .format(FeedSource.class.getName())
                .option(FeedSource.INVENTORY, FeedSource.encoded(inventory))
                .load();
    }

    /** Makes sure, at the end of the night, that every file read is still what it was at the beginning. */
    public static void verifyUnchanged(SparkSession spark, Inventory inventory) {
        List<ListedFile> files = inventory.readable().stream()
                .map(file -> new ListedFile(file.name(), file.path(), file.bytes(), file.modifiedAt()))
                .toList();
        Map<String, String> hashes = new HashMap<>();
        inventory.readable().forEach(file -> hashes.put(file.name(), file.sha256()));
        List<String> changes = onCluster(spark, files, (conf, file) -> Change.of(conf, file, hashes.get(file.name())));
        List<String> sentences =
                changes.stream().filter(change -> !change.isEmpty()).sorted().toList();
        if (!sentences.isEmpty()) {
            throw new StoreException(inventory.spec().setting("path") + ": " + sentences.size()
                    + " files changed while the night ran; start it again. "
                    + String.join("; ", sentences.subList(0, Math.min(5, sentences.size()))));
        }
    }

    private static <T> List<T> onCluster(SparkSession spark, List<ListedFile> files, Look<T> look) {
        if (files.isEmpty()) {
            return List.of();
        }
        JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
        Broadcast<SerializableConfiguration> conf = SerializableConfiguration.broadcast(spark.sparkContext());
        List<List<ListedFile>> hands = dealt(files);
        return context.parallelize(hands, hands.size())
                .flatMap(hand -> looked(conf.value().value(), hand, look).iterator())
                .collect();
    }

    private static <T> List<T> looked(Configuration conf, List<ListedFile> hand, Look<T> look) throws IOException {
        List<T> seen = new ArrayList<>();
        for (ListedFile file : hand) {
            seen.add(look.at(conf, file));
        }
        return seen;
    }

    private static FileFacts facts(Configuration conf, FeedSpec spec, ListedFile file) throws IOException {
        try {
            return spec.format() == FeedFormat.PARQUET
                    ? ParquetScan.of(conf, spec, file)
                    : FileScan.of(conf, spec, file);
        } catch (FileNotFoundException e) {
            return file.refused("", file.stillWritten());
        } catch (IOException e) {
            // Hadoop's own words hold addresses of the place; the kind of error tells enough.
            return file.refused(
                    "",
                    new FileProblem(
                            FileProblem.Code.UNREADABLE,
                            file.name() + ": the file cannot be read ("
                                    + e.getClass().getSimpleName() + "); check its permissions and its storage"));
        }
    }

    // Largest first, and dealt like cards, so that no task gets all the large ones.
    private static List<List<ListedFile>> dealt(List<ListedFile> files) {
        List<List<ListedFile>> hands = new ArrayList<>();
        List<ListedFile> largestFirst = files.stream()
                .sorted(Comparator.comparingLong(ListedFile::bytes).reversed())
                .toList();
        for (int i = 0; i < largestFirst.size(); i++) {
            if (i < MOST_TASKS) {
                hands.add(new ArrayList<>());
            }
            hands.get(i % MOST_TASKS).add(largestFirst.get(i));
        }
        return hands;
    }

    /** One look at one file, taken on an executor. */
    private interface Look<T> extends Serializable {
        T at(Configuration conf, ListedFile file) throws IOException;
    }

    private static void forbidSilentLoss(SparkSession spark) {
        for (String key : List.of("spark.sql.files.ignoreCorruptFiles", "spark.sql.files.ignoreMissingFiles")) {
            if (Boolean.parseBoolean(spark.conf().get(key))) {
                throw new StoreException(key + " is true, so Spark would leave out unreadable files without a word;"
                        + " set it to false");
            }
        }
    }
}
