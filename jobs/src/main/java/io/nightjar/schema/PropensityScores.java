package io.nightjar.schema;

import java.util.List;

/** How likely the answer to each yes-or-no question is yes: one row per question and person it is asked about. */
public final class PropensityScores {
    /** The question file's name. */
    public static final Field QUESTION = Field.string("question");

    public static final Field CUSTOMER_ID = IdentityLinks.CUSTOMER_ID;
    /** Probability, 0 to 1, that the answer is yes within the question's horizon. */
    public static final Field PROBABILITY = Field.real("probability");
    /** {@code high} from twice the share for whom it came true so far, {@code medium} from that share, else {@code low}. */
    public static final Field BAND = Field.string("band");
    /** What speaks most for and against it, in words, the strongest first. */
    public static final Field REASONS = Field.texts("reasons");
    /** {@code blend}, or {@code best-single-column} where the model did not win. */
    public static final Field SCORED_BY = Field.string("scored_by");

    public static final Table TABLE = new Table(
            "propensity_scores",
            List.of(QUESTION, CUSTOMER_ID),
            List.of(QUESTION, CUSTOMER_ID, PROBABILITY, BAND, REASONS, SCORED_BY));

    private PropensityScores() {}
}
