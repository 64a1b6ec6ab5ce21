package io.nightjar.measure;

import com.sun.management.OperatingSystemMXBean;
import io.nightjar.learn.BinaryMetrics;
import io.nightjar.learn.trainer.Boosting;
import io.nightjar.learn.trainer.Dense;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.ml.classification.GBTClassificationModel;
import org.apache.spark.ml.classification.GBTClassifier;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The trainer's boosted trees and MLlib's on the same made-up rows, each in a process of its own. */
@Command(
        name = "boosting",
        mixinStandardHelpOptions = true,
        description = "Boosted trees on many rows: seconds and memory, against MLlib's GBT on the same rows.")
final class MeasureBoosting implements Callable<Integer> {
    private static final int JUDGED = 50_000;
    private static final double RATE = 0.1;
    private static final int LEAST = 5;
    private static final int TOLD = 5;
    private static final String OURS = "nightjar";
    private static final String MLLIB = "MLlib";

    @Option(names = "--rows", defaultValue = "1000000", paramLabel = "N", description = "Default: 1000000.")
    private int rows;

    @Option(names = "--features", defaultValue = "50", paramLabel = "N", description = "Default: 50; 5 or more.")
    private int features;

    @Option(names = "--depth", defaultValue = "6", paramLabel = "N", description = "Of a tree. Default: 6.")
    private int depth;

    @Option(names = "--trees", defaultValue = "100", paramLabel = "N", description = "Of ours. Default: 100.")
    private int trees;

    @Option(
            names = "--mllib-trees",
            defaultValue = "5",
            paramLabel = "N",
            description = "Of MLlib's, and of ours once more. Default: 5, for they are slow.")
    private int few;

    @Option(names = "--heap", defaultValue = "3g", paramLabel = "SIZE", description = "Of each process. Default: 3g.")
    private String heap;

    @Option(names = "--only", paramLabel = "WHAT", description = "nightjar or MLlib, in this process.")
    private String only;

    @Override
    public Integer call() throws IOException {
        if (only != null) {
            System.out.println(only.equals(MLLIB) ? mllib(few) : ours(trees));
            return 0;
        }
        System.out.printf(
                Locale.ROOT,
                "%,d rows x %d features, trees of depth %d, %d cores; area under the curve on %,d other rows%n",
                rows,
                features,
                depth,
                Runtime.getRuntime().availableProcessors(),
                JUDGED);
        Lines lines =
                new Lines("boosted trees", "trees", "fit s", "cpu s", "s a tree", "AUC", "peak MB of the process");
        lines.add(line(OURS, trees));
        lines.add(line(OURS, few));
        lines.add(line(MLLIB, few));
        lines.print();
        return 0;
    }

    private Object[] line(String what, int count) throws IOException {
        Bench bench = new Bench();
        List<String> command = new ArrayList<>(
                Child.java(heap, System.getProperty("java.class.path"), List.of("-XX:TieredStopAtLevel=4", "-Xss4m")));
        command.addAll(List.of("io.nightjar.measure.Measure", "boosting", "--only", what));
        command.addAll(List.of("--rows", "" + rows, "--features", "" + features, "--depth", "" + depth));
        command.addAll(List.of("--trees", "" + count, "--mllib-trees", "" + count));
        Child.Cost cost = Child.start(
                        command,
                        java.util.Map.of(),
                        ShopConf.root(),
                        bench.scratch().resolve(what + ".out"))
                .await(Duration.ofHours(3));
        if (cost.exitCode() != 0) {
            throw new IllegalStateException("Exit code " + cost.exitCode() + ":\n" + cost.output());
        }
        String[] figures =
                cost.output().lines().reduce((one, last) -> last).orElseThrow().split(" ");
        double seconds = Double.parseDouble(figures[0]);
        return new Object[] {
            what,
            count,
            seconds,
            Double.parseDouble(figures[1]),
            String.format(Locale.ROOT, "%.2f", seconds / count),
            figures[2],
            cost.peakMegabytes()
        };
    }

