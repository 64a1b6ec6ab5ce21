package io.nightjar.schema;

import java.util.List;

/** What speaks for two records being one person: one row per pair of records and rule. */
public final class IdentityEdges {
    /** The smaller of the two by source and key. */
    public static final Field SOURCE_A = Field.string("source_a");

    public static final Field SOURCE_KEY_A = Field.string("source_key_a");
    public static final Field SOURCE_B = Field.string("source_b");
    public static final Field SOURCE_KEY_B = Field.string("source_key_b");
    /** {@code email}, {@code phone}, {@code loyalty_number} or {@code login} for exact keys, else {@link #MATCH}. */
    public static final Field RULE = Field.string("rule");

    public static final Field PROBABILITY = Field.real("probability");
    /** Parts with level and weight in bits, never their values. */
    public static final Field EVIDENCE = Field.string("evidence");

    /** The rule of edges that rest on several parts that agree, none of them a key. */
    public static final String MATCH = "match";

    public static final Table TABLE = new Table(
            "identity_edges",
            List.of(SOURCE_A, SOURCE_KEY_A, SOURCE_B, SOURCE_KEY_B, RULE),
            List.of(SOURCE_A, SOURCE_KEY_A, SOURCE_B, SOURCE_KEY_B, RULE, PROBABILITY, EVIDENCE));

    private IdentityEdges() {}
}
