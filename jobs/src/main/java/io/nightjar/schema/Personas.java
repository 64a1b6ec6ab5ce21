package io.nightjar.schema;

import java.util.List;

/** Which kind of customer each buyer is: one row per person who ever bought. */
public final class Personas {
    public static final Field CUSTOMER_ID = IdentityLinks.CUSTOMER_ID;
    public static final Field PERSONA_ID = PersonaCards.PERSONA_ID;
    public static final Field PERSONA_NAME = PersonaCards.PERSONA_NAME;
    /** How much nearer to this persona than to the next, 0 (in between) to 1 (typical). */
    public static final Field TYPICALITY = Field.real("typicality");

    public static final Table TABLE =
            new Table("personas", List.of(CUSTOMER_ID), List.of(CUSTOMER_ID, PERSONA_ID, PERSONA_NAME, TYPICALITY));

    private Personas() {}
}
