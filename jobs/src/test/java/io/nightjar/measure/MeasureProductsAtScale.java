package io.nightjar.measure;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.nightjar.config.NextBestProductSettings;
import io.nightjar.config.SettingsLoader;
import io.nightjar.job.Inputs;
import io.nightjar.job.ModelJob;
import io.nightjar.learn.factor.FactorModel;
import io.nightjar.learn.factor.Factorisation;
import io.nightjar.model.NextBestProductModel;
import io.nightjar.schema.CustomerProfiles;
import io.nightjar.schema.Field;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.Purchases;
import io.nightjar.schema.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Next-best products of a large made-up shop: fifty groups of people, each with products of its own that it buys more
 * than half of the time, few of them often. The factorisation over all customers as an estimator, then the night's model
 * as it is: learned, judged, everybody scored.
 */
@Command(
        name = "products-at-scale",
        mixinStandardHelpOptions = true,
        description = "Train and score next-best products of a large made-up shop: seconds and memory.")
final class MeasureProductsAtScale implements Callable<Integer> {
    private static final LocalDate DAY = LocalDate.parse("2026-01-31");
    private static final int GROUPS = 50;
    private static final int DAYS = 365;

    @Option(names = "--customers", defaultValue = "100000", paramLabel = "N", description = "Default: 100000.")
    private long customers;

    @Option(names = "--products", defaultValue = "20000", paramLabel = "N", description = "Default: 20000.")
    private int products;

    @Option(names = "--purchases", defaultValue = "30", paramLabel = "N", description = "Of each. Default: 30.")
    private int purchases;

    @Option(names = "--master", defaultValue = "local[*]", paramLabel = "URL", description = "Default: local[*].")
    private String master;

    @Option(
            names = "--workers",
            defaultValue = "0",
            paramLabel = "N",
            description = "Runs on a standalone Master with so many Workers of one core each, instead of on --master.")
    private int workers;

    @Option(
            names = "--worker-memory",
            defaultValue = "3g",
            paramLabel = "SIZE",
            description = "Heap of each Worker's executor. Default: 3g.")
    private String workerMemory;

    private final Lines lines = new Lines("step", "wall s", "cpu s", "peak MB");
    private long start;
    private double cpu;

    @Override
    public Integer call() throws IOException {
        Path scratch = Files.createTempDirectory("nightjar-scale");
        try (StandaloneCluster cluster = workers == 0
                        ? null
                        : StandaloneCluster.start(
                                scratch, ShopConf.root().resolve("jobs/target/spark"), workers, workerMemory);
                SparkSession spark = session(cluster == null ? master : cluster.url())) {
            begin();
            shop(spark).write().parquet(scratch.resolve("purchases").toString());
            Dataset<Row> bought =
                    spark.read().parquet(scratch.resolve("purchases").toString());
            step("make " + bought.count() + " purchases");
            begin();
            Factorisation estimator = new Factorisation();
            estimator.set(estimator.userCol(), PersonPurchases.CUSTOMER_ID.name());
            estimator.set(estimator.itemCol(), Purchases.PRODUCT_ID.name());
            estimator.set(estimator.timeCol(), PersonPurchases.ORDERED_ON.name());
            estimator.set(estimator.numBlocks(), 8);
            FactorModel model = estimator.fit(bought);
            step("factorisation, d 64, 10 passes: " + model.userFactors().count() + " x "
                    + model.itemFactors().count());
            model.userFactors().unpersist();
            model.itemFactors().unpersist();
            night(spark, bought);
        } finally {
            Bench.delete(scratch);
        }
        lines.print();
        return 0;
    }

