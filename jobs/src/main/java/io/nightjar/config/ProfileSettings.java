package io.nightjar.config;

/**
 * How profiles sum up a customer.
 *
 * @param activeDays a customer who bought within this many days counts as active, 1 or more
 * @param rfmTiers number of tiers for recency, frequency and monetary each, 2 to 10
 * @param newDays a customer whose first purchase is at most this many days old is new, 1 or more
 * @param loyalOrders days with purchases from which on a customer on rhythm is loyal, 2 or more
 * @param affinityHalfLifeDays what is so many days old counts half, 1 or more
 * @param affinitiesPerKind values kept of each kind and person, 1 to 1000
 * @param machineOpenSeconds a message opened within so many seconds was opened by a machine, 0 to 3600
 * @param consents which purposes there are
 */
public record ProfileSettings(
        int activeDays,
        int rfmTiers,
        int newDays,
        int loyalOrders,
        int affinityHalfLifeDays,
        int affinitiesPerKind,
        int machineOpenSeconds,
        ConsentSettings consents) {
    public ProfileSettings {
        new Checks()
                .positive("active-days", activeDays)
                .between("rfm-tiers", 2, 10, rfmTiers)
                .positive("new-days", newDays)
                .between("loyal-orders", 2, 1000, loyalOrders)
                .positive("affinity-half-life-days", affinityHalfLifeDays)
                .between("affinities-per-kind", 1, 1000, affinitiesPerKind)
                .between("machine-open-seconds", 0, 3600, machineOpenSeconds)
                .done();
    }
}
