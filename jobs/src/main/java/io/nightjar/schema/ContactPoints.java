package io.nightjar.schema;

import java.util.List;

/** How to reach a person and by which channels that is permitted: the only published table with contact data. */
public final class ContactPoints {
    public static final Field CUSTOMER_ID = IdentityLinks.CUSTOMER_ID;
    /** The retailer's own number of the person's newest record. */
    public static final Field CUSTOMER_KEY = Customers.CUSTOMER_KEY;

    public static final Field EMAIL_PERMITTED = Field.flag("email_permitted");
    public static final Field SMS_PERMITTED = Field.flag("sms_permitted");
    public static final Field PHONE_PERMITTED = Field.flag("phone_permitted");
    public static final Field POST_PERMITTED = Field.flag("post_permitted");
    public static final Field ADS_PERMITTED = Field.flag("ads_permitted");
    public static final List<Field> PERMISSIONS =
            List.of(EMAIL_PERMITTED, SMS_PERMITTED, PHONE_PERMITTED, POST_PERMITTED, ADS_PERMITTED);

    public static final Table TABLE = new Table(
            "contact_points",
            List.of(CUSTOMER_ID),
            List.of(
                    CUSTOMER_ID,
                    CUSTOMER_KEY,
                    Customers.FIRST_NAME,
                    Customers.LAST_NAME,
                    Customers.EMAIL,
                    Customers.PHONE,
                    Customers.STREET,
                    Customers.POSTCODE,
                    Customers.CITY,
                    Customers.COUNTRY,
                    Customers.LANGUAGE,
                    EMAIL_PERMITTED,
                    SMS_PERMITTED,
                    PHONE_PERMITTED,
                    POST_PERMITTED,
                    ADS_PERMITTED));

    private ContactPoints() {}
}