    /** On one thread, as the trainer fits. */
    private String ours(int count) {
        Dense x = new Dense(rows, features);
        double[] y = new double[rows];
        fill(x, y, 0);
        double[] w = new double[rows];
        Arrays.fill(w, 1);
        long start = System.nanoTime();
        double cpu = cpu();
        var fitted = new Boosting(depth, RATE, count, 1, 1, LEAST).classify(x, y, w, 42);
        double seconds = (System.nanoTime() - start) / 1e9;
        double used = cpu() - cpu;
        Dense other = new Dense(JUDGED, features);
        double[] answers = new double[JUDGED];
        fill(other, answers, rows);
        return figures(seconds, used, fitted.margins(other), answers);
    }

    private void fill(Dense x, double[] y, long from) {
        for (int i = 0; i < y.length; i++) {
            double[] row = features(from + i, features);
            for (int k = 0; k < features; k++) {
                x.set(i, k, row[k]);
            }
            y[i] = answer(from + i, row);
        }
    }

    private String mllib(int count) throws IOException {
        try (SparkSession spark = SparkSession.builder()
                .master("local[*]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .getOrCreate()) {
            Dataset<Row> learned = made(spark, 0, rows).cache();
            learned.count();
            long start = System.nanoTime();
            double cpu = cpu();
            GBTClassificationModel fitted = new GBTClassifier()
                    .setMaxIter(count)
                    .setMaxDepth(depth)
                    .setStepSize(RATE)
                    .setMaxBins(256)
                    .setMinInstancesPerNode(LEAST)
                    .setMaxMemoryInMB(512)
                    .setSeed(42)
                    .fit(learned);
            double seconds = (System.nanoTime() - start) / 1e9;
            double used = cpu() - cpu;
            List<Row> judged = fitted.transform(made(spark, rows, JUDGED))
                    .select("rawPrediction", "label")
                    .collectAsList();
            double[] margins = judged.stream()
                    .mapToDouble(row -> ((DenseVector) row.get(0)).apply(1))
                    .toArray();
            return figures(
                    seconds,
                    used,
                    margins,
                    judged.stream().mapToDouble(row -> row.getDouble(1)).toArray());
        }
    }

    private Dataset<Row> made(SparkSession spark, long from, long count) {
        int width = features;
        StructType type =
                new StructType().add("features", SQLDataTypes.VectorType()).add("label", DataTypes.DoubleType);
        MapFunction<Long, Row> example = id -> example(id, width);
        return spark.range(from, from + count).map(example, Encoders.row(type));
    }

    private static Row example(long id, int width) {
        double[] row = features(id, width);
        return RowFactory.create(new DenseVector(row), (double) answer(id, row));
    }

    private static double[] features(long id, int width) {
        SplittableRandom random = new SplittableRandom(id * 0x9e3779b97f4a7c15L);
        return random.doubles(width).toArray();
    }

    /** Bends, a product and a step of the first five say how likely a yes is; the rest is noise. */
    private static int answer(long id, double[] row) {
        double margin = 3 * (row[0] - 0.5) * (row[1] - 0.5) * 4
                + (row[2] > 0.7 ? 1.5 : -0.5)
                + 2 * Math.sin(6 * row[3])
                + Math.abs(row[TOLD - 1] - 0.5) * 2
                - 1;
        return new SplittableRandom(~id).nextDouble() < 1 / (1 + Math.exp(-margin)) ? 1 : 0;
    }

    private static String figures(double seconds, double cpu, double[] margins, double[] answers) {
        boolean[] labels = new boolean[answers.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = answers[i] > 0;
        }
        return String.format(Locale.ROOT, "%.2f %.2f %.4f", seconds, cpu, new BinaryMetrics(margins, labels).auc());
    }

    /** Of this process, all threads. */
    private static double cpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e9;
    }
}
