package io.nightjar.schema;

import java.util.List;

/** How long people have been on lists: one row per segment or trigger, person and stay. */
public final class SegmentStays {
    /** The list, by its name: a segment, or a trigger that has fired and not expired. */
    public static final Field SEGMENT = Segments.SEGMENT;

    public static final Field CUSTOMER_ID = IdentityLinks.CUSTOMER_ID;
    public static final Field ENTERED_ON = Field.date("entered_on");
    /** The first night without them; missing while they are on it. */
    public static final Field LEFT_ON = Field.date("left_on");
    /** Held out while on it. */
    public static final Field IS_HELD_OUT = Field.flag("is_held_out");

    public static final Table TABLE = new Table(
            "segment_stays",
            List.of(SEGMENT, CUSTOMER_ID, ENTERED_ON),
            List.of(SEGMENT, CUSTOMER_ID, ENTERED_ON, LEFT_ON, IS_HELD_OUT));

    private SegmentStays() {}
}
