package io.nightjar.schema;

import java.util.List;

/** The books of the night, one row per file: read = kept + quarantined + duplicates + repeated + suppressed. */
public final class FeedAccounts {
    public static final Field SOURCE = Field.string("source");
    public static final Field ROWS_READ = Field.count("rows_read");
    public static final Field ROWS_KEPT = Field.count("rows_kept");
    public static final Field ROWS_QUARANTINED = Field.count("rows_quarantined");
    /** Exact copies of a row that is kept. */
    public static final Field ROWS_DUPLICATE = Field.count("rows_duplicate");
    /** Rows with the key of a row that is kept, and other content. */
    public static final Field ROWS_REPEATED_KEY = Field.count("rows_repeated_key");

    public static final Field ROWS_SUPPRESSED = Field.count("rows_suppressed");

    public static final Table TABLE = new Table(
            "feed_accounts",
            List.of(SOURCE, Provenance.FEED, Provenance.FILE),
            List.of(
                    SOURCE,
                    Provenance.FEED,
                    Provenance.FILE,
                    ROWS_READ,
                    ROWS_KEPT,
                    ROWS_QUARANTINED,
                    ROWS_DUPLICATE,
                    ROWS_REPEATED_KEY,
                    ROWS_SUPPRESSED));

    private FeedAccounts() {}
}
