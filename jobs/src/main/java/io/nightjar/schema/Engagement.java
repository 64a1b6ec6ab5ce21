package io.nightjar.schema;

import java.util.List;

/** How much each person and anonymous visitor has to do with the shop lately: one row each. */
public final class Engagement {
    public static final Field CUSTOMER_ID = IdentityLinks.CUSTOMER_ID;
    /** 0 to 100: the weighted mean of the parts whose sources are on. */
    public static final Field SCORE = Field.real("engagement_score");

    /** 0 to 100 each; missing where the source is off. */
    public static final Field RECENCY = Field.real("engagement_recency");

    public static final Field FREQUENCY = Field.real("engagement_frequency");
    public static final Field DEPTH = Field.real("engagement_depth");
    public static final Field ANSWERING = Field.real("engagement_answers");
    public static final Field BUYING = Field.real("engagement_purchases");
    public static final Field LOYALTY = Field.real("engagement_loyalty");
    public static final List<Field> PARTS = List.of(RECENCY, FREQUENCY, DEPTH, ANSWERING, BUYING, LOYALTY);

    /** {@code rising}, {@code steady} or {@code falling}; missing where there is too little to compare. */
    public static final Field MOMENTUM = Field.string("momentum");
    /** Days with a sign of life, in 30 days and in the 90 before them. */
    public static final Field ACTIVE_DAYS_30 = Field.count("active_days_30");

    public static final Field ACTIVE_DAYS_BEFORE = Field.count("active_days_31_to_120");
    public static final Field LAST_ACTIVE_ON = Field.date("last_active_on");
    /** Messages of the last 180 days. */
    public static final Field MESSAGES_180 = Field.count("messages_180");
    /** Those clicked, or opened by a human. */
    public static final Field ANSWERS_180 = Field.count("answers_180");
    /** Opened by a machine: at once, or by a mailbox that opens nearly everything at once. */
    public static final Field MACHINE_OPENS_180 = Field.count("machine_opens_180");
    /** One sentence. */
    public static final Field REASON = Field.string("engagement_reason");

    public static final Table TABLE = new Table(
            "engagement",
            List.of(CUSTOMER_ID),
            List.of(
                    CUSTOMER_ID,
                    SCORE,
                    RECENCY,
                    FREQUENCY,
                    DEPTH,
                    ANSWERING,
                    BUYING,
                    LOYALTY,
                    MOMENTUM,
                    ACTIVE_DAYS_30,
                    ACTIVE_DAYS_BEFORE,
                    LAST_ACTIVE_ON,
                    MESSAGES_180,
                    ANSWERS_180,
                    MACHINE_OPENS_180,
                    REASON));

    private Engagement() {}
}
