package io.nightjar.schema;

import java.util.List;

/** How likely each buyer is to stop: one row per person who ever bought; those already gone are labelled, not scored. */
public final class ChurnScores {
    public static final Field CUSTOMER_ID = IdentityLinks.CUSTOMER_ID;
    /** Probability, 0 to 1, of no purchase within the horizon; missing for people already gone. */
    public static final Field CHURN_PROBABILITY = Field.real("churn_probability");
    /** {@code high}, {@code medium} or {@code low}; {@code gone} for people already gone. */
    public static final Field CHURN_RISK = Field.string("churn_risk");
    /** The risk is high tonight and by the same model was not on the day before: true for one night. */
    public static final Field IS_CHURN_TRIGGER = Field.flag("is_churn_trigger");
    /** What speaks most for and against leaving, in words, the strongest first. */
    public static final Field CHURN_REASONS = Field.texts("churn_reasons");
    /** {@code blend}, or {@code inactivity-rule} where the model did not win. */
    public static final Field CHURN_MODEL = Field.string("churn_model");

    public static final Table TABLE = new Table(
            "churn_scores",
            List.of(CUSTOMER_ID),
            List.of(CUSTOMER_ID, CHURN_PROBABILITY, CHURN_RISK, IS_CHURN_TRIGGER, CHURN_REASONS, CHURN_MODEL));

    private ChurnScores() {}
}
