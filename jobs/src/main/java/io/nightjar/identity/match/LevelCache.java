package io.nightjar.identity.match;

import java.util.Arrays;

/** Levels by pair of value numbers: an open hash table of primitive arrays that starts anew when it is very full. */
final class LevelCache {
    private static final int MOST = 1 << 22;
    private static final long EMPTY = -1;

    private long[] keys = emptied(new long[1 << 10]);
    private byte[] levels = new byte[1 << 10];
    private int size;

    /** The level, or -1 if it is not known. */
    int get(int x, int y) {
        long key = key(x, y);
        int slot = slot(key);
        while (keys[slot] != EMPTY) {
            if (keys[slot] == key) {
                return levels[slot];
            }
            slot = (slot + 1) & (keys.length - 1);
        }
        return -1;
    }

    void put(int x, int y, int level) {
        if (size * 2 >= keys.length) {
            grow();
        }
        long key = key(x, y);
        int slot = slot(key);
        while (keys[slot] != EMPTY) {
            slot = (slot + 1) & (keys.length - 1);
        }
        keys[slot] = key;
        levels[slot] = (byte) level;
        size++;
    }

    private void grow() {
        if (keys.length >= MOST) {
            emptied(keys);
            size = 0;
            return;
        }
        long[] oldKeys = keys;
        byte[] oldLevels = levels;
        keys = emptied(new long[oldKeys.length * 2]);
        levels = new byte[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != EMPTY) {
                int slot = slot(oldKeys[i]);
                while (keys[slot] != EMPTY) {
                    slot = (slot + 1) & (keys.length - 1);
                }
                keys[slot] = oldKeys[i];
                levels[slot] = oldLevels[i];
            }
        }
    }

    private int slot(long key) {
        return (int) (Mix.of(key) >>> 20) & (keys.length - 1);
    }

    private static long key(int x, int y) {
        return ((long) x << 32) | y;
    }

    private static long[] emptied(long[] keys) {
        Arrays.fill(keys, EMPTY);
        return keys;
    }
}
