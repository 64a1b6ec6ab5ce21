package io.nightjar.schema;

import java.util.List;

/** What could not be used: one row per unusable row, or per unusable file with the number of rows in it. */
public final class RejectedRows {
    public static final Field SOURCE = Field.string("source");
    public static final Field ROW_COUNT = Field.count("row_count");

    public static final Table TABLE = new Table(
            "rejected_rows",
            List.of(),
            List.of(
                    SOURCE,
                    Provenance.FEED,
                    Provenance.FILE,
                    Provenance.LINE,
                    Provenance.REASON,
                    Provenance.DETAIL,
                    Provenance.RAW,
                    ROW_COUNT));

    private RejectedRows() {}
}
