package io.nightjar.learn.trainer;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Margins of several learners in one: weights of at least nought, fitted to held-out margins by log-loss (stacking,
 * Breiman 1996). A learner whose weight would be negative is left out and the rest are fitted again.
 */
final class Blend implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final double LITTLE = 0.03;

    private final double intercept;
    private final double[] weights;

    private Blend(double intercept, double[] weights) {
        this.intercept = intercept;
        this.weights = weights;
    }

    /** @param margins by learner, then row */
    static Blend of(double[][] margins, double[] y, double[] w) {
        List<Integer> in = new ArrayList<>();
        for (int k = 0; k < margins.length; k++) {
            in.add(k);
        }
        while (true) {
            Linear fitted = fit(margins, in, y, w);
            int worst = -1;
            for (int k = 0; k < in.size(); k++) {
                if (fitted.weight(k) < LITTLE && (worst < 0 || fitted.weight(k) < fitted.weight(worst))) {
                    worst = k;
                }
            }
            if (worst < 0 || in.size() == 1) {
                double[] weights = new double[margins.length];
                for (int k = 0; k < in.size(); k++) {
                    weights[in.get(k)] = Math.max(0, fitted.weight(k));
                }
                return new Blend(fitted.intercept(), weights);
            }
            in.remove(worst);
        }
    }

    /** Everybody has the same margin. */
    static Blend ofNothing(int learners, double margin) {
        return new Blend(margin, new double[learners]);
    }

    boolean isNothing() {
        return Arrays.stream(weights).allMatch(weight -> weight == 0);
    }

    private static Linear fit(double[][] margins, List<Integer> in, double[] y, double[] w) {
        Sparse x = new Sparse(y.length, in.size());
        for (int i = 0; i < y.length; i++) {
            for (int k = 0; k < in.size(); k++) {
                x.add(k, margins[in.get(k)][i]);
            }
            x.endRow();
        }
        return Linear.logistic(x, y, w, 1);
    }

    double weight(int learner) {
        return weights[learner];
    }

    double intercept() {
        return intercept;
    }

    double[] margins(double[][] margins, int rows) {
        double[] blended = new double[rows];
        for (int i = 0; i < rows; i++) {
            double sum = intercept;
            for (int k = 0; k < weights.length; k++) {
                if (weights[k] > 0) {
                    sum += weights[k] * margins[k][i];
                }
            }
            blended[i] = sum;
        }
        return blended;
    }
}
