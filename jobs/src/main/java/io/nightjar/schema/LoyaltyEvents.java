package io.nightjar.schema;

import java.util.List;

/** Points earned, burned and expired: one row per booking. */
public final class LoyaltyEvents {
    public static final Field EVENT_ID = Field.string("event_id");
    public static final Field LOYALTY_NUMBER = Field.string("loyalty_number").required();
    public static final Field OCCURRED_AT = Field.timestamp("occurred_at").required();
    public static final Field POINTS = Field.count("points").required();
    public static final Field KIND = Field.string("kind");
    public static final Field ORDER_ID = Field.string("order_id");

    public static final SourceTable SOURCE = new SourceTable(
            "loyalty_events",
            List.of(EVENT_ID),
            List.of(EVENT_ID, LOYALTY_NUMBER, OCCURRED_AT, POINTS, KIND, ORDER_ID));
    public static final Table TABLE = SOURCE.staged();

    private LoyaltyEvents() {}
}
