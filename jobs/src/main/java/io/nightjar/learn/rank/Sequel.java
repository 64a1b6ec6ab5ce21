package io.nightjar.learn.rank;

import io.nightjar.learn.factor.TopItems;
import java.io.Serializable;
import java.util.Arrays;

/**
 * What is bought after what: how often an item is in the basket that follows one with another item, as a share of the
 * baskets that followed, drawn towards 0 where few did. An item follows itself, too.
 */
final class Sequel implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int KEPT = 100;
    private static final float SHRINK = 10;
    private static final int LONGEST = 200;

    private final int[][] next;
    private final float[][] chance;

    private Sequel(int[][] next, float[][] chance) {
        this.next = next;
        this.chance = chance;
    }

    static Sequel of(Split split) {
        Histories all = split.all();
        int items = all.items();
        int[] count = new int[items];
        each(split, basket -> {
            for (int n = all.firstItem()[basket]; n < all.firstItem()[basket + 1]; n++) {
                count[all.item()[n]]++;
            }
        });
        int[][] followed = new int[items][];
        for (int item = 0; item < items; item++) {
            followed[item] = new int[count[item]];
        }
        Arrays.fill(count, 0);
        each(split, basket -> {
            for (int n = all.firstItem()[basket]; n < all.firstItem()[basket + 1]; n++) {
                int item = all.item()[n];
                followed[item][count[item]++] = basket + 1;
            }
        });
        int[][] next = new int[items][];
        float[][] chance = new float[items][];
        io.nightjar.learn.factor.Blocks.each(items, 64, (from, to) -> {
            Scores after = new Scores(items);
            TopItems best = new TopItems(KEPT);
            for (int item = from; item < to; item++) {
                for (int basket : followed[item]) {
                    for (int n = all.firstItem()[basket]; n < all.firstItem()[basket + 1]; n++) {
                        after.add(all.item()[n], 1);
                    }
                }
                for (int place = 0; place < after.size(); place++) {
                    int other = after.item(place);
                    best.offer(other, after.get(other) / (followed[item].length + SHRINK));
                }
                next[item] = best.items();
                chance[item] = new float[best.size()];
                for (int place = 0; place < best.size(); place++) {
                    chance[item][place] = best.score(place);
                }
                after.clear();
                best.clear();
            }
        });
        return new Sequel(next, chance);
    }

    void add(int item, float weight, Scores scores) {
        for (int place = 0; place < next[item].length; place++) {
            scores.add(next[item][place], weight * chance[item][place]);
        }
    }

    /** Baskets that are followed by another one, very long ones aside. */
    private static void each(Split split, java.util.function.IntConsumer use) {
        Histories all = split.all();
        for (int who = 0; who < all.people(); who++) {
            int first = all.firstBasket()[who];
            for (int basket = first; basket < first + split.known()[who] - 1; basket++) {
                int size = all.firstItem()[basket + 1] - all.firstItem()[basket];
                int after = all.firstItem()[basket + 2] - all.firstItem()[basket + 1];
                if (size <= LONGEST && after <= LONGEST) {
                    use.accept(basket);
                }
            }
        }
    }
}
