package io.nightjar.schema;

import java.util.List;

/**
 * What records say about who they are: one row per record and identifier. E-mail addresses and phone numbers stand here
 * as keyed tokens.
 */
public final class Identifiers {
    public static final Field SOURCE = IdentityLinks.SOURCE;
    public static final Field SOURCE_KEY = IdentityLinks.SOURCE_KEY;
    /** {@code login}, {@code loyalty_number}, {@code email}, {@code phone} or {@code visitor}. */
    public static final Field KIND = Field.string("kind");

    public static final Field VALUE = Field.string("identifier");

    public static final String LOGIN = "login";
    public static final String LOYALTY = "loyalty_number";
    public static final String EMAIL = "email";
    public static final String PHONE = "phone";
    public static final String VISITOR = "visitor";

    public static final Table TABLE = new Table(
            "identifiers", List.of(SOURCE, SOURCE_KEY, KIND, VALUE), List.of(SOURCE, SOURCE_KEY, KIND, VALUE));

    private Identifiers() {}
}
