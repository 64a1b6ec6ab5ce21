package io.nightjar.learn.factor;

import java.util.Arrays;

/** The best few of many: an insertion into a short sorted list; equal scores keep the lower number in front. */
public final class TopItems {
    private final int[] item;
    private final float[] score;
    private int size;

    public TopItems(int k) {
        item = new int[k];
        score = new float[k];
    }

    public void clear() {
        size = 0;
    }

    /** The score to beat. */
    public float threshold() {
        return size < item.length ? Float.NEGATIVE_INFINITY : score[size - 1];
    }

    public void offer(int candidate, float value) {
        if (size == item.length && !precedes(value, candidate, size - 1)) {
            return;
        }
        int end = size == item.length ? size - 1 : size++;
        int place = place(candidate, value, end);
        System.arraycopy(score, place, score, place + 1, end - place);
        System.arraycopy(item, place, item, place + 1, end - place);
        score[place] = value;
        item[place] = candidate;
    }

    /** The first place, up to the end, that the candidate precedes. */
    private int place(int candidate, float value, int end) {
        int low = 0;
        int high = end;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (precedes(value, candidate, middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private boolean precedes(float value, int candidate, int place) {
        return value > score[place] || (value == score[place] && candidate < item[place]);
    }

    public int size() {
        return size;
    }

    public int item(int place) {
        return item[place];
    }

    public float score(int place) {
        return score[place];
    }

    public int[] items() {
        return Arrays.copyOf(item, size);
    }
}
