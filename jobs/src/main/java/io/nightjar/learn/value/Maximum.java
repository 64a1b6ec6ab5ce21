package io.nightjar.learn.value;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Maximises a smooth function of positive parameters: BFGS (Nocedal and Wright, Numerical Optimization, 2006, ch. 6) on
 * their logarithms, gradients by central differences, from several starts; the best end wins.
 */
final class Maximum {
    private static final int STEPS = 300;
    private static final double DIFFERENCE = 1e-5;
    private static final double FLAT = 1e-9;
    /** Logarithms of parameters stay within this: beyond it nothing changes any more. */
    private static final double WIDEST = 14;

    private final double[] at;
    private final double value;

    private Maximum(double[] at, double value) {
        this.at = at;
        this.value = value;
    }

    /** The parameters there. */
    double[] at() {
        return at.clone();
    }

    /** Of the function there. */
    double value() {
        return value;
    }

    static Maximum of(ToDoubleFunction<double[]> function, List<double[]> starts) {
        Maximum best = null;
        for (double[] start : starts) {
            Maximum found = climb(function, Arrays.stream(start).map(Math::log).toArray());
            if (best == null || found.value > best.value) {
                best = found;
            }
        }
        return best;
    }

    private static Maximum climb(ToDoubleFunction<double[]> function, double[] start) {
        ToDoubleFunction<double[]> loss = logs -> {
            double value = function.applyAsDouble(exp(logs));
            return Double.isFinite(value) ? -value : Double.POSITIVE_INFINITY;
        };
        int n = start.length;
        double[] at = start;
        double value = loss.applyAsDouble(at);
        double[] gradient = gradient(loss, at);
        double[][] inverse = identity(n);
        for (int step = 0; step < STEPS; step++) {
            double[] direction = times(inverse, gradient);
            double slope = -dot(direction, gradient);
            if (slope >= 0) {
                inverse = identity(n);
                direction = gradient.clone();
                slope = -dot(gradient, gradient);
            }
            double length = Math.min(1, 2 / Math.max(1e-300, largest(direction)));
            double[] next = moved(at, direction, length);
            double nextValue = loss.applyAsDouble(next);
            while (!(nextValue <= value + 1e-4 * length * slope) && length > 1e-12) {
                length /= 2;
                next = moved(at, direction, length);
                nextValue = loss.applyAsDouble(next);
            }
            if (!(nextValue < value)) {
                break;
            }
            double[] nextGradient = gradient(loss, next);
            inverse = updated(inverse, minus(next, at), minus(nextGradient, gradient));
            boolean isFlat = value - nextValue < FLAT * Math.max(1, Math.abs(value)) * 1e-3
                    && largest(nextGradient) < FLAT * Math.max(1, Math.abs(value)) * 1e3;
            at = next;
            value = nextValue;
            gradient = nextGradient;
            if (isFlat) {
                break;
            }
        }
        return new Maximum(exp(at), -value);
    }

    private static double[] gradient(ToDoubleFunction<double[]> loss, double[] at) {
        double[] gradient = new double[at.length];
        for (int i = 0; i < at.length; i++) {
            double[] there = at.clone();
            there[i] = at[i] + DIFFERENCE;
            double above = loss.applyAsDouble(there);
            there[i] = at[i] - DIFFERENCE;
            gradient[i] = (above - loss.applyAsDouble(there)) / (2 * DIFFERENCE);
        }
        return gradient;
    }

    /** The BFGS update of the inverse Hessian; left as it is where the curvature is not positive. */
    private static double[][] updated(double[][] inverse, double[] step, double[] change) {
        double curvature = dot(step, change);
        if (!(curvature > 1e-12)) {
            return inverse;
        }
        double[] scaled = times(inverse, change);
        double factor = (1 + dot(change, scaled) / curvature) / curvature;
        int n = step.length;
        double[][] next = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                next[i][j] = inverse[i][j]
                        + factor * step[i] * step[j]
                        - (scaled[i] * step[j] + step[i] * scaled[j]) / curvature;
            }
        }
        return next;
    }

    private static double[] moved(double[] at, double[] direction, double length) {
        double[] next = new double[at.length];
        for (int i = 0; i < at.length; i++) {
            next[i] = Math.max(-WIDEST, Math.min(WIDEST, at[i] - length * direction[i]));
        }
        return next;
    }

    private static double[][] identity(int n) {
        double[][] matrix = new double[n][n];
        for (int i = 0; i < n; i++) {
            matrix[i][i] = 1;
        }
        return matrix;
    }

    private static double[] times(double[][] matrix, double[] vector) {
        return Arrays.stream(matrix).mapToDouble(row -> dot(row, vector)).toArray();
    }

    private static double[] minus(double[] one, double[] other) {
        double[] difference = one.clone();
        for (int i = 0; i < one.length; i++) {
            difference[i] -= other[i];
        }
        return difference;
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    private static double largest(double[] vector) {
        return Arrays.stream(vector).map(Math::abs).max().orElse(0);
    }

    private static double[] exp(double[] logs) {
        return Arrays.stream(logs).map(Math::exp).toArray();
    }
}
