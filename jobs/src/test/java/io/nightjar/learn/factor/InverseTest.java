package io.nightjar.learn.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

final class InverseTest {
    @Test
    void invertsInPlace() {
        double[] matrix = {4, 1, 0, 1, 3, 1, 0, 1, 2};
        Inverse.of(3, matrix);
        // The determinant is 4 (6 - 1) - 1 (2 - 0) = 18; the first cofactors 5, -2, 1.
        assertThat(matrix[0]).isCloseTo(5 / 18.0, within(1e-12));
        assertThat(matrix[1]).isCloseTo(-2 / 18.0, within(1e-12));
        assertThat(matrix[2]).isCloseTo(1 / 18.0, within(1e-12));
    }

    /** Two blocks and a part of one. */
    @Test
    void timesTheMatrixItIsOne() {
        int size = 150;
        double[] matrix = matrix(size);
        for (boolean withVectors : new boolean[] {false, true}) {
            double[] inverse = matrix.clone();
            Inverse.of(size, inverse, withVectors);
            for (int row = 0; row < size; row++) {
                for (int column = 0; column < size; column++) {
                    double sum = 0;
                    for (int n = 0; n < size; n++) {
                        sum += matrix[row * size + n] * inverse[n * size + column];
                    }
                    assertThat(sum).isCloseTo(row == column ? 1 : 0, within(1e-9));
                }
            }
        }
    }

    @Test
    void givesTheSameOnAnyNumberOfCores() throws Exception {
        assertThat(on(4)).isEqualTo(on(1));
    }

    private static double[] on(int threads) throws Exception {
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            double[] matrix = matrix(200);
            pool.submit(() -> Inverse.of(200, matrix, true)).get();
            return matrix;
        } finally {
            pool.shutdown();
        }
    }

    /** Symmetric with much on its diagonal. */
    private static double[] matrix(int size) {
        Random random = new Random(3);
        double[] matrix = new double[size * size];
        for (int row = 0; row < size; row++) {
            for (int column = 0; column <= row; column++) {
                double value = random.nextInt(10) + (row == column ? 10 * size : 0);
                matrix[row * size + column] = value;
                matrix[column * size + row] = value;
            }
        }
        return matrix;
    }
}
