package io.nightjar.report;

import java.util.Locale;
import java.util.regex.Pattern;

/** How numbers, dates and codes are written for people. */
final class Figures {
    static final String UNKNOWN = "not measured";

    private static final Pattern QUANTITY = Pattern.compile(
            "(?<![\\w.,:/+-])(?:^\\d{4,18}$|\\d{4,18}(?= to -?\\d| rows?\\b| \\()|(?<=\\d to )\\d{4,18}(?![\\w:/]|[-.,]\\d))");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}\\b.*");
    private static final Pattern FRACTION = Pattern.compile("(?<=:\\d{2})\\.\\d+");
    private static final String[] SIZES = {"bytes", "kB", "MB", "GB", "TB"};

    private Figures() {}

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** With its noun: {@code 1 file}, {@code 2 files}. */
    static String count(long number, String noun) {
        return count(number) + " " + (number == 1 ? noun : plural(noun));
    }

    /** {@code +12}, {@code −3} or {@code 0}. */
    static String plus(long number) {
        return number == 0 ? "0" : "+" + count(number);
    }

    static String minus(long number) {
        return number == 0 ? "0" : "\u2212" + count(number);
    }

    /** Part of a whole, 0 to 1; nothing of nothing is 0. */
    static double ratio(long part, long whole) {
        return whole <= 0 ? 0 : (double) part / whole;
    }

    /** As {@link #percent}. */
    static String share(long part, long whole) {
        return percent(ratio(part, whole));
    }

    /** A ratio as a percentage that says 0 and 100 only where it is exactly so. */
    static String percent(double ratio) {
        double percent = 100 * ratio;
        if (percent > 0 && percent < 0.1) {
            return "<0.1%";
        }
        if (percent < 100 && percent > 99.9) {
            return ">99.9%";
        }
        String text = String.format(Locale.ROOT, "%,.1f", percent);
        return (text.endsWith(".0") ? text.substring(0, text.length() - 2) : text) + "%";
    }

    /** A measure of a model. */
    static String measure(Double value) {
        return isKnown(value) ? String.format(Locale.ROOT, "%,.4f", value) : UNKNOWN;
    }

    static boolean isKnown(Double value) {
        return value != null && Double.isFinite(value);
    }

    static String duration(long millis) {
        if (millis < 1_000) {
            return count(millis) + " ms";
        }
        if (millis < 59_950) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
        }
        long seconds = Math.round(millis / 1000.0);
        return seconds < 3_600
                ? String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%,d h %02d min", seconds / 3_600, seconds % 3_600 / 60);
    }

    static String bytes(long bytes) {
        double size = bytes;
        int unit = 0;
        while (size >= 999.95 && unit < SIZES.length - 1) {
            size /= 1000;
            unit++;
        }
        return unit == 0 ? count(bytes, "byte") : String.format(Locale.ROOT, "%.1f %s", size, SIZES[unit]);
    }

    /** The day of a date or time; other text as it is. */
    static String day(String moment) {
        return DATE.matcher(moment).matches() ? moment.substring(0, 10) : moment;
    }

    /** A time without fractions of a second. */
    static String time(String moment) {
        return FRACTION.matcher(moment == null ? "" : moment).replaceFirst("");
    }

    /** Separates thousands in quantities that came as text; dates, decimals and what may be a key stay as they are. */
    static String inText(String text) {
        return QUANTITY.matcher(text == null ? "" : text).replaceAll(number -> count(Long.parseLong(number.group())));
    }

    /** A code as words: {@code SHORT_ROW} is {@code short row}. */
    static String words(String code) {
        return (code == null || code.isBlank() ? "unknown" : code)
                .replace('_', ' ')
                .replace('-', ' ')
                .toLowerCase(Locale.ROOT);
    }

    /** A name as it begins a line: {@code next-best-product} is {@code Next best product}. */
    static String title(String name) {
        String words = words(name);
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static String plural(String noun) {
        return switch (noun) {
            case "person" -> "people";
            case "entry" -> "entries";
            default -> noun + "s";
        };
    }
}
