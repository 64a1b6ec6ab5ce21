package io.nightjar.learn.value;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * How far off a forecast was in the shop's last quarters, and how much of that is worth putting right: corrected = base
 * level (1 + weight (boosted - 1)). The level is what came over what was expected of all customers together; the trees
 * tell one customer from another. The weight, between 0 and 1, is the least-squares one out of fold, drawn to the plain
 * average of the two, 1/2, where the data leave it open: the mean of a normal prior (1/2, 1/2^2) and the likelihood. A
 * count varies the more the larger it is, so each square is divided by what was expected.
 */
final class Correction implements Serializable {
    private static final long serialVersionUID = 1;
    /** Weight of "no correction" in every leaf, in orders. */
    private static final double PRIOR = 100;

    /** Weight of "as expected" in the level, in orders. */
    private static final double LEVEL_PRIOR = 10;

    private static final double EVEN = 0.5;
    /** No count is taken to vary less, in orders. */
    private static final double LEAST_VARIANCE = 0.01;

    private static final Correction NONE = new Correction(1, null, 0);

    private final double level;
    private final BoostedCounts boosted;
    private final double weight;

    private Correction(double level, BoostedCounts boosted, double weight) {
        this.level = level;
        this.boosted = boosted;
        this.weight = weight;
    }

    /** One customer on one earlier day. */
    static final class Example {
        private final double[] features;
        private final double base;
        private final double came;
        private final int fold;

        Example(double[] features, double base, double came, int fold) {
            this.features = features;
            this.base = base;
            this.came = came;
            this.fold = fold;
        }
    }

    static Correction none() {
        return NONE;
    }

    /** @param unit size of one order in the unit of the amounts */
    static Correction learn(List<Example> examples, double unit) {
        if (examples.isEmpty()) {
            return NONE;
        }
        double[] observed = observed(examples, unit);
        double expected =
                examples.stream().mapToDouble(example -> example.base / unit).sum();
        double level = (Arrays.stream(observed).sum() + LEVEL_PRIOR) / (expected + LEVEL_PRIOR);
        double[] offsets = examples.stream()
                .mapToDouble(example -> example.base / unit * level)
                .toArray();
        BoostedCounts.Rows rows = new BoostedCounts.Rows(
                examples.stream().map(example -> example.features).toArray(double[][]::new),
                offsets,
                observed,
                examples.stream().mapToInt(example -> example.fold).toArray());
        BoostedCounts.Fitted fitted = BoostedCounts.fit(rows, PRIOR);
        return new Correction(level, fitted.model(), weight(offsets, observed, fitted.outOfFold()));
    }

    /** Nobody counts less than nothing, but all together what came, net of what went back. */
    private static double[] observed(List<Example> examples, double unit) {
        double net = Math.max(
                0, examples.stream().mapToDouble(example -> example.came).sum());
        double positive = examples.stream()
                .mapToDouble(example -> Math.max(0, example.came))
                .sum();
        double share = positive == 0 ? 0 : net / positive;
        return examples.stream()
                .mapToDouble(example -> Math.max(0, example.came) * share / unit)
                .toArray();
    }

    private static double weight(double[] offsets, double[] observed, double[] outOfFold) {
        double product = 0;
        double square = 0;
        double residual = 0;
        for (int i = 0; i < outOfFold.length; i++) {
            double variance = Math.max(LEAST_VARIANCE, offsets[i]);
            double change = outOfFold[i] - offsets[i];
            double surprise = observed[i] - offsets[i];
            product += change * surprise / variance;
            square += change * change / variance;
            residual += surprise * surprise / variance / outOfFold.length;
        }
        double prior = residual / (EVEN * EVEN);
        return square == 0 ? 0 : Math.max(0, Math.min(1, (product + prior * EVEN) / (square + prior)));
    }

    double weight() {
        return weight;
    }

    /** What came of all customers over what was expected. */
    double level() {
        return level;
    }

    int trees() {
        return boosted == null ? 0 : boosted.trees();
    }

    /** By how much the level and all of the boosted trees would change the base. */
    double boosted(double[] features) {
        return level * shape(features);
    }

    private double shape(double[] features) {
        return boosted == null ? 1 : boosted.expected(features, 1);
    }

    /** By how much the base is to be changed. */
    double factor(double[] features) {
        return level * (1 + weight * (shape(features) - 1));
    }
}
