package io.nightjar.schema;

import java.util.List;

/**
 * What each person has allowed: one row per person, purpose and channel about which there is a word. No row is no; the
 * newest word counts, and at the same instant a withdrawal.
 */
public final class Consents {
    public static final Field CUSTOMER_ID = IdentityLinks.CUSTOMER_ID;
    /** {@code marketing}, {@code advertising} or {@code service}. */
    public static final Field PURPOSE = Field.string("purpose");
    /** {@code email}, {@code sms}, {@code phone}, {@code post} or {@code ads}. */
    public static final Field CHANNEL = Contacts.CHANNEL;

    public static final Field IS_ALLOWED = Field.flag("is_allowed");
    /** The record that says so, as {@code source/key}; {@code contract} for what needs no opt-in. */
    public static final Field CONSENT_SOURCE = Field.string("consent_source");
    /** When it was said; missing where the record gives no time. */
    public static final Field DECIDED_AT = Field.timestamp("decided_at");

    public static final String MARKETING = "marketing";
    public static final String ADVERTISING = "advertising";
    public static final String SERVICE = "service";

    public static final Table TABLE = new Table(
            "consents",
            List.of(CUSTOMER_ID, PURPOSE, CHANNEL),
            List.of(CUSTOMER_ID, PURPOSE, CHANNEL, IS_ALLOWED, CONSENT_SOURCE, DECIDED_AT));

    private Consents() {}
}
