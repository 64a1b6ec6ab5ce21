package io.nightjar.schema;

import java.util.List;

/** Values that look like keys and are none: one row per kind and value. Contact data stands here as tokens. */
public final class IdentityBlockedKeys {
    public static final Field KIND = Identifiers.KIND;
    public static final Field VALUE = Identifiers.VALUE;
    /** {@code too_many_records} or {@code different_people}. */
    public static final Field REASON = Field.string("reason");
    /** Records of the source that names the value most often. */
    public static final Field RECORD_COUNT = Field.count("record_count");

    /** More records of one source name it than a person has: it joins nobody. */
    public static final String TOO_MANY_RECORDS = "too_many_records";
    /** Its owners cannot be one person: it joins only those of the same name, and all of them are a household. */
    public static final String DIFFERENT_PEOPLE = "different_people";

    public static final Table TABLE =
            new Table("identity_blocked_keys", List.of(KIND, VALUE), List.of(KIND, VALUE, REASON, RECORD_COUNT));

    private IdentityBlockedKeys() {}
}
