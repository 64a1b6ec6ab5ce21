package io.nightjar.learn.trainer;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * From margin to probability. By a logistic curve (Platt 1999) or, where it pays out of fold, by a rising line through
 * the shares found (isotonic regression: pool adjacent violators, equal margins first, joined by straight lines and leaning on the logistic
 * curve, so that order is kept).
 */
final class Calibration implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int ENOUGH = 1000;
    private static final int FOLDS = 5;
    /** Isotonic has to be better by this share of the log loss: with the same loss the smooth curve is safer. */
    private static final double CLEARLY = 0.998;
    /** How much of the logistic curve is in the rising line, in log-odds: where the line is level, order is kept. */
    private static final double LEANING = 0.2;

    private final double slope;
    private final double offset;
    private final double[] margins;
    private final double[] shares;

    private Calibration(double slope, double offset, double[] margins, double[] shares) {
        this.slope = slope;
        this.offset = offset;
        this.margins = margins;
        this.shares = shares;
    }

    /** The kind that predicts held-out margins better. */
    static Calibration of(double[] margin, double[] y, double[] w) {
        long rarer = Math.min(count(y, true), count(y, false));
        if (rarer < ENOUGH) {
            return platt(margin, y, w);
        }
        double smooth = 0;
        double stepped = 0;
        for (int fold = 0; fold < FOLDS; fold++) {
            int held = fold;
            int[] learned = java.util.stream.IntStream.range(0, y.length)
                    .filter(i -> i % FOLDS != held)
                    .toArray();
            Calibration platt = platt(pick(margin, learned), pick(y, learned), pick(w, learned));
            Calibration isotonic = isotonic(pick(margin, learned), pick(y, learned), pick(w, learned));
            for (int i = fold; i < y.length; i += FOLDS) {
                smooth += w[i] * Losses.log(platt.probability(margin[i]), y[i]);
                stepped += w[i] * Losses.log(isotonic.probability(margin[i]), y[i]);
            }
        }
        return stepped < smooth * CLEARLY ? isotonic(margin, y, w) : platt(margin, y, w);
    }

    static Calibration platt(double[] margin, double[] y, double[] w) {
        Sparse x = new Sparse(margin.length, 1);
        for (double value : margin) {
            x.add(0, value);
            x.endRow();
        }
        Linear fitted = Linear.logistic(x, y, w, 1e-6);
        // A falling curve means that the margins say nothing: then everybody has the same probability.
        return fitted.weight(0) > 0
                ? new Calibration(fitted.weight(0), fitted.intercept(), null, null)
                : new Calibration(0, Losses.logit(mean(y, w)), null, null);
    }

    static Calibration isotonic(double[] margin, double[] y, double[] w) {
        Calibration smooth = platt(margin, y, w);
        Integer[] order = new Integer[margin.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> margin[i]));
        List<double[]> blocks = new ArrayList<>();
        for (int from = 0; from < order.length; ) {
            double here = margin[order[from]];
            double[] block = new double[3];
            for (; from < order.length && margin[order[from]] == here; from++) {
                int i = order[from];
                add(block, new double[] {w[i] * margin[i], w[i] * y[i], w[i]});
            }
            while (!blocks.isEmpty() && last(blocks)[1] / last(blocks)[2] >= block[1] / block[2]) {
                add(block, blocks.remove(blocks.size() - 1));
            }
            blocks.add(block);
        }
        double[] margins = blocks.stream().mapToDouble(b -> b[0] / b[2]).toArray();
        // Half a person more on either side: nobody is certain to the last digit.
        double[] shares =
                blocks.stream().mapToDouble(b -> (b[1] + 0.5) / (b[2] + 1)).toArray();
        for (int i = 1; i < shares.length; i++) {
            shares[i] = Math.max(shares[i], shares[i - 1]);
        }
        return new Calibration(smooth.slope, smooth.offset, margins, shares);
    }

    double probability(double margin) {
        double smooth = slope * margin + offset;
        return Losses.sigmoid(
                margins == null ? smooth : (1 - LEANING) * Losses.logit(share(margin)) + LEANING * smooth);
    }

    /** Level below the first and above the last of the shares found. */
    private double share(double margin) {
        int k = Arrays.binarySearch(margins, margin);
        if (k >= 0) {
            return shares[k];
        }
        int right = -k - 1;
        if (right == 0) {
            return shares[0];
        }
        if (right == margins.length) {
            return shares[margins.length - 1];
        }
        double share = (margin - margins[right - 1]) / (margins[right] - margins[right - 1]);
        return shares[right - 1] + share * (shares[right] - shares[right - 1]);
    }

    double[] probabilities(double[] margin) {
        return Arrays.stream(margin).map(this::probability).toArray();
    }

    String word() {
        return margins == null ? "logistic curve" : "isotonic";
    }

    private static void add(double[] block, double[] more) {
        for (int k = 0; k < block.length; k++) {
            block[k] += more[k];
        }
    }

    private static double[] last(List<double[]> blocks) {
        return blocks.get(blocks.size() - 1);
    }

    private static double[] pick(double[] values, int[] rows) {
        return Arrays.stream(rows).mapToDouble(i -> values[i]).toArray();
    }

    private static long count(double[] y, boolean positive) {
        return Arrays.stream(y).filter(value -> value > 0.5 == positive).count();
    }

    static double mean(double[] y, double[] w) {
        double sum = 0;
        double weight = 0;
        for (int i = 0; i < y.length; i++) {
            sum += w[i] * y[i];
            weight += w[i];
        }
        return sum / weight;
    }
}
