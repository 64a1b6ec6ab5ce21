package io.nightjar.report;

import java.util.List;

/**
 * Whom we know tonight.
 *
 * @param people all profiles, anonymous visitors among them
 * @param buyers of them, who ever bought
 * @param anonymous of them, visitors without contact points
 * @param contactable of them, whom at least one channel may reach
 * @param rfm buyers by recency score (outer list, 1 first) and frequency score (inner list, 1 first); empty if unknown
 */
public record People(long people, long buyers, long anonymous, long contactable, List<List<Long>> rfm) {
    public People {
        rfm = rfm.stream().map(List::copyOf).toList();
    }

    /** For a night that ended before anybody was counted. */
    public static People none() {
        return new People(0, 0, 0, 0, List.of());
    }
}
