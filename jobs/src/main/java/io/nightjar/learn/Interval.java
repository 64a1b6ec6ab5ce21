package io.nightjar.learn;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Where a figure lies with 95 % confidence.
 *
 * @param low end
 * @param high end
 */
public record Interval(double low, double high) implements Serializable {
    private static final double OUTSIDE = 0.025;
    private static final double NORMAL = 1.959964;

    /** The middle 95 % of figures drawn by bootstrap (Efron 1979), those that are none left out. */
    public static Interval of(double[] drawn) {
        double[] sorted = Arrays.stream(drawn)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            return new Interval(Double.NaN, Double.NaN);
        }
        int cut = (int) (sorted.length * OUTSIDE);
        return new Interval(sorted[cut], sorted[sorted.length - 1 - cut]);
    }

    /** Around a mean, by its standard error. */
    public static Interval around(double mean, double standardError) {
        return new Interval(mean - NORMAL * standardError, mean + NORMAL * standardError);
    }

    /** Moved by what the drawn figures are off on average: drawing twice adds noise, which some measures take for error. */
    Interval centredOn(double measured, double[] drawn) {
        double bias = Arrays.stream(drawn)
                        .filter(value -> !Double.isNaN(value))
                        .average()
                        .orElse(measured)
                - measured;
        return new Interval(low - bias, high - bias);
    }

    public boolean isAbove(double value) {
        return low > value;
    }

    public boolean isBelow(double value) {
        return high < value;
    }
}
