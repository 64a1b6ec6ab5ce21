package io.nightjar.learn.rank;

import io.nightjar.learn.factor.Blocks;
import io.nightjar.learn.factor.TopItems;
import java.io.Serializable;

/**
 * EASE, the linear item model in closed form (Steck 2019, "Embarrassingly shallow autoencoders for sparse data"): with
 * P = (X'X + lambda I)^-1 the weight of item i for item j is -P(i, j) / P(j, j). Unlike a cosine it takes away what
 * other items explain already. The cost grows with the third power of the items, so only for small catalogues.
 */
final class Ease implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int KEPT = 200;
    private static final double REGULARISATION = 100;
    private static final int BLOCK = 64;
    // As in Together: very long histories say little about any pair.
    private static final int LONGEST = 1000;

    private final int[][] other;
    private final float[][] weight;

    private Ease(int[][] other, float[][] weight) {
        this.other = other;
        this.weight = weight;
    }

    /** Nothing is learned, nothing is added. */
    static Ease none() {
        return new Ease(new int[0][], new float[0][]);
    }

    /** @param owned items of each person, ascending */
    static Ease of(int items, int[][] owned) {
        double[][] inverse = inverse(gram(items, owned));
        int[][] other = new int[items][];
        float[][] weight = new float[items][];
        Blocks.each(items, BLOCK, (from, to) -> {
            TopItems best = new TopItems(KEPT);
            for (int item = from; item < to; item++) {
                for (int also = 0; also < items; also++) {
                    float speaks = (float) (-inverse[item][also] / inverse[also][also]);
                    if (also != item && speaks > 0) {
                        best.offer(also, speaks);
                    }
                }
                other[item] = best.items();
                weight[item] = new float[best.size()];
                for (int place = 0; place < best.size(); place++) {
                    weight[item][place] = best.score(place);
                }
                best.clear();
            }
        });
        return new Ease(other, weight);
    }

    /** Adds what the item speaks for, times a weight. */
    void add(int item, float times, Scores scores) {
        if (other.length > 0) {
            for (int place = 0; place < other[item].length; place++) {
                scores.add(other[item][place], times * weight[item][place]);
            }
        }
    }

    private static double[][] gram(int items, int[][] owned) {
        double[][] gram = new double[items][items];
        for (int[] mine : owned) {
            if (mine.length <= LONGEST) {
                for (int item : mine) {
                    for (int also : mine) {
                        gram[item][also]++;
                    }
                }
            }
        }
        for (int item = 0; item < items; item++) {
            gram[item][item] += REGULARISATION;
        }
        return gram;
    }

    /** Gauss and Jordan in place; a matrix with such a diagonal needs no other pivots. */
    static double[][] inverse(double[][] matrix) {
        int size = matrix.length;
        for (int pivot = 0; pivot < size; pivot++) {
            double[] row = matrix[pivot];
            double over = 1 / row[pivot];
            row[pivot] = 1;
            for (int j = 0; j < size; j++) {
                row[j] *= over;
            }
            int skipped = pivot;
            Blocks.each(size, BLOCK, (from, to) -> {
                for (int i = from; i < to; i++) {
                    if (i != skipped) {
                        subtract(matrix[i], skipped, row);
                    }
                }
            });
        }
        return matrix;
    }

    private static void subtract(double[] from, int pivot, double[] row) {
        double times = from[pivot];
        from[pivot] = 0;
        for (int j = 0; j < row.length; j++) {
            from[j] -= times * row[j];
        }
    }
}
