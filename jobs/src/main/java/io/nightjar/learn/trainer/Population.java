package io.nightjar.learn.trainer;

import java.io.Serializable;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the people a model learned from looked like, column by column, so that later people can be compared with them
 * when those are no longer at hand.
 */
public final class Population implements Serializable {
    private static final long serialVersionUID = 2L;
    private static final int VALUES = 20;
    private static final String OTHERS = "";

    private final LinkedHashMap<String, Drift.Bins> numbers = new LinkedHashMap<>();
    private final LinkedHashMap<String, Map<String, Integer>> texts = new LinkedHashMap<>();
    private final Drift.Bins scores;
    private final int size;

    /**
     * Remembers people.
     *
     * @param learned rows that were learned from
     * @param scores margins of people who were not
     */
    public Population(Frame learned, double[] scores) {
        this.size = learned.size();
        this.scores = new Drift.Bins(scores);
        for (Frame.Column column : learned.columns()) {
            if (column.isText()) {
                texts.put(column.name(), mostly(column));
            } else {
                numbers.put(column.name(), new Drift.Bins(Drift.numbers(column)));
            }
        }
    }

    /** Stability index of the scores. */
    public double ofScores(double[] now) {
        return scores.index(now);
    }

    /** Whether an index of the scores of so many people may be chance. */
    boolean mayBeChance(double index, int people) {
        return index <= scores.byChance(people);
    }

    /** Stability index of every column. */
    public Map<String, Double> of(Frame now) {
        Map<String, Double> all = new LinkedHashMap<>();
        for (Frame.Column column : now.columns()) {
            if (numbers.containsKey(column.name()) && !column.isText()) {
                all.put(column.name(), numbers.get(column.name()).index(Drift.numbers(column)));
            } else if (texts.containsKey(column.name()) && column.isText()) {
                all.put(column.name(), index(texts.get(column.name()), column));
            }
        }
        return all;
    }

    /** Values in falling order of people, the rare ones together. */
    private static Map<String, Integer> mostly(Frame.Column column) {
        Map<String, Integer> counts = new TreeMap<>();
        for (int row = 0; row < column.size(); row++) {
            counts.merge(column.shown(row), 1, Integer::sum);
        }
        Map<String, Integer> kept = new HashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed().thenComparing(Map.Entry::getKey))
                .forEach(entry -> kept.merge(
                        kept.size() < VALUES ? "=" + entry.getKey() : OTHERS, entry.getValue(), Integer::sum));
        kept.putIfAbsent(OTHERS, 0);
        return new TreeMap<>(kept);
    }

    private double index(Map<String, Integer> then, Frame.Column now) {
        Map<String, Integer> counts = new HashMap<>();
        for (int row = 0; row < now.size(); row++) {
            String value = "=" + now.shown(row);
            counts.merge(then.containsKey(value) ? value : OTHERS, 1, Integer::sum);
        }
        double sum = 0;
        for (Map.Entry<String, Integer> entry : then.entrySet()) {
            double before = (entry.getValue() + 0.5) / (size + then.size() / 2.0);
            double after = (counts.getOrDefault(entry.getKey(), 0) + 0.5) / (now.size() + then.size() / 2.0);
            sum += (after - before) * Math.log(after / before);
        }
        return sum;
    }
}
