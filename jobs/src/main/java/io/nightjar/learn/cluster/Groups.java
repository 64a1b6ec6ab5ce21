package io.nightjar.learn.cluster;

import java.io.Serializable;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Groups of people who are alike, as many as are clear and come out again: numbers are compressed (sign and logarithm),
 * standardised, and cut at three standard deviations; the number of groups is the one with the best silhouette times
 * agreement of groups found in two halves of the people. Last night's number stays unless another is clearly better, and
 * last night's centres are where the search begins, so that groups do not change by the day.
 */
public final class Groups implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final double CUT = 3;
    private static final double CLEARLY = 1.1;

    private final double[] means;
    private final double[] spreads;
    private final double[][] centres;
    private final double silhouette;
    private final double agreement;
    private final double byChance;

    private Groups(
            double[] means,
            double[] spreads,
            double[][] centres,
            double silhouette,
            double agreement,
            double byChance) {
        this.means = means;
        this.spreads = spreads;
        this.centres = centres;
        this.silhouette = silhouette;
        this.agreement = agreement;
        this.byChance = byChance;
    }

    /** A number of groups that was tried. */
    @SuppressWarnings("ArrayRecordComponent") // Points.
    private record Tried(double[][] centres, double silhouette, double agreement) {
        double worth() {
            return silhouette * Math.max(0, agreement);
        }
    }

    /**
     * Finds groups.
     *
     * @param raw people by features; NaN is missing and counts as the mean
     * @param lastNight centres of the same features as {@link #centre} gives them, or none
     */
    public static Groups of(double[][] raw, int fewest, int most, double[][] lastNight, long seed) {
        int width = raw[0].length;
        double[] means = new double[width];
        double[] spreads = new double[width];
        double[][] rows = Arrays.stream(raw).map(Groups::compressed).toArray(double[][]::new);
        for (int c = 0; c < width; c++) {
            moments(rows, c, means, spreads);
        }
        double[][] x =
                Arrays.stream(rows).map(row -> standard(row, means, spreads)).toArray(double[][]::new);
        double[][] before = Arrays.stream(lastNight)
                .map(centre -> standard(centre, means, spreads))
                .toArray(double[][]::new);
        Tried best = null;
        for (int k = fewest; k <= most; k++) {
            Tried tried = tried(x, k, before, seed);
            boolean isLastNights = k == before.length;
            if (best == null
                    || tried.worth() > best.worth() * (best.centres().length == before.length ? CLEARLY : 1)
                    || (isLastNights && tried.worth() * CLEARLY >= best.worth())) {
                best = tried;
            }
        }
        double[][] shuffled = shuffled(x, seed);
        int k = best.centres().length;
        return new Groups(
                means,
                spreads,
                best.centres(),
                best.silhouette(),
                best.agreement(),
                KMeans.silhouette(shuffled, KMeans.fit(shuffled, k, seed)));
    }

    private static Tried tried(double[][] x, int k, double[][] before, long seed) {
        double[][] centres = before.length == k ? KMeans.from(x, before) : KMeans.fit(x, k, seed);
        double[][] even = every(x, 0);
        double[][] odd = every(x, 1);
        double[][] one = KMeans.from(even, centres);
        double[][] other = KMeans.fit(odd, k, seed ^ 0x5851f42d);
        int[] first = Arrays.stream(x).mapToInt(row -> KMeans.nearest(row, one)).toArray();
        int[] second =
                Arrays.stream(x).mapToInt(row -> KMeans.nearest(row, other)).toArray();
        return new Tried(centres, KMeans.silhouette(x, centres), KMeans.agreement(first, second, k));
    }

    private static double[][] every(double[][] x, int which) {
        return IntStream.range(0, x.length)
                .filter(i -> i % 2 == which)
                .mapToObj(i -> x[i])
                .toArray(double[][]::new);
    }

    /** The same numbers without what belongs together: every column in an order of its own. */
    private static double[][] shuffled(double[][] x, long seed) {
        double[][] all = Arrays.stream(x).map(double[]::clone).toArray(double[][]::new);
        SplittableRandom random = new SplittableRandom(seed);
        for (int c = 0; c < x[0].length; c++) {
            for (int i = x.length - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                double kept = all[i][c];
                all[i][c] = all[j][c];
                all[j][c] = kept;
            }
        }
        return all;
    }

    private static double[] compressed(double[] row) {
        return Arrays.stream(row)
                .map(value -> Math.signum(value) * Math.log1p(Math.abs(value)))
                .toArray();
    }

    private static void moments(double[][] rows, int column, double[] means, double[] spreads) {
        double count = 0;
        double sum = 0;
        double squares = 0;
        for (double[] row : rows) {
            if (!Double.isNaN(row[column])) {
                count++;
                sum += row[column];
                squares += row[column] * row[column];
            }
        }
        means[column] = count == 0 ? 0 : sum / count;
        double variance = count == 0 ? 0 : squares / count - means[column] * means[column];
        spreads[column] = variance > 1e-12 ? Math.sqrt(variance) : 0;
    }

    private static double[] standard(double[] compressed, double[] means, double[] spreads) {
        double[] row = new double[compressed.length];
        for (int c = 0; c < row.length; c++) {
            double z = spreads[c] == 0 || Double.isNaN(compressed[c]) ? 0 : (compressed[c] - means[c]) / spreads[c];
            row[c] = Math.max(-CUT, Math.min(CUT, z));
        }
        return row;
    }

    public int count() {
        return centres.length;
    }

    /** How clearly they lie apart. */
    public double silhouette() {
        return silhouette;
    }

    /** How much the groupings by two halves of the people agree. */
    public double agreement() {
        return agreement;
    }

    /** The silhouette of as many groups of the same numbers without what belongs together. */
    public double silhouetteByChance() {
        return byChance;
    }

    /** By how many standard deviations a group's centre differs from everybody's, feature by feature. */
    public double[] apart(int group) {
        return centres[group].clone();
    }

    /** A centre in terms that do not depend on tonight's means. */
    public double[] centre(int group) {
        double[] centre = new double[means.length];
        for (int c = 0; c < centre.length; c++) {
            centre[c] = means[c] + spreads[c] * centres[group][c];
        }
        return centre;
    }

    /** Distance of a group from a centre that another night gave. */
    public double distance(int group, double[] centre) {
        return Math.sqrt(KMeans.squared(centres[group], standard(centre, means, spreads)));
    }

    /** The group of a person, by raw features. */
    public int group(double[] raw) {
        return KMeans.nearest(standard(compressed(raw), means, spreads), centres);
    }

    /** How much nearer a person is to their own group than to the next: 0 in between, 1 at the centre. */
    public double typicality(double[] raw) {
        double[] two = KMeans.nearestTwo(standard(compressed(raw), means, spreads), centres);
        return two[1] == 0 ? 0 : 1 - two[0] / two[1];
    }
}
