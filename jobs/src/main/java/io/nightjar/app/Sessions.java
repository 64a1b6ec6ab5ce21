package io.nightjar.app;

import io.nightjar.config.ConfigException;
import io.nightjar.config.Secret;
import io.nightjar.config.Settings;
import io.nightjar.config.WarehouseSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** The one Spark session of a command, with the settings every night needs. */
final class Sessions implements Supplier<SparkSession>, AutoCloseable {
    static final String CATALOG = "nightjar";

    private final Settings settings;
    private final Home home;
    private SparkSession session;

    Sessions(Settings settings, Home home) {
        this.settings = settings;
        this.home = home;
    }

    @Override
    public SparkSession get() {
        if (session == null) {
            session = start();
        }
        return session;
    }

    @Override
    public void close() {
        if (session != null) {
            session.stop();
        }
    }

    /** Everything the session is told, secrets included. */
    Map<String, String> configuration() {
        Map<String, String> all = new LinkedHashMap<>(defaults(settings));
        all.putAll(warehouse(settings.warehouse(), home));
        all.putAll(settings.spark().revealed());
        all.putAll(requirements(settings));
        return all;
    }

    private SparkSession start() {
        SparkSession.Builder builder = SparkSession.builder().appName("nightjar");
        configuration().forEach((name, value) -> {
            if (!(name.equals("spark.master") && System.getProperty("spark.master") != null)) {
                builder.config(name, value);
            }
        });
        SparkSession started = builder.getOrCreate();
        started.sparkContext().setCheckpointDir(home.checkpoints().toString());
        return started;
    }

    /** What suits one small machine; {@code spark { … }} overrides each. */
    private static Map<String, String> defaults(Settings settings) {
        Map<String, String> all = new LinkedHashMap<>();
        if (System.getProperty("spark.master") == null) {
            all.put("spark.master", "local[*]");
        }
        boolean local = !settings.spark().plain().containsKey("spark.master")
                || settings.spark().plain().get("spark.master").startsWith("local");
        if (local && System.getProperty("spark.master") == null) {
            all.put("spark.driver.host", "127.0.0.1");
            all.put("spark.driver.bindAddress", "127.0.0.1");
        }
        all.put("spark.executor.defaultJavaOptions", "-Xss4m --add-modules=jdk.incubator.vector");
        all.put("spark.ui.enabled", "false");
        all.put("spark.sql.shuffle.partitions", "8");
        all.put("spark.sql.adaptive.coalescePartitions.parallelismFirst", "false");
        all.put("spark.sql.ui.retainedExecutions", "20");
        // Groups are persons: many, each of few rows, and soon sorted or moved to the slow map by what Spark begins
        // with.
        all.put("spark.sql.objectHashAggregate.sortBased.fallbackThreshold", "50000");
        all.put("spark.sql.codegen.aggregate.fastHashMap.capacityBit", "20");
        all.put("spark.cleaner.periodicGC.interval", "10min");
        return all;
    }

    /** What correct results rest on; nobody may set these otherwise. */
    private static Map<String, String> requirements(Settings settings) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("spark.sql.session.timeZone", settings.timeZone().getId());
        all.put("spark.sql.ansi.enabled", "true");
        all.put("spark.sql.files.ignoreCorruptFiles", "false");
        all.put("spark.sql.files.ignoreMissingFiles", "false");
        all.put("spark.sql.sources.partitionColumnTypeInference.enabled", "false");
        all.put("spark.hadoop.mapreduce.fileoutputcommitter.algorithm.version", "1");
        all.put("spark.sql.parquet.datetimeRebaseModeInRead", "EXCEPTION");
        all.put("spark.sql.parquet.int96RebaseModeInRead", "EXCEPTION");
        all.put("spark.sql.legacy.createHiveTableByDefault", "false");
        all.put("spark.sql.catalogImplementation", "in-memory");
        all.put("spark.sql.extensions", "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions");
        return all;
    }

    private static Map<String, String> warehouse(WarehouseSettings settings, Home home) {
        Map<String, String> all = new LinkedHashMap<>();
        String catalog = "spark.sql.catalog." + CATALOG;
        all.put(catalog, "org.apache.iceberg.spark.SparkCatalog");
        all.put(catalog + ".type", settings.catalogType());
        all.put(catalog + ".cache-enabled", "false");
        all.put(catalog + ".warehouse", new Path(home.root(), "warehouse").toString());
        if ("jdbc".equals(settings.catalogType())) {
            if (!settings.properties().plain().containsKey("uri")) {
                all.put(catalog + ".uri", "jdbc:sqlite:" + catalogFile(home));
            }
            all.put(catalog + ".jdbc.schema-version", "V1");
        }
        settings.password().map(Secret::revealed).ifPresent(word -> all.put(catalog + ".jdbc.password", word));
        settings.properties().revealed().forEach((name, value) -> all.put(catalog + "." + name, value));
        return all;
    }

    /** A SQLite file beside the warehouse: only a disk of this machine can hold one. */
    private static String catalogFile(Home home) {
        if (!"file".equals(home.root().toUri().getScheme())) {
            throw new ConfigException("warehouse.properties.uri must name the catalog's database, such as"
                    + " jdbc:postgresql://host/db or jdbc:sqlite:/var/lib/nightjar/catalog.db: there is none by default"
                    + " where home is " + home.root());
        }
        return new Path(home.root(), "catalog.db").toUri().getPath();
    }
}
