package io.nightjar.learn.factor;

import java.util.Arrays;

/**
 * Solves one row of the objective while the other side stays fixed: (sum c h h' + alpha0 H'H + lambda_u I) w = sum c h,
 * by a few steps of conjugate gradients from the row's last solution (Takács, Pilászy and Tikk 2011). The bought
 * vectors are gathered once into a panel that stays in the cache; every product is one call of BLAS. Not for two
 * threads at once.
 */
final class RowSolver {
    private final Linear linear;
    private final int rank;
    private final float[] fixed;
    private final float[] gram;
    private final int steps;
    private final float[] residual;
    private final float[] direction;
    private final float[] product;
    private float[] panel = new float[0];
    private float[] inner = new float[0];

    /** @param gram alpha0 H'H of the fixed side */
    RowSolver(Linear linear, float[] fixed, float[] gram, FactorSettings settings) {
        this.linear = linear;
        this.rank = settings.rank();
        this.fixed = fixed;
        this.gram = gram;
        this.steps = settings.steps();
        residual = new float[rank];
        direction = new float[rank];
        product = new float[rank];
    }

    /** Improves the vector at the place; cells of the row are columns[from] to columns[to]. */
    void solve(float[] vectors, int place, int[] columns, float[] weights, int from, int to, float ridge) {
        int cells = to - from;
        gather(columns, from, cells);
        System.arraycopy(vectors, place, direction, 0, rank);
        multiply(weights, from, cells, ridge);
        Arrays.fill(residual, 0);
        linear.combine(rank, cells, panel, weights, from, residual);
        for (int i = 0; i < rank; i++) {
            residual[i] -= product[i];
        }
        System.arraycopy(residual, 0, direction, 0, rank);
        float error = dot(residual, residual);
        for (int step = 0; step < steps && error > 1e-20f; step++) {
            multiply(weights, from, cells, ridge);
            float length = error / dot(direction, product);
            for (int i = 0; i < rank; i++) {
                vectors[place + i] += length * direction[i];
                residual[i] -= length * product[i];
            }
            float left = dot(residual, residual);
            float turn = left / error;
            for (int i = 0; i < rank; i++) {
                direction[i] = residual[i] + turn * direction[i];
            }
            error = left;
        }
    }

    private void gather(int[] columns, int from, int cells) {
        if (inner.length < cells) {
            panel = new float[cells * 2 * rank];
            inner = new float[cells * 2];
        }
        for (int cell = 0; cell < cells; cell++) {
            System.arraycopy(fixed, columns[from + cell] * rank, panel, cell * rank, rank);
        }
    }

    /** product = (sum c h h' + gram + ridge I) direction. */
    private void multiply(float[] weights, int from, int cells, float ridge) {
        for (int i = 0; i < rank; i++) {
            product[i] = ridge * direction[i];
        }
        linear.combine(rank, rank, gram, direction, 0, product);
        linear.dots(rank, cells, panel, direction, inner);
        for (int cell = 0; cell < cells; cell++) {
            inner[cell] *= weights[from + cell];
        }
        linear.combine(rank, cells, panel, inner, 0, product);
    }

    private float dot(float[] a, float[] b) {
        return linear.dot(rank, a, 0, b, 0);
    }
}
