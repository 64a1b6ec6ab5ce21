package io.nightjar.learn.trainer;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;

/**
 * How much people differ from those a model learned from: the population stability index, the sum over bins of
 * (now - then) ln(now / then), over ten bins of like size then. Below 0.1 is usual, above 0.25 another population.
 */
final class Drift {
    private static final int BINS = 10;
    private static final double RARE = 0.001;

    private Drift() {}

    /** Numbers as shares of bins; missing is a bin of its own. */
    static final class Bins implements Serializable {
        private static final long serialVersionUID = 2L;

        private final double[] edges;
        private final double[] before;
        private final int size;

        Bins(double[] then) {
            double[] known =
                    Arrays.stream(then).filter(Double::isFinite).sorted().toArray();
            edges = known.length == 0
                    ? new double[0]
                    : IntStream.range(1, BINS)
                            .mapToDouble(q -> known[(int) ((long) known.length * q / BINS)])
                            .distinct()
                            .toArray();
            before = shares(then, edges);
            size = then.length;
        }

        double index(double[] now) {
            double[] after = shares(now, edges);
            double sum = 0;
            for (int bin = 0; bin < before.length; bin++) {
                sum += (after[bin] - before[bin]) * Math.log(after[bin] / before[bin]);
            }
            return sum;
        }

        /**
         * What one sample in a thousand of the same people exceeds by chance: the index of n people now against m then
         * is about (1/n + 1/m) times a chi-square of one degree less than there are bins (Yurdakul 2018).
         */
        double byChance(int now) {
            double quantile = new ChiSquaredDistribution(before.length - 1.0).inverseCumulativeProbability(1 - RARE);
            return quantile * (1.0 / now + 1.0 / Math.max(1, size));
        }
    }

    static double[] numbers(Frame.Column column) {
        return IntStream.range(0, column.size()).mapToDouble(column::number).toArray();
    }

    /** Half a person more in every bin, so that an empty one is not infinitely far. */
    private static double[] shares(double[] values, double[] edges) {
        double[] shares = new double[edges.length + 2];
        Arrays.fill(shares, 0.5);
        for (double value : values) {
            int at = Double.isFinite(value) ? Arrays.binarySearch(edges, value) : -1;
            int bin = !Double.isFinite(value) ? edges.length + 1 : at >= 0 ? at + 1 : -at - 1;
            shares[bin]++;
        }
        double all = values.length + shares.length / 2.0;
        return Arrays.stream(shares).map(share -> share / all).toArray();
    }
}
