package io.nightjar.learn.trainer;

/** The logistic curve, its inverse, and what a probability costs when the outcome is known. */
public final class Losses {
    private static final double NEVER = 1e-12;

    private Losses() {}

    public static double sigmoid(double margin) {
        return 1 / (1 + Math.exp(-margin));
    }

    public static double logit(double probability) {
        double p = Math.min(1 - NEVER, Math.max(NEVER, probability));
        return Math.log(p / (1 - p));
    }

    /** Minus the logarithm of the probability given to what happened. */
    public static double log(double probability, double y) {
        double p = Math.min(1 - NEVER, Math.max(NEVER, probability));
        return -(y * Math.log(p) + (1 - y) * Math.log(1 - p));
    }

    /** Mean log loss of margins. */
    static double ofMargins(double[] margins, double[] y, double[] w) {
        double loss = 0;
        double weight = 0;
        for (int i = 0; i < y.length; i++) {
            double m = margins[i];
            loss += w[i] * (Math.max(m, 0) - m * y[i] + Math.log1p(Math.exp(-Math.abs(m))));
            weight += w[i];
        }
        return loss / weight;
    }
}
