package io.nightjar.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How likely each buyer is to stop: one row per person who ever bought; those already gone are labelled, not scored. */
public final class ChurnScores {
    public static final Field CUSTOMER_ID = IdentityLinks.CUSTOMER_ID;
    /** Probability, 0 to 1, of no purchase within the horizon; missing for people already gone. */
    public static final Field CHURN_PROBABILITY = Field.real("churn_probability");
    /** {@code high}, {@code medium} or {@code low}; {@code gone} for people already gone. */
    public static final Field CHURN_RISK = Field.string("churn_risk");
    /** The risk became high tonight: true for one night, and then not again before the next purchase. */
    public static final Field IS_CHURN_TRIGGER = Field.flag("is_churn_trigger");
    /** The night on which the trigger fired; missing if it did not since the last purchase. */
    public static final Field CHURN_TRIGGERED_ON = Field.date("churn_triggered_on");
    /** Probability of no purchase in the next 30 days; missing where that cannot be learned yet. */
    public static final Field CHURN_PROBABILITY_30 = Field.real("churn_probability_30");
    /** The same for 60 days: never higher than for 30. */
    public static final Field CHURN_PROBABILITY_60 = Field.real("churn_probability_60");
    /** The same for 90 days. */
    public static final Field CHURN_PROBABILITY_90 = Field.real("churn_probability_90");
    /** The same for 180 days. */
    public static final Field CHURN_PROBABILITY_180 = Field.real("churn_probability_180");
    /** What speaks most for and against leaving, in words, the strongest first. */
    public static final Field CHURN_REASONS = Field.texts("churn_reasons");
    /** {@code blend}, or {@code inactivity-rule} where the model did not win. */
    public static final Field CHURN_MODEL = Field.string("churn_model");

    public static final Table TABLE = new Table(
            "churn_scores",
            List.of(CUSTOMER_ID),
            List.of(
                    CUSTOMER_ID,
                    CHURN_PROBABILITY,
                    CHURN_RISK,
                    IS_CHURN_TRIGGER,
                    CHURN_TRIGGERED_ON,
                    CHURN_PROBABILITY_30,
                    CHURN_PROBABILITY_60,
                    CHURN_PROBABILITY_90,
                    CHURN_PROBABILITY_180,
                    CHURN_REASONS,
                    CHURN_MODEL));

    /** The probabilities side by side, by days. */
    public static Map<Integer, Field> horizons() {
        Map<Integer, Field> all = new LinkedHashMap<>();
        all.put(30, CHURN_PROBABILITY_30);
        all.put(60, CHURN_PROBABILITY_60);
        all.put(90, CHURN_PROBABILITY_90);
        all.put(180, CHURN_PROBABILITY_180);
        return all;
    }

    private ChurnScores() {}
}
