package io.nightjar.learn.trainer;

/** People of the past, and the answer for each. */
public final class Labelled {
    private final Frame frame;
    private final boolean[] labels;

    /** Rows and answers side by side. */
    public Labelled(Frame frame, boolean[] labels) {
        if (frame.size() != labels.length) {
            throw new IllegalArgumentException(frame.size() + " rows but " + labels.length + " answers");
        }
        this.frame = frame;
        this.labels = labels.clone();
    }

    public Frame frame() {
        return frame;
    }

    /** Yes or no, row by row. */
    public boolean[] labels() {
        return labels.clone();
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

    /** These and others. */
    public Labelled and(Labelled others) {
        boolean[] all = java.util.Arrays.copyOf(labels, size() + others.size());
        System.arraycopy(others.labels, 0, all, size(), others.size());
        return new Labelled(frame.and(others.frame), all);
    }
}
