package io.nightjar.schema;

import java.util.List;

/** How fit each source is: one row per source and canonical column. */
public final class SourceReadiness {
    public static final Field SOURCE = Field.string("source");
    public static final Field COLUMN_NAME = Field.string("column_name");
    public static final Field ROWS = Field.count("row_count");
    public static final Field FILLED = Field.count("filled_count");
    /** Values that were there and could not be read, so became null. */
    public static final Field UNREADABLE_COUNT = Field.count("unreadable_count");

    public static final Field MISSING_SHARE = Field.real("missing_share");
    /** Smallest value; for dates and times only. */
    public static final Field OLDEST = Field.string("oldest");

    public static final Field NEWEST = Field.string("newest");
    public static final Field SWITCHES_OFF = Field.string("switches_off");

    public static final Table TABLE = new Table(
            "source_readiness",
            List.of(SOURCE, COLUMN_NAME),
            List.of(SOURCE, COLUMN_NAME, ROWS, FILLED, UNREADABLE_COUNT, MISSING_SHARE, OLDEST, NEWEST, SWITCHES_OFF));

    private SourceReadiness() {}
}
