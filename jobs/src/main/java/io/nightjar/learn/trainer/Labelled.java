package io.nightjar.learn.trainer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/** People of the past, and the answer for each. */
public final class Labelled {
    private static final double ROUNDING = 1e-9;

    private final Frame frame;
    private final boolean[] labels;
    private final double[] weights;

    /** Rows and answers side by side. */
    public Labelled(Frame frame, boolean[] labels) {
        this(frame, labels, DoubleStream.generate(() -> 1).limit(labels.length).toArray());
    }

    /**
     * Rows of which some stand for more than themselves.
     *
     * @param weights how many rows each stands for
     */
    public Labelled(Frame frame, boolean[] labels, double[] weights) {
        if (frame.size() != labels.length || labels.length != weights.length) {
            throw new IllegalArgumentException(
                    frame.size() + " rows but " + labels.length + " answers and " + weights.length + " weights");
        }
        this.frame = frame;
        this.labels = labels.clone();
        this.weights = weights.clone();
    }

    public Frame frame() {
        return frame;
    }

    /** Yes or no, row by row. */
    public boolean[] labels() {
        return labels.clone();
    }

    /** How many rows each stands for, row by row. */
    public double[] weights() {
        return weights.clone();
    }

    public int size() {
        return labels.length;
    }

    /** Rows whose answer is yes. */
    public long positives() {
        long count = 0;
        for (boolean label : labels) {
            count += label ? 1 : 0;
        }
        return count;
    }

    /** Share of those whose answer is yes among all that the rows stand for; 0 where there are none. */
    double share() {
        double yes = 0;
        double all = 0;
        for (int row = 0; row < labels.length; row++) {
            yes += labels[row] ? weights[row] : 0;
            all += weights[row];
        }
        return all == 0 ? 0 : yes / all;
    }

    /** Rows that are what they would be without weights: of those that stand for few, only as many as for others. */
    Frame evened() {
        double heaviest = Arrays.stream(weights).max().orElse(1);
        double sum = 0;
        List<Integer> kept = new ArrayList<>();
        for (int row = 0; row < weights.length; row++) {
            double before = Math.floor(sum + ROUNDING);
            sum += weights[row] / heaviest;
            if (Math.floor(sum + ROUNDING) > before) {
                kept.add(row);
            }
        }
        return frame.rows(kept.stream().mapToInt(row -> row).toArray());
    }

    /** These and others. */
    public Labelled and(Labelled others) {
        boolean[] all = Arrays.copyOf(labels, size() + others.size());
        System.arraycopy(others.labels, 0, all, size(), others.size());
        double[] stands = Arrays.copyOf(weights, size() + others.size());
        System.arraycopy(others.weights, 0, stands, size(), others.size());
        return new Labelled(frame.and(others.frame), all, stands);
    }
}
