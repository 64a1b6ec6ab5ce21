package io.nightjar.schema;

import java.util.List;

/** The categories each person is likely to want next: one row per person and rank. */
public final class NextBestCategories {
    public static final Field CUSTOMER_ID = IdentityLinks.CUSTOMER_ID;
    public static final Field RANK = Field.whole("category_rank");
    public static final Field CATEGORY = Products.CATEGORY;
    /** Comparable within one person's list only. */
    public static final Field SCORE = NextBestProducts.SCORE;
    /** What speaks most for it: {@code repeat}, {@code looked-at}, {@code proposed}, {@code popular}. */
    public static final Field SOURCE = NextBestProducts.SOURCE;

    public static final Field REASON = NextBestProducts.REASON;

    public static final Table TABLE = new Table(
            "next_best_categories",
            List.of(CUSTOMER_ID, RANK),
            List.of(CUSTOMER_ID, RANK, CATEGORY, SCORE, SOURCE, REASON));

    private NextBestCategories() {}
}
