package io.nightjar.report;

/**
 * The books of one feed: read = kept + quarantined + duplicates + repeated keys + suppressed.
 *
 * @param source as {@code purchases}
 * @param feed its name in the configuration
 * @param files read
 * @param read rows found
 * @param kept rows used
 * @param quarantined rows refused, to be looked at
 * @param duplicates exact copies of a row that is kept
 * @param repeatedKeys rows with the key of a row that is kept, and other content
 * @param suppressed rows of people who asked to be forgotten
 */
public record FeedLine(
        String source,
        String feed,
        int files,
        long read,
        long kept,
        long quarantined,
        long duplicates,
        long repeatedKeys,
        long suppressed) {
    /** Rows that are in no column of the books; anything but 0 is a bug. */
    long unaccounted() {
        return read - kept - quarantined - duplicates - repeatedKeys - suppressed;
    }

    static FeedLine total(Iterable<FeedLine> feeds) {
        FeedLine sum = new FeedLine("All", "", 0, 0, 0, 0, 0, 0, 0);
        for (FeedLine feed : feeds) {
            sum = sum.plus(feed);
        }
        return sum;
    }

    private FeedLine plus(FeedLine other) {
        return new FeedLine(
                source,
                feed,
                files + other.files,
                read + other.read,
                kept + other.kept,
                quarantined + other.quarantined,
                duplicates + other.duplicates,
                repeatedKeys + other.repeatedKeys,
                suppressed + other.suppressed);
    }
}
