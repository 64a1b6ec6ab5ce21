package io.nightjar.config;

/**
 * How profiles sum up a customer.
 *
 * @param activeDays a customer who bought within this many days counts as active, 1 or more
 * @param rfmTiers number of tiers for recency, frequency and monetary each, 2 to 10
 */
public record ProfileSettings(int activeDays, int rfmTiers) {
    public ProfileSettings {
        new Checks()
                .positive("active-days", activeDays)
                .between("rfm-tiers", 2, 10, rfmTiers)
                .done();
    }
}
