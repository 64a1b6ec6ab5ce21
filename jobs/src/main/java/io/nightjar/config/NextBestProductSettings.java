package io.nightjar.config;

import java.util.List;

/**
 * How next-best products are learned and measured. How much each source counts is not set but learned from the shop's
 * own last weeks.
 *
 * @param k products proposed to each customer, 1 to 1000
 * @param apart repeats and new products that everybody gets at least, 0 to 1000
 * @param rank length of the vectors learned by the factorisation, 1 to 1000
 * @param iterations of the factorisation, 1 to 100
 * @param regularisation of the factorisation, above 0
 * @param unobserved weight in the factorisation of what was not bought, above 0
 * @param candidates new products per source that are looked at closely, 1 to 1000
 * @param trees of the ranker, 1 to 10000
 * @param holdoutDays the last days of history, kept from learning to measure on, 1 or more
 * @param maxCustomersToLearnFrom patterns between products are learned from so many customers at most, 1 or more
 * @param maxExamples weights and trees are learned from so many customers at most, 100 or more
 * @param maxNeighbours customers who are asked as neighbours at most, 1 or more
 * @param maxCustomersForEvaluation customers measured at most, 1 or more
 * @param inStockOnly whether products without stock are left out
 * @param maxPerCategory products of one category in a list at most, 1 or more
 * @param waitShare share of its cycle for which a product that was just bought is not proposed again, 0 to 1
 * @param pendingDays an order this young is under way, and what goes with it is proposed, 0 or more
 * @param shownHalfLife a new product that was shown so often in vain counts half, above 0
 * @param consentCategories {@code category: flag} of the profile without which the category is never proposed
 * @param categories proposed to each customer, 1 to 1000
 * @param easeMaxProducts products with most buyers that EASE is learned for at most, 0 to 10000
 */
public record NextBestProductSettings(
        int k,
        int apart,
        int rank,
        int iterations,
        double regularisation,
        double unobserved,
        int candidates,
        int trees,
        int holdoutDays,
        int maxCustomersToLearnFrom,
        int maxExamples,
        int maxNeighbours,
        int maxCustomersForEvaluation,
        boolean inStockOnly,
        int maxPerCategory,
        double waitShare,
        int pendingDays,
        double shownHalfLife,
        List<String> consentCategories,
        int categories,
        int easeMaxProducts) {
    public NextBestProductSettings {
        consentCategories = List.copyOf(consentCategories);
        new Checks()
                .between("k", 1, 1000, k)
                .between("apart", 0, 1000, apart)
                .between("rank", 1, 1000, rank)
                .between("iterations", 1, 100, iterations)
                .positive("regularisation", regularisation)
                .positive("unobserved", unobserved)
                .between("candidates", 1, 1000, candidates)
                .between("trees", 1, 10_000, trees)
                .positive("holdout-days", holdoutDays)
                .positive("max-customers-to-learn-from", maxCustomersToLearnFrom)
                .between("max-examples", 100, 10_000_000, maxExamples)
                .positive("max-neighbours", maxNeighbours)
                .positive("max-customers-for-evaluation", maxCustomersForEvaluation)
                .positive("max-per-category", maxPerCategory)
                .between("wait-share", 0, 1, waitShare)
                .between("pending-days", 0, 365, pendingDays)
                .positive("shown-half-life", shownHalfLife)
                .between("categories", 1, 1000, categories)
                .between("ease-max-products", 0, 10_000, easeMaxProducts)
                .done();
    }
}
