package io.nightjar.learn;

import java.util.Arrays;
import java.util.Comparator;

/** Measures of a yes-or-no prediction: scores, and whether it came true. */
public final class BinaryMetrics {
    private static final int BINS = 10;

    private final double[] scores;
    private final boolean[] labels;

    /** Scores and labels side by side. */
    public BinaryMetrics(double[] scores, boolean[] labels) {
        if (scores.length != labels.length) {
            throw new IllegalArgumentException(scores.length + " scores but " + labels.length + " labels");
        }
        Integer[] order = new Integer[scores.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> scores[i]));
        this.scores = new double[scores.length];
        this.labels = new boolean[scores.length];
        for (int i = 0; i < order.length; i++) {
            this.scores[i] = scores[order[i]];
            this.labels[i] = labels[order[i]];
        }
    }

    public int size() {
        return scores.length;
    }

    public long positives() {
        long count = 0;
        for (boolean label : labels) {
            count += label ? 1 : 0;
        }
        return count;
    }

    /**
     * Area under the ROC curve: the probability that a positive scores above a negative, ties counting half
     * (Mann-Whitney). NaN if there is only one class.
     */
    public double auc() {
        long positives = positives();
        long negatives = labels.length - positives;
        if (positives == 0 || negatives == 0) {
            return Double.NaN;
        }
        long twiceWins = 0;
        long negativesBelow = 0;
        int i = 0;
        while (i < scores.length) {
            long tiedPositives = 0;
            long tiedNegatives = 0;
            int tied = i;
            while (tied < scores.length && scores[tied] == scores[i]) {
                tiedPositives += labels[tied] ? 1 : 0;
                tiedNegatives += labels[tied] ? 0 : 1;
                tied++;
            }
            twiceWins += tiedPositives * (2 * negativesBelow + tiedNegatives);
            negativesBelow += tiedNegatives;
            i = tied;
        }
        return twiceWins / (2.0 * positives * negatives);
    }

    /** Mean squared difference of probability and outcome; 0 is perfect. */
    public double brier() {
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            double miss = scores[i] - (labels[i] ? 1 : 0);
            sum += miss * miss;
        }
        return scores.length == 0 ? Double.NaN : sum / scores.length;
    }

    /** Expected calibration error: mean distance of predicted and true share over ten equally filled bins. */
    public double calibrationError() {
        double sum = 0;
        for (int bin = 0; bin < BINS; bin++) {
            int from = (int) ((long) scores.length * bin / BINS);
            int to = (int) ((long) scores.length * (bin + 1) / BINS);
            double gap = 0;
            for (int i = from; i < to; i++) {
                gap += scores[i] - (labels[i] ? 1 : 0);
            }
            sum += Math.abs(gap);
        }
        return scores.length == 0 ? Double.NaN : sum / scores.length;
    }

    /** How many times more positives the highest-scored tenth holds than a tenth drawn at random; NaN without any. */
    public double topDecileLift() {
        if (scores.length == 0) {
            return Double.NaN;
        }
        int from = scores.length - Math.max(1, scores.length / 10);
        long found = 0;
        for (int i = from; i < scores.length; i++) {
            found += labels[i] ? 1 : 0;
        }
        double share = (double) found / (scores.length - from);
        return share / ((double) positives() / scores.length);
    }
}
