package io.nightjar.schema;

import java.util.List;

/** How likely each active buyer is to stop: one row per eligible person. */
public final class ChurnScores {
    public static final Field CUSTOMER_ID = IdentityLinks.CUSTOMER_ID;
    /** Probability, 0 to 1, of no purchase within the horizon. */
    public static final Field CHURN_PROBABILITY = Field.real("churn_probability");
    /** {@code high}, {@code medium} or {@code low}. */
    public static final Field CHURN_RISK = Field.string("churn_risk");
    /** {@code logistic}, or {@code inactivity-rule} where the model did not win. */
    public static final Field CHURN_MODEL = Field.string("churn_model");

    public static final Table TABLE = new Table(
            "churn_scores", List.of(CUSTOMER_ID), List.of(CUSTOMER_ID, CHURN_PROBABILITY, CHURN_RISK, CHURN_MODEL));

    private ChurnScores() {}
}
