package io.nightjar.schema;

import java.util.List;

/**
 * Who is held out tonight and therefore not contacted: one row per list and person on it. The same people every night,
 * for as long as they are on the list.
 */
public final class ControlGroups {
    /** Segment or trigger. */
    public static final Field LIST = Field.string("list");

    public static final Field CUSTOMER_ID = IdentityLinks.CUSTOMER_ID;
    /** {@code global} for those whom no marketing list contacts, else {@code list}. */
    public static final Field CONTROL_SCOPE = Field.string("control_scope");

    public static final Table TABLE =
            new Table("control_groups", List.of(LIST, CUSTOMER_ID), List.of(LIST, CUSTOMER_ID, CONTROL_SCOPE));

    private ControlGroups() {}
}
