package io.nightjar.store.feed;

import java.io.IOException;
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
        Listing listing = Listing.of(spark.sparkContext().hadoopConfiguration(), spec);
        List<FileFacts> facts = new ArrayList<>(scan(spark, spec, listing.files()));
        facts.sort(Comparator.comparing(FileFacts::name));
        return new Inventory(spec, withoutRepeats(facts), listing.ignored(), listing.lookedFor());
    }

    /**
     * The records of the readable files: {@code _file}, {@code _line}, {@code _problem}, {@code _raw}, then the spec's
     * columns as text.
     */
    public static Dataset<Row> read(SparkSession spark, Inventory inventory) {
        return spark.read()
                .format(FeedSource.class.getName())
                .option(FeedSource.INVENTORY, FeedSource.encoded(inventory))
                .load();
    }

    private static List<FileFacts> scan(SparkSession spark, FeedSpec spec, List<ListedFile> files) {
        if (files.isEmpty()) {
            return List.of();
        }
        JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
        Broadcast<SerializableConfiguration> conf = SerializableConfiguration.broadcast(spark.sparkContext());
        List<List<ListedFile>> hands = dealt(files);
        return context.parallelize(hands, hands.size())
                .flatMap(hand -> facts(conf.value().value(), spec, hand).iterator())
                .collect();
    }

    private static List<FileFacts> facts(Configuration conf, FeedSpec spec, List<ListedFile> hand) throws IOException {
        List<FileFacts> facts = new ArrayList<>();
        for (ListedFile file : hand) {
            facts.add(FileScan.of(conf, spec, file));
        }
        return facts;
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

    // Files without records, such as headers only, are alike by nature.
    private static List<FileFacts> withoutRepeats(List<FileFacts> facts) {
        Map<String, String> names = new HashMap<>();
        List<FileFacts> kept = new ArrayList<>();
        for (FileFacts file : facts) {
            String earlier =
                    file.isReadable() && file.records() > 0 ? names.putIfAbsent(file.sha256(), file.name()) : null;
            kept.add(
                    earlier == null
                            ? file
                            : file.refused(new FileProblem(
                                    FileProblem.Code.DUPLICATE_FILE,
                                    file.name() + ": the file has the same content as " + earlier
                                            + " and is counted once; remove one of them")));
        }
        return kept;
    }
}
