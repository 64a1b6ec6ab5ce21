package io.nightjar.schema;

import java.util.List;

/**
 * Reasons to take two records for one person: one row per pair of records and rule. The first record of a pair is the
 * smaller by source and key.
 */
public final class IdentityEdges {
    public static final Field SOURCE_A = Field.string("source_a");
    public static final Field SOURCE_KEY_A = Field.string("source_key_a");
    public static final Field SOURCE_B = Field.string("source_b");
    public static final Field SOURCE_KEY_B = Field.string("source_key_b");
    /** {@code email}, {@code phone}, {@code loyalty_number} or {@code login} for exact keys; {@code match} if scored. */
    public static final Field RULE = Field.string("rule");
    /** That both are one person, 0 to 1. */
    public static final Field PROBABILITY = Field.real("probability");
    /** A few words; never contact data. */
    public static final Field EVIDENCE = Field.string("evidence");

    /** The rule of scored pairs. */
    public static final String MATCH = "match";

    public static final Table TABLE = new Table(
            "identity_edges",
            List.of(SOURCE_A, SOURCE_KEY_A, SOURCE_B, SOURCE_KEY_B, RULE),
            List.of(SOURCE_A, SOURCE_KEY_A, SOURCE_B, SOURCE_KEY_B, RULE, PROBABILITY, EVIDENCE));

    private IdentityEdges() {}
}
