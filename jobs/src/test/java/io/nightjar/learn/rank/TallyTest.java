package io.nightjar.learn.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Measures worked out by hand, k = 2; discounts are 1 for the first place, 0.63093 for the second, 0.5 for the third. */
final class TallyTest {
    private static final double SECOND = Math.log(2) / Math.log(3);
    private static final float[] SHARE = {0.5f, 0.25f, 0.125f, 0.125f};

    @Test
    void dividesByTheIdealOverTheWholeBasketAndByTheOneCutAtK() {
        RankingReport report = one(new int[] {0}, new int[] {0, 1, 2}, new int[] {3, 1});
        assertThat(report.ndcg()).isCloseTo(SECOND / (1 + SECOND + 0.5), within(1e-12));
        assertThat(report.ndcgCut()).isCloseTo(SECOND / (1 + SECOND), within(1e-12));
        assertThat(report.recall()).isCloseTo(1.0 / 3, within(1e-12));
        assertThat(report.hitRate()).isEqualTo(1);
    }

    @Test
    void countsRepeatAndExploreApart() {
        RankingReport report = one(new int[] {0, 1}, new int[] {0, 1, 2}, new int[] {0, 2});
        assertThat(report.repeatRecall()).isEqualTo(0.5);
        assertThat(report.exploreRecall()).isEqualTo(1);
        assertThat(report.coverage()).isEqualTo(0.5);
        // -log2 of a half is 1 bit, of an eighth 3 bits.
        assertThat(report.novelty()).isEqualTo(2);
    }

    @Test
    void aPerfectListIsOneAndAWrongOneNothing() {
        assertThat(one(new int[0], new int[] {1, 2}, new int[] {2, 1}).ndcg()).isEqualTo(1);
        RankingReport wrong = one(new int[0], new int[] {1, 2}, new int[] {0, 3});
        assertThat(wrong.ndcg()).isZero();
        assertThat(wrong.repeatRecall()).isNaN();
    }

    @Test
    void looksAtKProductsOnly() {
        assertThat(one(new int[0], new int[] {1}, new int[] {0, 2, 1}).recall()).isZero();
    }

    @Test
    void theIntervalHoldsTheMeanAndIsAsWideAsChanceMakesIt() {
        // Half of 400 people find everything, half nothing: the mean is 0.5 with a standard error of 0.025.
        Tally tally = new Tally(400, 2, SHARE);
        for (int n = 0; n < 400; n++) {
            tally.add(n, n % 8 + 1, new int[0], new int[] {1}, new int[] {n % 2});
        }
        RankingReport report = tally.report(3);
        assertThat(report.recall()).isEqualTo(0.5);
        assertThat(report.recallLow()).isBetween(0.43, 0.47);
        assertThat(report.recallHigh()).isBetween(0.53, 0.57);
        assertThat(report.byLength()).containsOnlyKeys("1", "2-3", "4-7", "8+");
    }

    private static RankingReport one(int[] owned, int[] wanted, int[] list) {
        Tally tally = new Tally(1, 2, SHARE);
        tally.add(0, 1, owned, wanted, list);
        return tally.report(1);
    }
}
