package io.nightjar.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Measures of a yes-or-no prediction: scores, and whether it came true. */
public final class BinaryMetrics {
    /** Name of the measure that ranks models. */
    public static final String AUC = "area under the ROC curve";

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

    /** Rows that are in the order of their scores already; kept as they are, not copied. */
    @SuppressWarnings("unused")
    private BinaryMetrics(double[] scores, boolean[] labels, boolean sorted) {
        this.scores = scores;
        this.labels = labels;
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

    /**
     * Average precision: the precision at each positive found from the top, averaged over positives; scores that tie
     * are found together. NaN without a positive.
     */
    public double averagePrecision() {
        double found = 0;
        double sum = 0;
        int i = scores.length - 1;
        while (i >= 0) {
            int tied = i;
            long positives = 0;
            while (tied >= 0 && scores[tied] == scores[i]) {
                positives += labels[tied] ? 1 : 0;
                tied--;
            }
            found += positives;
            sum += positives * found / (scores.length - 1 - tied);
            i = tied;
        }
        return sum / positives();
    }

    /** Mean of minus the logarithm of the probability given to what happened; 0 is perfect. */
    public double logLoss() {
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            double p = Math.min(1 - 1e-12, Math.max(1e-12, scores[i]));
            sum -= Math.log(labels[i] ? p : 1 - p);
        }
        return scores.length == 0 ? Double.NaN : sum / scores.length;
    }

    /** Every measure by its name, in the order people read them. */
    public Map<String, Double> all() {
        Map<String, Double> all = new LinkedHashMap<>();
        all.put(AUC, auc());
        all.put("average precision", averagePrecision());
        all.put("Brier score", brier());
        all.put("log loss", logLoss());
        all.put("calibration error", calibrationError());
        all.put("lift in the top decile", topDecileLift());
        return all;
    }

    /** Draws people with replacement: the same measures would come out so on another such shop. */
    public Map<String, Interval> intervals(int draws, long seed) {
        Map<String, double[]> drawn = new LinkedHashMap<>();
        SplittableRandom random = new SplittableRandom(seed);
        double[] score = new double[scores.length];
        boolean[] label = new boolean[scores.length];
        int[] times = new int[scores.length];
        for (int draw = 0; draw < draws; draw++) {
            Arrays.fill(times, 0);
            for (int i = 0; i < times.length; i++) {
                times[random.nextInt(times.length)]++;
            }
            int at = 0;
            for (int i = 0; i < times.length; i++) {
                for (int k = 0; k < times[i]; k++) {
                    score[at] = scores[i];
                    label[at++] = labels[i];
                }
            }
            int which = draw;
            new BinaryMetrics(score, label, true)
                    .all()
                    .forEach((name, value) -> drawn.computeIfAbsent(name, key -> new double[draws])[which] = value);
        }
        Map<String, Interval> intervals = new LinkedHashMap<>();
        Map<String, Double> measured = all();
        drawn.forEach((name, values) -> intervals.put(name, Interval.of(values).centredOn(measured.get(name), values)));
        return intervals;
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

    /** Ten points of like many people: mean prediction, share that came true, people. */
    public List<double[]> calibrationCurve() {
        List<double[]> points = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            int from = (int) ((long) scores.length * bin / BINS);
            int to = (int) ((long) scores.length * (bin + 1) / BINS);
            double predicted = 0;
            double found = 0;
            for (int i = from; i < to; i++) {
                predicted += scores[i];
                found += labels[i] ? 1 : 0;
            }
            if (to > from) {
                points.add(new double[] {predicted / (to - from), found / (to - from), to - from});
            }
        }
        return points;
    }

    /** Share of people, the highest scores first, and the share of all positives that are among them; by tenths. */
    public List<double[]> gains() {
        List<double[]> points = new ArrayList<>();
        long all = positives();
        for (int part = 0; part <= BINS && all > 0; part++) {
            int from = scores.length - (int) ((long) scores.length * part / BINS);
            double found = 0;
            for (int i = from; i < scores.length; i++) {
                found += labels[i] ? 1 : 0;
            }
            points.add(new double[] {(double) part / BINS, found / all});
        }
        return points;
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
