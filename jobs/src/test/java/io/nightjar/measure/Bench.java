package io.nightjar.measure;

import io.nightjar.sample.SampleSettings;
import io.nightjar.sample.SampleShop;
import io.nightjar.schema.Table;
import io.nightjar.store.Fingerprint;
import io.nightjar.store.Places;
import io.nightjar.store.RunFolder;
import io.nightjar.store.TableStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;

/** A folder to measure in, and nights run there by the scripts that users have. */
final class Bench {
    static final LocalDate DATE = SampleSettings.LAST_DAY;
    static final Duration PATIENCE = Duration.ofHours(6);
    /** Content can only be compared between homes whose tokens are made with the same key. */
    private static final Map<String, String> ENVIRONMENT =
            Map.of("NIGHTJAR_MEASURE_KEY", "a key that is no secret at all");

    @Option(
            names = "--customers",
            paramLabel = "N",
            description = "Take a shop of so many customers and few sources, for a quick look. Default: the sample.")
    private Integer customers;

    private final java.nio.file.Path scratch;
    private java.nio.file.Path conf;
    private int programs;

    Bench() {
        try {
            scratch = Files.createTempDirectory("nightjar-measure");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(scratch)));
    }

    /** Deletes a folder and everything below it. */
    static void delete(java.nio.file.Path folder) {
        try (Stream<java.nio.file.Path> all = Files.walk(folder)) {
            for (java.nio.file.Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + folder, e);
        }
    }

    java.nio.file.Path scratch() {
        return scratch;
    }

    /** A home below the scratch folder. */
    String home(String name) {
        return scratch.resolve(name).toString();
    }

    /** Configuration of the shop whose nights are measured. */
    java.nio.file.Path conf() throws IOException {
        if (conf == null) {
            System.out.printf(
                    Locale.ROOT,
                    "%s, %d cores, Java %s, in %s%n",
                    customers == null ? "Sample shop" : customers + " customers",
                    Runtime.getRuntime().availableProcessors(),
                    Runtime.version(),
                    scratch);
            conf = customers == null ? ShopConf.root().resolve("conf/local.conf") : quickLook();
        }
        return conf;
    }

    private java.nio.file.Path quickLook() throws IOException {
        java.nio.file.Path exports = scratch.resolve("exports");
        SampleShop.write(new SampleSettings(customers, 13, DATE, 7, 2), exports, (done, all) -> {});
        return ShopConf.write(scratch, exports, ShopConf.SMALL);
    }

    /** A night into a home. */
    Child night(String home) throws IOException {
        return night(home, DATE, Map.of(), List.of());
    }

    Child night(String home, LocalDate date, Map<String, String> environment, List<String> options) throws IOException {
        List<String> all = run(date);
        all.addAll(options);
        return script("nightjar", environment, with(home, all));
    }

    /** The command of a night. */
    List<String> run(LocalDate date) throws IOException {
        return new ArrayList<>(List.of("run", "-c", conf().toString(), "--date", date.toString()));
    }

    /** One of scripts/. */
    Child script(String name, Map<String, String> environment, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(ShopConf.root().resolve("scripts").resolve(name).toString());
        command.addAll(arguments);
        Map<String, String> all = new TreeMap<>(ENVIRONMENT);
        all.putAll(environment);
        return Child.start(
                command, all, ShopConf.root(), scratch.resolve("program-" + ++programs + "-" + name + ".out"));
    }

    /** One job and what it needs, run from the classes as they are compiled now, into the home {@code home}. */
    Child job(String job, java.nio.file.Path configuration) {
        List<String> command = new ArrayList<>(Child.java(
                "2g",
                System.getProperty("java.class.path"),
                List.of(
                        "-XX:TieredStopAtLevel=4",
                        "-Xss4m",
                        "-Dnightjar.log.file=" + scratch.resolve("nightjar.log"))));
        command.add("io.nightjar.app.Main");
        command.addAll(
                with(home("home"), List.of("job", job, "-c", configuration.toString(), "--date", DATE.toString())));
        return Child.start(
                command, ENVIRONMENT, ShopConf.root(), scratch.resolve("program-" + ++programs + "-" + job + ".out"));
    }

    /** Arguments of a night, and what makes it one of ours. */
    static List<String> with(String home, List<String> arguments) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of("-D", "home=" + home, "-D", "privacy.key-env=NIGHTJAR_MEASURE_KEY"));
        return all;
    }

    static Child.Cost done(Child child) {
        Child.Cost cost = child.await(PATIENCE);
        if (cost.exitCode() != 0) {
            throw new IllegalStateException("Exit code " + cost.exitCode() + ":\n" + cost.output());
        }
        return cost;
    }

    /** A session on all cores of this machine. */
    static SparkSession spark(int shufflePartitions) {
        return SparkSession.builder()
                .master("local[*]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", shufflePartitions)
                .config("spark.sql.session.timeZone", "UTC")
                .getOrCreate();
    }

    /** The rows as a night would read them, so that nobody measures how they were made up. */
    static Dataset<Row> written(TableStore store, Table table, Dataset<Row> rows) {
        String fingerprint = "made-" + System.nanoTime();
        return store.read(table, fingerprint, store.write(table, fingerprint, 1, rows));
    }

    static Places places() {
        return new Places(new Configuration());
    }

    static String live(String home) {
        return new RunFolder(places(), new Path(home, "work"))
                .live()
                .map(RunFolder.Live::runId)
                .orElseThrow();
    }

    /** Everything published from a home, tables and lists, as one short hash. */
    static String content(String home) {
        Path work = new Path(home, "work");
        String run = live(home);
        return new Fingerprint()
                .add(PublishedNight.booked(places(), work, run))
                .add(PublishedNight.bookedLists(places(), work, run))
                .shortHex();
    }

    /** Tables and files of two homes that differ. */
    static String differences(String home, String other) {
        Map<String, String> ours = new TreeMap<>(PublishedNight.booked(places(), new Path(home, "work"), live(home)));
        ours.putAll(PublishedNight.bookedLists(places(), new Path(home, "work"), live(home)));
        Map<String, String> theirs =
                new TreeMap<>(PublishedNight.booked(places(), new Path(other, "work"), live(other)));
        theirs.putAll(PublishedNight.bookedLists(places(), new Path(other, "work"), live(other)));
        List<String> names = ours.keySet().stream()
                .filter(name -> !ours.get(name).equals(theirs.get(name)))
                .toList();
        return names.isEmpty() ? "same" : "DIFFERENT: " + String.join(", ", names);
    }
}
