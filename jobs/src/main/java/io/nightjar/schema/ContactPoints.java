package io.nightjar.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The golden record: how to reach a person and by which channels that is permitted, with the record each value came from
 * and since when it is known. The only published table with contact data.
 */
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

    /** What a person is called or reached by. */
    public static final List<Field> VALUES = List.of(
            Customers.FIRST_NAME,
            Customers.LAST_NAME,
            Customers.EMAIL,
            Customers.PHONE,
            Customers.STREET,
            Customers.POSTCODE,
            Customers.CITY,
            Customers.COUNTRY,
            Customers.LANGUAGE);

    /** The street stands for the whole address, which is of one record. */
    private static final List<Field> TRACED = List.of(
            Customers.FIRST_NAME,
            Customers.LAST_NAME,
            Customers.EMAIL,
            Customers.PHONE,
            Customers.STREET,
            Customers.LANGUAGE);
    /** By value: the record it came from, as {@code source/key}. */
    public static final Map<Field, Field> SOURCES = traced(name -> Field.string(name + "_source"));
    /** By value: the day its record last changed; none if the record does not say. */
    public static final Map<Field, Field> AS_OF = traced(name -> Field.date(name + "_as_of"));

    public static final Table TABLE = new Table("contact_points", List.of(CUSTOMER_ID), fields());

    private ContactPoints() {}

    private static Map<Field, Field> traced(Function<String, Field> column) {
        Map<Field, Field> all = new LinkedHashMap<>();
        TRACED.forEach(value -> all.put(value, column.apply(value.name())));
        return Collections.unmodifiableMap(all);
    }

    private static List<Field> fields() {
        List<Field> all = new ArrayList<>(List.of(CUSTOMER_ID, CUSTOMER_KEY));
        all.addAll(VALUES);
        all.addAll(PERMISSIONS);
        TRACED.forEach(value -> all.addAll(List.of(SOURCES.get(value), AS_OF.get(value))));
        return all;
    }
}
