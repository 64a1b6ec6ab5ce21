package io.nightjar.store.feed;

import org.apache.spark.unsafe.types.UTF8String;

/** Why one record cannot be used though its file can. */
public enum RowProblem {
    SHORT_ROW,
    LONG_ROW,
    HEADER_REPEAT,
    NUL_BYTE,
    BAD_QUOTE,
    BAD_JSON,
    DUPLICATE_JSON_KEY;

    UTF8String saying(String sentence) {
        return UTF8String.fromString(this + ": " + sentence);
    }
}
