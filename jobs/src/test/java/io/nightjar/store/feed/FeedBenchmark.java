package io.nightjar.store.feed;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Reads one generated csv of purchases with a {@link FeedReader} and with Spark's own reader, in the same JVM, on one
 * core, and prints rows a second. Not a test: {@code FeedBenchmark ROWS FOLDER}.
 */
final class FeedBenchmark {
    private static final List<String> COLUMNS = List.of(
            "order_id",
            "line_id",
            "customer_key",
            "email",
            "ordered_at",
            "product_id",
            "quantity",
            "unit_price",
            "channel",
            "store_id");

    private FeedBenchmark() {}

    public static void main(String[] args) throws IOException {
        int rows = Integer.parseInt(args[0]);
        Path root = Path.of(args[1]);
        write(root.resolve("purchases.csv"), rows);
        try (SparkSession spark = SparkSession.builder()
                .master("local[1]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .getOrCreate()) {
            FeedSpec spec = FeedSpec.csv("purchases", "web", root.toString(), "*.csv", COLUMNS);
            Inventory inventory = FeedReader.take(spark, spec);
            for (int round = 1; round <= 5; round++) {
                time("preflight", rows, () -> FeedReader.take(spark, spec).records());
                time(
                        "feed, all 10 columns",
                        rows,
                        () -> drained(FeedReader.read(spark, inventory).drop("_raw")));
                time("feed, with _raw", rows, () -> drained(FeedReader.read(spark, inventory)));
                time("feed, count", rows, () -> FeedReader.read(spark, inventory)
                        .count());
                time(
                        "spark csv, all 10 columns",
                        rows,
                        () -> drained(spark.read()
                                .option("header", true)
                                .csv(root.resolve("purchases.csv").toString())));
                time(
                        "spark csv, RFC 4180 multiLine",
                        rows,
                        () -> drained(spark.read()
                                .option("header", true)
                                .option("multiLine", true)
                                .option("escape", "\"")
                                .csv(root.resolve("purchases.csv").toString())));
            }
        }
    }

    // Every value reaches a sink that does nothing with it.
    private static long drained(Dataset<Row> rows) {
        rows.write().format("noop").mode("overwrite").save();
        return -1;
    }

    // Wall time says little on a busy machine; processor time counts compilers and collectors too.
    private static void time(String what, int rows, Supplier<Long> work) {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long start = System.nanoTime();
        long cpuStart = system.getProcessCpuTime();
        long count = work.get();
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpu = (system.getProcessCpuTime() - cpuStart) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%-32s %6.2f s wall %6.2f s cpu %,12.0f rows/s of cpu%s%n",
                what,
                seconds,
                cpu,
                rows / cpu,
                count < 0 ? "" : " (" + count + ")");
    }

    private static void write(Path file, int rows) throws IOException {
        Random random = new Random(1);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(String.join(",", COLUMNS) + "\n");
            for (int i = 0; i < rows; i++) {
                out.write("o" + (100_000_000 + i / 3) + "," + (i % 3 + 1) + ",c" + random.nextInt(1_000_000) + ",person"
                        + random.nextInt(1_000_000) + "@example.com,2026-0" + (1 + random.nextInt(9)) + "-1"
                        + random.nextInt(10) + " 12:34:56,\"P " + random.nextInt(20_000) + ", blue\","
                        + (1 + random.nextInt(5)) + ".000," + random.nextInt(10_000) / 100.0 + ",web,s"
                        + random.nextInt(50) + "\n");
            }
        }
    }
}
