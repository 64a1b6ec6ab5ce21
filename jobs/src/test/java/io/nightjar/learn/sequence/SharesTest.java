package io.nightjar.learn.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.learn.sequence.BetaPrior.Count;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class SharesTest {
    @Test
    void aShareIsDrawnTowardsTheMeanByHowFewItsCasesAre() {
        BetaPrior prior = new BetaPrior(0.2, 10);
        // (0 + 2) / (0 + 10), (1 + 2) / (1 + 10), (50 + 2) / (100 + 10)
        assertThat(prior.share(new Count(0, 0))).isEqualTo(0.2);
        assertThat(prior.share(new Count(1, 1))).isCloseTo(3.0 / 11, within(1e-12));
        assertThat(prior.share(new Count(100, 50))).isCloseTo(52.0 / 110, within(1e-12));
    }

    @Test
    void theStrengthOfThePriorIsFoundAgain() {
        // Shares drawn from Beta(2, 8): mean 0.2, strength 10. A gamma of whole shape is a sum of exponentials.
        Random random = new Random(7);
        Map<Count, Long> groups = new TreeMap<>();
        for (int group = 0; group < 4000; group++) {
            double yes = exponentials(random, 2);
            double share = yes / (yes + exponentials(random, 8));
            int answered = 0;
            for (int message = 0; message < 20; message++) {
                answered += random.nextDouble() < share ? 1 : 0;
            }
            groups.merge(new Count(20, answered), 1L, Long::sum);
        }
        BetaPrior prior = BetaPrior.fit(groups);
        assertThat(prior.mean()).isCloseTo(0.2, within(0.01));
        assertThat(prior.strength()).isBetween(8.5, 11.5);
    }

    private static double exponentials(Random random, int many) {
        double sum = 0;
        for (int i = 0; i < many; i++) {
            sum -= Math.log(1 - random.nextDouble());
        }
        return sum;
    }

    @Test
    void whereEverybodyIsAlikeOwnCasesCountForNothing() {
        BetaPrior prior = BetaPrior.fit(Map.of(new Count(10, 5), 1000L));
        assertThat(prior.share(new Count(10, 10))).isCloseTo(0.5, within(0.01));
        assertThat(BetaPrior.fit(Map.of(new Count(10, 0), 5L)).mean()).isZero();
        assertThat(BetaPrior.fit(Map.of()).mean()).isZero();
        assertThatThrownBy(() -> new Count(1, 2)).hasMessage("2 of 1 cannot have said yes");
    }

    @Test
    void theLongestKnownEndOfASequenceCountsMost() {
        List<String> paths = new ArrayList<>();
        boolean[] bought = new boolean[400];
        for (int i = 0; i < bought.length; i++) {
            boolean isAgain = i % 2 == 0;
            paths.add(isAgain ? "svac" : "pvc");
            bought[i] = isAgain ? i % 10 < 8 : i % 100 == 1;
        }
        PathShares shares = PathShares.of(paths, bought);
        // svac: 160 of 200, pvc: 4 of 200.
        assertThat(shares.share("svac")).isCloseTo(0.8, within(0.01));
        assertThat(shares.share("pvc")).isCloseTo(0.02, within(0.01));
        // An unknown start changes little; an unknown end says nothing beyond the mean.
        assertThat(shares.share("kkac")).isCloseTo(0.8, within(0.02));
        assertThat(shares.share("m")).isCloseTo(164.0 / 400, within(1e-9));
        assertThat(shares.known("kkac")).isEqualTo("ac");
        assertThat(shares.seen("ac")).isEqualTo(new Count(200, 160));
        assertThat(Step.words("sac")).isEqualTo("a search, then the same product again, then the cart");
    }
}
