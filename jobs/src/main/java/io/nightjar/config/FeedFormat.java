package io.nightjar.config;

/** How a feed's files are written. */
public enum FeedFormat {
    /** Comma-separated text with one header line. */
    CSV,
    /** One JSON object a line. */
    JSON,
    /** Apache Parquet. */
    PARQUET
}
