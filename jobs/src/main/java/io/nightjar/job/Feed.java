package io.nightjar.job;

import io.nightjar.config.FeedSettings;
import io.nightjar.store.feed.Inventory;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One feed tonight.
 *
 * @param settings how it was configured
 * @param inventory its files as they were when the night began
 * @param rows {@code _file}, {@code _line}, {@code _problem}, {@code _raw} and the raw columns that its mapping needs
 */
public record Feed(FeedSettings settings, Inventory inventory, Dataset<Row> rows) {}
