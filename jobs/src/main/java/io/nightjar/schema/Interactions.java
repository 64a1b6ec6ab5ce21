package io.nightjar.schema;

import java.util.List;

/** Contacts the customer started: mails, calls, chats, complaints, delivery questions, reviews. */
public final class Interactions {
    public static final Field INTERACTION_ID = Field.string("interaction_id").required();
    public static final Field CUSTOMER_KEY = Field.string("customer_key");
    public static final Field EMAIL = Field.string("email").contact();
    public static final Field PHONE = Field.string("phone").contact();
    public static final Field OCCURRED_AT = Field.timestamp("occurred_at").required();
    public static final Field KIND = Field.string("kind").required();
    public static final Field CHANNEL = Field.string("channel");
    public static final Field TEXT = Field.string("text").contact();
    public static final Field ORDER_ID = Field.string("order_id");
    public static final Field PRODUCT_ID = Field.string("product_id");
    public static final Field RATING = Field.whole("rating");
    public static final Field RESOLVED_AT = Field.timestamp("resolved_at");

    public static final SourceTable SOURCE = new SourceTable(
            "interactions",
            List.of(INTERACTION_ID),
            List.of(
                    INTERACTION_ID,
                    CUSTOMER_KEY,
                    EMAIL,
                    PHONE,
                    OCCURRED_AT,
                    KIND,
                    CHANNEL,
                    TEXT,
                    ORDER_ID,
                    PRODUCT_ID,
                    RATING,
                    RESOLVED_AT));
    public static final Table TABLE = SOURCE.staged();

    private Interactions() {}
}
