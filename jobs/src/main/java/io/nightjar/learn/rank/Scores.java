package io.nightjar.learn.rank;

import java.util.Arrays;

/** One number per item, most of them 0: remembers which were touched, so that clearing costs no more than filling. */
final class Scores {
    private final float[] value;
    private final boolean[] touched;
    private int[] items = new int[256];
    private int size;

    Scores(int items) {
        value = new float[items];
        touched = new boolean[items];
    }

    void add(int item, float amount) {
        if (!touched[item]) {
            touched[item] = true;
            if (size == items.length) {
                items = Arrays.copyOf(items, size * 2);
            }
            items[size++] = item;
        }
        value[item] += amount;
    }

    float get(int item) {
        return value[item];
    }

    int size() {
        return size;
    }

    int item(int place) {
        return items[place];
    }

    void clear() {
        for (int place = 0; place < size; place++) {
            value[items[place]] = 0;
            touched[items[place]] = false;
        }
        size = 0;
    }
}
