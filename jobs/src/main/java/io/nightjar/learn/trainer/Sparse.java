package io.nightjar.learn.trainer;

import java.util.Arrays;
import java.util.function.IntPredicate;

/** A matrix with few entries a row (compressed sparse rows), as linear learners want it. */
public final class Sparse {
    private final int columns;
    private int[] start;
    private int[] index;
    private float[] value;
    private int rows;
    private int entries;

    Sparse(int rows, int columns) {
        this.columns = columns;
        this.start = new int[rows + 1];
        this.index = new int[Math.max(16, rows * 8)];
        this.value = new float[index.length];
    }

    /** An entry of the row that is being filled. */
    void add(int column, double entry) {
        if (entry == 0) {
            return;
        }
        if (entries == index.length) {
            int more = (int) Math.min(Integer.MAX_VALUE - 8L, entries * 2L);
            index = Arrays.copyOf(index, more);
            value = Arrays.copyOf(value, more);
        }
        index[entries] = column;
        value[entries++] = (float) entry;
    }

    void endRow() {
        start[++rows] = entries;
    }

    int rows() {
        return rows;
    }

    int columns() {
        return columns;
    }

    /** Row times vector. */
    double times(int row, double[] vector) {
        double sum = 0;
        for (int k = start[row]; k < start[row + 1]; k++) {
            sum += value[k] * vector[index[k]];
        }
        return sum;
    }

    /** Adds a multiple of the row to the vector. */
    void addTo(int row, double factor, double[] vector) {
        for (int k = start[row]; k < start[row + 1]; k++) {
            vector[index[k]] += factor * value[k];
        }
    }

    /** Adds a multiple of each squared entry of the row to the vector. */
    void addSquaresTo(int row, double factor, double[] vector) {
        for (int k = start[row]; k < start[row + 1]; k++) {
            vector[index[k]] += factor * value[k] * value[k];
        }
    }

    /** With a flag, and each column once more for the rows that have the flag. */
    public Sparse interacting(IntPredicate flag) {
        Sparse wider = new Sparse(rows, 2 * columns + 1);
        for (int i = 0; i < rows; i++) {
            forEach(i, wider::add);
            if (flag.test(i)) {
                wider.add(columns, 1);
                forEach(i, (column, entry) -> wider.add(columns + 1 + column, entry));
            }
            wider.endRow();
        }
        return wider;
    }

    /** The given rows, in the given order. */
    Sparse rows(int[] wanted) {
        Sparse some = new Sparse(wanted.length, columns);
        for (int row : wanted) {
            forEach(row, some::add);
            some.endRow();
        }
        return some;
    }

    /** Visits the entries of a row. */
    void forEach(int row, Entry entry) {
        for (int k = start[row]; k < start[row + 1]; k++) {
            entry.at(index[k], value[k]);
        }
    }

    /** Takes one entry. */
    interface Entry {
        void at(int column, double value);
    }
}
