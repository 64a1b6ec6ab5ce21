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
    private static final int DRAWS = 20;
    private static final float[] UNOBSERVED = {0.003f, 0.01f, 0.03f, 0.1f, 0.3f, 1f};
    private static final float[] REGULARISATION = {0.001f, 0.003f, 0.01f, 0.03f, 0.1f};
    private static final float[] EXPONENTS = {0.5f, 0.75f};
    private static final int[] RANKS = {32, 128, 256};
    private static final double[] HALF_LIVES = {90, 365, 1460};
    private static final double DAY = 86_400;

    /**
     * What is chosen.
     *
     * @param halfLife days in which a rating's weight goes halfway from 1 + log 2 to 1; infinite: all weigh the same
     */
    private record Choice(FactorSettings factors, double halfLife) {}

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:NIGHTJAR_DATA:-../shared/data}",
            description = "Folder that has amazon-digital-music/. Default: NIGHTJAR_DATA.")
    private Path data;

    private static final float NEAR = 1.8f;

    private final List<List<Integer>> rated = new ArrayList<>();
    private final List<List<Long>> ratedAt = new ArrayList<>();
    private int products;

    @Override
    public Integer call() throws IOException {
        Path file = ShopConf.root().resolve(data).normalize().resolve("amazon-digital-music/ratings.csv");
        if (!Files.exists(file)) {
            System.out.println("Skipped: there is no " + file + ". Say with --data or NIGHTJAR_DATA where it is.");
            return 0;
        }
        read(file);
        Choice best = chosen();
        double[] test = measured(best, 0);
        System.out.printf(
                Locale.ROOT,
                "%d people, %d products; chosen on the product before the latest (NDCG@10 %.4f there):%n"
                        + "rank %d, alpha0 %s, lambda %s, nu %s, half-life %.0f days%n",
                rated.size(),
                products,
                measured(best, 1)[1],
                best.factors().rank(),
                best.factors().unobserved(),
                best.factors().regularisation(),
                best.factors().exponent(),
                best.halfLife());
        Lines lines = new Lines("factorisation alone", "HR@10", "NDCG@10");
        lines.add("nightjar", String.format(Locale.ROOT, "%.4f", test[0]), String.format(Locale.ROOT, "%.4f", test[1]));
        lines.add("iALS as published", "0.5533", "0.4033");
        lines.print();
        return 0;
    }

    /** A grid of both weights at one rank, then exponent, rank and half-life in turn, then both weights once more. */
    private Choice chosen() {
        List<Choice> grid = new ArrayList<>();
        for (float unobserved : UNOBSERVED) {
            for (float regularisation : REGULARISATION) {
                grid.add(new Choice(new FactorSettings(64, 16, unobserved, regularisation, 1, 2, 42), 1 / 0.0));
            }
        }
        Choice best = best(grid);
        FactorSettings first = best.factors();
        List<Choice> exponents = new ArrayList<>(List.of(best));
        for (float exponent : EXPONENTS) {
            exponents.add(new Choice(first.withExponent(exponent, known(best, 1)), best.halfLife()));
        }
        best = best(exponents);
        List<Choice> ranks = new ArrayList<>(List.of(best));
        for (int rank : RANKS) {
            ranks.add(new Choice(best.factors().withRank(rank), best.halfLife()));
        }
        best = best(ranks);
        List<Choice> halfLives = new ArrayList<>(List.of(best));
        for (double days : HALF_LIVES) {
            halfLives.add(new Choice(best.factors(), days));
        }
        best = best(halfLives);
        List<Choice> near = new ArrayList<>(List.of(best));
        for (float more : new float[] {1 / NEAR, 1, NEAR}) {
            for (float less : new float[] {1 / NEAR, 1, NEAR}) {
                FactorSettings all = best.factors();
                near.add(new Choice(all.with(all.unobserved() * more, all.regularisation() * less), best.halfLife()));
            }
        }
        return best(near);
    }

    /** By the product before the latest; equals by order. */
    private Choice best(List<Choice> choices) {
        Choice best = null;
        double reached = -1;
        for (Choice choice : choices) {
            double ndcg = measured(choice, 1)[1];
            if (ndcg > reached) {
                reached = ndcg;
                best = choice;
            }
        }
        return best;
    }

    /** Hit rate and NDCG of the product so many from the end, everything from it on left out of learning. */
    private double[] measured(Choice choice, int fromEnd) {
        Factors factors = Factors.fit(known(choice, fromEnd), choice.factors());
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

    private Sparse known(Choice choice, int fromEnd) {
        int[] start = new int[rated.size() + 1];
        List<Integer> column = new ArrayList<>();
        List<Float> weight = new ArrayList<>();
        for (int who = 0; who < rated.size(); who++) {
            TreeMap<Integer, Long> mine = new TreeMap<>();
            for (int n = 0; n < rated.get(who).size() - 1 - fromEnd; n++) {
                mine.put(rated.get(who).get(n), ratedAt.get(who).get(n));
            }
            long last = mine.values().stream().mapToLong(at -> at).max().orElse(0);
            mine.forEach((item, at) -> {
                column.add(item);
                weight.add((float) (1 + Math.log1p(Math.pow(2, (at - last) / DAY / choice.halfLife()))));
            });
            start[who + 1] = column.size();
        }
        float[] weights = new float[column.size()];
        for (int cell = 0; cell < weights.length; cell++) {
            weights[cell] = weight.get(cell);
        }
        return new Sparse(
                rated.size(),
                products,
                start,
                column.stream().mapToInt(Integer::intValue).toArray(),
                weights);
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
            ratedAt.add(ratings.stream().map(rating -> rating[0]).toList());
        }
    }
}
