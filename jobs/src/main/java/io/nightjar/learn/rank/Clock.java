package io.nightjar.learn.rank;

/**
 * When a person needs a product again: their own mean gap drawn towards the product's, in days, as if they had bought
 * it once more at the product's pace.
 */
final class Clock {
    private static final float PRIOR = 1;

    private Clock() {}

    static float cycle(Owned owned, int place, Popularity popularity) {
        int gaps = owned.count()[place] - 1;
        return (gaps * owned.gap(place) + PRIOR * popularity.gap()[owned.item()[place]]) / (gaps + PRIOR);
    }
}
