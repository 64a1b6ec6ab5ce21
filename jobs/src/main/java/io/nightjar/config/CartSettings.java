package io.nightjar.config;

/**
 * Which carts are open, and which of them are believed.
 *
 * @param openDays a cart left longer ago is given up, 1 to 365
 * @param horizonDays a cart is bought if one of its products is within this many days, 1 to 365
 * @param judgedDays carts left in this many days before the horizon judge what was learned from older ones, 2 to 3650
 * @param keepBuyers the list of believed carts holds this share of those that are bought, above 0 to 1
 * @param maxExamples learned from at most, 100 or more
 */
public record CartSettings(int openDays, int horizonDays, int judgedDays, double keepBuyers, long maxExamples) {
    public CartSettings {
        new Checks()
                .between("open-days", 1, 365, openDays)
                .between("horizon-days", 1, 365, horizonDays)
                .between("judged-days", 2, 3650, judgedDays)
                .that(
                        keepBuyers > 0 && keepBuyers <= 1,
                        "keep-buyers",
                        "must be above 0 and at most 1 but is " + Checks.plain(keepBuyers))
                .between("max-examples", 100, 1_000_000_000, maxExamples)
                .done();
    }
}
