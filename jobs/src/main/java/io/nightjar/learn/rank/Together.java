package io.nightjar.learn.rank;

import io.nightjar.learn.factor.Blocks;
import io.nightjar.learn.factor.TopItems;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Items that the same people buy: s(i, j) = co(i, j) / (sqrt(n(i) n(j)) + 20), a cosine drawn towards 0 where little
 * was seen (Sarwar et al. 2001). Co-occurrence counts people; each item keeps its best neighbours.
 */
final class Together implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int KEPT = 200;
    private static final float SHRINK = 20;
    private static final int BLOCK = 64;

    private final int[][] other;
    private final float[][] likeness;

    private Together(int[][] other, float[][] likeness) {
        this.other = other;
        this.likeness = likeness;
    }

    /** @param owned items of each person, ascending */
    static Together of(int items, int[][] owned) {
        int[][] buyers = buyers(items, owned);
        int[][] other = new int[items][];
        float[][] likeness = new float[items][];
        Blocks.each(items, BLOCK, (from, to) -> {
            Scores together = new Scores(items);
            TopItems best = new TopItems(KEPT);
            for (int item = from; item < to; item++) {
                for (int who : buyers[item]) {
                    for (int also : owned[who]) {
                        together.add(also, 1);
                    }
                }
                for (int place = 0; place < together.size(); place++) {
                    int also = together.item(place);
                    if (also != item) {
                        double scale = Math.sqrt((double) buyers[item].length * buyers[also].length) + SHRINK;
                        best.offer(also, (float) (together.get(also) / scale));
                    }
                }
                other[item] = best.items();
                likeness[item] = new float[best.size()];
                for (int place = 0; place < best.size(); place++) {
                    likeness[item][place] = best.score(place);
                }
                together.clear();
                best.clear();
            }
        });
        return new Together(other, likeness);
    }

    /** Adds what goes with the item, times a weight. */
    void add(int item, float weight, Scores scores) {
        int[] others = other[item];
        float[] values = likeness[item];
        for (int place = 0; place < others.length; place++) {
            scores.add(others[place], weight * values[place]);
        }
    }

    /** How much the first speaks for the second. */
    float likeness(int item, int also) {
        for (int place = 0; place < other[item].length; place++) {
            if (other[item][place] == also) {
                return likeness[item][place];
            }
        }
        return 0;
    }

    /** People of each item, ascending. */
    static int[][] buyers(int items, int[][] owned) {
        int[] count = new int[items];
        for (int[] mine : owned) {
            for (int item : mine) {
                count[item]++;
            }
        }
        int[][] buyers = new int[items][];
        for (int item = 0; item < items; item++) {
            buyers[item] = new int[count[item]];
        }
        Arrays.fill(count, 0);
        for (int who = 0; who < owned.length; who++) {
            for (int item : owned[who]) {
                buyers[item][count[item]++] = who;
            }
        }
        return buyers;
    }
}
