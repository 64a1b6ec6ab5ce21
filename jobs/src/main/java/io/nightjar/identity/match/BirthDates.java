package io.nightjar.identity.match;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Set;

/** Which birth dates tell something: not those that systems write which must write something. */
public final class BirthDates {
    private static final Set<String> PLACEHOLDERS =
            Set.of("00010101", "17530101", "18000101", "19000101", "19010101", "19700101", "99991231");

    private BirthDates() {}

    public static boolean isPlaceholder(LocalDate date) {
        return PLACEHOLDERS.contains(date.format(DateTimeFormatter.BASIC_ISO_DATE));
    }

    /** @param date as year, month and day in eight digits; null for a placeholder */
    static String told(String date) {
        return date == null || PLACEHOLDERS.contains(date) ? null : date;
    }
}
