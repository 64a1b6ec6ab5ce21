package io.nightjar.identity.match;

import java.util.Arrays;

/** How many pairs have which pattern. Counts are whole numbers, so the order of adding does not matter. */
final class PatternCounts {
    private static final long EMPTY = -1;

    private long[] keys = emptied(1 << 10);
    private long[] values = new long[1 << 10];
    private int size;

    void add(long pattern) {
        add(pattern, 1);
    }

    void add(PatternCounts others) {
        for (int i = 0; i < others.keys.length; i++) {
            if (others.keys[i] != EMPTY) {
                add(others.keys[i], others.values[i]);
            }
        }
    }

    /** Ascending. */
    long[] patterns() {
        return Arrays.stream(keys).filter(key -> key != EMPTY).sorted().toArray();
    }

    /** In the order of {@link #patterns}. */
    long[] counts() {
        return Arrays.stream(patterns()).map(pattern -> values[slot(pattern)]).toArray();
    }

    void add(long pattern, long count) {
        int slot = slot(pattern);
        if (keys[slot] == EMPTY) {
            if (2 * size >= keys.length) {
                grow();
                slot = slot(pattern);
            }
            keys[slot] = pattern;
            size++;
        }
        values[slot] += count;
    }

    /** Where a pattern is, or where it would be put. */
    private int slot(long pattern) {
        int slot = (int) (Mix.of(pattern) >>> 20) & (keys.length - 1);
        while (keys[slot] != EMPTY && keys[slot] != pattern) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldValues = values;
        keys = emptied(oldKeys.length * 2);
        values = new long[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != EMPTY) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }

    private static long[] emptied(int length) {
        long[] keys = new long[length];
        Arrays.fill(keys, EMPTY);
        return keys;
    }
}
