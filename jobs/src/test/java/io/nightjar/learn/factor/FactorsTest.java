package io.nightjar.learn.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

/** Eight people and eight products in two groups; everybody bought what their own group likes, but for one product. */
final class FactorsTest {
    private static final FactorSettings SETTINGS = new FactorSettings(4, 10, 0.1f, 0.05f, 1, 3, 7);

    @Test
    void findsTheProductThatIsMissingFromEachPersonsGroup() {
        Factors factors = Factors.fit(groups(), SETTINGS);
        for (int person = 0; person < 8; person++) {
            float missing = score(factors, person, missing(person));
            for (int item = 0; item < 8; item++) {
                if (item / 4 != person / 4) {
                    assertThat(missing)
                            .as("person " + person + ", item " + item)
                            .isGreaterThan(score(factors, person, item));
                }
            }
        }
    }

    @Test
    void solvesTheNormalEquationOfEachRow() {
        // Two products in two dimensions, h0 = (1, 0) and h1 = (1, 1), both bought, weights 1 and 2; alpha0 = 0.5,
        // lambda = 0.1, ridge = 0.1 * (2 + 0.5 * 2) = 0.3. H'H = (2 1; 1 1).
        // A = 1 (1 0; 0 0) + 2 (1 1; 1 1) + 0.5 (2 1; 1 1) + 0.3 I = (4.3 2.5; 2.5 2.8), b = (3, 2).
        // w = (3 * 2.8 - 2 * 2.5, 4.3 * 2 - 2.5 * 3) / (4.3 * 2.8 - 2.5 * 2.5) = (3.4, 1.1) / 5.79.
        // The vectors are turned, so that only their inner products are the same: w h0 = 3.4 / 5.79, w h1 = 4.5 / 5.79.
        FactorSettings settings = new FactorSettings(2, 1, 0.5f, 0.1f, 1, 3, 1);
        for (Linear linear : Linear.values()) {
            Factors factors = Factors.of(linear, settings, new float[0], new float[] {1, 0, 1, 1});
            float[] row = factors.rowOf(new int[] {0, 1}, new float[] {1, 2});
            assertThat(linear.dot(2, row, 0, factors.columns(), 0)).isCloseTo(3.4f / 5.79f, within(1e-5f));
            assertThat(linear.dot(2, row, 0, factors.columns(), 2)).isCloseTo(4.5f / 5.79f, within(1e-5f));
        }
    }

    @Test
    void givesTheSameBitsOnAnyNumberOfCores() throws Exception {
        Factors one = on(1);
        Factors four = on(4);
        assertThat(four.rows()).isEqualTo(one.rows());
        assertThat(four.columns()).isEqualTo(one.columns());
    }

    @Test
    void anotherSeedGivesOtherVectors() {
        FactorSettings other = new FactorSettings(4, 10, 0.1f, 0.05f, 1, 3, 8);
        assertThat(Factors.fit(groups(), other).columns())
                .isNotEqualTo(Factors.fit(groups(), SETTINGS).columns());
    }

    @Test
    void turnsRowsIntoColumns() {
        Sparse turned = new Sparse(2, 3, new int[] {0, 2, 3}, new int[] {0, 2, 2}, new float[] {1, 2, 3}).transposed();
        assertThat(turned.start()).containsExactly(0, 1, 1, 3);
        assertThat(turned.column()).containsExactly(0, 0, 1);
        assertThat(turned.weight()).containsExactly(1, 2, 3);
    }

    private static Factors on(int threads) throws Exception {
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            return pool.submit(() -> Factors.fit(groups(), SETTINGS)).get();
        } finally {
            pool.shutdown();
        }
    }

    private static Sparse groups() {
        int[] start = new int[9];
        int[] column = new int[24];
        float[] weight = new float[24];
        int n = 0;
        for (int person = 0; person < 8; person++) {
            for (int item = person / 4 * 4; item < person / 4 * 4 + 4; item++) {
                if (item != missing(person)) {
                    column[n] = item;
                    weight[n++] = 1;
                }
            }
            start[person + 1] = n;
        }
        return new Sparse(8, 8, start, column, weight);
    }

    private static int missing(int person) {
        return person;
    }

    private static float score(Factors factors, int person, int item) {
        return Linear.PLAIN.dot(4, factors.rows(), person * 4, factors.columns(), item * 4);
    }
}
