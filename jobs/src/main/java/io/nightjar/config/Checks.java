package io.nightjar.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The promises of one settings record, all looked at before the first complaint. */
final class Checks {
    private final List<Problem> problems = new ArrayList<>();

    Checks positive(String key, long value) {
        return that(value > 0, key, "must be positive but is " + value);
    }

    Checks positive(String key, double value) {
        return that(value > 0, key, "must be positive but is " + plain(value));
    }

    Checks notNegative(String key, double value) {
        return that(value >= 0, key, "must be 0 or more but is " + plain(value));
    }

    /** Both ends are allowed. */
    Checks between(String key, long low, long high, long value) {
        return that(value >= low && value <= high, key, "must be between " + low + " and " + high + " but is " + value);
    }

    /** Both ends are allowed. */
    Checks between(String key, double low, double high, double value) {
        return that(
                value >= low && value <= high,
                key,
                "must be between " + plain(low) + " and " + plain(high) + " but is " + plain(value));
    }

    Checks notBlank(String key, String value) {
        return that(!value.isBlank(), key, "must not be empty");
    }

    Checks matches(String key, Pattern pattern, String value, String meaning) {
        return that(pattern.matcher(value).matches(), key, "must be " + meaning + " but is \"" + value + "\"");
    }

    Checks that(boolean holds, String key, String otherwise) {
        if (!holds) {
            problems.add(new Problem(Origin.UNKNOWN, key, otherwise));
        }
        return this;
    }

    void done() {
        if (!problems.isEmpty()) {
            throw new ConfigException("These settings are not usable:", problems);
        }
    }

    static String plain(double value) {
        String text = Double.toString(value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
