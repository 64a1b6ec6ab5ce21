package io.nightjar.learn.factor;

import java.io.Serializable;

/**
 * How {@link Factors} are learned.
 *
 * @param rank length of the vectors
 * @param epochs passes over both sides
 * @param unobserved weight of every cell, bought or not: alpha0 of the objective
 * @param regularisation lambda of the objective
 * @param exponent nu: how far regularisation grows with the number of purchases
 * @param steps of conjugate gradients per row and epoch, from the last solution
 * @param seed of the first vectors
 */
public record FactorSettings(
        int rank, int epochs, float unobserved, float regularisation, float exponent, int steps, long seed)
        implements Serializable {
    public FactorSettings withRank(int other) {
        return new FactorSettings(other, epochs, unobserved, regularisation, exponent, steps, seed);
    }

    FactorSettings withSteps(int other) {
        return new FactorSettings(rank, epochs, unobserved, regularisation, exponent, other, seed);
    }

    /** Another exponent, with lambda moved so that all rows and columns together are held back as much as before. */
    public FactorSettings withExponent(float other, Sparse cells) {
        double before = 0;
        double after = 0;
        for (Sparse side : java.util.List.of(cells, cells.transposed())) {
            for (int row = 0; row < side.rows(); row++) {
                double weight = side.cells(row) + unobserved * (double) side.columns();
                before += Math.pow(weight, exponent);
                after += Math.pow(weight, other);
            }
        }
        float moved = (float) (regularisation * before / after);
        return new FactorSettings(rank, epochs, unobserved, moved, other, steps, seed);
    }

    public FactorSettings with(float newUnobserved, float newRegularisation) {
        return new FactorSettings(rank, epochs, newUnobserved, newRegularisation, exponent, steps, seed);
    }
}
