package io.nightjar.schema;

import java.util.List;

/**
 * Who is who: one row per record key of a source, with the person it belongs to and why. A person's first record stands
 * for itself; each other one is linked to a record nearer to the first.
 */
public final class IdentityLinks {
    public static final Field SOURCE = Field.string("source");
    /** The record's key in its source; keyed tokens where that key is itself an e-mail or a phone number. */
    public static final Field SOURCE_KEY = Field.string("source_key");

    public static final Field CUSTOMER_ID = Field.string("customer_id");
    /** {@code own}, {@code shared-device}, or the rules that link this record to another, such as {@code email+match}. */
    public static final Field RULE = Field.string("rule");

    public static final Field LINKED_SOURCE = Field.string("linked_source");
    public static final Field LINKED_SOURCE_KEY = Field.string("linked_source_key");
    /** That both records are one person, 0 to 1. */
    public static final Field PROBABILITY = Field.real("probability");
    /** What speaks for the link, in words; no contact data. */
    public static final Field EVIDENCE = Field.string("evidence");
    /** A record that a link pointed to and a guard kept apart, and why. */
    public static final Field KEPT_APART = Field.string("kept_apart");

    public static final String OWN = "own";
    public static final String SHARED_DEVICE = "shared-device";

    public static final Table TABLE = new Table(
            "identity_links",
            List.of(SOURCE, SOURCE_KEY),
            List.of(
                    SOURCE,
                    SOURCE_KEY,
                    CUSTOMER_ID,
                    RULE,
                    LINKED_SOURCE,
                    LINKED_SOURCE_KEY,
                    PROBABILITY,
                    EVIDENCE,
                    KEPT_APART));

    private IdentityLinks() {}
}
