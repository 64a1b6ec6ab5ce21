package io.nightjar.schema;

import java.util.List;

/**
 * What each person is likely to want next: one row per person and rank. The first k ranks are the list; what stands
 * below it is there so that everybody has some repeats and some new products.
 */
public final class NextBestProducts {
    public static final Field CUSTOMER_ID = IdentityLinks.CUSTOMER_ID;
    public static final Field RANK = Field.whole("product_rank");
    public static final Field PRODUCT_ID = Purchases.PRODUCT_ID;
    /** Comparable within one person's list only. */
    public static final Field SCORE = Field.real("score");
    /**
     * What found it: {@code repeat}, {@code looked-at}, {@code sought} (by search or category), {@code bought-together}, {@code with-order} (the one just made),
     * {@code people-alike}, {@code popular}.
     */
    public static final Field SOURCE = Field.string("candidate_source");

    public static final Field REASON = Field.string("reason");
    /** Place among what the person bought before; none if it would be new to them. */
    public static final Field REPEAT_RANK = Field.whole("repeat_rank");
    /** Place among what would be new to the person; none if they bought it before. */
    public static final Field EXPLORE_RANK = Field.whole("explore_rank");
    /** When the person needs it again, the day of {@link ProductClocks}; none if it would be new, or was bought once. */
    public static final Field REPEAT_DUE_ON = Field.date("repeat_due_on");

    public static final Table TABLE = new Table(
            "next_best_products",
            List.of(CUSTOMER_ID, RANK),
            List.of(CUSTOMER_ID, RANK, PRODUCT_ID, SCORE, SOURCE, REASON, REPEAT_RANK, EXPLORE_RANK, REPEAT_DUE_ON));

    private NextBestProducts() {}
}
