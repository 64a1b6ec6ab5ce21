package io.nightjar.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code kill -9} at random moments of a night that follows another one, then a rerun: readers must find wholly the old
 * or wholly the new night each time, and the rerun must end in the new one.
 */
@Command(name = "kill", mixinStandardHelpOptions = true, description = "kill -9 at random moments, and reruns.")
final class MeasureKill implements Callable<Integer> {
    private static final LocalDate OLD = Bench.DATE.minusMonths(1);
    private static final LocalDate NEW = Bench.DATE;

    @Mixin
    private Bench bench;

    @Option(names = "--times", defaultValue = "20", description = "Default: 20.")
    private int times;

    @Option(names = "--seed", defaultValue = "1", description = "Of the moments. Default: 1.")
    private long seed;

    @Override
    public Integer call() throws IOException {
        Path home = bench.scratch().resolve("home");
        Bench.done(night(OLD));
        String old = Bench.live(home.toString());
        Path kept = bench.scratch().resolve("kept");
        copy(home, kept);
        Child.Cost undisturbed = Bench.done(night(NEW));
        String fresh = Bench.live(home.toString());
        Map<String, Map<String, String>> nights = Map.of(old, booked(home, old), fresh, booked(home, fresh));
        System.out.printf(Locale.ROOT, "A night takes %.1f s; killing %d of them.%n", undisturbed.seconds(), times);
        Random random = new Random(seed);
        Lines lines =
                new Lines("killed at s", "last step", "tables point to", "lists are of", "whole", "rerun", "then");
        int broken = 0;
        try (SparkSession spark = spark()) {
            for (int i = 0; i < times; i++) {
                Bench.delete(home);
                copy(kept, home);
                double moment = random.nextDouble() * undisturbed.seconds();
                Child child = night(NEW);
                child.letRun(moment);
                child.close();
                PublishedNight seen = seen(spark, home);
                List<String> mixtures = seen.mixtures(nights);
                Child.Cost rerun = night(NEW).await(Bench.PATIENCE);
                PublishedNight then = seen(spark, home);
                boolean finished = rerun.exitCode() == 0
                        && then.main().equals(nights.get(fresh))
                        && then.pointer().equals(Optional.of(fresh))
                        && then.lists().equals(Optional.of(fresh))
                        && then.mixtures(nights).isEmpty();
                broken += mixtures.isEmpty() && finished ? 0 : 1;
                mixtures.forEach(System.out::println);
                if (!finished) {
                    System.out.println(then + "\n" + rerun.output());
                }
                lines.add(
                        moment,
                        lastStep(child.output()),
                        word(seen.pointer(), old),
                        word(seen.lists(), old),
                        mixtures.isEmpty() ? "yes" : "NO",
                        rerun.seconds(),
                        finished ? "wholly new" : "NOT FINISHED");
            }
        }
        lines.print();
        System.out.println(broken + " of " + times + " kills left something that is neither old nor new, or a rerun"
                + " that did not finish.");
        return broken == 0 ? 0 : 1;
    }

    private Child night(LocalDate date) throws IOException {
        return bench.night(bench.home("home"), date, Map.of(), List.of());
    }

    private static Map<String, String> booked(Path home, String run) {
        return PublishedNight.booked(Bench.places(), new org.apache.hadoop.fs.Path(home.toString(), "work"), run);
    }

    /** Each look has a catalog of its own, for the file below it was put back meanwhile. */
    private static PublishedNight seen(SparkSession spark, Path home) {
        SparkSession own = spark.newSession();
        own.conf().set("spark.sql.catalog.nightjar", "org.apache.iceberg.spark.SparkCatalog");
        own.conf().set("spark.sql.catalog.nightjar.type", "jdbc");
        own.conf().set("spark.sql.catalog.nightjar.cache-enabled", "false");
        own.conf().set("spark.sql.catalog.nightjar.jdbc.schema-version", "V1");
        own.conf().set("spark.sql.catalog.nightjar.uri", "jdbc:sqlite:" + home.resolve("catalog.db"));
        own.conf()
                .set(
                        "spark.sql.catalog.nightjar.warehouse",
                        home.resolve("warehouse").toString());
        return PublishedNight.read(
                own, "nightjar.nightjar", Bench.places(), new org.apache.hadoop.fs.Path(home.toString(), "segments"));
    }

    private static SparkSession spark() {
        return SparkSession.builder()
                .master("local[1]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.sql.extensions", "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions")
                .getOrCreate();
    }

    private static String word(Optional<String> run, String old) {
        return run.map(id -> id.equals(old) ? "old" : "new").orElse("none");
    }

    private static String lastStep(String output) {
        return output.lines()
                .filter(line -> line.startsWith("["))
                .reduce((before, after) -> after)
                .map(line -> line.split("\\s{2,}")[0])
                .orElse("(none)");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Files.copy(path, to.resolve(from.relativize(path)));
            }
        }
    }
}
