package io.nightjar.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class InactivityRuleTest {
    @Test
    void poolsNeighboursThatFall() {
        // Shares by day: 1/10, 4/10, 2/10, 8/10. Days 20 and 30 fall and become (4+2)/20.
        InactivityRule rule = new InactivityRule(
                new TreeMap<>(Map.of(10, 10L, 20, 10L, 30, 10L, 40, 10L)), Map.of(10, 1L, 20, 4L, 30, 2L, 40, 8L));
        assertThat(rule.steps()).containsExactly(entry(10, 0.1), entry(20, 0.3), entry(40, 0.8));
    }

    @Test
    void poolsBackwardsAsFarAsNeeded() {
        // 1/2, 3/4, 0/4: the last pulls both before it down to 4/10.
        InactivityRule rule = new InactivityRule(new TreeMap<>(Map.of(1, 2L, 2, 4L, 3, 4L)), Map.of(1, 1L, 2, 3L));
        assertThat(rule.steps()).containsExactly(entry(1, 0.4));
    }

    @Test
    void answersBetweenBeforeAndAfterItsSteps() {
        InactivityRule rule = new InactivityRule(new TreeMap<>(Map.of(10, 10L, 40, 10L)), Map.of(10, 1L, 40, 8L));
        assertThat(rule.probability(0)).isEqualTo(0.1);
        assertThat(rule.probability(39)).isEqualTo(0.1);
        assertThat(rule.probability(40)).isEqualTo(0.8);
        assertThat(rule.probability(4000)).isEqualTo(0.8);
        assertThat(rule.days()).isEqualTo(40);
    }

    @Test
    void saysTheLastStepWhereNobodyIsLikelyGone() {
        InactivityRule rule = new InactivityRule(new TreeMap<>(Map.of(10, 10L, 40, 10L)), Map.of(10, 1L, 40, 2L));
        assertThat(rule.days()).isEqualTo(40);
    }

    @Test
    void knowsNothingWithoutPeople() {
        InactivityRule rule = new InactivityRule(new TreeMap<>(), Map.of());
        assertThat(rule.probability(100)).isZero();
        assertThat(rule.days()).isZero();
        assertThat(rule.steps()).isEmpty();
    }

    @Test
    void neverFallsWithTheDays() {
        Random random = new Random(11);
        for (int round = 0; round < 300; round++) {
            TreeMap<Integer, Long> people = new TreeMap<>();
            TreeMap<Integer, Long> left = new TreeMap<>();
            long all = 0;
            for (int day = 0; day < 60; day += 1 + random.nextInt(5)) {
                long count = 1L + random.nextInt(9);
                people.put(day, count);
                left.put(day, (long) random.nextInt((int) count + 1));
                all += left.get(day);
            }
            InactivityRule rule = new InactivityRule(people, left);
            double expected = 0;
            double before = 0;
            for (Map.Entry<Integer, Long> day : people.entrySet()) {
                double share = rule.probability(day.getKey());
                assertThat(share).isBetween(before, 1.0);
                before = share;
                expected += share * day.getValue();
            }
            assertThat(Math.round(expected)).as("as many leave as did").isEqualTo(all);
        }
    }
}
