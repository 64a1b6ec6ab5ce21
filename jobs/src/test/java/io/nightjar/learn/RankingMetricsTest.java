package io.nightjar.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RankingMetricsTest {
    @Test
    void idealListCoversTheWholeBasket() {
        // Found at places 1 and 3: 1 + 1/2. The basket has three: 1 + 1/log2(3) + 1/2.
        RankingMetrics metrics = RankingMetrics.of(List.of(List.of("a", "x", "b")), List.of(Set.of("a", "b", "c")), 10);
        assertThat(metrics.ndcg()).isCloseTo(1.5 / (1.5 + 1 / (Math.log(3) / Math.log(2))), within(1e-12));
        assertThat(metrics.recall()).isCloseTo(2.0 / 3, within(1e-12));
        assertThat(metrics.hitRate()).isEqualTo(1);
        assertThat(metrics.coverage()).isEqualTo(0.3);
    }

    @Test
    void isOneForAPerfectList() {
        RankingMetrics metrics = RankingMetrics.of(List.of(List.of("a", "b")), List.of(Set.of("a", "b")), 2);
        assertThat(metrics.ndcg()).isCloseTo(1, within(1e-12));
        assertThat(metrics.recall()).isEqualTo(1);
        assertThat(metrics.coverage()).isEqualTo(1);
    }

    @Test
    void countsAnEmptyListAsNought() {
        RankingMetrics metrics =
                RankingMetrics.of(List.of(List.of(), List.of("a")), List.of(Set.of("a"), Set.of("a")), 4);
        assertThat(metrics.customers()).isEqualTo(2);
        assertThat(metrics.ndcg()).isCloseTo(0.5, within(1e-12));
        assertThat(metrics.recall()).isEqualTo(0.5);
        assertThat(metrics.hitRate()).isEqualTo(0.5);
        assertThat(metrics.coverage()).isEqualTo(0.25);
    }

    @Test
    void fallsWithEveryPlaceAHitIsLower() {
        double first = RankingMetrics.of(List.of(List.of("a", "x", "y")), List.of(Set.of("a")), 3)
                .ndcg();
        double second = RankingMetrics.of(List.of(List.of("x", "a", "y")), List.of(Set.of("a")), 3)
                .ndcg();
        double third = RankingMetrics.of(List.of(List.of("x", "y", "a")), List.of(Set.of("a")), 3)
                .ndcg();
        assertThat(first).isEqualTo(1).isGreaterThan(second);
        assertThat(second).isGreaterThan(third).isCloseTo(Math.log(2) / Math.log(3), within(1e-12));
        assertThat(third).isEqualTo(0.5);
    }

    @Test
    void staysWithinNoughtAndOne() {
        Random random = new Random(3);
        for (int round = 0; round < 200; round++) {
            List<Integer> list = IntStream.range(0, 20)
                    .boxed()
                    .map(it -> (it * 7 + random.nextInt(20)) % 20)
                    .distinct()
                    .limit(1 + random.nextInt(10))
                    .toList();
            Set<Integer> basket = new TreeSet<>();
            basket.add(random.nextInt(20));
            random.ints(random.nextInt(6), 0, 20).forEach(basket::add);
            RankingMetrics metrics = RankingMetrics.of(List.of(list), List.of(basket), 20);
            assertThat(metrics.ndcg()).isBetween(0.0, 1.0 + 1e-12);
            assertThat(metrics.recall()).isBetween(0.0, 1.0);
            assertThat(metrics.hitRate()).isBetween(0.0, 1.0);
        }
    }
}
