package io.nightjar.learn.uplift;

import io.nightjar.learn.trainer.Frame;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Who was treated and what came of it, row by row: a mailing and its control group. */
public final class Experiment {
    private final boolean[] treated;
    private final boolean[] outcome;
    private final int[] persons;

    /** Rows side by side, each about somebody else. */
    public Experiment(boolean[] treated, boolean[] outcome) {
        this(treated, outcome, IntStream.range(0, treated.length).toArray());
    }

    private Experiment(boolean[] treated, boolean[] outcome, int[] persons) {
        if (treated.length != outcome.length) {
            throw new IllegalArgumentException(treated.length + " treatments but " + outcome.length + " outcomes");
        }
        this.treated = treated.clone();
        this.outcome = outcome.clone();
        this.persons = persons;
    }

    /** The same, where all rows of the frame with the same id are about one person. */
    Experiment about(Frame frame) {
        return new Experiment(
                treated,
                outcome,
                numbered(IntStream.range(0, size()).mapToObj(frame::id).toList()));
    }

    /** People by number, in the order in which they first appear. */
    private static int[] numbered(List<?> ids) {
        Map<Object, Integer> numbers = new HashMap<>();
        return ids.stream()
                .mapToInt(id -> numbers.computeIfAbsent(id, key -> numbers.size()))
                .toArray();
    }

    /** Who each row is about: numbers from nought on, in the order in which people first appear. */
    int[] persons() {
        return persons.clone();
    }

    public int size() {
        return treated.length;
    }

    public boolean isTreated(int row) {
        return treated[row];
    }

    /** 1 if the outcome came about, else 0. */
    public double y(int row) {
        return outcome[row] ? 1 : 0;
    }

    /** The given rows, in the given order. */
    public Experiment rows(int[] rows) {
        boolean[] t = new boolean[rows.length];
        boolean[] y = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            t[i] = treated[rows[i]];
            y[i] = outcome[rows[i]];
        }
        return new Experiment(
                t, y, numbered(Arrays.stream(rows).mapToObj(row -> persons[row]).toList()));
    }

    /** Treated and outcome together as one of four strata, for folds that share them out evenly. */
    public int[] strata() {
        return IntStream.range(0, size())
                .map(i -> (treated[i] ? 2 : 0) + (outcome[i] ? 1 : 0))
                .toArray();
    }

    /** Rows of one arm. */
    int[] arm(boolean wanted) {
        return IntStream.range(0, size()).filter(i -> treated[i] == wanted).toArray();
    }

    /** Rows of one arm, and those of them with the outcome. */
    long[] count(boolean wanted) {
        long rows = 0;
        long positives = 0;
        for (int i = 0; i < size(); i++) {
            if (treated[i] == wanted) {
                rows++;
                positives += outcome[i] ? 1 : 0;
            }
        }
        return new long[] {rows, positives};
    }
}
