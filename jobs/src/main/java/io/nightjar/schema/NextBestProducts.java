package io.nightjar.schema;

import java.util.List;

/** What each person is likely to want next: one row per person and rank. */
public final class NextBestProducts {
    public static final Field CUSTOMER_ID = IdentityLinks.CUSTOMER_ID;
    public static final Field RANK = Field.whole("product_rank");
    public static final Field PRODUCT_ID = Purchases.PRODUCT_ID;
    /** Comparable within one person's list only. */
    public static final Field SCORE = Field.real("score");
    /** What found it: {@code als} or {@code popular}. */
    public static final Field SOURCE = Field.string("candidate_source");

    public static final Field REASON = Field.string("reason");

    public static final Table TABLE = new Table(
            "next_best_products",
            List.of(CUSTOMER_ID, RANK),
            List.of(CUSTOMER_ID, RANK, PRODUCT_ID, SCORE, SOURCE, REASON));

    private NextBestProducts() {}
}
