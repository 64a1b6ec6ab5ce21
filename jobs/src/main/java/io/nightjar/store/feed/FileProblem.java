package io.nightjar.store.feed;

import java.io.Serializable;

/**
 * Why a whole file cannot be read.
 *
 * @param sentence file, line or column, what is wrong and what to change
 */
public record FileProblem(Code code, String sentence) implements Serializable {
    /** What can be wrong with a file as a whole. */
    public enum Code {
        EMPTY_FILE,
        MISSING_COLUMN,
        DUPLICATE_HEADER,
        NO_HEADER,
        WRONG_DELIMITER,
        BAD_CHARSET,
        UTF16,
        UNCLOSED_QUOTE,
        RECORD_TOO_LONG,
        TOO_MANY_COLUMNS,
        TRUNCATED_GZIP,
        BAD_COMPRESSION,
        JSON_ARRAY,
        NOT_PARQUET,
        EMPTY_PARQUET,
        PARQUET_TYPE_DRIFT,
        PARQUET_MISSING_COLUMN,
        PARQUET_COLUMN_COLLISION,
        DUPLICATE_FILE,
        STILL_WRITTEN,
        UNREADABLE
    }

    @Override
    public String toString() {
        return code + ": " + sentence;
    }
}
