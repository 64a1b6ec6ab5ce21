package io.nightjar.schema;

import java.util.List;

/**
 * Models as they are kept from night to night: one row per model. They live in the work area under the run, so what
 * makes a run live, or takes it back, does the same to its models.
 */
public final class TrainedModels {
    public static final Field MODEL = Field.string("model");
    /** {@code blend} where a model scores, the name of the simple rule where that does, missing where nobody is scored. */
    public static final Field SCORED_BY = Field.string("scored_by");
    /** The champion; missing where no model ever won. */
    public static final Field CHAMPION = Field.string("champion");
    /** The simple rule, learned from the newest dates. */
    public static final Field RULE = Field.string("rule");

    public static final Table CHURN = table("churn_models");
    public static final Table QUESTIONS = table("question_models");
    public static final Table CARTS = table("cart_models");
    public static final Table INTENT = table("intent_models");
    public static final Table PERSONAS = table("persona_models");

    private TrainedModels() {}

    private static Table table(String name) {
        return new Table(name, List.of(MODEL), List.of(MODEL, SCORED_BY, CHAMPION, RULE));
    }
}
