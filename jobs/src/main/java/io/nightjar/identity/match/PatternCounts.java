package io.nightjar.identity.match;

import java.util.TreeMap;

/** How many pairs have which pattern. Counts are whole numbers, so the order of adding does not matter. */
final class PatternCounts {
    private final TreeMap<Long, long[]> counts = new TreeMap<>();
    private long pairs;

    void add(long pattern) {
        counts.computeIfAbsent(pattern, fresh -> new long[1])[0]++;
        pairs++;
    }

    void add(PatternCounts others) {
        others.counts.forEach((pattern, count) -> counts.computeIfAbsent(pattern, fresh -> new long[1])[0] += count[0]);
        pairs += others.pairs;
    }

    long pairs() {
        return pairs;
    }

    long[] patterns() {
        return counts.keySet().stream().mapToLong(Long::longValue).toArray();
    }

    long[] counts() {
        return counts.values().stream().mapToLong(count -> count[0]).toArray();
    }
}
