package io.nightjar.schema;

import java.util.List;

/** How people feel in what they wrote: one row per interaction with a text; the text itself is not here. */
public final class InteractionTones {
    public static final Field INTERACTION_ID = Interactions.INTERACTION_ID;
    /** {@code en}, {@code de}; missing where the words do not tell. */
    public static final Field LANGUAGE = Field.string("text_language");
    /** 0 to 1: how far the words of this language lead before those of the next. */
    public static final Field LANGUAGE_CONFIDENCE = Field.real("text_language_confidence");
    /** -1 (angry) to 1 (delighted); 0 where no word tells. */
    public static final Field TONE = Field.real("tone");
    /** Words that told. */
    public static final Field TONE_WORDS = Field.whole("tone_words");

    public static final Table TABLE = new Table(
            "interaction_tones",
            List.of(INTERACTION_ID),
            List.of(INTERACTION_ID, LANGUAGE, LANGUAGE_CONFIDENCE, TONE, TONE_WORDS));

    private InteractionTones() {}
}
