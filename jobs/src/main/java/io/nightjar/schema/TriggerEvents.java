package io.nightjar.schema;

import java.util.List;

/**
 * What happened to whom and calls for a contact: one row per person, trigger and object. Those of earlier nights stay for
 * two years, or longer where a trigger takes longer to cool down and expire: as long a trigger fires once per object.
 */
public final class TriggerEvents {
    public static final Field CUSTOMER_ID = IdentityLinks.CUSTOMER_ID;
    public static final Field TRIGGER = Field.string("trigger");
    /** What it is about: a product, an order, a contact, a date; empty where it is about the person alone. */
    public static final Field OBJECT = Field.string("object");
    /** The product, where it is about one. */
    public static final Field PRODUCT_ID = Purchases.PRODUCT_ID;

    public static final Field FIRED_ON = Field.date("fired_on");
    /** The last day on which somebody may be contacted because of it. */
    public static final Field EXPIRES_ON = Field.date("expires_on");
    /** {@code new} if it fired tonight, {@code open} if earlier and not expired, else {@code past}. */
    public static final Field TRIGGER_STATE = Field.string("trigger_state");

    public static final Field REASON = Field.string("reason");

    public static final Table TABLE = new Table(
            "trigger_events",
            List.of(CUSTOMER_ID, TRIGGER, OBJECT),
            List.of(CUSTOMER_ID, TRIGGER, OBJECT, PRODUCT_ID, FIRED_ON, EXPIRES_ON, TRIGGER_STATE, REASON));

    private TriggerEvents() {}
}
