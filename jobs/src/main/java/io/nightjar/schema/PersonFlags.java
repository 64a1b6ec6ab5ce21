package io.nightjar.schema;

import java.util.List;

/** People who are not customers like others: one row per person and flag. */
public final class PersonFlags {
    public static final Field CUSTOMER_ID = IdentityLinks.CUSTOMER_ID;
    /** {@code reseller}, {@code staff} or {@code test_account}. */
    public static final Field FLAG = Field.string("flag");
    /** What speaks for it, in words. */
    public static final Field REASON = Field.string("reason");

    public static final String RESELLER = "reseller";
    public static final String STAFF = "staff";
    public static final String TEST_ACCOUNT = "test_account";

    public static final Table TABLE =
            new Table("person_flags", List.of(CUSTOMER_ID, FLAG), List.of(CUSTOMER_ID, FLAG, REASON));

    private PersonFlags() {}
}
