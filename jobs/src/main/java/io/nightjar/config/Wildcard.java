package io.nightjar.config;

import java.util.Locale;

/** Patterns of the settings in which {@code *} stands for anything, such as {@code noreply@*}. */
public final class Wildcard {
    private Wildcard() {}

    /** The pattern for SQL's {@code like}, in small letters. */
    public static String like(String pattern) {
        return pattern.toLowerCase(Locale.ROOT)
                .replace("\\", "\\\\")
                .replace("%", "\\%")
                .replace("_", "\\_")
                .replace('*', '%');
    }
}
