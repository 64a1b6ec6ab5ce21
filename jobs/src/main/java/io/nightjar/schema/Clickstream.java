package io.nightjar.schema;

import java.util.List;

/** What visitors did on the web and in the app: one row per event. */
public final class Clickstream {
    public static final Field EVENT_ID = Field.string("event_id");
    public static final Field VISITOR_ID = Field.string("visitor_id").required();
    public static final Field LOGIN = Field.string("login");
    public static final Field OCCURRED_AT = Field.timestamp("occurred_at").required();
    public static final Field EVENT_TYPE = Field.string("event_type").required();
    public static final Field PRODUCT_ID = Field.string("product_id");
    public static final Field CATEGORY = Field.string("category");
    public static final Field SEARCH_TERMS = Field.string("search_terms");
    public static final Field URL = Field.string("url");
    public static final Field ORDER_ID = Field.string("order_id");
    public static final Field DEVICE = Field.string("device");
    public static final Field REFERRER = Field.string("referrer");
    public static final Field QUANTITY = Field.decimal("quantity", 3);
    public static final Field PRICE = Field.decimal("price", 4);
    public static final Field SESSION_ID = Field.string("session_id");

    public static final SourceTable SOURCE = new SourceTable(
            "clickstream",
            List.of(EVENT_ID),
            List.of(
                    EVENT_ID,
                    VISITOR_ID,
                    LOGIN,
                    OCCURRED_AT,
                    EVENT_TYPE,
                    PRODUCT_ID,
                    CATEGORY,
                    SEARCH_TERMS,
                    URL,
                    ORDER_ID,
                    DEVICE,
                    REFERRER,
                    QUANTITY,
                    PRICE,
                    SESSION_ID));
    public static final Table TABLE = SOURCE.staged();

    private Clickstream() {}
}
