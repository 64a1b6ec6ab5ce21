package io.nightjar.learn.rank;

import java.util.Map;

/**
 * How good one method's lists were, as means over people. NDCG's ideal list covers the whole basket, as in the
 * next-basket literature (Li et al. 2023); the ideal that is cut at k stands beside it.
 *
 * @param people judged
 * @param ndcg at k, ideal over the whole basket
 * @param ndcgLow lower end of the 95 % bootstrap interval
 * @param ndcgHigh upper end
 * @param ndcgCut at k, ideal cut at k
 * @param recall at k
 * @param recallLow lower end of the 95 % bootstrap interval
 * @param recallHigh upper end
 * @param hitRate share of people with a hit
 * @param repeatRecall recall of what they had bought before, over those who bought such
 * @param exploreRecall recall of what was new to them, over those who bought such
 * @param coverage different products proposed, as a share of all
 * @param novelty mean of -log2 of the share of people who have the proposed product
 * @param byLength NDCG by the number of baskets known: 1, 2-3, 4-7, 8 and more
 */
public record RankingReport(
        int people,
        double ndcg,
        double ndcgLow,
        double ndcgHigh,
        double ndcgCut,
        double recall,
        double recallLow,
        double recallHigh,
        double hitRate,
        double repeatRecall,
        double exploreRecall,
        double coverage,
        double novelty,
        Map<String, Double> byLength) {}
