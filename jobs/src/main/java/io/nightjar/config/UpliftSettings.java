package io.nightjar.config;

/**
 * How is learned what messages change.
 *
 * @param outcomeDays an order within this many days after a message is its outcome, 1 to 365
 * @param weeks of messages that are learned from, 1 to 260
 * @param minControl people in control groups needed to learn at all, 1 or more
 * @param maxContacts messages learned from, about, if there are more; 100 or more
 * @param noEffectWithin a difference of less than this either way, and of less than a fifth of the chance without a
 *     message, does not matter, 0.001 to 1
 * @param contactCost what a message costs
 * @param marginShare of an order's amount that is earned, 0 to 1
 */
public record UpliftSettings(
        int outcomeDays,
        int weeks,
        int minControl,
        long maxContacts,
        double noEffectWithin,
        double contactCost,
        double marginShare) {
    public UpliftSettings {
        new Checks()
                .between("outcome-days", 1, 365, outcomeDays)
                .between("weeks", 1, 260, weeks)
                .positive("min-control", minControl)
                .between("max-contacts", 100, 10_000_000, maxContacts)
                .between("no-effect-within", 0.001, 1, noEffectWithin)
                .between("contact-cost", 0, 1000, contactCost)
                .between("margin-share", 0, 1, marginShare)
                .done();
    }
}
