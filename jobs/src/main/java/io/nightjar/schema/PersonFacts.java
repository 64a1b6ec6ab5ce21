package io.nightjar.schema;

/** What rules may say of a person beside the columns of tables that have one row per person; no table of its own. */
public final class PersonFacts {
    /** The night's date, which rules may compare other dates with. */
    public static final Field AS_OF = Field.date("as_of");
    /** The product that is due next by its clock. */
    public static final Field NEXT_DUE_PRODUCT = Field.string("next_due_product");

    public static final Field NEXT_DUE_ON = Field.date("next_due_on");
    public static final Field NEXT_DUE_CONFIDENCE = Field.string("next_due_confidence");
    /** The first of the proposed products. */
    public static final Field NEXT_BEST_PRODUCT = Field.string("next_best_product");
    /** What found it, as in {@link NextBestProducts#SOURCE}. */
    public static final Field NEXT_BEST_SOURCE = Field.string("next_best_source");
    /** The first of the proposed categories. */
    public static final Field NEXT_BEST_CATEGORY = Field.string("next_best_category");
    /** Probability of yes to each question of the shop's own, by its name: {@code propensity['second-purchase']}. */
    public static final Field PROPENSITY = Field.reals("propensity");
    /** Likeness to the members of each segment that look-alikes are found of, as the last night had it, by its name. */
    public static final Field LOOK_ALIKE = Field.reals("look_alike");
    /** Among which share of people that is, the most alike first: {@code look_alike_reach['best-customers'] <= 0.05}. */
    public static final Field LOOK_ALIKE_REACH = Field.reals("look_alike_reach");

    public static final Field HOUSEHOLD_ID = Households.HOUSEHOLD_ID;
    public static final Field HOUSEHOLD_PERSONS = Field.count("household_persons");
    public static final Field IS_RESELLER = Field.flag("is_reseller");
    public static final Field IS_STAFF = Field.flag("is_staff");
    public static final Field IS_TEST_ACCOUNT = Field.flag("is_test_account");
    /** The reachable channel on which the person answers most. */
    public static final Field BEST_CHANNEL = Field.string("best_channel");

    public static final Field BEST_CHANNEL_RATE = Field.real("best_channel_rate");
    public static final Field BEST_HOUR = ChannelScores.BEST_HOUR;

    private PersonFacts() {}
}
