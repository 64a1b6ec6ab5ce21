package io.nightjar.schema;

import java.util.ArrayList;
import java.util.List;

/** One row per person and per anonymous visitor; no contact data. */
public final class CustomerProfiles {
    public static final Field CUSTOMER_ID = IdentityLinks.CUSTOMER_ID;
    public static final Field IS_ANONYMOUS = Field.flag("is_anonymous");
    public static final Field RECORD_COUNT = Field.count("record_count");
    /** One of the nine stages of a customer's life, against the person's own rhythm. */
    public static final Field LIFECYCLE_STAGE = Field.string("lifecycle_stage");

    public static final Field FAVOURITE_CATEGORY = Field.string("favourite_category");
    public static final Field FAVOURITE_CHANNEL = Field.string("favourite_channel");
    public static final Field LAST_VISIT_ON = Activity.LAST_VISIT_ON;
    public static final Field VISIT_DAYS_30 = Activity.VISIT_DAYS.get(1);
    public static final Field VISIT_DAYS_90 = Activity.VISIT_DAYS.get(2);
    public static final Field CARTS_30 = Activity.CARTS.get(1);
    public static final Field LOYALTY_TIER = Field.string("loyalty_tier");
    public static final Field POINTS_BALANCE = Field.count("points_balance");
    public static final Field POINTS_EXPIRE_ON = Field.date("points_expire_on");
    public static final Field POINTS_EARNED_365 = Field.count("points_earned_365");
    public static final Field POINTS_BURNED_365 = Field.count("points_burned_365");
    public static final Field COMPLAINTS_90 = Field.count("complaints_90");
    public static final Field COMPLAINTS_365 = Field.count("complaints_365");
    /** Complaints and questions of the last 90 days without an answer; missing if the shop does not say what is solved. */
    public static final Field OPEN_ISSUES = Field.count("open_issues");
    /** Reviews of four stars or more, or in a good tone where there are no stars, of the last 365 days. */
    public static final Field PRAISE_365 = Field.count("praise_365");
    /** Mean of what they wrote in the last 365 days: -1 angry to 1 delighted. */
    public static final Field TONE_365 = Field.real("tone_365");

    public static final Field TEXTS_365 = Field.count("texts_365");

    /** What the person's own records say. */
    public static final Field DECLARED_LANGUAGE = Field.string("declared_language");

    public static final Field DECLARED_COUNTRY = Field.string("declared_country");
    public static final Field DECLARED_AGE_BAND = Field.string("declared_age_band");
    /** What their doings say, each with how sure that is. */
    public static final Field INFERRED_LANGUAGE = Field.string("inferred_language");

    public static final Field INFERRED_LANGUAGE_CONFIDENCE = Field.real("inferred_language_confidence");
    /** {@code bargains} or {@code full_price}: what more than half of their order lines are. */
    public static final Field INFERRED_PRICE_ATTITUDE = Field.string("inferred_price_attitude");

    public static final Field INFERRED_PRICE_ATTITUDE_CONFIDENCE = Field.real("inferred_price_attitude_confidence");

    /** The first of each kind of affinity. */
    public static final List<Top> TOPS = List.of(
            top("category", "bought"),
            top("brand", "bought"),
            top("price_band", "bought"),
            top("category", "browsed"),
            top("brand", "browsed"),
            top("price_band", "browsed"),
            top("category", "searched"),
            top("channel", "answered"));

    public static final Table TABLE = new Table("customer_profiles", List.of(CUSTOMER_ID), fields());

    private CustomerProfiles() {}

    /** The value a person is drawn to most, and how sure that is more than average taste. */
    public record Top(String kind, String basis, Field value, Field confidence) {}

    private static Top top(String kind, String basis) {
        String name = basis + "_" + kind;
        return new Top(kind, basis, Field.string(name), Field.real(name + "_confidence"));
    }

    private static List<Field> fields() {
        List<Field> all = new ArrayList<>(List.of(CUSTOMER_ID, IS_ANONYMOUS, RECORD_COUNT, LIFECYCLE_STAGE));
        Rfm.TABLE.fields().stream()
                .filter(field -> !field.equals(Rfm.CUSTOMER_ID))
                .forEach(all::add);
        all.addAll(List.of(FAVOURITE_CATEGORY, FAVOURITE_CHANNEL));
        TOPS.forEach(top -> all.addAll(List.of(top.value(), top.confidence())));
        all.add(Activity.FIRST_VISIT_ON);
        all.add(LAST_VISIT_ON);
        all.addAll(Activity.COUNTS);
        all.addAll(List.of(
                Activity.FAVOURITE_DEVICE,
                LOYALTY_TIER,
                POINTS_BALANCE,
                POINTS_EXPIRE_ON,
                POINTS_EARNED_365,
                POINTS_BURNED_365,
                COMPLAINTS_90,
                COMPLAINTS_365,
                OPEN_ISSUES,
                PRAISE_365,
                TONE_365,
                TEXTS_365,
                Engagement.SCORE,
                Engagement.MOMENTUM,
                Engagement.REASON,
                DECLARED_LANGUAGE,
                DECLARED_COUNTRY,
                DECLARED_AGE_BAND,
                INFERRED_LANGUAGE,
                INFERRED_LANGUAGE_CONFIDENCE,
                INFERRED_PRICE_ATTITUDE,
                INFERRED_PRICE_ATTITUDE_CONFIDENCE));
        all.addAll(ContactPoints.PERMISSIONS);
        return all;
    }
}
