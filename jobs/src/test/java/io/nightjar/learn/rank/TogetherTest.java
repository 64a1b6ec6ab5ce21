package io.nightjar.learn.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Three people own product 0, two of them product 1 as well; product 2 stands alone. */
final class TogetherTest {
    @Test
    void isTheCosineOfBuyersDrawnTowardsNothing() {
        Together together = Together.of(3, new int[][] {{0, 1}, {0, 1}, {0}, {2}});
        float expected = (float) (2 / (Math.sqrt(3 * 2) + 20));
        assertThat(together.likeness(0, 1)).isCloseTo(expected, within(1e-7f));
        assertThat(together.likeness(1, 0)).isCloseTo(expected, within(1e-7f));
        assertThat(together.likeness(0, 2)).isZero();
        assertThat(together.likeness(0, 0)).isZero();
    }
}
