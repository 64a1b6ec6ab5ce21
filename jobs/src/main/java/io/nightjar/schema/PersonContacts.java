package io.nightjar.schema;

import java.util.List;

/** Messages sent up to the as-of date, with the person they were meant for. */
public final class PersonContacts {
    public static final Field CUSTOMER_ID = IdentityLinks.CUSTOMER_ID;

    public static final Table TABLE = new Table(
            "person_contacts",
            List.of(),
            List.of(
                    CUSTOMER_ID,
                    Contacts.CAMPAIGN,
                    Contacts.CHANNEL,
                    Contacts.SENT_AT,
                    Contacts.DELIVERED_AT,
                    Contacts.OPENED_AT,
                    Contacts.CLICKED_AT,
                    Contacts.UNSUBSCRIBED_AT,
                    Contacts.IS_CONTROL));

    private PersonContacts() {}
}
