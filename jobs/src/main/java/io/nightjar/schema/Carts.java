package io.nightjar.schema;

import java.util.List;

/** Carts that were left overnight, of the last weeks: one row per cart, with the share of carts like it that are bought. */
public final class Carts {
    public static final Field CUSTOMER_ID = IdentityLinks.CUSTOMER_ID;
    /** Day on which it was left. */
    public static final Field CART_ON = Field.date("cart_on");

    public static final Field CART_AT = Sessions.CART_AT;
    public static final Field CART_EVENT_ID = Sessions.CART_EVENT_ID;
    public static final Field CART_PRODUCTS = Sessions.CART_PRODUCTS;
    public static final Field CART_AMOUNT = Sessions.CART_AMOUNT;
    /** {@code open}; {@code bought} within the horizon; {@code other}: something else was ordered; {@code given_up}. */
    public static final Field CART_STATE = Field.string("cart_state");
    /** Everything in it is in stock tonight; missing where nothing is known. */
    public static final Field IS_IN_STOCK = Field.flag("is_in_stock");
    /** Of an open cart tonight's, of another that of the evening on which it was left. */
    public static final Field CART_TRUST = IntentScores.CART_TRUST;
    /** Among the most trusted that together hold the wanted share of those that are bought. */
    public static final Field IS_BELIEVED = Field.flag("is_believed");

    public static final Field CART_REASONS = Field.texts("cart_reasons");
    /** {@code blend}, or {@code path-shares} where the model did not win. */
    public static final Field CART_MODEL = Field.string("cart_model");

    public static final Table TABLE = new Table(
            "carts",
            List.of(Clickstream.VISITOR_ID, Clickstream.SESSION_ID, CART_ON),
            List.of(
                    Clickstream.VISITOR_ID,
                    Clickstream.SESSION_ID,
                    CART_ON,
                    CUSTOMER_ID,
                    CART_AT,
                    CART_EVENT_ID,
                    CART_PRODUCTS,
                    CART_AMOUNT,
                    CART_STATE,
                    IS_IN_STOCK,
                    CART_TRUST,
                    IS_BELIEVED,
                    CART_REASONS,
                    CART_MODEL));

    private Carts() {}
}
