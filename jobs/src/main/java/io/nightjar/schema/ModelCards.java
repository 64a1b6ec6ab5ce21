package io.nightjar.schema;

import java.util.List;

/** What each model learned from, how good it is against the best simple rule, and what was decided. */
public final class ModelCards {
    public static final Field MODEL = Field.string("model");
    public static final Field GRADE = Field.string("grade");
    public static final Field METRIC = Field.string("metric");
    public static final Field MODEL_VALUE = Field.real("model_value");
    public static final Field BASELINE = Field.string("baseline");
    public static final Field BASELINE_VALUE = Field.real("baseline_value");
    public static final Field IS_SHIPPED = Field.flag("is_shipped");
    public static final Field DECISION = Field.string("decision");
    /** The whole card as JSON. */
    public static final Field CARD = Field.string("card");

    public static final Table TABLE = new Table(
            "model_cards",
            List.of(MODEL),
            List.of(MODEL, GRADE, METRIC, MODEL_VALUE, BASELINE, BASELINE_VALUE, IS_SHIPPED, DECISION, CARD));

    private ModelCards() {}
}
