package io.nightjar.schema;

import java.util.List;

/** The kinds of customers there are: one row per persona. */
public final class PersonaCards {
    /** The same kind has the same id from night to night. */
    public static final Field PERSONA_ID = Field.string("persona_id");
    /** What sets them apart, in a few words. */
    public static final Field PERSONA_NAME = Field.string("persona_name");

    public static final Field PEOPLE_COUNT = Field.count("people_count");
    /** Share, 0 to 1, of all people with a persona. */
    public static final Field PEOPLE_SHARE = Field.real("people_share");
    /** Sentences: what they do more or less than others. */
    public static final Field TRAITS = Field.texts("traits");
    /** Share, 0 to 1, of the people learned from who were in the same persona last night; missing where it is new. */
    public static final Field STABILITY = Field.real("stability");

    public static final Table TABLE = new Table(
            "persona_cards",
            List.of(PERSONA_ID),
            List.of(PERSONA_ID, PERSONA_NAME, PEOPLE_COUNT, PEOPLE_SHARE, TRAITS, STABILITY));

    private PersonaCards() {}
}
