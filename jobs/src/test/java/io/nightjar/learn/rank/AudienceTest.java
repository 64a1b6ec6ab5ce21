package io.nightjar.learn.rank;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.learn.factor.FactorSettings;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * 600 people over eight months: every third buys a printer (0) in some month and ink (1) in each of the two months after
 * it, and nobody else buys ink; everybody buys something else (2 to 9) each month.
 */
final class AudienceTest {
    private static final int MONTH = 28;
    private static final RankSettings SETTINGS = new RankSettings(
            new RankSettings.Size(3, 1, 5), 30, 1000, 500, 100, new FactorSettings(4, 3, 0.1f, 0.01f, 1, 2, 5));

    @Test
    void findsBuyersWithFewerPeopleThanTheRule() {
        Split test = Split.everything(shop(), 8 * MONTH).after(7 * MONTH, MONTH);
        Audience.Advice advice = Audience.of(test.before(MONTH), test, new int[] {1}, SETTINGS);
        assertThat(advice.people()).isEqualTo(600);
        Map<Integer, Integer> ours = advice.sizes().get(Audience.OURS);
        // Who bought a printer last month buys ink for the first time: those the rule finds last.
        assertThat(ours.get(50)).isBetween(advice.buyers() / 2, advice.buyers());
        assertThat(ours.get(90)).isLessThan(advice.sizes().get(Audience.RULE).get(90));
    }

    @Test
    void saysNothingOfAProductThatNobodyBought() {
        Split test = Split.everything(shop(), 8 * MONTH).after(7 * MONTH, MONTH);
        assertThat(Audience.of(test.before(MONTH), test, new int[] {10}, SETTINGS)
                        .sizes())
                .isEmpty();
    }

    private static Histories shop() {
        Random random = new Random(3);
        HistoriesBuilder shop = new HistoriesBuilder();
        for (int who = 0; who < 600; who++) {
            shop.person(random.nextLong());
            int printer = who % 3 == 0 ? random.nextInt(8) : 100;
            for (int month = 0; month < 8; month++) {
                int day = month * MONTH + 1 + random.nextInt(MONTH);
                shop.bought(day, 2 + random.nextInt(8));
                if (month == printer) {
                    shop.bought(day, 0);
                }
                if (month == printer + 1 || month == printer + 2) {
                    shop.bought(day, 1);
                }
            }
        }
        return shop.build(11);
    }
}
