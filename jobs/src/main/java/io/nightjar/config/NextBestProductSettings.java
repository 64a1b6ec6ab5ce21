package io.nightjar.config;

/**
 * How next-best products are learned and measured.
 *
 * @param k products proposed to each customer, 1 to 1000
 * @param rank length of the vectors learned by the factorisation, 1 to 1000
 * @param iterations of the factorisation, 1 to 100
 * @param regularisation of the factorisation, above 0
 * @param alpha how much more a bought product counts than one not bought, above 0
 * @param holdoutDays the last days of history, kept from learning to measure on, 1 or more
 * @param blocks of the factorisation, 1 to 10000; the result depends on it, so it does not follow the cores
 * @param maxCustomersForEvaluation customers measured at most, 1 or more
 * @param inStockOnly whether products without stock are left out
 */
public record NextBestProductSettings(
        int k,
        int rank,
        int iterations,
        double regularisation,
        double alpha,
        int holdoutDays,
        int blocks,
        long maxCustomersForEvaluation,
        boolean inStockOnly) {
    public NextBestProductSettings {
        new Checks()
                .between("k", 1, 1000, k)
                .between("rank", 1, 1000, rank)
                .between("iterations", 1, 100, iterations)
                .positive("regularisation", regularisation)
                .positive("alpha", alpha)
                .positive("holdout-days", holdoutDays)
                .between("blocks", 1, 10_000, blocks)
                .positive("max-customers-for-evaluation", maxCustomersForEvaluation)
                .done();
    }
}
