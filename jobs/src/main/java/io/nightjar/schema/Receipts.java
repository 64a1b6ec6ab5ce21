package io.nightjar.schema;

import java.util.List;

/** What became of the lists of earlier days: one row per segment or trigger and day. */
public final class Receipts {
    public static final Field SEGMENT = Segments.SEGMENT;
    public static final Field DAYS_AGO = Field.whole("days_ago");
    public static final Field LISTED_ON = Field.date("listed_on");
    /** {@code night}: as it was that night; {@code rewound}: made anew from what was known then. */
    public static final Field LIST_ORIGIN = Field.string("list_origin");

    public static final Field MEMBER_COUNT = Segments.MEMBER_COUNT;
    /** Share of members who ordered since. */
    public static final Field ORDER_RATE = Field.real("order_rate");

    public static final Field REVENUE_PER_PERSON = Field.real("revenue_per_person");
    /** The same of as many people who had bought most recently, who had spent most, and of any. */
    public static final Field RECENT_RATE = Field.real("recent_buyers_rate");

    public static final Field RECENT_REVENUE = Field.real("recent_buyers_revenue");
    public static final Field SPENDERS_RATE = Field.real("biggest_spenders_rate");
    public static final Field SPENDERS_REVENUE = Field.real("biggest_spenders_revenue");
    public static final Field RANDOM_RATE = Field.real("random_rate");
    public static final Field RANDOM_REVENUE = Field.real("random_revenue");
    /** {@code own}: held out by us that night; {@code messages}: messages that the shop held back; {@code none}. */
    public static final Field CONTROL_KIND = Field.string("control_kind");

    public static final Field CONTACTED_COUNT = Field.count("contacted_count");
    public static final Field HELD_OUT_COUNT = Field.count("held_out_count");
    public static final Field CONTACTED_RATE = Field.real("contacted_rate");
    public static final Field HELD_OUT_RATE = Field.real("held_out_rate");
    /** Rate of the contacted less that of the held out, with its interval of 95 %. */
    public static final Field LIFT = Field.real("lift");

    public static final Field LIFT_LOW = Field.real("lift_low");
    public static final Field LIFT_HIGH = Field.real("lift_high");
    /** Revenue per contact that would not have come without it. */
    public static final Field REVENUE_LIFT = Field.real("revenue_lift");

    public static final Field REVENUE_LIFT_LOW = Field.real("revenue_lift_low");
    public static final Field REVENUE_LIFT_HIGH = Field.real("revenue_lift_high");
    /** {@code use}, {@code use with care} or {@code do not use}; {@code not measured}. */
    public static final Field VERDICT = Field.string("verdict");

    public static final Field VERDICT_REASON = Field.string("verdict_reason");

    public static final Table TABLE = new Table(
            "receipts",
            List.of(SEGMENT, DAYS_AGO),
            List.of(
                    SEGMENT,
                    DAYS_AGO,
                    LISTED_ON,
                    LIST_ORIGIN,
                    MEMBER_COUNT,
                    ORDER_RATE,
                    REVENUE_PER_PERSON,
                    RECENT_RATE,
                    RECENT_REVENUE,
                    SPENDERS_RATE,
                    SPENDERS_REVENUE,
                    RANDOM_RATE,
                    RANDOM_REVENUE,
                    CONTROL_KIND,
                    CONTACTED_COUNT,
                    HELD_OUT_COUNT,
                    CONTACTED_RATE,
                    HELD_OUT_RATE,
                    LIFT,
                    LIFT_LOW,
                    LIFT_HIGH,
                    REVENUE_LIFT,
                    REVENUE_LIFT_LOW,
                    REVENUE_LIFT_HIGH,
                    VERDICT,
                    VERDICT_REASON));

    private Receipts() {}
}
