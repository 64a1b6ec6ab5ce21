package io.nightjar.learn.rank;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * What one person has bought, item by item.
 *
 * @param item ascending
 * @param count baskets with it
 * @param last number of the last basket with it
 * @param firstDay on which it was bought
 * @param lastDay on which it was bought
 * @param slow frequency with a slow decay: sum of 0.9 to the power of the baskets since
 * @param fast the same with 0.6
 */
@SuppressWarnings("ArrayRecordComponent") // Columns of a small table.
record Owned(int[] item, int[] count, int[] last, int[] firstDay, int[] lastDay, float[] slow, float[] fast) {
    /** Of whoever owns half the shop no more says anything about a pair or likeness, and it costs most. */
    static final int LONGEST = 1000;

    private static final double SLOW = 0.9;
    private static final double FAST = 0.6;

    static Owned of(Past past) {
        long[] bought = new long[past.item().length];
        for (int basket = 0, n = 0; basket < past.baskets(); basket++) {
            for (; n < past.start()[basket + 1]; n++) {
                bought[n] = ((long) past.item()[n] << 32) | basket;
            }
        }
        Arrays.sort(bought);
        int items = 0;
        for (int n = 0; n < bought.length; n++) {
            items += n == 0 || bought[n] >> 32 != bought[n - 1] >> 32 ? 1 : 0;
        }
        Owned owned = new Owned(
                new int[items],
                new int[items],
                new int[items],
                new int[items],
                new int[items],
                new float[items],
                new float[items]);
        int place = -1;
        for (int n = 0; n < bought.length; n++) {
            int basket = (int) bought[n];
            if (n == 0 || bought[n] >> 32 != bought[n - 1] >> 32) {
                place++;
                owned.item[place] = (int) (bought[n] >> 32);
                owned.firstDay[place] = past.day()[basket];
            }
            owned.count[place]++;
            owned.last[place] = basket;
            owned.lastDay[place] = past.day()[basket];
            int ago = past.baskets() - 1 - basket;
            owned.slow[place] += (float) Math.pow(SLOW, ago);
            owned.fast[place] += (float) Math.pow(FAST, ago);
        }
        return owned;
    }

    int size() {
        return item.length;
    }

    /** Places of the items bought last, at most so many, equals by number; ascending. */
    int[] latest(int most) {
        IntStream all = IntStream.range(0, size());
        return size() <= most
                ? all.toArray()
                : all.boxed()
                        .sorted(Comparator.comparingInt(place -> -last[place]))
                        .limit(most)
                        .mapToInt(Integer::intValue)
                        .sorted()
                        .toArray();
    }

    /** Mean days between two purchases of it; 0 if it was bought once. */
    float gap(int place) {
        return count[place] < 2 ? 0 : (lastDay[place] - firstDay[place]) / (count[place] - 1f);
    }
}
