package io.nightjar.learn.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Three products; 100 people own the first two, 100 the third alone. */
final class EaseTest {
    @Test
    void weighsWhatIsOwnedTogetherAsTheFormulaSays() {
        int[][] owned = new int[200][];
        for (int who = 0; who < 200; who++) {
            owned[who] = who < 100 ? new int[] {0, 1} : new int[] {2};
        }
        Scores scores = new Scores(3);
        Ease.of(3, owned).add(0, 2, scores);
        // G + 100 I = (200 100; 100 200) and (200): P = (2 -1; -1 2) / 300, weight = -P(0, 1) / P(1, 1) = 1/2; twice.
        assertThat(scores.get(1)).isCloseTo(1f, within(1e-6f));
        assertThat(scores.get(0)).isZero();
        assertThat(scores.get(2)).isZero();
    }

    @Test
    void invertsInPlace() {
        double[][] inverse = Ease.inverse(new double[][] {{4, 1, 0}, {1, 3, 1}, {0, 1, 2}});
        // The determinant is 4 (6 - 1) - 1 (2 - 0) = 18; the first cofactors 5, -2, 1.
        assertThat(inverse[0]).containsExactly(new double[] {5 / 18.0, -2 / 18.0, 1 / 18.0}, within(1e-12));
    }
}
