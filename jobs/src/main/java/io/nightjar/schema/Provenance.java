package io.nightjar.schema;

import java.util.List;

/** Where a staged row came from. */
public final class Provenance {
    public static final Field FEED = Field.string("feed");
    public static final Field FILE = Field.string("file");
    public static final Field LINE = Field.count("line");
    public static final List<Field> FIELDS = List.of(FEED, FILE, LINE);

    /** Why a row is unusable, one word; null for usable rows. */
    public static final Field REASON = Field.string("reason");
    /** The same as a sentence with column and value. */
    public static final Field DETAIL = Field.string("detail");
    /** The row's text, contact data tokenised; only for unusable rows. */
    public static final Field RAW = Field.string("raw_text");
    /** Optional columns that held a value which could not be read and became null. */
    public static final Field UNREADABLE = Field.texts("unreadable_columns");

    /**
     * Time columns whose local time a clock change skipped or repeated, so that its moment is a guess, and columns of
     * numbers that had more decimals than are kept.
     */
    public static final Field DOUBTFUL = Field.texts("doubtful_columns");

    public static final Field ROW_HASH = Field.count("row_hash");
    public static final Field ROW_HASH_2 = Field.count("row_hash_2");

    private Provenance() {}
}
