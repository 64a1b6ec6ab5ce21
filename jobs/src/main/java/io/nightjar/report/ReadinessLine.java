package io.nightjar.report;

/**
 * How fit one column of a source is.
 *
 * @param column {@code (source)} if the whole source is not configured
 * @param rows of the source that were kept
 * @param missingShare rows without a value, 0 to 1
 * @param unreadable values that were there and could not be read
 * @param oldest date or time; null for other columns
 * @param newest date or time; null for other columns
 * @param switchesOff what does not work without it; null if nothing
 */
public record ReadinessLine(
        String source,
        String column,
        long rows,
        double missingShare,
        long unreadable,
        String oldest,
        String newest,
        String switchesOff) {
    private static final String WHOLE_SOURCE = "(source)";

    boolean isSourceMissing() {
        return WHOLE_SOURCE.equals(column);
    }

    boolean isGap() {
        return switchesOff != null && !switchesOff.isBlank();
    }

    boolean isFull() {
        return missingShare <= 0 && unreadable == 0 && !isGap();
    }

    /** Not delivered, and nothing depends on it yet. */
    boolean isUnused() {
        return missingShare >= 1 && unreadable == 0 && !isGap();
    }
}
