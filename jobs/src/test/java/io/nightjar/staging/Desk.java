package io.nightjar.staging;

import io.nightjar.config.Settings;
import io.nightjar.config.SettingsLoader;
import io.nightjar.config.SourceSettings;
import io.nightjar.job.Before;
import io.nightjar.job.Feed;
import io.nightjar.job.Progress;
import io.nightjar.job.Runner;
import io.nightjar.schema.SourceTable;
import io.nightjar.schema.Sources;
import io.nightjar.store.Places;
import io.nightjar.store.TableStore;
import io.nightjar.store.feed.Forgotten;
import io.nightjar.store.feed.Inventory;
import io.nightjar.store.feed.Tokeniser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** Where a test lays down export files and has them staged as a night would: settings, reader, runner and store are real. */
final class Desk {
    static final LocalDate AS_OF = LocalDate.parse("2026-01-31");

    private final SparkSession spark;
    private final Path folder;

    Desk(SparkSession spark, Path folder) {
        this.spark = spark;
        this.folder = folder;
    }

    /** Writes an export file, which is then {@code in/<name>} to everybody. */
    Desk file(String name, String text) throws IOException {
        Path file = in().resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, StandardCharsets.UTF_8);
        return this;
    }

    /** The folder with the export files: {@code ${IN}} in a configuration. */
    Path in() {
        return folder.resolve("in");
    }

    Settings settings(String hocon) throws IOException {
        Path conf = Files.createDirectories(folder).resolve("test.conf");
        Files.writeString(conf, hocon);
        return new SettingsLoader(Sources.canonicalColumns())
                .load(
                        List.of(conf),
                        Map.of("IN", in().toString()),
                        Map.of("home", folder.resolve("out").toString()));
    }

    /** Stages purchases from {@code *.csv} whose header has the canonical names. */
    Staged purchases() throws IOException {
        return stage("sources.purchases.feeds = [{ path = ${IN}\"/*.csv\" }]");
    }

    Staged stage(String hocon) throws IOException {
        return stage(settings(hocon));
    }

    Staged stage(Settings settings) {
        return stage(settings, Forgotten.nobody());
    }

    Staged stage(Settings settings, Forgotten forgotten) {
        Map<String, List<Inventory>> inventories = new LinkedHashMap<>();
        for (SourceSettings source : settings.activeSources()) {
            inventories.put(
                    source.name(),
                    source.feeds().stream()
                            .map(feed -> FeedFiles.take(spark, source, feed))
                            .toList());
        }
        Runner runner = new Runner(
                store(),
                source -> feeds(settings, inventories, source),
                "code",
                AS_OF,
                1,
                Before.NOTHING,
                Progress.silent(),
                Forgotten.nobody());
        Staged staged = new Staged(settings, inventories, runner, forgotten);
        staged.run();
        return staged;
    }

    static Tokeniser tokeniser() {
        return new Tokeniser("a key for tests only".getBytes(StandardCharsets.UTF_8));
    }

    private TableStore store() {
        return new TableStore(
                spark,
                new Places(spark.sparkContext().hadoopConfiguration()),
                new org.apache.hadoop.fs.Path(folder.resolve("tables").toUri()));
    }

    private List<Feed> feeds(Settings settings, Map<String, List<Inventory>> inventories, SourceTable source) {
        List<Feed> feeds = new ArrayList<>();
        List<Inventory> found = inventories.get(source.name());
        for (int i = 0; i < found.size(); i++) {
            feeds.add(FeedFiles.open(
                    spark, settings.sources().get(source.name()).feeds().get(i), found.get(i)));
        }
        return feeds;
    }
}
