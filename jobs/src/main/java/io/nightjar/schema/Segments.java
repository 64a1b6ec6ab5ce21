package io.nightjar.schema;

import java.util.List;

/** The segments of the night: one row per segment with its size and how it changed. */
public final class Segments {
    public static final Field SEGMENT = Field.string("segment");
    public static final Field DESCRIPTION = Field.string("description");
    public static final Field MEMBER_COUNT = Field.count("member_count");
    public static final Field ADDED_COUNT = Field.count("added_count");
    public static final Field REMOVED_COUNT = Field.count("removed_count");
    public static final Field KEPT_COUNT = Field.count("kept_count");
    /** Why it was left out tonight; missing where it was not. */
    public static final Field NOTE = Field.string("note");

    public static final Table TABLE = new Table(
            "segments",
            List.of(SEGMENT),
            List.of(SEGMENT, DESCRIPTION, MEMBER_COUNT, ADDED_COUNT, REMOVED_COUNT, KEPT_COUNT, NOTE));

    private Segments() {}
}
