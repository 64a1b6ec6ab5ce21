package io.nightjar.learn.factor;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import java.util.Arrays;

/**
 * The inverse of a symmetric matrix with positive eigenvalues, by Gauss and Jordan in place, a few dozen pivots at a
 * time, so that nearly all of the work is one matrix product after the other. Such a matrix needs no other pivots. The
 * blocks do not depend on the number of cores, and small matrices are worked out by plain loops on every machine.
 */
public final class Inverse {
    private static final int BLOCK = 64;
    private static final int SMALL = 1000;
    private static final BLAS ROUTINES = JavaBLAS.getInstance();

    private Inverse() {}

    /** @param matrix row by row; becomes its inverse */
    public static void of(int size, double[] matrix) {
        of(size, matrix, size > SMALL);
    }

    static void of(int size, double[] matrix, boolean withVectors) {
        for (int from = 0; from < size; from += BLOCK) {
            int pivot = from;
            int width = Math.min(BLOCK, size - from);
            divide(size, matrix, pivot, width);
            Blocks.each(size, BLOCK, (first, end) -> {
                // The pivots' own rows are a block of their own.
                if (first != pivot) {
                    double[] times = cut(size, matrix, first, end, pivot, width);
                    if (withVectors) {
                        ROUTINES.dgemm(
                                "N",
                                "N",
                                size,
                                end - first,
                                width,
                                -1,
                                matrix,
                                pivot * size,
                                size,
                                times,
                                0,
                                width,
                                1,
                                matrix,
                                first * size,
                                size);
                    } else {
                        subtract(size, matrix, first, end, pivot, width, times);
                    }
                }
            });
        }
    }

    /** The pivots' rows by the block of the pivots, whose place its inverse takes. */
    private static void divide(int size, double[] matrix, int pivot, int width) {
        double[] block = cut(size, matrix, pivot, pivot + width, pivot, width);
        invert(width, block);
        for (int row = 0; row < width; row++) {
            matrix[(pivot + row) * size + pivot + row] = 1;
        }
        double[] rows = Arrays.copyOfRange(matrix, pivot * size, (pivot + width) * size);
        Blocks.each(width, 8, (from, to) -> {
            Arrays.fill(matrix, (pivot + from) * size, (pivot + to) * size, 0);
            for (int row = from; row < to; row++) {
                for (int n = 0; n < width; n++) {
                    add(block[row * width + n], rows, n * size, matrix, (pivot + row) * size, size);
                }
            }
        });
    }

    /** Columns of some rows, which become 0. */
    private static double[] cut(int size, double[] matrix, int first, int end, int column, int width) {
        double[] cut = new double[(end - first) * width];
        for (int row = first; row < end; row++) {
            int at = row * size + column;
            System.arraycopy(matrix, at, cut, (row - first) * width, width);
            Arrays.fill(matrix, at, at + width, 0);
        }
        return cut;
    }

    private static void subtract(int size, double[] matrix, int first, int end, int pivot, int width, double[] times) {
        for (int row = first; row < end; row++) {
            for (int n = 0; n < width; n++) {
                add(-times[(row - first) * width + n], matrix, (pivot + n) * size, matrix, row * size, size);
            }
        }
    }

    private static void add(double times, double[] from, int fromAt, double[] to, int toAt, int length) {
        for (int j = 0; j < length; j++) {
            to[toAt + j] += times * from[fromAt + j];
        }
    }

    /** One pivot at a time. */
    private static void invert(int size, double[] matrix) {
        for (int pivot = 0; pivot < size; pivot++) {
            double over = 1 / matrix[pivot * size + pivot];
            matrix[pivot * size + pivot] = 1;
            for (int j = 0; j < size; j++) {
                matrix[pivot * size + j] *= over;
            }
            for (int row = 0; row < size; row++) {
                if (row != pivot) {
                    double times = matrix[row * size + pivot];
                    matrix[row * size + pivot] = 0;
                    add(-times, matrix, pivot * size, matrix, row * size, size);
                }
            }
        }
    }
}
