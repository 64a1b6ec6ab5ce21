package io.nightjar.learn.rank;

/**
 * One product for one person, and why.
 *
 * @param item product number
 * @param score comparable within one list
 * @param source what speaks most for it
 * @param because another product that the person owns or looked at and that speaks for it; the group of products, for {@link
 *     Source#SEGMENT}; -1 if there is none
 * @param isOwned bought before
 * @param baskets in which the person bought it
 * @param cycleDays days between two purchases of it by this person, as far as is known; 0 if it is not
 * @param daysSince the person bought it, or the order that it goes with; 0 if there is neither
 * @param looks at it in the last four weeks
 */
public record Proposal(
        int item,
        float score,
        Source source,
        int because,
        boolean isOwned,
        int baskets,
        int cycleDays,
        int daysSince,
        int looks) {
    /** Where a proposal comes from. */
    public enum Source {
        /** The person buys it again and again. */
        REPEAT("repeat"),
        /** The person looked at it. */
        LOOKED("looked-at"),
        /** The person searched for it, or looked at its category. */
        SOUGHT("sought"),
        /** Bought with, or after, what the person bought. */
        TOGETHER("bought-together"),
        /** Goes with what the person has just ordered. */
        ORDER("with-order"),
        /** Bought by people alike. */
        ALIKE("people-alike"),
        /** Bought by many who buy from the same group of products. */
        SEGMENT("popular"),
        /** Bought by many. */
        POPULAR("popular");

        private final String word;

        Source(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }
}
