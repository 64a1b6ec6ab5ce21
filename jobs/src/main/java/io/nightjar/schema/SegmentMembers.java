package io.nightjar.schema;

import java.util.List;

/** Who is in which segment tonight: one row per segment and person. */
public final class SegmentMembers {
    public static final Field SEGMENT = Segments.SEGMENT;
    public static final Field CUSTOMER_ID = IdentityLinks.CUSTOMER_ID;
    public static final Field MEMBER_RANK = Field.whole("member_rank");
    public static final Field REASON = Field.string("reason");

    public static final Table TABLE = new Table(
            "segment_members", List.of(SEGMENT, CUSTOMER_ID), List.of(SEGMENT, CUSTOMER_ID, MEMBER_RANK, REASON));

    private SegmentMembers() {}
}
