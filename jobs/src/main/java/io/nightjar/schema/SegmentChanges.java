package io.nightjar.schema;

import java.util.List;

/** Tonight's members against the last published night's: one row per segment and person in either. */
public final class SegmentChanges {
    public static final Field SEGMENT = Segments.SEGMENT;
    public static final Field CUSTOMER_ID = IdentityLinks.CUSTOMER_ID;
    /** {@code add}, {@code remove} or {@code keep}. */
    public static final Field CHANGE = Field.string("change");

    public static final Table TABLE =
            new Table("segment_changes", List.of(SEGMENT, CUSTOMER_ID), List.of(SEGMENT, CUSTOMER_ID, CHANGE));

    private SegmentChanges() {}
}
