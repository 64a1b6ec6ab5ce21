package io.nightjar.store.feed;

import java.nio.charset.StandardCharsets;
import org.apache.spark.unsafe.types.UTF8String;

/** A record as its file spells it. */
public final class RawText {
    private RawText() {}

    // Databases refuse NUL in text, so it is shown by its picture.
    static UTF8String withoutNul(byte[] bytes, int start, int length, boolean hasNul) {
        return hasNul
                ? UTF8String.fromString(new String(bytes, start, length, StandardCharsets.UTF_8).replace('\0', '␀'))
                : UTF8String.fromBytes(bytes, start, length);
    }
}
