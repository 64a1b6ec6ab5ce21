package io.nightjar.config;

import java.util.Comparator;

/**
 * One mistake in the settings.
 *
 * @param origin where it was written
 * @param key the full dotted key, empty when the mistake is not about one key
 * @param text the rest of the sentence, such as {@code must be positive but is -90}
 */
public record Problem(Origin origin, String key, String text) implements Comparable<Problem> {
    private static final Comparator<Problem> BY_PLACE =
            Comparator.comparing(Problem::origin).thenComparing(Problem::key).thenComparing(Problem::text);

    @Override
    public int compareTo(Problem other) {
        return BY_PLACE.compare(this, other);
    }

    @Override
    public String toString() {
        String sentence = key.isEmpty() ? text : key + " " + text;
        return origin.equals(Origin.UNKNOWN) ? sentence : origin + ": " + sentence;
    }
}
