package io.nightjar.schema;

import java.util.List;

/**
 * Whom to contact tonight, by what, and whom not and why: one row per person, list and object of everybody on a list
 * that contacts people; and what was planned in the month before, which counts against the budget.
 */
public final class ContactPlan {
    public static final Field CUSTOMER_ID = IdentityLinks.CUSTOMER_ID;
    public static final Field LIST = ControlGroups.LIST;
    /** Of a trigger, what it is about; empty for segments. */
    public static final Field OBJECT = TriggerEvents.OBJECT;

    public static final Field PLANNED_ON = Field.date("planned_on");
    /** {@code care}, {@code service}, {@code reminder} or {@code sale}. */
    public static final Field PRIORITY = Field.string("priority");

    public static final Field TOPIC = Contacts.TOPIC;
    /** {@code email}, {@code sms}, {@code phone}, {@code post} or {@code ads}; missing where nobody is contacted. */
    public static final Field CHANNEL = Contacts.CHANNEL;
    /** What the contact is expected to bring, its cost taken off, in the shop's money. */
    public static final Field CONTACT_VALUE = Field.real("contact_value");
    /** {@code planned} tonight, {@code not_planned}, or {@code earlier}: planned on a night before. */
    public static final Field PLAN_STATUS = Field.string("plan_status");
    /** In a few words that are the same for everybody of the same fate; missing where it is planned. */
    public static final Field WHY_NOT = Field.string("why_not");
    /** What of the person's own stands behind it, such as a date. */
    public static final Field WHY_NOT_DETAIL = Field.string("why_not_detail");

    public static final String PLANNED = "planned";
    public static final String NOT_PLANNED = "not_planned";
    public static final String EARLIER = "earlier";

    public static final Table TABLE = new Table(
            "contact_plan",
            List.of(CUSTOMER_ID, LIST, OBJECT, PLANNED_ON),
            List.of(
                    CUSTOMER_ID,
                    LIST,
                    OBJECT,
                    PLANNED_ON,
                    PRIORITY,
                    TOPIC,
                    CHANNEL,
                    CONTACT_VALUE,
                    PLAN_STATUS,
                    WHY_NOT,
                    WHY_NOT_DETAIL));

    private ContactPlan() {}
}
