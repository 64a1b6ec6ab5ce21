package io.nightjar.measure;

import io.nightjar.learn.factor.FactorSettings;
import io.nightjar.learn.factor.Factors;
import io.nightjar.learn.factor.Linear;
import io.nightjar.learn.factor.Sparse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The factorisation alone on Amazon Digital Music by the protocol of Ferrari Dacrema et al. (2021): each person's latest
 * product among 99 they never rated. Settings are chosen on the product before the latest, by the same measure.
 */
@Command(
        name = "one-of-hundred",
        mixinStandardHelpOptions = true,
        description = "The factorisation on Amazon Digital Music: the latest product among 99 others.")
final class MeasureOneOfHundred implements Callable<Integer> {
    private static final int K = 10;
    private static final int OTHERS = 99;
    private static final int DRAWS = 5;
    private static final float[] UNOBSERVED = {0.003f, 0.01f, 0.03f, 0.1f, 0.3f, 1f};
    private static final float[] REGULARISATION = {0.001f, 0.003f, 0.01f, 0.03f, 0.1f};
    private static final int[] RANKS = {16, 32, 128, 256};

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:NIGHTJAR_DATA:-../shared/data}",
            description = "Folder that has amazon-digital-music/. Default: NIGHTJAR_DATA.")
    private Path data;

    private final List<List<Integer>> rated = new ArrayList<>();
    private int products;

    @Override
    public Integer call() throws IOException {
        Path file = ShopConf.root().resolve(data).normalize().resolve("amazon-digital-music/ratings.csv");
        if (!Files.exists(file)) {
            System.out.println("Skipped: there is no " + file + ". Say with --data or NIGHTJAR_DATA where it is.");
            return 0;
        }
        read(file);
        FactorSettings best = null;
        double reached = 0;
        for (float unobserved : UNOBSERVED) {
            for (float regularisation : REGULARISATION) {
                FactorSettings trial = new FactorSettings(64, 16, unobserved, regularisation, 1, 3, 42);
                double ndcg = measured(trial, 1)[1];
                if (ndcg > reached) {
                    reached = ndcg;
                    best = trial;
                }
            }
        }
        for (int rank : RANKS) {
            FactorSettings trial = best.withRank(rank);
            double ndcg = measured(trial, 1)[1];
            if (ndcg > reached) {
                reached = ndcg;
                best = trial;
            }
        }
        double[] test = measured(best, 0);
        System.out.printf(
                Locale.ROOT,
                "%d people, %d products; chosen on the product before the latest (NDCG@10 %.4f there):%n"
                        + "rank %d, alpha0 %s, lambda %s%n",
                rated.size(),
                products,
                reached,
                best.rank(),
                best.unobserved(),
                best.regularisation());
        Lines lines = new Lines("factorisation alone", "HR@10", "NDCG@10");
        lines.add("nightjar", String.format(Locale.ROOT, "%.4f", test[0]), String.format(Locale.ROOT, "%.4f", test[1]));
        lines.add("iALS as published", "0.5533", "0.4033");
        lines.print();
        return 0;
    }

    /** Hit rate and NDCG of the product so many from the end, everything from it on left out of learning. */
    private double[] measured(FactorSettings settings, int fromEnd) {
        Factors factors = Factors.fit(known(fromEnd), settings);
        double hits = 0;
        double ndcg = 0;
        for (int who = 0; who < rated.size(); who++) {
            List<Integer> mine = rated.get(who);
            TreeSet<Integer> seen = new TreeSet<>(mine);
            float wanted = score(factors, who, mine.get(mine.size() - 1 - fromEnd));
            for (int draw = 0; draw < DRAWS; draw++) {
                SplittableRandom random = new SplittableRandom(who * 31L + draw);
                int ahead = 0;
                for (int n = 0; n < OTHERS; ) {
                    int other = random.nextInt(products);
                    if (!seen.contains(other)) {
                        ahead += score(factors, who, other) >= wanted ? 1 : 0;
                        n++;
                    }
                }
                hits += ahead < K ? 1 : 0;
                ndcg += ahead < K ? Math.log(2) / Math.log(ahead + 2.0) : 0;
            }
        }
        double all = (double) rated.size() * DRAWS;
        return new double[] {hits / all, ndcg / all};
    }

    private static float score(Factors factors, int who, int item) {
        int rank = factors.settings().rank();
        return Linear.PLAIN.dot(rank, factors.rows(), who * rank, factors.columns(), item * rank);
    }

    private Sparse known(int fromEnd) {
        int[] start = new int[rated.size() + 1];
        List<Integer> column = new ArrayList<>();
        for (int who = 0; who < rated.size(); who++) {
            List<Integer> mine = rated.get(who);
            column.addAll(new TreeSet<>(mine.subList(0, mine.size() - 1 - fromEnd)));
            start[who + 1] = column.size();
        }
        float[] weight = new float[column.size()];
        java.util.Arrays.fill(weight, 1);
        return new Sparse(
                rated.size(),
                products,
                start,
                column.stream().mapToInt(Integer::intValue).toArray(),
                weight);
    }

    private void read(Path file) throws IOException {
        TreeMap<Integer, List<long[]>> people = new TreeMap<>();
        List<String> lines = Files.readAllLines(file);
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",");
            int item = Integer.parseInt(cells[1]);
            products = Math.max(products, item + 1);
            people.computeIfAbsent(Integer.parseInt(cells[0]), who -> new ArrayList<>())
                    .add(new long[] {Long.parseLong(cells[3]), item});
        }
        for (List<long[]> ratings : people.values()) {
            ratings.sort(Comparator.comparingLong(rating -> rating[0]));
            rated.add(ratings.stream().map(rating -> (int) rating[1]).toList());
        }
    }
}
