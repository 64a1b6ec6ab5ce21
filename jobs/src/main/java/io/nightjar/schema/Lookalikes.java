package io.nightjar.schema;

import java.util.List;

/** Who is like the members of a segment without being one: one row per segment and person outside it. */
public final class Lookalikes {
    public static final Field SEGMENT = Segments.SEGMENT;
    public static final Field CUSTOMER_ID = IdentityLinks.CUSTOMER_ID;
    /** How like the members, 0 to 1: the probability of being one, by everything but what the segment's rule names. */
    public static final Field SIMILARITY = Field.real("similarity");
    /** The smallest of 1, 2, 5, 10, 20, 30, 50 and 100 % of people, the most similar first, that this person is among. */
    public static final Field REACH = Field.real("reach");
    /** What speaks most for and against it, in words. */
    public static final Field REASONS = PropensityScores.REASONS;

    public static final Table TABLE = new Table(
            "lookalikes", List.of(SEGMENT, CUSTOMER_ID), List.of(SEGMENT, CUSTOMER_ID, SIMILARITY, REACH, REASONS));

    private Lookalikes() {}
}
