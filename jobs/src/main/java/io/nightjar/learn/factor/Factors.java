package io.nightjar.learn.factor;

import java.io.Serializable;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Who likes what: a vector per row (person) and per column (product), whose inner product is high where a purchase is
 * likely. Minimises sum c (1 - w h)^2 over bought cells + alpha0 sum (w h)^2 over all cells + lambda (sum (|S_u| +
 * alpha0 |I|)^nu |w|^2 + the same for products): iALS with frequency-scaled regularisation (Rendle, Krichene, Zhang and
 * Koren, "Revisiting the performance of iALS on item recommendation benchmarks", 2021). The same seed gives the same
 * bits on any number of cores.
 *
 * @param linear how products are worked out
 * @param settings it was learned with
 * @param rows vectors of the rows, one after the other
 * @param columns vectors of the columns
 */
@SuppressWarnings("ArrayRecordComponent") // Two arrays instead of millions of objects.
public record Factors(Linear linear, FactorSettings settings, float[] rows, float[] columns) implements Serializable {
    private static final int BLOCK = 256;
    private static final int GRAM_BLOCKS = 8;

    public static Factors fit(Sparse bought, FactorSettings settings) {
        Sparse byColumn = bought.transposed();
        Linear linear = Linear.of(bought.cells(), settings.rank());
        float[] rows = start(bought.rows(), settings, 1);
        float[] columns = start(bought.columns(), settings, 2);
        for (int epoch = 0; epoch < settings.epochs(); epoch++) {
            improve(linear, rows, bought, columns, settings);
            improve(linear, columns, byColumn, rows, settings);
        }
        return new Factors(linear, settings, rows, columns);
    }

    /** One pass over one side, the other fixed. */
    static void improve(Linear linear, float[] vectors, Sparse cells, float[] fixed, FactorSettings settings) {
        float[] gram = gram(linear, fixed, settings);
        Blocks.each(cells.rows(), BLOCK, (from, to) -> {
            RowSolver solver = new RowSolver(linear, fixed, gram, settings);
            for (int row = from; row < to; row++) {
                int first = cells.start()[row];
                int last = cells.start()[row + 1];
                float ridge = ridge(last - first, cells.columns(), settings);
                solver.solve(vectors, row * settings.rank(), cells.column(), cells.weight(), first, last, ridge);
            }
        });
    }

    /** The vector of a row that was not there in training, or has bought since: the same equation, solved further. */
    public float[] rowOf(int[] bought, float[] weights, float[] gram) {
        float[] vector = new float[settings.rank()];
        FactorSettings careful = new FactorSettings(
                settings.rank(),
                1,
                settings.unobserved(),
                settings.regularisation(),
                settings.exponent(),
                2 * settings.steps(),
                settings.seed());
        new RowSolver(linear, columns, gram, careful)
                .solve(
                        vector,
                        0,
                        bought,
                        weights,
                        0,
                        bought.length,
                        ridge(bought.length, columns.length / settings.rank(), settings));
        return vector;
    }

    /** The columns only: rows are solved for anew where they are needed. */
    public Factors withoutRows() {
        return new Factors(linear, settings, new float[0], columns);
    }

    /** alpha0 H'H of the columns, for {@link #rowOf}. */
    public float[] columnGram() {
        return gram(linear, columns, settings);
    }

    private static float ridge(int cells, int others, FactorSettings settings) {
        return (float) (settings.regularisation()
                * Math.pow(cells + settings.unobserved() * (double) others, settings.exponent()));
    }

    /** alpha0 H'H, summed block by block in a fixed order. */
    static float[] gram(Linear linear, float[] vectors, FactorSettings settings) {
        int rank = settings.rank();
        int count = vectors.length / rank;
        int size = (count + GRAM_BLOCKS - 1) / GRAM_BLOCKS;
        List<float[]> parts = Blocks.of(GRAM_BLOCKS, block -> {
            float[] part = new float[rank * rank];
            int from = Math.min(count, block * size);
            int n = Math.min(count, from + size) - from;
            if (n > 0) {
                linear.gram(rank, from, n, settings.unobserved(), vectors, part);
            }
            return part;
        });
        float[] gram = new float[rank * rank];
        for (float[] part : parts) {
            for (int i = 0; i < gram.length; i++) {
                gram[i] += part[i];
            }
        }
        return gram;
    }

    private static float[] start(int count, FactorSettings settings, int side) {
        int rank = settings.rank();
        float[] vectors = new float[count * rank];
        double deviation = 0.1 / Math.sqrt(rank);
        Blocks.each(count, BLOCK, (from, to) -> {
            for (int row = from; row < to; row++) {
                SplittableRandom random = new SplittableRandom(settings.seed() * 31 + side * 0x9E3779B97F4A7C15L + row);
                for (int i = 0; i < rank; i++) {
                    vectors[row * rank + i] = (float) (deviation * random.nextGaussian());
                }
            }
        });
        return vectors;
    }
}
