package io.nightjar.learn.value;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The customers of a shop as distinct histories with their numbers, which is all a likelihood needs of them. */
public final class Histories {
    private final SortedMap<History, Long> counts = new TreeMap<>();
    private final SortedMap<Double, Long> gaps = new TreeMap<>();

    /** Another customer, with the times between their orders. */
    public void add(History history, double[] gapsBetween) {
        counts.merge(history, 1L, Long::sum);
        for (double gap : gapsBetween) {
            gaps.merge(gap, 1L, Long::sum);
        }
    }

    /** So many customers with this history, times between orders not known. */
    public Histories add(History history, long customers) {
        counts.merge(history, customers, Long::sum);
        return this;
    }

    public Stream<Map.Entry<History, Long>> stream() {
        return counts.entrySet().stream();
    }

    public long customers() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Sum over customers, in a fixed order. */
    double sum(ToDoubleFunction<History> value) {
        double sum = 0;
        for (Map.Entry<History, Long> entry : counts.entrySet()) {
            sum += entry.getValue() * value.applyAsDouble(entry.getKey());
        }
        return sum;
    }

    int mostRepeats() {
        return counts.lastKey().repeats();
    }

    /** Sum of the logarithms of all times between orders: what a likelihood with regular gaps needs besides. */
    double sumOfLogGaps() {
        double sum = 0;
        for (Map.Entry<Double, Long> entry : gaps.entrySet()) {
            sum += entry.getValue() * Math.log(entry.getKey());
        }
        return sum;
    }
}
