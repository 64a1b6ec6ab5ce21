package io.nightjar.schema;

import java.util.List;

/** Persons whom the nights before knew under an id that nobody has tonight, because all their records are another's. */
public final class MergedPersons {
    /** The id that was given up. */
    public static final Field OLD_ID = IdentityChanges.OLD_ID;
    /** Who has most of the records it had. */
    public static final Field CUSTOMER_ID = IdentityLinks.CUSTOMER_ID;

    public static final Table TABLE = new Table("merged_persons", List.of(OLD_ID), List.of(OLD_ID, CUSTOMER_ID));

    private MergedPersons() {}
}
