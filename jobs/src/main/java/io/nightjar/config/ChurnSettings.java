package io.nightjar.config;

/**
 * When a customer counts as churned, and from what that is learned.
 *
 * @param horizonDays a customer who buys nothing in this many days after the as-of date has churned, 1 or more
 * @param eligibleDays only customers who bought within this many days are scored, the others are gone, 1 or more
 * @param minPositives churned examples needed to learn at all, 1 or more
 * @param cutOffs earlier dates that are learned from, 1 to 24
 * @param stepDays between two of them, 1 or more
 * @param maxExamples learned from at most, 100 or more
 */
public record ChurnSettings(
        int horizonDays, int eligibleDays, int minPositives, int cutOffs, int stepDays, long maxExamples) {
    public ChurnSettings {
        new Checks()
                .positive("horizon-days", horizonDays)
                .positive("eligible-days", eligibleDays)
                .positive("min-positives", minPositives)
                .between("cut-offs", 1, 24, cutOffs)
                .positive("step-days", stepDays)
                .between("max-examples", 100, 1_000_000_000, maxExamples)
                .done();
    }
}
