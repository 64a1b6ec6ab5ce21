package io.nightjar.measure;

import io.nightjar.config.MatchSettings;
import io.nightjar.config.SettingsLoader;
import io.nightjar.identity.match.Crowd;
import io.nightjar.identity.match.MatchSpeed;
import io.nightjar.identity.match.People;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How many pairs of records are brought together and compared in a second, beside the same rules in DuckDB. */
@Command(
        name = "identity-speed",
        mixinStandardHelpOptions = true,
        description = "Pairs and records a second of matching, beside DuckDB, and how time grows with the records.")
final class MeasureIdentitySpeed implements Callable<Integer> {
    private static final long SEED = 42;
    private static final int WARM_UP = 20_000;
    private static final int PARTITIONS = 32;

    @Option(
            names = "--records",
            split = ",",
            defaultValue = "100000,1000000",
            paramLabel = "N",
            description = "Sizes. Default: ${DEFAULT-VALUE}.")
    private List<Integer> records;

    @Option(
            names = "--peer-up-to",
            defaultValue = "1000000",
            paramLabel = "N",
            description = "Larger sizes are not given to DuckDB. Default: ${DEFAULT-VALUE}.")
    private int peerUpTo;

    @Option(
            names = "--by-spark",
            description = "Match by Spark too, as is done where records are more than the driver holds.")
    private boolean isBySpark;

    @Override
    public Integer call() throws SQLException {
        Bench bench = new Bench();
        MatchSettings settings = new SettingsLoader(Map.of())
                .load(List.of(), Map.of(), Map.of())
                .identity()
                .match();
        new MatchSpeed(new Crowd(SEED + 1).people(WARM_UP), settings).whole(SEED);
        int cores = Runtime.getRuntime().availableProcessors();
        System.out.printf(Locale.ROOT, "%d cores, Java %s%n", cores, Runtime.version());
        double first = 0;
        for (int size : records) {
            Lines lines = new Lines("what", "records", "pairs", "s", "cpu s", "pairs/cpu s", "records/cpu s");
            People people = new Crowd(SEED).people(size);
            MatchSpeed speed = new MatchSpeed(people, settings);
            MatchSpeed.Cost ours = speed.ours();
            add(lines, "blocks and compares", size, ours);
            if (size <= peerUpTo) {
                try (Connection duck = DriverManager.getConnection("jdbc:duckdb:")) {
                    add(lines, "DuckDB, the same", size, speed.duckdb(duck, cores));
                }
            }
            MatchSpeed.Cost whole = speed.whole(SEED);
            add(
                    lines,
                    "also learns, scores, joins",
                    size,
                    new MatchSpeed.Cost(ours.pairs(), whole.seconds(), whole.cpuSeconds()));
            if (isBySpark) {
                MatchSpeed.Cost spread = spread(speed, bench.home("records-" + size));
                add(
                        lines,
                        spread.pairs() == whole.pairs() ? "by Spark, as many persons" : "by Spark, OTHER PERSONS",
                        size,
                        new MatchSpeed.Cost(ours.pairs(), spread.seconds(), spread.cpuSeconds()));
            }
            lines.print();
            if (first > 0) {
                System.out.printf(
                        Locale.ROOT,
                        "%,d records take %.1f times the processor time of %,d%n",
                        size,
                        whole.cpuSeconds() / first,
                        records.get(0));
            } else {
                first = whole.cpuSeconds();
            }
        }
        return 0;
    }

    private static MatchSpeed.Cost spread(MatchSpeed speed, String folder) {
        SparkSession spark = Bench.spark(PARTITIONS);
        try {
            return speed.spread(spark, folder, SEED);
        } finally {
            spark.stop();
        }
    }

    private static void add(Lines lines, String what, int size, MatchSpeed.Cost cost) {
        lines.add(
                what,
                size,
                cost.pairs(),
                cost.seconds(),
                cost.cpuSeconds(),
                (long) (cost.pairs() / cost.cpuSeconds()),
                (long) (size / cost.cpuSeconds()));
    }
}
