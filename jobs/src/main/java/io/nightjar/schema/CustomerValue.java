package io.nightjar.schema;

import java.util.List;

/** What each person who ever bought is going to order and spend: one row per person. */
public final class CustomerValue {
    public static final Field CUSTOMER_ID = IdentityLinks.CUSTOMER_ID;
    /** Probability, 0 to 1, that the person still is a customer. */
    public static final Field P_ALIVE = Field.real("p_alive");
    /** Probability, 0 to 1, of an order in the next 90 days. */
    public static final Field ORDER_PROBABILITY_90 = Field.real("order_probability_90");

    public static final Field EXPECTED_ORDERS_90 = Field.real("expected_orders_90");
    /** Four of five customers order within the range from low to high; at most one in ten less, one in ten more. */
    public static final Field ORDERS_90_LOW = Field.whole("orders_90_low");

    public static final Field ORDERS_90_HIGH = Field.whole("orders_90_high");
    public static final Field EXPECTED_ORDERS_365 = Field.real("expected_orders_365");
    public static final Field ORDERS_365_LOW = Field.whole("orders_365_low");
    public static final Field ORDERS_365_HIGH = Field.whole("orders_365_high");
    /** Net of returns; null where the shop does not say what orders are worth. */
    public static final Field EXPECTED_SPEND_90 = Field.money("expected_spend_90");

    public static final Field SPEND_90_LOW = Field.money("spend_90_low");
    public static final Field SPEND_90_HIGH = Field.money("spend_90_high");
    public static final Field EXPECTED_SPEND_365 = Field.money("expected_spend_365");
    public static final Field SPEND_365_LOW = Field.money("spend_365_low");
    public static final Field SPEND_365_HIGH = Field.money("spend_365_high");
    /** Given that they order within a year: as likely before as after this day. */
    public static final Field NEXT_ORDER_ON = Field.date("next_order_on");

    public static final Field NEXT_ORDER_FROM = Field.date("next_order_from");
    public static final Field NEXT_ORDER_TO = Field.date("next_order_to");
    /** By expected spend: platinum is the first 1 %, gold to 5 %, silver to 10 %, bronze to 25 %, medium, low. */
    public static final Field VALUE_TIER = Field.string("value_tier");
    /** {@code btyd-boosted}, also {@code btyd-boosted, spend: past-rate}, or {@code past-rate} where no model won. */
    public static final Field VALUE_MODEL = Field.string("value_model");

    public static final Table TABLE = new Table(
            "customer_value",
            List.of(CUSTOMER_ID),
            List.of(
                    CUSTOMER_ID,
                    P_ALIVE,
                    ORDER_PROBABILITY_90,
                    EXPECTED_ORDERS_90,
                    ORDERS_90_LOW,
                    ORDERS_90_HIGH,
                    EXPECTED_ORDERS_365,
                    ORDERS_365_LOW,
                    ORDERS_365_HIGH,
                    EXPECTED_SPEND_90,
                    SPEND_90_LOW,
                    SPEND_90_HIGH,
                    EXPECTED_SPEND_365,
                    SPEND_365_LOW,
                    SPEND_365_HIGH,
                    NEXT_ORDER_ON,
                    NEXT_ORDER_FROM,
                    NEXT_ORDER_TO,
                    VALUE_TIER,
                    VALUE_MODEL));

    private CustomerValue() {}
}
