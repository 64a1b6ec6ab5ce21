package io.nightjar.learn.trainer;

import io.nightjar.learn.BinaryMetrics;
import io.nightjar.learn.InactivityRule;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The simple rule "was here within N days": the share of people who buy, by days since the last visit or order, made to
 * fall with them; fitted, so that no N ranks better on what it was fitted on.
 */
public final class RecencyRule implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int NEVER = 100_000;
    private static final int FINE = 1_000;

    private final String column;
    private final InactivityRule silent;

    private RecencyRule(String column, InactivityRule silent) {
        this.column = column;
        this.silent = silent;
    }

    /** The better of the rules by these columns, as they rank the rows they were fitted on. */
    public static RecencyRule best(List<String> columns, Labelled people) {
        RecencyRule best = null;
        double bestAuc = Double.NEGATIVE_INFINITY;
        for (String column : columns) {
            RecencyRule rule = of(column, people);
            double auc = new BinaryMetrics(rule.probabilities(people.frame()), people.labels()).auc();
            if (best == null || auc > bestAuc) {
                best = rule;
                bestAuc = auc;
            }
        }
        return best;
    }

    private static RecencyRule of(String column, Labelled people) {
        TreeMap<Integer, Long> all = new TreeMap<>();
        Map<Integer, Long> silent = new TreeMap<>();
        boolean[] bought = people.labels();
        double[] weights = people.weights();
        for (int row = 0; row < bought.length; row++) {
            int days = days(people.frame().column(column), row);
            long weight = Math.round(weights[row] * FINE);
            all.merge(days, weight, Long::sum);
            silent.merge(days, bought[row] ? 0L : weight, Long::sum);
        }
        return new RecencyRule(column, new InactivityRule(all, silent));
    }

    /** The column it goes by. */
    public String column() {
        return column;
    }

    /** Nothing was there to fit it on. */
    public boolean knowsNothing() {
        return silent.steps().isEmpty();
    }

    /** For each of the people; 0 for everybody where nothing was there to fit it on. */
    public double[] probabilities(Frame people) {
        double[] all = new double[people.size()];
        if (!knowsNothing()) {
            Frame.Column recency = people.column(column);
            Arrays.setAll(all, row -> 1 - silent.probability(days(recency, row)));
        }
        return all;
    }

    private static int days(Frame.Column recency, int row) {
        return Double.isNaN(recency.number(row)) ? NEVER : (int) recency.number(row);
    }
}
