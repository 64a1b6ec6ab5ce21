package io.nightjar.config;

import java.util.Comparator;

/**
 * The place a setting was written.
 *
 * @param file the file as it was given, or {@code command line} or {@code environment}
 * @param line line in that file, from 1; 0 when there is none
 */
public record Origin(String file, int line) implements Comparable<Origin> {
    static final Origin UNKNOWN = new Origin("", 0);
    static final Origin COMMAND_LINE = new Origin("command line", 0);
    static final Origin ENVIRONMENT = new Origin("environment", 0);
    static final Origin REFERENCE = new Origin("reference.conf", 0);

    private static final Comparator<Origin> BY_PLACE =
            Comparator.comparing(Origin::file).thenComparingInt(Origin::line);

    @Override
    public int compareTo(Origin other) {
        return BY_PLACE.compare(this, other);
    }

    @Override
    public String toString() {
        return line > 0 ? file + ": " + line : file;
    }
}
