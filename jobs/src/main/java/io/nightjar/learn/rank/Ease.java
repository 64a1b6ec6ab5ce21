package io.nightjar.learn.rank;

import io.nightjar.learn.factor.Blocks;
import io.nightjar.learn.factor.Inverse;
import io.nightjar.learn.factor.TopItems;
import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * EASE, the linear item model in closed form (Steck 2019, "Embarrassingly shallow autoencoders for sparse data"): with
 * P = (X'X + lambda I)^-1 the weight of item i for item j is -P(i, j) / P(j, j). Unlike a cosine it takes away what
 * other items explain already. The cost grows with the third power of the items, so only for those that most people own.
 */
public final class Ease implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int KEPT = 200;
    private static final double REGULARISATION = 100;
    private static final int BLOCK = 64;

    private final int[][] other;
    private final float[][] weight;

    private Ease(int[][] other, float[][] weight) {
        this.other = other;
        this.weight = weight;
    }

    /**
     * @param owned items of each person, ascending
     * @param most items to learn it for at most: those with most owners; nothing speaks for the others
     */
    public static Ease of(int items, int[][] owned, int most) {
        int[] chosen = chosen(items, owned, most);
        int[][] other = new int[items][0];
        float[][] weight = new float[items][0];
        double[] inverse = gram(chosen, items, owned);
        int size = chosen.length;
        Inverse.of(size, inverse);
        Blocks.each(size, BLOCK, (from, to) -> {
            TopItems best = new TopItems(KEPT);
            for (int place = from; place < to; place++) {
                for (int also = 0; also < size; also++) {
                    float speaks = (float) (-inverse[place * size + also] / inverse[also * size + also]);
                    if (also != place && speaks > 0) {
                        best.offer(chosen[also], speaks);
                    }
                }
                other[chosen[place]] = best.items();
                weight[chosen[place]] = new float[best.size()];
                for (int n = 0; n < best.size(); n++) {
                    weight[chosen[place]][n] = best.score(n);
                }
                best.clear();
            }
        });
        return new Ease(other, weight);
    }

    /** Adds what the item speaks for, times a weight. */
    void add(int item, float times, Scores scores) {
        for (int place = 0; place < other[item].length; place++) {
            scores.add(other[item][place], times * weight[item][place]);
        }
    }

    /** The items with most owners, equals by number; ascending. */
    public static int[] chosen(int items, int[][] owned, int most) {
        int[] owners = new int[items];
        for (int[] mine : owned) {
            for (int item : mine) {
                owners[item]++;
            }
        }
        return IntStream.range(0, items)
                .boxed()
                .sorted((a, b) ->
                        owners[a] != owners[b] ? Integer.compare(owners[b], owners[a]) : Integer.compare(a, b))
                .limit(most)
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
    }

    private static double[] gram(int[] chosen, int items, int[][] owned) {
        int[] place = new int[items];
        Arrays.fill(place, -1);
        for (int n = 0; n < chosen.length; n++) {
            place[chosen[n]] = n;
        }
        double[] gram = new double[chosen.length * chosen.length];
        for (int[] mine : owned) {
            int[] places = Arrays.stream(mine)
                    .map(item -> place[item])
                    .filter(each -> each >= 0)
                    .toArray();
            for (int item : places) {
                for (int also : places) {
                    gram[item * chosen.length + also]++;
                }
            }
        }
        for (int n = 0; n < chosen.length; n++) {
            gram[n * chosen.length + n] += REGULARISATION;
        }
        return gram;
    }
}
