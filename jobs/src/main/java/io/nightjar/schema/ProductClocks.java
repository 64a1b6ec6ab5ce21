package io.nightjar.schema;

import java.util.List;

/** When each person will need each product again that they bought: one row per person and product. */
public final class ProductClocks {
    public static final Field CUSTOMER_ID = IdentityLinks.CUSTOMER_ID;
    public static final Field PRODUCT_ID = Purchases.PRODUCT_ID;
    public static final Field LAST_ON = Field.date("last_on");
    /** If they buy it again: as likely before as after this day. Moves on while they wait. */
    public static final Field DUE_ON = Field.date("due_on");
    /** One in ten buys it before. */
    public static final Field DUE_FROM = Field.date("due_from");
    /** One in ten buys it after. */
    public static final Field DUE_TO = Field.date("due_to");
    /** Until then one in ten would have bought it again: no reason to propose it. */
    public static final Field SUPPRESS_UNTIL = Field.date("suppress_until");

    public static final Field OWN_GAP_COUNT = Field.count("own_gap_count");
    /** {@code high} with three own gaps, {@code medium} with ten of the product, else {@code low}. */
    public static final Field CLOCK_CONFIDENCE = Field.string("clock_confidence");

    /** Whose gaps it mostly goes by: {@code person}, {@code product}, else its {@code category}, else the {@code shop}. */
    public static final Field CLOCK_GRAIN = Field.string("clock_grain");

    public static final Table TABLE = new Table(
            "product_clocks",
            List.of(CUSTOMER_ID, PRODUCT_ID),
            List.of(
                    CUSTOMER_ID,
                    PRODUCT_ID,
                    LAST_ON,
                    DUE_ON,
                    DUE_FROM,
                    DUE_TO,
                    SUPPRESS_UNTIL,
                    OWN_GAP_COUNT,
                    CLOCK_CONFIDENCE,
                    CLOCK_GRAIN));

    private ProductClocks() {}
}
