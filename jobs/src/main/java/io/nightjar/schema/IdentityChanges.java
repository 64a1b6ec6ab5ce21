package io.nightjar.schema;

import java.util.List;

/** What became of persons since the last published night: one row per person that is new, merged, split or gone. */
public final class IdentityChanges {
    /** {@code new}, {@code merged}, {@code split} or {@code gone}. */
    public static final Field CHANGE = Field.string("change");
    /** The id until last night; none for new persons. */
    public static final Field OLD_ID = Field.string("old_id");
    /** The id from tonight on; none for persons of whom no record is left. */
    public static final Field NEW_ID = Field.string("new_id");
    /** How many records changed from the old id to the new one. */
    public static final Field RECORD_COUNT = Field.count("record_count");
    /** The rule of the link that came or went, such as {@code email} or {@code login}. */
    public static final Field RULE = IdentityLinks.RULE;
    /** Which link or record caused the change, in words. */
    public static final Field CAUSE = Field.string("cause");

    public static final Field CHANGED_ON = Field.date("changed_on");

    public static final String NEW = "new";
    public static final String MERGED = "merged";
    public static final String SPLIT = "split";
    public static final String GONE = "gone";

    public static final Table TABLE = new Table(
            "identity_changes", List.of(), List.of(CHANGE, OLD_ID, NEW_ID, RECORD_COUNT, RULE, CAUSE, CHANGED_ON));

    private IdentityChanges() {}
}
