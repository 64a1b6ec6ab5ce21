package io.nightjar.app;

import io.nightjar.config.FeedSettings;
import io.nightjar.config.Settings;
import io.nightjar.config.SourceSettings;
import io.nightjar.job.Feed;
import io.nightjar.job.Runner;
import io.nightjar.schema.SourceTable;
import io.nightjar.staging.FeedFiles;
import io.nightjar.store.Fingerprint;
import io.nightjar.store.StoreException;
import io.nightjar.store.feed.FeedReader;
import io.nightjar.store.feed.FileFacts;
import io.nightjar.store.feed.Inventory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.SparkSession;

/** The retailer's files tonight: looked at once, before anything is parsed, and the same to the end of the night. */
final class Exports implements Runner.Feeds {
    private final SparkSession spark;
    private final Settings settings;
    private final Map<String, List<Inventory>> inventories;

    private Exports(SparkSession spark, Settings settings, Map<String, List<Inventory>> inventories) {
        this.spark = spark;
        this.settings = settings;
        this.inventories = inventories;
    }

    static Exports take(SparkSession spark, Settings settings) {
        Map<String, List<Inventory>> inventories = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        for (SourceSettings source : settings.activeSources()) {
            List<Inventory> found = new ArrayList<>();
            for (FeedSettings feed : source.feeds()) {
                Inventory inventory = FeedFiles.take(spark, source, feed);
                if (inventory.isEmpty() && !feed.optional()) {
                    missing.add("feed " + feed.name() + " of " + source.name() + ": no file matches "
                            + inventory.lookedFor()
                            + (inventory.ignored().isEmpty() ? "" : " (passed over: " + inventory.ignored() + ")"));
                }
                found.add(inventory);
            }
            inventories.put(source.name(), found);
        }
        if (!missing.isEmpty()) {
            throw new StoreException(
                    StoreException.Kind.MISSING_INPUT,
                    "Inputs are missing:\n  " + String.join("\n  ", missing)
                            + "\nCorrect the path, wait for the export, or mark the feed as optional.");
        }
        return new Exports(spark, settings, inventories);
    }

    Map<String, List<Inventory>> inventories() {
        return inventories;
    }

    /** What the files of each source are, by name and content. */
    Map<String, String> contents() {
        Map<String, String> contents = new LinkedHashMap<>();
        inventories.forEach((source, list) -> {
            Fingerprint fingerprint = new Fingerprint();
            for (Inventory inventory : list) {
                fingerprint.add(inventory.spec().feed());
                for (FileFacts file : inventory.files()) {
                    fingerprint.add(file.name()).add(file.sha256());
                }
            }
            contents.put(source, fingerprint.shortHex());
        });
        return contents;
    }

    List<String> ignored() {
        return inventories.values().stream()
                .flatMap(List::stream)
                .flatMap(inventory -> inventory.ignored().stream())
                .distinct()
                .toList();
    }

    /** A night writes about as much as it reads, packed: with less than that free it cannot end well. */
    void verifySpace(Home home) {
        long bytes = inventories.values().stream()
                .flatMap(List::stream)
                .flatMap(inventory -> inventory.files().stream())
                .mapToLong(FileFacts::bytes)
                .sum();
        try {
            FileSystem files = home.places().fileSystem(home.root());
            long free = files.getStatus(home.root()).getRemaining();
            if (free < bytes) {
                throw new StoreException(String.format(
                        Locale.ROOT,
                        "Not enough space for the night: the exports have %,d bytes and below %s only %,d are free. Free"
                                + " some, lower run.keep-runs, or move home.",
                        bytes,
                        home.root(),
                        free));
            }
        } catch (IOException e) {
            throw new StoreException(
                    StoreException.Kind.UNAVAILABLE, "Cannot ask how much is free below " + home.root(), e);
        }
    }

    void verifyUnchanged() {
        inventories.values().stream()
                .flatMap(List::stream)
                .forEach(inventory -> FeedReader.verifyUnchanged(spark, inventory));
    }

    @Override
    public List<Feed> of(SourceTable source) {
        List<Feed> feeds = new ArrayList<>();
        List<FeedSettings> configured = settings.sources().get(source.name()).feeds();
        for (int i = 0; i < configured.size(); i++) {
            feeds.add(FeedFiles.open(
                    spark, configured.get(i), inventories.get(source.name()).get(i)));
        }
        return feeds;
    }
}
