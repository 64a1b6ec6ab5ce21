package io.nightjar.store.feed;

/** How the files of a feed are written. */
public enum FeedFormat {
    CSV,
    /** One JSON object a line. */
    JSON,
    PARQUET
}
