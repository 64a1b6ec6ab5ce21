package io.nightjar.schema;

import java.util.List;

/** Who is who: one row per record key of a source, with the person it belongs to and the rule that says so. */
public final class IdentityLinks {
    public static final Field SOURCE = Field.string("source");
    /** The record's key in its source; a keyed token where that key is itself an e-mail or a phone number. */
    public static final Field SOURCE_KEY = Field.string("source_key");

    public static final Field CUSTOMER_ID = Field.string("customer_id");
    /** {@code own}, or the exact keys that joined this record to others. */
    public static final Field RULE = Field.string("rule");

    public static final Table TABLE =
            new Table("identity_links", List.of(SOURCE, SOURCE_KEY), List.of(SOURCE, SOURCE_KEY, CUSTOMER_ID, RULE));

    private IdentityLinks() {}
}
