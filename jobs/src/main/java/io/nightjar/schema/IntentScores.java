package io.nightjar.schema;

import java.util.List;

/** How likely each person and each anonymous visitor is to buy soon, and what they came for: one row per person seen. */
public final class IntentScores {
    public static final Field CUSTOMER_ID = IdentityLinks.CUSTOMER_ID;
    /** Probability, 0 to 1, of a purchase within one day of the night's date. */
    public static final Field BUY_PROBABILITY_1 = Field.real("buy_probability_1");
    /** Probability, 0 to 1, of a purchase within seven days. */
    public static final Field BUY_PROBABILITY_7 = Field.real("buy_probability_7");
    /** Probability, 0 to 1, of a purchase within thirty days. */
    public static final Field BUY_PROBABILITY_30 = Field.real("buy_probability_30");
    /** Day of the last cart click that no order followed; missing without such a cart. */
    public static final Field OPEN_CART_ON = Field.date("open_cart_on");
    /** Price of what lies in the open cart, as far as known. */
    public static final Field OPEN_CART_AMOUNT = Field.money("open_cart_amount");
    /** Share, 0 to 1, of open carts like this one that bought on this shop's history; missing without an open cart. */
    public static final Field CART_TRUST = Field.real("cart_trust");
    /** Purpose of the last visit: {@code buy}, {@code compare}, {@code support}, {@code return}, {@code price_check}. */
    public static final Field VISIT_PURPOSE = Field.string("visit_purpose");

    public static final Field INTENT_REASONS = Field.texts("intent_reasons");
    /** {@code blend}, or the name of the simple rule where the model did not win. */
    public static final Field INTENT_MODEL = Field.string("intent_model");

    public static final Table TABLE = new Table(
            "intent_scores",
            List.of(CUSTOMER_ID),
            List.of(
                    CUSTOMER_ID,
                    BUY_PROBABILITY_1,
                    BUY_PROBABILITY_7,
                    BUY_PROBABILITY_30,
                    OPEN_CART_ON,
                    OPEN_CART_AMOUNT,
                    CART_TRUST,
                    VISIT_PURPOSE,
                    INTENT_REASONS,
                    INTENT_MODEL));

    private IntentScores() {}
}