    private SparkSession session(String url) throws IOException {
        SparkSession.Builder builder = SparkSession.builder()
                .master(url)
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "8")
                .config("spark.sql.session.timeZone", "UTC");
        if (workers > 0) {
            builder.config("spark.driver.host", "127.0.0.1")
                    .config("spark.driver.bindAddress", "127.0.0.1")
                    .config("spark.executor.memory", workerMemory)
                    .config("spark.executor.extraJavaOptions", "--add-modules=jdk.incubator.vector")
                    .config("spark.jars", jars());
        }
        return builder.getOrCreate();
    }

    /** What a cluster does not have of its own. */
    private static String jars() throws IOException {
        Path target = ShopConf.root().resolve("jobs/target");
        try (Stream<Path> lib = Files.list(target.resolve("lib"))) {
            return Stream.concat(Stream.of(target.resolve("nightjar.jar")), lib.sorted())
                    .map(Path::toString)
                    .collect(Collectors.joining(","));
        }
    }

    private void night(SparkSession spark, Dataset<Row> bought) {
        NextBestProductSettings settings =
                new SettingsLoader(Map.of()).load(List.of(), Map.of(), Map.of()).nextBestProduct();
        Dataset<Row> profiles = filled(
                CustomerProfiles.TABLE,
                bought.select(PersonPurchases.CUSTOMER_ID.col()).distinct());
        Inputs in = table -> table.equals(PersonPurchases.TABLE)
                ? bought
                : table.equals(CustomerProfiles.TABLE)
                        ? profiles
                        : spark.createDataFrame(List.of(), table.structType());
        begin();
        ModelJob.Scored scored = new NextBestProductModel(settings, 42).learn(in, DAY);
        step("next-best-product, learned and judged: NDCG@10 " + scored.card().modelValue() + ", rule "
                + scored.card().baselineValue());
        begin();
        step("everybody scored: " + scored.scores().count() + " rows");
    }

    private Dataset<Row> shop(SparkSession spark) {
        Column customer = expr("id div " + purchases);
        Column group = pmod(xxhash64(customer, lit("group")), lit(GROUPS));
        int ofGroup = Math.max(1, products / GROUPS);
        Column own = group.multiply(ofGroup)
                .plus(pow(unit("own"), lit(3)).multiply(ofGroup).cast("int"));
        Column any = pow(unit("any"), lit(3)).multiply(products).cast("int");
        Column product = when(unit("kind").lt(0.6), own).otherwise(any);
        Column day = date_sub(lit(DAY), unit("day").multiply(DAYS).cast("int"));
        return filled(
                PersonPurchases.TABLE,
                spark.range(customers * purchases)
                        .select(
                                PersonPurchases.CUSTOMER_ID.of(concat(lit("c"), customer.cast("string"))),
                                Purchases.ORDER_ID.of(col("id")),
                                PersonPurchases.ORDERED_ON.of(day),
                                Purchases.PRODUCT_ID.of(
                                        concat(lit("p"), product.cast("int").cast("string"))),
                                Purchases.IS_RETURN.of(lit(false))));
    }

    /** Between 0 and 1, by hash. */
    private static Column unit(String what) {
        return pmod(xxhash64(col("id"), lit(what)), lit(1_000_003)).divide(1_000_003);
    }

    private static Dataset<Row> filled(Table table, Dataset<Row> some) {
        List<String> there = List.of(some.columns());
        List<Column> all = new ArrayList<>();
        for (Field field : table.fields()) {
            all.add(there.contains(field.name()) ? field.col() : field.of(lit(null)));
        }
        return some.select(all.toArray(Column[]::new));
    }

    private void begin() {
        start = System.nanoTime();
        cpu = cpu();
    }

    private void step(String what) {
        lines.add(what, (System.nanoTime() - start) / 1e9, cpu() - cpu, peakMegabytes());
        System.err.println(what);
    }

    /** Most memory this process and its executors ever had, each at its own time, by /proc; -1 where there is none. */
    private static long peakMegabytes() {
        long sum = 0;
        for (ProcessHandle process : processes()) {
            try {
                sum += Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                        .filter(line -> line.startsWith("VmHWM:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                        .sum();
            } catch (IOException e) {
                return -1;
            }
        }
        return sum;
    }

    private static double cpu() {
        return processes().stream()
                .mapToDouble(process ->
                        process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3)
                .sum();
    }

    /** By /proc, for the process's handle knows no long command line. */
    private static boolean isExecutor(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"))
                    .contains("ExecutorBackend");
        } catch (IOException e) {
            return false;
        }
    }

    private static List<ProcessHandle> processes() {
        return Stream.concat(
                        Stream.of(ProcessHandle.current()),
                        ProcessHandle.current().descendants().filter(MeasureProductsAtScale::isExecutor))
                .toList();
    }
}
