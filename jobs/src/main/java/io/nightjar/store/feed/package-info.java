/**
 * Reads a retailer's export files without guessing.
 *
 * <p>{@link io.nightjar.store.feed.FeedReader} first looks at every file of a feed (an {@link
 * io.nightjar.store.feed.Inventory}: size, hash, header, records counted, what is wrong), then gives the rows of the
 * readable ones, each with its file and line. Everything stays text here; typing is the work of staging.
 */
package io.nightjar.store.feed;
