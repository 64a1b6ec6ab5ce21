package io.nightjar.measure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import io.nightjar.learn.factor.FactorSettings;
import io.nightjar.learn.factor.Factorisation;
import io.nightjar.learn.factor.Factors;
import io.nightjar.learn.factor.Sparse;
import io.nightjar.learn.factor.TopColumns;
import io.nightjar.learn.rank.Ease;
import io.nightjar.learn.rank.Ndcg;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Our factorisation and MLlib's ALS in one process, on one data set, at the same rank and number of passes. */
@Command(
        name = "factorisation",
        mixinStandardHelpOptions = true,
        description = "Factorisation and top 10 for everyone on Ta-Feng, against MLlib's ALS.")
final class MeasureFactorisation implements Callable<Integer> {
    private static final int EPOCHS = 10;
    private static final float UNOBSERVED = 0.1f;
    private static final float REGULARISATION = 0.01f;
    private static final int K = 10;
    /** fp32 of one core of the reference machine: products of long matrices, and of panels as narrow as vectors. */
    private static final double FLOPS = 105e9;

    private static final double PANEL_FLOPS = 74e9;
    /** fp64 of one core. */
    private static final double DOUBLE_FLOPS = 54e9;
    /** Products that EASE is learned for, as by default. */
    private static final int EASE = 2000;
    /** To look at one score. */
    private static final double CELL_SECONDS = 1e-9;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:NIGHTJAR_DATA:-../shared/data}",
            description = "Folder that has tafeng-nbr/. Default: NIGHTJAR_DATA.")
    private Path data;

    @Option(names = "--ranks", split = ",", defaultValue = "64,128", paramLabel = "D", description = "Vector lengths.")
    private List<Integer> ranks;

    private int products;
    private Sparse bought;
    private int[][] next;

    @Override
    public Integer call() throws IOException {
        Path folder = ShopConf.root().resolve(data).normalize().resolve("tafeng-nbr");
        if (!Files.exists(folder.resolve("tafeng_history.json"))) {
            System.out.println("Skipped: there is no " + folder.resolve("tafeng_history.json")
                    + ". Say with --data or NIGHTJAR_DATA where it is.");
            return 0;
        }
        read(folder);
        SparkSession spark = SparkSession.builder()
                .master("local[1]")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.driver.host", "127.0.0.1")
                .getOrCreate();
        try {
            Dataset<Row> ratings = ratings(spark).cache();
            ratings.count();
            // Both are warm: neither is billed for compiling.
            ours(8);
            fitted(ratings, 8);
            mllib(ratings, 8);
            Lines lines = new Lines(
                    "factorisation, " + EPOCHS + " passes",
                    "cpu s",
                    "limit s",
                    "share",
                    "NDCG@10",
                    "top 10 cpu s",
                    "limit s",
                    "share");
            for (int rank : ranks) {
                ours(rank);
                lines.add((Object[]) row("nightjar, core alone, d " + rank, ours(rank), rank));
                lines.add((Object[]) estimator(ratings, rank));
                lines.add((Object[]) row("MLlib ALS d " + rank, mllib(ratings, rank), rank));
            }
            lines.add((Object[]) ease());
            lines.print();
        } finally {
            spark.stop();
        }
        return 0;
    }

    /** CPU seconds of one core, beside what its floating-point units could do the direct method in. */
    private String[] row(String name, double[] figures, int rank) {
        double fit = flops(rank) / PANEL_FLOPS;
        double cells = (double) bought.rows() * products;
        double top = 2 * cells * rank / FLOPS + cells * CELL_SECONDS;
        return new String[] {
            name,
            String.format(Locale.ROOT, "%.2f", figures[0]),
            String.format(Locale.ROOT, "%.2f", fit),
            String.format(Locale.ROOT, "%.0f %%", 100 * fit / figures[0]),
            String.format(Locale.ROOT, "%.4f", figures[1]),
            String.format(Locale.ROOT, "%.2f", figures[2]),
            String.format(Locale.ROOT, "%.2f", top),
            String.format(Locale.ROOT, "%.0f %%", 100 * top / figures[2])
        };
    }

    /** EASE of the products with most buyers, beside its cubes and what it takes to count pairs. */
    private String[] ease() {
        int[][] owned = new int[bought.rows()][];
        for (int who = 0; who < owned.length; who++) {
            owned[who] = Arrays.copyOfRange(bought.column(), bought.start()[who], bought.start()[who + 1]);
        }
        int[] chosen = Ease.chosen(products, owned, EASE);
        double work = Math.pow(chosen.length, 3);
        for (int[] mine : owned) {
            work += Math.pow(
                    (double) Arrays.stream(mine)
                            .filter(item -> Arrays.binarySearch(chosen, item) >= 0)
                            .count(),
                    2);
        }
        // Warm, as the others are.
        Ease.of(products, owned, EASE);
        double start = cpu();
        Ease.of(products, owned, EASE);
        double took = cpu() - start;
        double limit = work / DOUBLE_FLOPS;
        return new String[] {
            "nightjar EASE of " + chosen.length,
            String.format(Locale.ROOT, "%.2f", took),
            String.format(Locale.ROOT, "%.2f", limit),
            String.format(Locale.ROOT, "%.0f %%", 100 * limit / took),
            "",
            "",
            "",
            ""
        };
    }

    /** Of the direct method, which all are measured by: 2 nnz d^2 and (n + m) d^3 / 3 a pass. */
    private double flops(int rank) {
        double d = rank;
        return EPOCHS * (2 * bought.cells() * d * d + (bought.rows() + products) * d * d * d / 3);
    }

    private double[] ours(int rank) {
        FactorSettings settings = new FactorSettings(rank, EPOCHS, UNOBSERVED, REGULARISATION, 1, 2, 42);
        double start = cpu();
        Factors factors = Factors.fit(bought, settings);
        double fitted = cpu();
        new TopColumns(factors, new boolean[products]).everyone(bought, K);
        double ranked = cpu();
        Sparse nothing = new Sparse(bought.rows(), products, new int[bought.rows() + 1], new int[0], new float[0]);
        int[][] all = new TopColumns(factors, new boolean[products]).everyone(nothing, K);
        return new double[] {fitted - start, ndcg(all), ranked - fitted};
    }

    /** Our estimator on Spark, from the same rows as MLlib's. */
    private String[] estimator(Dataset<Row> ratings, int rank) {
        double took = fitted(ratings, rank);
        double fit = flops(rank) / PANEL_FLOPS;
        return new String[] {
            "nightjar, estimator, d " + rank,
            String.format(Locale.ROOT, "%.2f", took),
            String.format(Locale.ROOT, "%.2f", fit),
            String.format(Locale.ROOT, "%.0f %%", 100 * fit / took),
            "",
            "",
            "",
            ""
        };
    }

    private double fitted(Dataset<Row> ratings, int rank) {
        double start = cpu();
        Factorisation factorisation = new Factorisation();
        factorisation.set(factorisation.weightCol(), "times");
        factorisation.set(factorisation.rank(), rank);
        factorisation.set(factorisation.maxIter(), EPOCHS);
        factorisation.set(factorisation.unobserved(), (double) UNOBSERVED);
        factorisation.set(factorisation.regParam(), (double) REGULARISATION);
        factorisation.set(factorisation.numBlocks(), 2);
        long users = factorisation.fit(ratings).userFactors().count();
        double took = cpu() - start;
        if (users != bought.rows()) {
            throw new IllegalStateException("The estimator has vectors for " + users + " of " + bought.rows());
        }
        return took;
    }

    private double[] mllib(Dataset<Row> ratings, int rank) {
        double start = cpu();
        ALSModel model = new ALS()
                .setImplicitPrefs(true)
                .setUserCol("user")
                .setItemCol("item")
                .setRatingCol("times")
                .setRank(rank)
                .setMaxIter(EPOCHS)
                .setAlpha(1 / UNOBSERVED)
                .setRegParam(REGULARISATION / UNOBSERVED)
                .setNumBlocks(2)
                .setSeed(42)
                .fit(ratings);
        long users = model.userFactors().count();
        double fitted = cpu();
        model.recommendForAllUsers(K).write().format("noop").mode("overwrite").save();
        double ranked = cpu();
        if (users != bought.rows()) {
            throw new IllegalStateException("MLlib has vectors for " + users + " of " + bought.rows() + " customers");
        }
        int[][] lists = new int[bought.rows()][];
        for (Row row : model.recommendForAllUsers(K).collectAsList()) {
            List<Row> best = row.getList(1);
            lists[row.getInt(0)] =
                    best.stream().mapToInt(item -> item.getInt(0)).toArray();
        }
        return new double[] {fitted - start, ndcg(lists), ranked - fitted};
    }

    private double ndcg(int[][] lists) {
        double sum = 0;
        for (int who = 0; who < lists.length; who++) {
            sum += Ndcg.of(lists[who], next[who]);
        }
        return sum / lists.length;
    }

    private void read(Path folder) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        JsonNode histories =
                mapper.readTree(folder.resolve("tafeng_history.json").toFile());
        JsonNode futures = mapper.readTree(folder.resolve("tafeng_future.json").toFile());
        int people = histories.size();
        next = new int[people][];
        int[] start = new int[people + 1];
        List<TreeMap<Integer, Integer>> counts = new ArrayList<>();
        int who = 0;
        for (var person : histories.properties()) {
            TreeMap<Integer, Integer> times = new TreeMap<>();
            // Each list begins and ends with the basket [-1].
            for (int n = 1; n < person.getValue().size() - 1; n++) {
                person.getValue().get(n).forEach(item -> times.merge(item.asInt(), 1, Integer::sum));
            }
            counts.add(times);
            next[who] = items(futures.get(person.getKey()).get(1));
            products = Math.max(products, Math.max(times.lastKey(), next[who][next[who].length - 1]) + 1);
            start[who + 1] = start[who] + times.size();
            who++;
        }
        int[] column = new int[start[people]];
        float[] weight = new float[start[people]];
        int cell = 0;
        for (TreeMap<Integer, Integer> times : counts) {
            for (var entry : times.entrySet()) {
                column[cell] = entry.getKey();
                weight[cell++] = 1 + (float) Math.log(entry.getValue());
            }
        }
        bought = new Sparse(people, products, start, column, weight);
    }

    private static int[] items(JsonNode basket) {
        int[] items = new int[basket.size()];
        Arrays.setAll(items, n -> basket.get(n).asInt());
        return Arrays.stream(items).distinct().sorted().toArray();
    }

    private Dataset<Row> ratings(SparkSession spark) {
        List<Row> rows = new ArrayList<>();
        for (int who = 0; who < bought.rows(); who++) {
            for (int cell = bought.start()[who]; cell < bought.start()[who + 1]; cell++) {
                rows.add(RowFactory.create(who, bought.column()[cell], bought.weight()[cell]));
            }
        }
        StructType type = new StructType()
                .add("user", DataTypes.IntegerType)
                .add("item", DataTypes.IntegerType)
                .add("times", DataTypes.FloatType);
        return spark.createDataFrame(rows, type).repartition(2);
    }

    /** Of this process, all threads. */
    private static double cpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e9;
    }
}
