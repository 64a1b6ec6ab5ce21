package io.nightjar.learn.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.learn.factor.FactorSettings;
import org.junit.jupiter.api.Test;

/** Three people own product 0, two of them product 1 as well; product 2 stands alone. */
final class TogetherTest {
    /** Twenty people bought product 0 first, and then the thousand others on one day. */
    @Test
    void whoeverOwnsVeryMuchSpeaksByWhatTheyBoughtLast() {
        HistoriesBuilder shop = new HistoriesBuilder();
        for (int who = 0; who < 20; who++) {
            shop.person(who);
            for (int item = 0; item <= 1000; item++) {
                shop.bought(item == 0 ? 1 : 2, item);
            }
        }
        RankSettings settings = new RankSettings(
                new RankSettings.Size(3, 1, 10), 1, 100, 100, 5, new FactorSettings(2, 1, 0.1f, 0.01f, 1, 2, 5));
        Knowledge knowledge = Knowledge.of(Split.everything(shop.build(1001), 9), settings);
        assertThat(knowledge.together().likeness(1, 2)).isEqualTo(0.5f);
        assertThat(knowledge.together().likeness(1, 0)).isZero();
        Scores ease = new Scores(1001);
        knowledge.ease().add(1, 1, ease);
        assertThat(ease.get(2)).isPositive();
        Past ann = new Past(99, 9, new int[] {1}, new int[] {0, 1}, new int[] {1}, new int[0], new int[0]);
        Scores alike = new Scores(1001);
        Scores near = new Scores(1001);
        knowledge.neighbours().ask(ann, Owned.of(ann), new Neighbours.Desk(knowledge.neighbours()), alike, near);
        assertThat(alike.get(2)).isPositive();
        assertThat(near.get(2)).isPositive();
        assertThat(alike.get(0)).isZero();
    }

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
