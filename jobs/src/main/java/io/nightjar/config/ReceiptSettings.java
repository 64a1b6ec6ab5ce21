package io.nightjar.config;

import java.util.List;

/**
 * How lists of earlier days are judged.
 *
 * @param daysAgo each 1 or more: lists of that many days ago
 * @param rewindDaysAgo of them, those for which lists are made anew from what was known then if no night ran then
 * @param outcomeDays after a message of the shop's own in which an order counts as its doing, 1 or more
 * @param minArm fewer people contacted, or held out, are no evidence, 2 or more
 */
public record ReceiptSettings(List<Integer> daysAgo, List<Integer> rewindDaysAgo, int outcomeDays, int minArm) {
    public ReceiptSettings {
        daysAgo = List.copyOf(daysAgo);
        rewindDaysAgo = List.copyOf(rewindDaysAgo);
        new Checks()
                .that(
                        daysAgo.stream().allMatch(days -> days > 0),
                        "days-ago",
                        "must be positive each but is " + daysAgo)
                .that(
                        daysAgo.containsAll(rewindDaysAgo),
                        "rewind-days-ago",
                        "must be among days-ago " + daysAgo + " but is " + rewindDaysAgo)
                .positive("outcome-days", outcomeDays)
                .that(minArm >= 2, "min-arm", "must be 2 or more but is " + minArm)
                .done();
    }
}
