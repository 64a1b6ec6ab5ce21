package io.nightjar.store.feed;

import java.io.Closeable;
import java.io.IOException;
import org.apache.spark.unsafe.types.UTF8String;

/** Gives the records of one chunk; what it gives is good until the next record is asked for. */
interface RecordReader extends Closeable {
    boolean next() throws IOException;

    long line();

    /** Null, or {@code CODE: sentence}. */
    UTF8String problem();

    UTF8String raw();

    /** The value of a wanted column; null when empty, absent, or the row has a problem. */
    UTF8String value(int wanted);
}
