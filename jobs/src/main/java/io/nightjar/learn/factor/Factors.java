package io.nightjar.learn.factor;

import java.io.Serializable;
import java.util.ArrayList;
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
 * @param columns vectors of the columns, turned to the axes of alpha0 H'H
 * @param spectrum lengths of these axes
 */
@SuppressWarnings("ArrayRecordComponent") // Two arrays instead of millions of objects.
public record Factors(Linear linear, FactorSettings settings, float[] rows, float[] columns, float[] spectrum)
        implements Serializable {
    /** Rows that are worked on together, on any number of cores and machines. */
    static final int BLOCK = 1024;
    /** Blocks whose sums are added up first. */
    static final int TOGETHER = 64;

    public static Factors fit(Sparse bought, FactorSettings settings) {
        Sparse byColumn = bought.transposed();
        Linear linear = Linear.of(bought.cells(), settings.rank());
        float[] rows = start(bought.rows(), settings, 1);
        float[] columns = start(bought.columns(), settings, 2);
        for (int epoch = 0; epoch < settings.epochs(); epoch++) {
            improve(linear, rows, bought, columns, settings);
            improve(linear, columns, byColumn, rows, settings);
        }
        return of(linear, settings, rows, columns);
    }

    /** Turns both sides to the axes of the columns, in place; their inner products stay the same. */
    static Factors of(Linear linear, FactorSettings settings, float[] rows, float[] columns) {
        Spectrum spectrum = Spectrum.of(settings.rank(), gram(linear, columns, settings));
        turn(linear, spectrum, rows);
        turn(linear, spectrum, columns);
        return new Factors(linear, settings, rows, columns, spectrum.length());
    }

    /** One pass over one side, the other fixed but for the axes that both are turned to. */
    static void improve(Linear linear, float[] vectors, Sparse cells, float[] fixed, FactorSettings settings) {
        Spectrum spectrum = Spectrum.of(settings.rank(), gram(linear, fixed, settings));
        turn(linear, spectrum, fixed);
        RowBlock.Other other = new RowBlock.Other(List.of(() -> fixed), cells.columns(), cells.columns());
        Blocks.each(cells.rows(), BLOCK, (from, to) -> {
            spectrum.turn(linear, vectors, from, to - from);
            RowBlock.improve(linear, vectors, from, cells, from, to, other, spectrum.length(), settings);
        });
    }

    /** The vector of a row that was not there in training, or has bought since: the same equation, solved further. */
    public float[] rowOf(int[] bought, float[] weights) {
        float[] vector = new float[settings.rank()];
        Sparse row = new Sparse(1, columns.length / settings.rank(), new int[] {0, bought.length}, bought, weights);
        RowBlock.Other other = new RowBlock.Other(List.of(() -> columns), row.columns(), row.columns());
        RowBlock.improve(linear, vector, 0, row, 0, 1, other, spectrum, settings.withSteps(2 * settings.steps()));
        return vector;
    }

    /** The columns only: rows are solved for anew where they are needed. */
    public Factors withoutRows() {
        return new Factors(linear, settings, new float[0], columns, spectrum);
    }

    static float ridge(int cells, int others, FactorSettings settings) {
        return (float) (settings.regularisation()
                * Math.pow(cells + settings.unobserved() * (double) others, settings.exponent()));
    }

    private static void turn(Linear linear, Spectrum spectrum, float[] vectors) {
        int count = vectors.length / spectrum.length().length;
        Blocks.each(count, BLOCK, (from, to) -> spectrum.turn(linear, vectors, from, to - from));
    }

    /** alpha0 H'H, summed block by block in a fixed order. */
    static float[] gram(Linear linear, float[] vectors, FactorSettings settings) {
        int rank = settings.rank();
        int count = vectors.length / rank;
        List<float[]> parts = Blocks.of((count + BLOCK - 1) / BLOCK, block -> {
            int from = block * BLOCK;
            return gram(linear, vectors, from, Math.min(count, from + BLOCK) - from, settings);
        });
        return sum(rank, parts);
    }

    /** The part of one block. */
    static float[] gram(Linear linear, float[] vectors, int from, int count, FactorSettings settings) {
        float[] part = new float[settings.rank() * settings.rank()];
        linear.gram(settings.rank(), from, count, settings.unobserved(), vectors, part);
        return part;
    }

    /** The parts of all blocks: neighbours first, all in their order. */
    static float[] sum(int rank, List<float[]> parts) {
        List<float[]> sums = new ArrayList<>();
        for (int from = 0; from < parts.size(); from += TOGETHER) {
            sums.add(added(rank, parts.subList(from, Math.min(parts.size(), from + TOGETHER))));
        }
        return added(rank, sums);
    }

    /** One after the other. */
    static float[] added(int rank, List<float[]> parts) {
        float[] gram = new float[rank * rank];
        for (float[] part : parts) {
            for (int i = 0; i < gram.length; i++) {
                gram[i] += part[i];
            }
        }
        return gram;
    }

    private static float[] start(int count, FactorSettings settings, int side) {
        float[] vectors = new float[count * settings.rank()];
        Blocks.each(count, BLOCK, (from, to) -> start(vectors, from, from, to, settings, side));
        return vectors;
    }

    /** First vectors of the rows from (inclusive) to (exclusive), written from a place on. */
    static void start(float[] vectors, int place, int from, int to, FactorSettings settings, int side) {
        int rank = settings.rank();
        double deviation = 0.1 / Math.sqrt(rank);
        for (int row = from; row < to; row++) {
            SplittableRandom random = new SplittableRandom(settings.seed() * 31 + side * 0x9E3779B97F4A7C15L + row);
            for (int i = 0; i < rank; i++) {
                vectors[(place + row - from) * rank + i] = (float) (deviation * random.nextGaussian());
            }
        }
    }
}
