package io.nightjar.model;

import io.nightjar.learn.BinaryMetrics;
import io.nightjar.learn.InactivityRule;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * The simple rule "was here within N days": the share of people who buy, by days since the last visit or order, made to
 * fall with them; fitted, so that no N ranks better on what it was fitted on.
 */
final class RecencyRule implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int NEVER = 100_000;
    private static final int FINE = 1_000;

    private final String column;
    private final TreeMap<Integer, Double> shares = new TreeMap<>();

    private RecencyRule(String column, InactivityRule rule) {
        this.column = column;
        rule.steps().forEach((days, silent) -> shares.put(days, 1 - silent));
    }

    /**
     * The better of the rules by these columns, as they rank the rows they were fitted on.
     *
     * @param weights how many people each row stands for
     */
    static RecencyRule best(List<String> columns, List<Row> rows, StructType type, boolean[] bought, double[] weights) {
        RecencyRule best = null;
        double bestAuc = Double.NEGATIVE_INFINITY;
        for (String column : columns) {
            RecencyRule rule = of(column, rows, type, bought, weights);
            double auc = new BinaryMetrics(rule.probabilities(rows, type), bought).auc();
            if (best == null || auc > bestAuc) {
                best = rule;
                bestAuc = auc;
            }
        }
        return best;
    }

    private static RecencyRule of(String column, List<Row> rows, StructType type, boolean[] bought, double[] weights) {
        TreeMap<Integer, Long> people = new TreeMap<>();
        Map<Integer, Long> silent = new TreeMap<>();
        for (int i = 0; i < bought.length; i++) {
            int days = days(rows.get(i), type.fieldIndex(column));
            long weight = Math.round(weights[i] * FINE);
            people.merge(days, weight, Long::sum);
            silent.merge(days, bought[i] ? 0L : weight, Long::sum);
        }
        return new RecencyRule(column, new InactivityRule(people, silent));
    }

    String column() {
        return column;
    }

    /** Nothing was there to fit it on. */
    boolean knowsNothing() {
        return shares.isEmpty();
    }

    double[] probabilities(List<Row> rows, StructType type) {
        int at = type.fieldIndex(column);
        return rows.stream().mapToDouble(row -> probability(row, at)).toArray();
    }

    private double probability(Row row, int at) {
        Map.Entry<Integer, Double> step = shares.floorEntry(days(row, at));
        return step != null
                ? step.getValue()
                : shares.isEmpty() ? 0 : shares.firstEntry().getValue();
    }

    private static int days(Row row, int at) {
        return row.isNullAt(at) ? NEVER : (int) row.getDouble(at);
    }
}
