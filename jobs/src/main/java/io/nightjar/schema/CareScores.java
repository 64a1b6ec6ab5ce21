package io.nightjar.schema;

import java.util.List;

/** Who needs help rather than an offer, and who is stuck in a large order: one row per person with any sign of it. */
public final class CareScores {
    public static final Field CUSTOMER_ID = IdentityLinks.CUSTOMER_ID;
    /** 0 (nothing) to 100: complaints, delivery questions, failed checkouts, documents after purchase, returns, tone. */
    public static final Field NEEDS_HELP = Field.real("needs_help");
    /** What speaks for it, in words, the strongest first. */
    public static final Field CARE_REASONS = Field.texts("care_reasons");
    /** Day since which a large order has not gone on; missing where there is none. */
    public static final Field STALLED_SINCE = Field.date("stalled_since");
    /** The last step seen of the stalled order: {@code view}, {@code cart} or {@code checkout}. */
    public static final Field STALLED_STEP = Field.string("stalled_step");

    public static final Table TABLE = new Table(
            "care_scores",
            List.of(CUSTOMER_ID),
            List.of(CUSTOMER_ID, NEEDS_HELP, CARE_REASONS, STALLED_SINCE, STALLED_STEP));

    private CareScores() {}
}
