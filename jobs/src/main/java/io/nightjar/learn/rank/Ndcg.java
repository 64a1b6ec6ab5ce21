package io.nightjar.learn.rank;

import java.util.Arrays;

/**
 * Normalised discounted cumulative gain: sum of 1 / log2(place + 1) over hits, divided by the same for a list that has
 * all that was bought in front. The ideal covers the whole basket (Li et al. 2023), not only the first k.
 */
public final class Ndcg {
    private Ndcg() {}

    /** @param wanted ascending */
    public static double of(int[] list, int[] wanted) {
        double gain = 0;
        for (int place = 0; place < list.length; place++) {
            gain += Arrays.binarySearch(wanted, list[place]) >= 0 ? discount(place) : 0;
        }
        return gain / ideal(wanted.length);
    }

    static double ideal(int wanted) {
        double ideal = 0;
        for (int place = 0; place < wanted; place++) {
            ideal += discount(place);
        }
        return ideal;
    }

    private static double discount(int place) {
        return Math.log(2) / Math.log(place + 2.0);
    }
}
