package io.nightjar.schema;

import java.util.List;

/** What a message changes for each person: one row per person that may be contacted. */
public final class UpliftScores {
    public static final Field CUSTOMER_ID = IdentityLinks.CUSTOMER_ID;
    /** Probability of an order with a message less that without one, -1 to 1. */
    public static final Field UPLIFT = Field.real("uplift");
    /** Lower end of the interval of the person's group. */
    public static final Field UPLIFT_LOW = Field.real("uplift_low");
    /** Upper end of the interval of the person's group. */
    public static final Field UPLIFT_HIGH = Field.real("uplift_high");
    /** {@code needs_the_ad}, {@code buys_anyway}, {@code never}, {@code do_not_disturb} or {@code unknown}. */
    public static final Field UPLIFT_LABEL = Field.string("uplift_label");
    /** The learner that was chosen, or {@code none} where nothing was shown. */
    public static final Field UPLIFT_MODEL = Field.string("uplift_model");

    public static final Table TABLE = new Table(
            "uplift_scores",
            List.of(CUSTOMER_ID),
            List.of(CUSTOMER_ID, UPLIFT, UPLIFT_LOW, UPLIFT_HIGH, UPLIFT_LABEL, UPLIFT_MODEL));

    private UpliftScores() {}
}
