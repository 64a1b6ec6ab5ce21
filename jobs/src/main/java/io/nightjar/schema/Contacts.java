package io.nightjar.schema;

import java.util.List;

/** Messages we sent, or withheld from a control group: one row per message and person. */
public final class Contacts {
    public static final Field CONTACT_ID = Field.string("contact_id").required();
    public static final Field CUSTOMER_KEY = Field.string("customer_key");
    public static final Field EMAIL = Field.string("email").contact();
    public static final Field CAMPAIGN = Field.string("campaign").required();
    public static final Field CHANNEL = Field.string("channel").required();
    public static final Field TOPIC = Field.string("topic");
    public static final Field SENT_AT = Field.timestamp("sent_at").required();
    public static final Field DELIVERED_AT = Field.timestamp("delivered_at");
    public static final Field OPENED_AT = Field.timestamp("opened_at");
    public static final Field CLICKED_AT = Field.timestamp("clicked_at");
    public static final Field UNSUBSCRIBED_AT = Field.timestamp("unsubscribed_at");
    public static final Field IS_CONTROL = Field.flag("is_control");

    public static final SourceTable SOURCE = new SourceTable(
            "contacts",
            List.of(CONTACT_ID),
            List.of(
                    CONTACT_ID,
                    CUSTOMER_KEY,
                    EMAIL,
                    CAMPAIGN,
                    CHANNEL,
                    TOPIC,
                    SENT_AT,
                    DELIVERED_AT,
                    OPENED_AT,
                    CLICKED_AT,
                    UNSUBSCRIBED_AT,
                    IS_CONTROL));
    public static final Table TABLE = SOURCE.staged();

    private Contacts() {}
}
