package io.nightjar.schema;

import java.util.List;

/** What people did between coming to the shop's pages and going: one row per visit; none lasts beyond midnight. */
public final class Sessions {
    public static final Field CUSTOMER_ID = IdentityLinks.CUSTOMER_ID;
    public static final Field VISITED_ON = Field.date("visited_on");
    public static final Field STARTED_AT = Field.timestamp("started_at");
    public static final Field ENDED_AT = Field.timestamp("ended_at");
    /** Where they came from: direct, search, social, mail, price_portal, ads or other. */
    public static final Field REFERRER_KIND = Field.string("referrer_kind");
    /** Every step in its order, a letter each; the same step twice in a row is one. */
    public static final Field STEPS = Field.string("steps");

    public static final Field EVENT_COUNT = Field.count("event_count");
    public static final Field PRODUCT_VIEW_COUNT = Field.count("product_view_count");
    public static final Field VIEWED_PRODUCT_COUNT = Field.count("viewed_product_count");
    /** Products that the person had seen in an earlier visit. */
    public static final Field RETURNED_PRODUCT_COUNT = Field.count("returned_product_count");
    /** Looks at reviews, sizes, terms of delivery. */
    public static final Field RESEARCH_COUNT = Field.count("research_count");

    public static final Field SEARCH_COUNT = Field.count("search_count");
    /** Searches in other words than the one before. */
    public static final Field REFINEMENT_COUNT = Field.count("refinement_count");

    public static final Field CART_ADD_COUNT = Field.count("cart_add_count");
    public static final Field CART_REMOVE_COUNT = Field.count("cart_remove_count");
    public static final Field CHECKOUT_COUNT = Field.count("checkout_count");
    /** A checkout that no order followed. */
    public static final Field HAS_FAILED_CHECKOUT = Field.flag("has_failed_checkout");

    public static final Field PURCHASE_COUNT = Field.count("purchase_count");
    public static final Field DOWNLOAD_COUNT = Field.count("download_count");
    public static final Field SUPPORT_PAGE_COUNT = Field.count("support_page_count");
    public static final Field LOGIN_COUNT = Field.count("login_count");
    /** Dearest product looked at. */
    public static final Field DEAREST_AMOUNT = Field.money("dearest_amount");
    /** What was left in the cart; empty where nothing was. */
    public static final Field CART_PRODUCTS = Field.texts("cart_products");
    /** Price of what was left in the cart, as far as known. */
    public static final Field CART_AMOUNT = Field.money("cart_amount");
    /** Last click that put something into the cart. */
    public static final Field CART_AT = Field.timestamp("cart_at");

    public static final Field CART_EVENT_ID = Field.string("cart_event_id");
    /** {@code buy}, {@code compare}, {@code support}, {@code return}, {@code price_check}, or missing. */
    public static final Field PURPOSE = IntentScores.VISIT_PURPOSE;

    public static final Table TABLE = new Table(
            "sessions",
            List.of(Clickstream.VISITOR_ID, Clickstream.SESSION_ID, VISITED_ON),
            List.of(
                    Clickstream.VISITOR_ID,
                    Clickstream.SESSION_ID,
                    VISITED_ON,
                    CUSTOMER_ID,
                    STARTED_AT,
                    ENDED_AT,
                    Clickstream.DEVICE,
                    REFERRER_KIND,
                    STEPS,
                    EVENT_COUNT,
                    PRODUCT_VIEW_COUNT,
                    VIEWED_PRODUCT_COUNT,
                    RETURNED_PRODUCT_COUNT,
                    RESEARCH_COUNT,
                    SEARCH_COUNT,
                    REFINEMENT_COUNT,
                    CART_ADD_COUNT,
                    CART_REMOVE_COUNT,
                    CHECKOUT_COUNT,
                    HAS_FAILED_CHECKOUT,
                    PURCHASE_COUNT,
                    DOWNLOAD_COUNT,
                    SUPPORT_PAGE_COUNT,
                    LOGIN_COUNT,
                    DEAREST_AMOUNT,
                    CART_PRODUCTS,
                    CART_AMOUNT,
                    CART_AT,
                    CART_EVENT_ID,
                    PURPOSE));

    private Sessions() {}
}
