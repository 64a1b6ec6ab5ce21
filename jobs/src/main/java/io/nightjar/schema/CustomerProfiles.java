package io.nightjar.schema;

import java.util.List;

/** One row per person and per anonymous visitor; no contact data. */
public final class CustomerProfiles {
    public static final Field CUSTOMER_ID = IdentityLinks.CUSTOMER_ID;
    public static final Field IS_ANONYMOUS = Field.flag("is_anonymous");
    public static final Field RECORD_COUNT = Field.count("record_count");
    public static final Field FAVOURITE_CATEGORY = Field.string("favourite_category");
    public static final Field FAVOURITE_CHANNEL = Field.string("favourite_channel");
    public static final Field LAST_VISIT_ON = Field.date("last_visit_on");
    public static final Field VISIT_DAYS_30 = Field.count("visit_days_30");
    public static final Field VISIT_DAYS_90 = Field.count("visit_days_90");
    public static final Field CARTS_30 = Field.count("carts_30");
    public static final Field LOYALTY_TIER = Field.string("loyalty_tier");
    public static final Field POINTS_BALANCE = Field.count("points_balance");
    public static final Field POINTS_EXPIRE_ON = Field.date("points_expire_on");
    public static final Field COMPLAINTS_90 = Field.count("complaints_90");

    public static final Table TABLE = new Table(
            "customer_profiles",
            List.of(CUSTOMER_ID),
            List.of(
                    CUSTOMER_ID,
                    IS_ANONYMOUS,
                    RECORD_COUNT,
                    Rfm.FIRST_ORDER_ON,
                    Rfm.LAST_ORDER_ON,
                    Rfm.RECENCY_DAYS,
                    Rfm.TENURE_DAYS,
                    Rfm.FREQUENCY,
                    Rfm.MONETARY,
                    Rfm.AVERAGE_ORDER_VALUE,
                    Rfm.RETURN_COUNT,
                    Rfm.RETURNED_AMOUNT,
                    Rfm.DISCOUNT_SHARE,
                    Rfm.PRODUCT_COUNT,
                    Rfm.RECENCY_SCORE,
                    Rfm.FREQUENCY_SCORE,
                    Rfm.MONETARY_SCORE,
                    FAVOURITE_CATEGORY,
                    FAVOURITE_CHANNEL,
                    LAST_VISIT_ON,
                    VISIT_DAYS_30,
                    VISIT_DAYS_90,
                    CARTS_30,
                    LOYALTY_TIER,
                    POINTS_BALANCE,
                    POINTS_EXPIRE_ON,
                    COMPLAINTS_90,
                    ContactPoints.EMAIL_PERMITTED,
                    ContactPoints.SMS_PERMITTED,
                    ContactPoints.PHONE_PERMITTED,
                    ContactPoints.POST_PERMITTED,
                    ContactPoints.ADS_PERMITTED));

    private CustomerProfiles() {}
}
