package io.nightjar.learn.rank;

import java.util.List;

/**
 * What one person may want next, with what is known about each: one row of features per product.
 *
 * @param past of the person
 * @param owned by the person
 * @param item candidates; owned ones first
 * @param feature row by row, in the order of {@link #NAMES}
 */
@SuppressWarnings("ArrayRecordComponent") // A matrix.
record Candidates(Past past, Owned owned, int[] item, float[] feature) {
    static final List<String> NAMES = List.of(
            "baskets with the product",
            "share of baskets with the product",
            "slowly decayed frequency",
            "fast decayed frequency",
            "baskets since the last purchase",
            "days since the last purchase",
            "days since as a share of the cycle",
            "how often the product is bought again",
            "popularity",
            "popularity lately",
            "bought with what the person owns",
            "follows the last basket",
            "taste",
            "bought by people alike",
            "bought by the nearest people",
            "bought with the last basket",
            "looks this week",
            "looks this month",
            "sought by words or category",
            "spoken for by EASE",
            "popularity lately with people who buy from the same category",
            "baskets of the person",
            "products per basket of the person",
            "share of repeats of the person",
            "days since the last basket",
            "days between baskets of the person");
    static final int COUNT = 0;
    static final int SHARE = 1;
    static final int SLOW = 2;
    static final int FAST = 3;
    static final int BASKETS_SINCE = 4;
    static final int DAYS_SINCE = 5;
    static final int CYCLE = 6;
    static final int AGAIN = 7;
    static final int POPULAR = 8;
    static final int LATELY = 9;
    static final int TOGETHER = 10;
    static final int SEQUEL = 11;
    static final int TASTE = 12;
    static final int ALIKE = 13;
    static final int NEAR = 14;
    static final int WITH_LAST = 15;
    static final int LOOKS_WEEK = 16;
    static final int LOOKS_MONTH = 17;
    static final int SOUGHT = 18;
    static final int EASE = 19;
    static final int SEGMENT = 20;
    static final int PERSON = 21;
    static final int WIDTH = 26;

    int size() {
        return item.length;
    }

    boolean isOwned(int place) {
        return place < owned.size();
    }

    float feature(int place, int which) {
        return feature[place * WIDTH + which];
    }
}
