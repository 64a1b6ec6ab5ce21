package io.nightjar.schema;

import java.util.List;

/** Who lives together: one row per person of a household of two or more. */
public final class Households {
    public static final Field HOUSEHOLD_ID = Field.string("household_id");
    public static final Field CUSTOMER_ID = IdentityLinks.CUSTOMER_ID;
    public static final Field PERSON_COUNT = Field.count("person_count");
    /** What ties this person to the household: {@code address}, {@code mailbox}, {@code phone} or several with +. */
    public static final Field RULE = IdentityLinks.RULE;

    public static final Table TABLE =
            new Table("households", List.of(CUSTOMER_ID), List.of(HOUSEHOLD_ID, CUSTOMER_ID, PERSON_COUNT, RULE));

    private Households() {}
}
