package io.nightjar.learn.factor;

import java.util.Arrays;

/**
 * Solves one row of the objective while the other side stays fixed: (sum c h h' + alpha0 H'H + lambda_u I) w = sum c h,
 * by a few steps of conjugate gradients from the row's last solution (Takács, Pilászy and Tikk 2011). Vectors are turned
 * to the axes of H'H, so that alpha0 H'H + lambda_u I is a diagonal and the preconditioner; what is left has as many
 * directions as the row has cells. Not for two threads at once.
 */
final class RowSolver {
    private final Linear linear;
    private final int rank;
    private final float[] spectrum;
    private final float perCell;
    private final int steps;
    private final float[] diagonal;
    private final float[] inverse;
    private final float[] residual;
    private final float[] direction;
    private final float[] product;
    private float[] inner = new float[0];

    /**
     * @param others how many vectors the other side has
     * @param spectrum lengths of the axes that the other side is turned to
     */
    RowSolver(Linear linear, int others, float[] spectrum, FactorSettings settings) {
        this.linear = linear;
        this.rank = settings.rank();
        this.spectrum = spectrum;
        this.perCell = 1 / (settings.unobserved() * Math.max(1, others));
        this.steps = settings.steps();
        diagonal = new float[rank];
        inverse = new float[rank];
        residual = new float[rank];
        direction = new float[rank];
        product = new float[rank];
    }

    /**
     * Improves the vector at the place; the row's cells are weights[from] to weights[to].
     *
     * @param panel vectors of the row's cells, from a place on
     */
    void solve(float[] vectors, int place, float[] panel, int at, float[] weights, int from, int to, float ridge) {
        int cells = to - from;
        if (inner.length < cells) {
            inner = new float[cells * 2];
        }
        condition(weights, from, cells, ridge);
        linear.dots(rank, cells, panel, at, vectors, place, inner);
        for (int cell = 0; cell < cells; cell++) {
            inner[cell] = weights[from + cell] * (1 - inner[cell]);
        }
        for (int i = 0; i < rank; i++) {
            residual[i] = -diagonal[i] * vectors[place + i];
        }
        linear.combine(rank, cells, panel, at, inner, residual);
        Arrays.fill(direction, 0);
        float before = 1;
        for (int step = 0; step < steps; step++) {
            for (int i = 0; i < rank; i++) {
                product[i] = inverse[i] * residual[i];
            }
            float left = linear.dot(rank, residual, 0, product, 0);
            if (left <= 1e-20f) {
                return;
            }
            float turn = step == 0 ? 0 : left / before;
            for (int i = 0; i < rank; i++) {
                direction[i] = product[i] + turn * direction[i];
            }
            multiply(panel, at, weights, from, cells);
            float length = left / linear.dot(rank, direction, 0, product, 0);
            for (int i = 0; i < rank; i++) {
                vectors[place + i] += length * direction[i];
                residual[i] -= length * product[i];
            }
            before = left;
        }
    }

    /** The row's own cells are taken to lie along the axes as all of the fixed side does. */
    private void condition(float[] weights, int from, int cells, float ridge) {
        float sum = 0;
        for (int cell = 0; cell < cells; cell++) {
            sum += weights[from + cell];
        }
        float share = 1 + sum * perCell;
        for (int i = 0; i < rank; i++) {
            diagonal[i] = spectrum[i] + ridge;
            inverse[i] = 1 / (share * spectrum[i] + ridge);
        }
    }

    /** product = (sum c h h' + diagonal) direction. */
    private void multiply(float[] panel, int at, float[] weights, int from, int cells) {
        for (int i = 0; i < rank; i++) {
            product[i] = diagonal[i] * direction[i];
        }
        linear.dots(rank, cells, panel, at, direction, 0, inner);
        for (int cell = 0; cell < cells; cell++) {
            inner[cell] *= weights[from + cell];
        }
        linear.combine(rank, cells, panel, at, inner, product);
    }
}
