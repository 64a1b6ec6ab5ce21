package io.nightjar.schema;

import java.util.List;

/** Loyalty memberships: one row per card. */
public final class LoyaltyMembers {
    public static final Field LOYALTY_NUMBER = Field.string("loyalty_number").required();
    public static final Field CUSTOMER_KEY = Field.string("customer_key");
    public static final Field FIRST_NAME = Field.string("first_name").contact();
    public static final Field LAST_NAME = Field.string("last_name").contact();
    public static final Field EMAIL = Field.string("email").contact();
    public static final Field PHONE = Field.string("phone").contact();
    public static final Field JOINED_ON = Field.date("joined_on");
    public static final Field TIER = Field.string("tier");
    public static final Field POINTS_BALANCE = Field.count("points_balance");
    public static final Field POINTS_EXPIRE_ON = Field.date("points_expire_on");

    public static final SourceTable SOURCE = new SourceTable(
            "loyalty_members",
            List.of(LOYALTY_NUMBER),
            List.of(
                    LOYALTY_NUMBER,
                    CUSTOMER_KEY,
                    FIRST_NAME,
                    LAST_NAME,
                    EMAIL,
                    PHONE,
                    JOINED_ON,
                    TIER,
                    POINTS_BALANCE,
                    POINTS_EXPIRE_ON));
    public static final Table TABLE = SOURCE.staged();

    private LoyaltyMembers() {}
}
