package io.nightjar.learn.rank;

import java.io.Serializable;

/**
 * What a shop does not propose, whoever it is for.
 *
 * @param blocked by product: sold out, for example
 * @param category number of each product's category; -1 where there is none
 * @param perCategory products of one category in a list at most
 * @param waits a product is not proposed again before this share of its cycle has passed
 * @param needs consents that each product needs, a bit for each
 * @param pendingDays the last order is under way so long; what goes with it is proposed
 * @param shownHalfLife a new product that was shown so often in vain counts half
 */
@SuppressWarnings("ArrayRecordComponent") // One entry per product.
public record Rules(
        boolean[] blocked,
        int[] category,
        int perCategory,
        double waits,
        int[] needs,
        int pendingDays,
        double shownHalfLife)
        implements Serializable {
    /** Everything may be proposed. */
    public static Rules none(int items) {
        int[] category = new int[items];
        java.util.Arrays.fill(category, -1);
        return new Rules(new boolean[items], category, Integer.MAX_VALUE, 0, new int[items], 0, 1);
    }
}
