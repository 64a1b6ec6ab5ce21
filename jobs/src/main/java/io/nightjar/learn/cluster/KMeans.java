package io.nightjar.learn.cluster;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Centres of groups: k-means (Lloyd 1982) from the best of several k-means++ starts (Arthur and Vassilvitskii 2007), or
 * from given centres. One thread and sums in the order of the rows: the same bits everywhere.
 */
public final class KMeans {
    private static final int STARTS = 4;
    private static final int STEPS = 60;

    private KMeans() {}

    /** The best centres found. */
    public static double[][] fit(double[][] rows, int k, long seed) {
        double[][] best = null;
        double least = Double.POSITIVE_INFINITY;
        for (int start = 0; start < STARTS; start++) {
            double[][] centres = from(rows, spread(rows, k, new SplittableRandom(seed + 31L * start)));
            double cost = cost(rows, centres);
            if (cost < least) {
                least = cost;
                best = centres;
            }
        }
        return best;
    }

    /** Goes on from centres until nobody changes groups. */
    public static double[][] from(double[][] rows, double[][] centres) {
        double[][] now = Arrays.stream(centres).map(double[]::clone).toArray(double[][]::new);
        int[] group = new int[rows.length];
        Arrays.fill(group, -1);
        for (int step = 0; step < STEPS; step++) {
            boolean changed = false;
            double[][] sums = new double[now.length][now[0].length];
            int[] counts = new int[now.length];
            for (int i = 0; i < rows.length; i++) {
                int nearest = nearest(rows[i], now);
                changed |= nearest != group[i];
                group[i] = nearest;
                counts[nearest]++;
                for (int c = 0; c < rows[i].length; c++) {
                    sums[nearest][c] += rows[i][c];
                }
            }
            if (!changed) {
                break;
            }
            for (int k = 0; k < now.length; k++) {
                for (int c = 0; c < now[k].length && counts[k] > 0; c++) {
                    now[k][c] = sums[k][c] / counts[k];
                }
            }
        }
        return now;
    }

    /** Place of the nearest centre; the first of equals. */
    public static int nearest(double[] row, double[][] centres) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int k = 0; k < centres.length; k++) {
            double far = squared(row, centres[k]);
            if (far < least) {
                least = far;
                best = k;
            }
        }
        return best;
    }

    /** Squared distance. */
    public static double squared(double[] one, double[] other) {
        double sum = 0;
        for (int c = 0; c < one.length; c++) {
            sum += (one[c] - other[c]) * (one[c] - other[c]);
        }
        return sum;
    }

    /**
     * How clearly the groups lie apart: the mean over people of (b - a) / max(a, b), a the distance to the own centre and
     * b to the next (simplified silhouette, Hruschka et al. 2004). 1 is perfect, 0 is in between.
     */
    public static double silhouette(double[][] rows, double[][] centres) {
        double sum = 0;
        for (double[] row : rows) {
            double[] two = nearestTwo(row, centres);
            sum += two[1] == 0 ? 0 : (two[1] - two[0]) / two[1];
        }
        return rows.length == 0 ? 0 : sum / rows.length;
    }

    /** Distances to the nearest centre and to the next. */
    public static double[] nearestTwo(double[] row, double[][] centres) {
        double first = Double.POSITIVE_INFINITY;
        double second = Double.POSITIVE_INFINITY;
        for (double[] centre : centres) {
            double far = squared(row, centre);
            if (far < first) {
                second = first;
                first = far;
            } else if (far < second) {
                second = far;
            }
        }
        return new double[] {Math.sqrt(first), Math.sqrt(second)};
    }

    /**
     * How much two groupings of the same people agree beyond chance (adjusted Rand index, Hubert and Arabie 1985): 1 is
     * the same grouping, 0 is chance.
     */
    public static double agreement(int[] one, int[] other, int groups) {
        double[][] both = new double[groups][groups];
        double[] rows = new double[groups];
        double[] columns = new double[groups];
        for (int i = 0; i < one.length; i++) {
            both[one[i]][other[i]]++;
            rows[one[i]]++;
            columns[other[i]]++;
        }
        double together = 0;
        double inOne = 0;
        double inOther = 0;
        for (int i = 0; i < groups; i++) {
            for (int j = 0; j < groups; j++) {
                together += pairs(both[i][j]);
            }
            inOne += pairs(rows[i]);
            inOther += pairs(columns[i]);
        }
        double expected = inOne * inOther / pairs(one.length);
        double most = (inOne + inOther) / 2;
        return most == expected ? 1 : (together - expected) / (most - expected);
    }

    private static double pairs(double count) {
        return count * (count - 1) / 2;
    }

    private static double cost(double[][] rows, double[][] centres) {
        double sum = 0;
        for (double[] row : rows) {
            sum += squared(row, centres[nearest(row, centres)]);
        }
        return sum;
    }

    /** Each next centre is drawn with the squared distance from those there are. */
    private static double[][] spread(double[][] rows, int k, SplittableRandom random) {
        double[][] centres = new double[k][];
        centres[0] = rows[random.nextInt(rows.length)].clone();
        double[] far = new double[rows.length];
        Arrays.fill(far, Double.POSITIVE_INFINITY);
        for (int at = 1; at < k; at++) {
            double sum = 0;
            for (int i = 0; i < rows.length; i++) {
                far[i] = Math.min(far[i], squared(rows[i], centres[at - 1]));
                sum += far[i];
            }
            double drawn = random.nextDouble() * sum;
            int chosen = 0;
            while (chosen < rows.length - 1 && (drawn -= far[chosen]) > 0) {
                chosen++;
            }
            centres[at] = rows[chosen].clone();
        }
        return centres;
    }
}
