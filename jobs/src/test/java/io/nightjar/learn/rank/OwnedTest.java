package io.nightjar.learn.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Coffee (7) on days 0, 10 and 30, tea (3) on day 10 only; four baskets, the last one on day 40 with neither. */
final class OwnedTest {
    private static final Past PAST = new Past(
            1,
            50,
            new int[] {0, 10, 30, 40},
            new int[] {0, 1, 3, 4, 5},
            new int[] {7, 7, 3, 7, 9},
            new int[0],
            new int[0]);

    @Test
    void countsAndDecays() {
        Owned owned = Owned.of(PAST);
        assertThat(owned.item()).containsExactly(3, 7, 9);
        assertThat(owned.count()).containsExactly(1, 3, 1);
        assertThat(owned.lastDay()).containsExactly(10, 30, 40);
        // Coffee: one, two and three baskets before the last.
        assertThat(owned.slow()[1]).isCloseTo(0.9f + 0.81f + 0.729f, within(1e-6f));
        assertThat(owned.fast()[1]).isCloseTo(0.6f + 0.36f + 0.216f, within(1e-6f));
        assertThat(owned.gap(1)).isEqualTo(15);
        assertThat(owned.gap(0)).isZero();
    }

    @Test
    void knowsWhatWasBoughtLast() {
        Owned owned = Owned.of(PAST);
        assertThat(owned.latest(1)).containsExactly(2);
        assertThat(owned.latest(2)).containsExactly(1, 2);
        assertThat(owned.latest(3)).containsExactly(0, 1, 2);
    }

    @Test
    void theLastBasketsShareAndTheDecayedGroupsOfTheLiterature() {
        Owned owned = Owned.of(PAST);
        assertThat(Neighbours.lately(PAST, owned)).containsExactly(0.25f, 0.75f, 0.25f);
        // One group of four baskets, the last with weight 1: tea was in the third from the end.
        assertThat(Neighbours.tifu(PAST, owned)[0]).isCloseTo(0.9f * 0.9f / 4, within(1e-6f));
    }
}
