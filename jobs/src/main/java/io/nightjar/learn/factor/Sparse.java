package io.nightjar.learn.factor;

import java.io.Serializable;
import java.util.Arrays;

/**
 * A sparse matrix by rows (CSR): the cells of row r are at {@code start[r]} to {@code start[r + 1]}, columns ascending.
 *
 * @param rows number of rows
 * @param columns number of columns
 * @param start one more than rows
 * @param column of each cell
 * @param weight of each cell, above 0
 */
@SuppressWarnings("ArrayRecordComponent") // Arrays are the point: one object for millions of cells.
public record Sparse(int rows, int columns, int[] start, int[] column, float[] weight) implements Serializable {
    public int cells() {
        return start[rows];
    }

    public int cells(int row) {
        return start[row + 1] - start[row];
    }

    /** Columns become rows; cells of each keep the order of the old rows. */
    public Sparse transposed() {
        int[] from = new int[columns + 1];
        for (int cell = 0; cell < cells(); cell++) {
            from[column[cell] + 1]++;
        }
        for (int c = 0; c < columns; c++) {
            from[c + 1] += from[c];
        }
        int[] next = Arrays.copyOf(from, columns);
        int[] to = new int[cells()];
        float[] moved = new float[cells()];
        for (int row = 0; row < rows; row++) {
            for (int cell = start[row]; cell < start[row + 1]; cell++) {
                int place = next[column[cell]]++;
                to[place] = row;
                moved[place] = weight[cell];
            }
        }
        return new Sparse(columns, rows, from, to, moved);
    }
}
