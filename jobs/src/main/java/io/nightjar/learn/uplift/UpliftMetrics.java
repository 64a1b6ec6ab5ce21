package io.nightjar.learn.uplift;

import io.nightjar.learn.Interval;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * How well scores put those first whom a message changes. With people in the order of their scores and, among the first
 * k, nT treated and nC control people of whom yT and yC had the outcome, the Qini curve is q(k) = yT - yC nT / nC
 * (Radcliffe 2007). Qini = (area under q - area under the straight line) / (area under the perfect q - the same), the
 * perfect order being treated people with the outcome first and control people with it last: the definition of
 * scikit-uplift. AUUC is the mean over k of (yT / nT - yC / nC) k / n.
 */
public final class UpliftMetrics {
    /** Name of the measure that ranks learners. */
    public static final String QINI = "Qini";

    private final double[] scores;
    private final Experiment experiment;

    /** Scores, high where a message should change most, beside what happened. */
    public UpliftMetrics(double[] scores, Experiment experiment) {
        Integer[] order = new Integer[scores.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> -scores[i]));
        int[] rows = Arrays.stream(order).mapToInt(i -> i).toArray();
        this.scores = Arrays.stream(rows).mapToDouble(i -> scores[i]).toArray();
        this.experiment = experiment.rows(rows);
    }

    /** Every measure by its name. */
    public Map<String, Double> all() {
        int[] once = new int[scores.length];
        Arrays.fill(once, 1);
        return all(once);
    }

    /** Where each measure would come out on other such people (bootstrap): people are drawn, with all their rows. */
    public Map<String, Interval> intervals(int draws, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, double[]> drawn = new LinkedHashMap<>();
        int[] persons = experiment.persons();
        int[] drawnTimes = new int[Arrays.stream(persons).max().orElse(-1) + 1];
        int[] times = new int[scores.length];
        for (int draw = 0; draw < draws; draw++) {
            Arrays.fill(drawnTimes, 0);
            for (int i = 0; i < drawnTimes.length; i++) {
                drawnTimes[random.nextInt(drawnTimes.length)]++;
            }
            Arrays.setAll(times, row -> drawnTimes[persons[row]]);
            int which = draw;
            all(times).forEach((name, value) -> drawn.computeIfAbsent(name, key -> new double[draws])[which] = value);
        }
        Map<String, Interval> intervals = new LinkedHashMap<>();
        drawn.forEach((name, values) -> intervals.put(name, Interval.of(values)));
        return intervals;
    }

    /** Qini alone. */
    public double qini() {
        return all().get(QINI);
    }

    private Map<String, Double> all(int[] times) {
        Map<String, Double> all = new LinkedHashMap<>();
        all.put(QINI, qini(times));
        for (int percent : new int[] {10, 20, 30}) {
            all.put("uplift at " + percent + " %", upliftAt(percent / 100.0, times));
        }
        all.put("AUUC", auuc(times));
        return all;
    }

    private double qini(int[] times) {
        Count count = new Count();
        double area = 0;
        double before = 0;
        double at = 0;
        for (int i = 0; i < scores.length; i++) {
            count.add(i, times[i]);
            if (i + 1 == scores.length || scores[i + 1] != scores[i]) {
                double value = count.gain();
                area += (count.people() - at) * (value + before) / 2;
                before = value;
                at = count.people();
            }
        }
        double line = count.people() * before / 2;
        return (area - line) / (perfect(count, before) - line);
    }

    /** Straight up over treated people with the outcome, level, and down over control people with it. */
    private static double perfect(Count count, double end) {
        double up = count.treatedYes;
        double down = count.controlYes;
        return up * up / 2 + (count.people() - up - down) * up + down * (up + end) / 2;
    }

    private double upliftAt(double share, int[] times) {
        long people = 0;
        for (int many : times) {
            people += many;
        }
        long wanted = (long) (people * share);
        Count count = new Count();
        for (int i = 0; i < scores.length && count.people() < wanted; i++) {
            count.add(i, times[i]);
        }
        return count.difference();
    }

    private double auuc(int[] times) {
        Count count = new Count();
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            count.add(i, times[i]);
            sum += times[i] * count.difference() * count.people();
        }
        return sum / count.people() / count.people();
    }

    /** People seen so far. */
    private final class Count {
        private double treated;
        private double control;
        private double treatedYes;
        private double controlYes;

        void add(int row, int times) {
            if (experiment.isTreated(row)) {
                treated += times;
                treatedYes += times * experiment.y(row);
            } else {
                control += times;
                controlYes += times * experiment.y(row);
            }
        }

        double people() {
            return treated + control;
        }

        double gain() {
            return treatedYes - (control == 0 ? 0 : controlYes * treated / control);
        }

        double difference() {
            return (treated == 0 ? 0 : treatedYes / treated) - (control == 0 ? 0 : controlYes / control);
        }
    }
}
