package io.nightjar.schema;

import java.util.List;

/** Recency, frequency and monetary value of everybody who ever bought: one row per person. */
public final class Rfm {
    public static final Field CUSTOMER_ID = IdentityLinks.CUSTOMER_ID;
    public static final Field FIRST_ORDER_ON = Field.date("first_order_on");
    public static final Field LAST_ORDER_ON = Field.date("last_order_on");
    public static final Field RECENCY_DAYS = Field.whole("recency_days");
    public static final Field TENURE_DAYS = Field.whole("tenure_days");
    /** Days with at least one purchase that was not only a return. */
    public static final Field FREQUENCY = Field.count("frequency");
    /** Money spent, returns subtracted. */
    public static final Field MONETARY = Field.money("monetary");

    public static final Field AVERAGE_ORDER_VALUE = Field.money("average_order_value");
    public static final Field RETURN_COUNT = Field.count("return_count");
    public static final Field RETURNED_AMOUNT = Field.money("returned_amount");
    public static final Field DISCOUNT_SHARE = Field.real("discount_share");
    public static final Field PRODUCT_COUNT = Field.count("product_count");
    public static final Field RECENCY_SCORE = Field.whole("recency_score");
    public static final Field FREQUENCY_SCORE = Field.whole("frequency_score");
    public static final Field MONETARY_SCORE = Field.whole("monetary_score");

    public static final Table TABLE = new Table(
            "rfm",
            List.of(CUSTOMER_ID),
            List.of(
                    CUSTOMER_ID,
                    FIRST_ORDER_ON,
                    LAST_ORDER_ON,
                    RECENCY_DAYS,
                    TENURE_DAYS,
                    FREQUENCY,
                    MONETARY,
                    AVERAGE_ORDER_VALUE,
                    RETURN_COUNT,
                    RETURNED_AMOUNT,
                    DISCOUNT_SHARE,
                    PRODUCT_COUNT,
                    RECENCY_SCORE,
                    FREQUENCY_SCORE,
                    MONETARY_SCORE));

    private Rfm() {}
}
