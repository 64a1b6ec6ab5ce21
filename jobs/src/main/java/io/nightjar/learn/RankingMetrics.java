package io.nightjar.learn;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Measures of ranked lists against what was bought afterwards, as means over customers. NDCG's ideal list covers the
 * whole basket, as in the next-basket literature (Li et al., "A Next Basket Recommendation Reality Check", 2023).
 *
 * @param customers measured
 * @param ndcg at k
 * @param recall at k
 * @param hitRate share of customers with at least one hit among the k
 * @param coverage different products proposed, as a share of those that can be
 */
public record RankingMetrics(long customers, double ndcg, double recall, double hitRate, double coverage) {
    /** Means over customers; lists and baskets side by side. */
    public static <T> RankingMetrics of(List<List<T>> lists, List<Set<T>> baskets, long products) {
        double ndcg = 0;
        double recall = 0;
        long hits = 0;
        Set<T> proposed = new HashSet<>();
        for (int i = 0; i < lists.size(); i++) {
            List<T> list = lists.get(i);
            Set<T> basket = baskets.get(i);
            ndcg += ndcg(list, basket);
            long found = list.stream().filter(basket::contains).count();
            recall += (double) found / basket.size();
            hits += found > 0 ? 1 : 0;
            proposed.addAll(list);
        }
        double n = lists.size();
        return new RankingMetrics(lists.size(), ndcg / n, recall / n, hits / n, (double) proposed.size() / products);
    }

    private static <T> double ndcg(List<T> list, Set<T> basket) {
        double gain = 0;
        for (int rank = 0; rank < list.size(); rank++) {
            gain += basket.contains(list.get(rank)) ? discount(rank) : 0;
        }
        double ideal = 0;
        for (int rank = 0; rank < basket.size(); rank++) {
            ideal += discount(rank);
        }
        return gain / ideal;
    }

    private static double discount(int rank) {
        return Math.log(2) / Math.log(rank + 2.0);
    }
}
