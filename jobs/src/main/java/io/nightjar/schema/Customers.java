package io.nightjar.schema;

import java.util.List;

/** CRM records, one row per customer number; a person may have several. */
public final class Customers {
    public static final Field CUSTOMER_KEY = Field.string("customer_key").required();
    public static final Field FIRST_NAME = Field.string("first_name").contact();
    public static final Field LAST_NAME = Field.string("last_name").contact();
    /** Where names stand in one field: {@code Doe, John} or {@code John Doe}; used where the two above are empty. */
    public static final Field FULL_NAME = Field.string("full_name").contact();

    public static final Field EMAIL = Field.string("email").contact();
    public static final Field PHONE = Field.string("phone").contact();
    public static final Field STREET = Field.string("street").contact();
    /** Building, flat or village: what the address has beside street and number. */
    public static final Field STREET_2 = Field.string("street_2").contact();

    public static final Field POSTCODE = Field.string("postcode").contact();
    public static final Field CITY = Field.string("city");
    /** State, province or county. */
    public static final Field REGION = Field.string("region");

    public static final Field COUNTRY = Field.string("country");
    public static final Field BIRTH_ON = Field.date("birth_on").contact();
    /** A number that an authority gave this person, such as of a passport or social insurance. */
    public static final Field NATIONAL_ID = Field.string("national_id").contact();

    /** Columns of the shop's own that tell people apart, by the way in which two of their values are compared. */
    public static final Field OTHER_NAME = Field.string("other_name").contact();
    /** Such as occupation or place of birth. */
    public static final Field OTHER_WORDS = Field.string("other_words").contact();
    /** Few signs, such as a title or a sex. */
    public static final Field OTHER_CODE = Field.string("other_code").contact();
    /** Many signs, such as of an account or a voter. */
    public static final Field OTHER_NUMBER = Field.string("other_number").contact();

    public static final Field OTHER_DATE = Field.date("other_date").contact();

    public static final Field LANGUAGE = Field.string("language");
    public static final Field REGISTERED_AT = Field.timestamp("registered_at");
    public static final Field EMAIL_OPT_IN = Field.flag("email_opt_in");
    public static final Field SMS_OPT_IN = Field.flag("sms_opt_in");
    public static final Field PHONE_OPT_IN = Field.flag("phone_opt_in");
    public static final Field POST_OPT_IN = Field.flag("post_opt_in");
    public static final Field ADS_OPT_IN = Field.flag("ads_opt_in");
    public static final Field CONSENT_AT = Field.timestamp("consent_at");
    public static final Field UPDATED_AT = Field.timestamp("updated_at");

    public static final SourceTable SOURCE = new SourceTable(
            "customers",
            List.of(CUSTOMER_KEY),
            List.of(
                    CUSTOMER_KEY,
                    FIRST_NAME,
                    LAST_NAME,
                    FULL_NAME,
                    EMAIL,
                    PHONE,
                    STREET,
                    STREET_2,
                    POSTCODE,
                    CITY,
                    REGION,
                    COUNTRY,
                    BIRTH_ON,
                    NATIONAL_ID,
                    OTHER_NAME,
                    OTHER_WORDS,
                    OTHER_CODE,
                    OTHER_NUMBER,
                    OTHER_DATE,
                    LANGUAGE,
                    REGISTERED_AT,
                    EMAIL_OPT_IN,
                    SMS_OPT_IN,
                    PHONE_OPT_IN,
                    POST_OPT_IN,
                    ADS_OPT_IN,
                    CONSENT_AT,
                    UPDATED_AT));
    public static final Table TABLE = SOURCE.staged();

    private Customers() {}
}
