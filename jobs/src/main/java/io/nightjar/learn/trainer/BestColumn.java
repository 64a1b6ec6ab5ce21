package io.nightjar.learn.trainer;

import io.nightjar.learn.BinaryMetrics;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The best simple rule: people are put into groups by one column alone (its values, or ten groups of like size) and get
 * the share of their group; of all columns the one that ranks best on the rows learned from.
 */
public final class BestColumn implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int GROUPS = 10;
    private static final int FEW = 50;
    private static final double PULL = 5;

    private final String name;
    private final double auc;
    private final Groups groups;
    private final Map<Integer, Double> shares;
    private final double base;

    private BestColumn(String name, double auc, Groups groups, Map<Integer, Double> shares, double base) {
        this.name = name;
        this.auc = auc;
        this.groups = groups;
        this.shares = shares;
        this.base = base;
    }

    /** The best of the frame's columns. */
    public static BestColumn of(Frame frame, boolean[] labels) {
        return each(frame, labels).stream()
                .reduce((one, other) -> other.auc > one.auc ? other : one)
                .orElseGet(
                        () -> new BestColumn("none", 0.5, new Valued(new HashMap<>()), new TreeMap<>(), share(labels)));
    }

    /** The rule of every column that can make one. */
    public static List<BestColumn> each(Frame frame, boolean[] labels) {
        double base = share(labels);
        List<BestColumn> all = new ArrayList<>();
        for (Frame.Column column : frame.columns()) {
            Groups groups = groups(column);
            if (groups == null) {
                continue;
            }
            Map<Integer, double[]> counts = new TreeMap<>();
            for (int row = 0; row < frame.size(); row++) {
                double[] count = counts.computeIfAbsent(groups.of(column, row), key -> new double[2]);
                count[0]++;
                count[1] += labels[row] ? 1 : 0;
            }
            TreeMap<Integer, Double> shares = new TreeMap<>();
            counts.forEach((group, count) -> shares.put(group, (count[1] + PULL * base) / (count[0] + PULL)));
            BestColumn rule = new BestColumn(column.name(), Double.NaN, groups, shares, base);
            double auc = new BinaryMetrics(rule.probabilities(frame), labels).auc();
            all.add(new BestColumn(column.name(), auc, groups, shares, base));
        }
        return all;
    }

    public String name() {
        return name;
    }

    /** Share of all rows it was made from whose answer is yes. */
    public double base() {
        return base;
    }

    /** How well it ranks the rows it was made from. */
    public double auc() {
        return auc;
    }

    /** The share of each person's group. */
    public double[] probabilities(Frame frame) {
        double[] probabilities = new double[frame.size()];
        Arrays.fill(probabilities, base);
        frame.columns().stream()
                .filter(column -> column.name().equals(name))
                .forEach(column ->
                        Arrays.setAll(probabilities, row -> shares.getOrDefault(groups.of(column, row), base)));
        return probabilities;
    }

    private interface Groups extends Serializable {
        int of(Frame.Column column, int row);
    }

    /** Groups of like size, in order; the missing are one of their own. */
    @SuppressWarnings("ArrayRecordComponent") // A vector.
    private record Ordered(double[] edges) implements Groups {
        @Override
        public int of(Frame.Column column, int row) {
            double value = number(column, row);
            if (!Double.isFinite(value)) {
                return -1;
            }
            int at = Arrays.binarySearch(edges, value);
            return at >= 0 ? at + 1 : -at - 1;
        }
    }

    /** A group for every value. */
    private record Valued(HashMap<String, Integer> levels) implements Groups {
        @Override
        public int of(Frame.Column column, int row) {
            return levels.getOrDefault(column.shown(row), -1);
        }
    }

    private static Groups groups(Frame.Column column) {
        double[] numbers = IntStream.range(0, column.size())
                .mapToDouble(row -> number(column, row))
                .toArray();
        double[] known =
                Arrays.stream(numbers).filter(Double::isFinite).sorted().toArray();
        long written = IntStream.range(0, column.size())
                .filter(row -> column.isText() ? !column.shown(row).isBlank() : !Double.isNaN(numbers[row]))
                .count();
        if (known.length > 0 && known.length >= 0.95 * written) {
            return new Ordered(IntStream.range(1, GROUPS)
                    .mapToDouble(q -> known[(int) ((long) known.length * q / GROUPS)])
                    .distinct()
                    .toArray());
        }
        HashMap<String, Integer> levels = new HashMap<>();
        for (int row = 0; row < column.size() && levels.size() <= FEW; row++) {
            levels.putIfAbsent(column.shown(row), levels.size());
        }
        return levels.size() > FEW ? null : new Valued(levels);
    }

    private static double number(Frame.Column column, int row) {
        return column.isText() ? Code.Numeric.parsed(column.text(row)) : column.number(row);
    }

    private static double share(boolean[] labels) {
        return labels.length == 0 ? 0 : Trainer.sum(Trainer.numbers(labels)) / labels.length;
    }
}
