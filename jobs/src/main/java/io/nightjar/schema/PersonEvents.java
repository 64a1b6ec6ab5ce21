package io.nightjar.schema;

import java.util.List;

/** Clickstream events with the person, or the anonymous visitor, who caused them. */
public final class PersonEvents {
    public static final Field CUSTOMER_ID = IdentityLinks.CUSTOMER_ID;
    public static final Field OCCURRED_ON = Field.date("occurred_on");

    public static final Table TABLE = new Table(
            "events",
            List.of(),
            List.of(
                    CUSTOMER_ID,
                    OCCURRED_ON,
                    Clickstream.OCCURRED_AT,
                    Clickstream.VISITOR_ID,
                    Clickstream.EVENT_TYPE,
                    Clickstream.PRODUCT_ID,
                    Clickstream.CATEGORY,
                    Clickstream.SEARCH_TERMS,
                    Clickstream.DEVICE,
                    Clickstream.SESSION_ID));

    private PersonEvents() {}
}
