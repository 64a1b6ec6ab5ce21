package io.nightjar.config;

/**
 * How the clocks of products are learned.
 *
 * @param horizonDays judged on repurchases of so many last days, 1 to 3650
 * @param historyDays products last bought longer ago have no clock, 1 to 36500
 * @param priorGaps gaps that the category's mean counts for beside the product's own, 0.1 to 10000
 */
public record ProductClockSettings(int horizonDays, int historyDays, double priorGaps) {
    public ProductClockSettings {
        new Checks()
                .between("horizon-days", 1, 3650, horizonDays)
                .between("history-days", 1, 36500, historyDays)
                .between("prior-gaps", 0.1, 10_000, priorGaps)
                .done();
    }
}
