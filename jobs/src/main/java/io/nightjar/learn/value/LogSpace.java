package io.nightjar.learn.value;

import java.util.Arrays;

/** Sums of numbers that are known by their logarithms and may be too large or too small for a double. */
final class LogSpace {
    private LogSpace() {}

    /** log(1 + exp(log)). */
    static double onePlus(double log) {
        return log > 0 ? log + Math.log1p(Math.exp(-log)) : Math.log1p(Math.exp(log));
    }

    /** log(exp(a) + exp(b) + ...). */
    static double sum(double... logs) {
        double most = Arrays.stream(logs).max().orElse(Double.NEGATIVE_INFINITY);
        if (Double.isInfinite(most)) {
            return most;
        }
        double sum = 0;
        for (double log : logs) {
            sum += Math.exp(log - most);
        }
        return most + Math.log(sum);
    }
}
