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

    /** Median of the days between one day with a purchase and the next; missing with fewer than two such days. */
    public static final Field GAP_MEDIAN_DAYS = Field.real("gap_median_days");
    /** Median distance of the gaps from their median, in days. */
    public static final Field GAP_SPREAD_DAYS = Field.real("gap_spread_days");
    /** 1 / (1 + variance / mean^2) of the gaps: 1 like clockwork, a half at random; missing with fewer than two gaps. */
    public static final Field REGULARITY = Field.real("regularity");
    /** Days between purchases to be expected of this person: their own gaps, drawn to the shop's by how few they are. */
    public static final Field EXPECTED_GAP_DAYS = Field.real("expected_gap_days");
    /** Probability, 0 to 1, that a person of this rhythm still is a customer after so long a wait. */
    public static final Field ACTIVE_PROBABILITY = Field.real("active_probability");

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
                    MONETARY_SCORE,
                    GAP_MEDIAN_DAYS,
                    GAP_SPREAD_DAYS,
                    REGULARITY,
                    EXPECTED_GAP_DAYS,
                    ACTIVE_PROBABILITY));

    private Rfm() {}
}
