package io.nightjar.config;

/**
 * When a customer counts as churned, and how that is learned.
 *
 * @param horizonDays a customer who buys nothing in this many days after the as-of date has churned, 1 or more
 * @param eligibleDays only customers who bought within this many days are scored, 1 or more
 * @param minPositives churned examples needed to learn at all, 1 or more
 * @param regularisation strength, 0 or more
 * @param elasticNet 0 is pure ridge, 1 is pure lasso
 * @param maxExamples learned from at most, 100 or more
 */
public record ChurnSettings(
        int horizonDays,
        int eligibleDays,
        int minPositives,
        double regularisation,
        double elasticNet,
        long maxExamples) {
    public ChurnSettings {
        new Checks()
                .positive("horizon-days", horizonDays)
                .positive("eligible-days", eligibleDays)
                .positive("min-positives", minPositives)
                .notNegative("regularisation", regularisation)
                .between("elastic-net", 0, 1, elasticNet)
                .between("max-examples", 100, 1_000_000_000, maxExamples)
                .done();
    }
}
