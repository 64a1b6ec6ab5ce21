package io.nightjar.sample;

import java.util.Locale;

/** How an export line can be broken, or be one too many. */
enum DefectKind {
    WRONG_DATE,
    SHORT_ROW,
    LONG_ROW,
    NAN_AMOUNT,
    HEADER_REPEAT,
    EXACT_DUPLICATE,
    KEY_CONFLICT,
    UNKNOWN_CODE,
    FUTURE_TIME,
    EMPTY_ID,
    CUT_LINE;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
