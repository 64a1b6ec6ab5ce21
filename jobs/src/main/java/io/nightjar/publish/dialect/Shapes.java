package io.nightjar.publish.dialect;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The shapes that columns of campaign files have. */
final class Shapes {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern SHA256_ANY_CASE = Pattern.compile("[0-9a-fA-F]{64}");
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{24,}");
    private static final Pattern BASE64 = Pattern.compile("[0-9A-Za-z+/_-]{43}=?");
    private static final Pattern DIGITS = Pattern.compile("[1-9]\\d{6,14}");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
    private static final Pattern MONTH_DAY = Pattern.compile("(0[1-9]|1[0-2])/(0[1-9]|[12]\\d|3[01])");
    private static final Pattern ADVERTISING_ID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());

    private Shapes() {}

    /** Anything. */
    static Shape text() {
        return value -> Optional.empty();
    }

    /** Text of so many bytes in UTF-8 at most. */
    static Shape text(int maxBytes) {
        return value -> complainIf(
                value.getBytes(StandardCharsets.UTF_8).length > maxBytes,
                Complaint.refused("text-length", "it has more than " + maxBytes + " bytes: shorten it"));
    }

    /** An e-mail address as it is. */
    static Shape email() {
        return value -> {
            if (!value.strip().equals(value)) {
                return Optional.of(Complaint.unmatched("email-blanks", "blanks stand around the address: trim it"));
            }
            return complainIf(
                    Normal.email(value).isEmpty(),
                    Complaint.refused("email-shape", "it is no e-mail address (name@domain.tld)"));
        };
    }

    /** An e-mail address that is only found when it was normalised. */
    static Shape normalEmail(UnaryOperator<String> normal) {
        return value -> {
            Optional<Complaint> shape = email().complaint(value);
            return shape.isPresent()
                    ? shape
                    : complainIf(
                            !normal.apply(value).equals(value),
                            Complaint.risky(
                                    "email-not-normalised", "it is not in the spelling that the tool compares"));
        };
    }

    /** A phone number in international form with its plus. */
    static Shape phone() {
        return value -> complainIf(
                !Phones.INTERNATIONAL.matcher(value).matches(),
                Complaint.unmatched(
                        "phone-shape",
                        "it is not in international form: write + country code and digits"
                                + " without blanks, such as +436601234567"));
    }

    /** A phone number as digits with country code. */
    static Shape phoneDigits() {
        return value -> complainIf(
                !DIGITS.matcher(value).matches(),
                Complaint.unmatched(
                        "phone-shape", "it must be country code and digits only, without + and leading zeros"));
    }

    /** SHA-256 in lower-case hexadecimal digits, and nothing else. */
    static Shape hash(Suspects suspects) {
        return value -> hashComplaint(value, suspects)
                .orElseGet(() -> Optional.of(Complaint.unmatched(
                        "not-hashed", "it is not hashed: write the SHA-256 in 64 lower-case hexadecimal digits")));
    }

    /** SHA-256, or the plain value where the tool hashes by itself. */
    static Shape hashOr(Suspects suspects, Shape plain) {
        return value -> hashComplaint(value, suspects).orElseGet(() -> {
            Optional<Complaint> shape = plain.complaint(value);
            return shape.isPresent()
                    ? shape
                    : Optional.of(Complaint.risky(
                            "not-hashed", "it is plain text: the tool hashes it, but it leaves the house readable"));
        });
    }

    /** What the tool compares as it is, and therefore must not be hashed. */
    static Shape neverHashed(Shape plain) {
        return value -> SHA256_ANY_CASE.matcher(value).matches()
                ? Optional.of(Complaint.unmatched("hashed-though-plain", "it is hashed, but the tool wants it plain"))
                : plain.complaint(value);
    }

    /** Two letters of ISO 3166, in upper case. */
    static Shape country() {
        return value -> complainIf(
                !Countries.codes().contains(value),
                Complaint.unmatched(
                        "country-shape",
                        "it is no country code: write two capital letters, such as AT"
                                + (value.equalsIgnoreCase("uk") ? " (GB, not UK)" : "")));
    }

    /** Two letters of ISO 3166, in lower case. */
    static Shape lowerCountry() {
        return value -> complainIf(
                !Countries.codes().contains(value.toUpperCase(Locale.ROOT)) || !isLower(value),
                Complaint.unmatched(
                        "country-shape", "it is no country code: write two lower-case letters, such as at"));
    }

    /** Text that the tool compares in lower case. */
    static Shape lower() {
        return value -> complainIf(
                !isLower(value) || !value.strip().equals(value),
                Complaint.risky("not-lower-case", "it has capitals or blanks around it: trim and lower-case it"));
    }

    /** {@code 1992-06-21}. */
    static Shape date() {
        return date("yyyy-MM-dd");
    }

    /** A date in the given form. */
    static Shape date(String pattern) {
        DateTimeFormatter form = dateForm(pattern);
        return value -> complainIf(
                !parses(() -> LocalDate.parse(value, form)),
                Complaint.unmatched("date-shape", "it is no date of the form " + pattern));
    }

    /** Dates as one form writes and reads them, days that do not exist refused. */
    static DateTimeFormatter dateForm(String pattern) {
        return DateTimeFormatter.ofPattern(pattern.replace("yyyy", "uuuu"), Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    /** ISO 8601, a date or a time with its zone. */
    static Shape dateOrTime() {
        return value -> complainIf(
                !parses(() -> LocalDate.parse(value)) && !parses(() -> OffsetDateTime.parse(value)),
                Complaint.unmatched(
                        "date-shape",
                        "it is no ISO 8601 date or time with its zone, such as 2026-01-31 or"
                                + " 2026-01-31T20:00:00Z"));
    }

    /** {@code 06/21}. */
    static Shape birthday() {
        return value -> complainIf(
                !MONTH_DAY.matcher(value).matches(),
                Complaint.unmatched("date-shape", "it is no birthday of the form MM/DD"));
    }

    /** One of a few words, spelled exactly. */
    static Shape words(String... words) {
        List<String> allowed = List.of(words);
        return value -> complainIf(
                !allowed.contains(value),
                Complaint.unmatched(
                        "unknown-word", "it is none of the words the tool knows: " + String.join(", ", allowed)));
    }

    /** One of a few words, in any case. */
    static Shape wordsInAnyCase(String... words) {
        List<String> allowed = List.of(words);
        return value -> complainIf(
                allowed.stream().noneMatch(value::equalsIgnoreCase),
                Complaint.unmatched(
                        "unknown-word", "it is none of the words the tool knows: " + String.join(", ", allowed)));
    }

    /** Digits with a decimal point. */
    static Shape number() {
        return value -> complainIf(
                !NUMBER.matcher(value).matches(),
                Complaint.unmatched("number-shape", "it is no number with a decimal point"));
    }

    /** Two letters of ISO 639-1. */
    static Shape language() {
        return value -> complainIf(
                !LANGUAGES.contains(value),
                Complaint.unmatched("language-shape", "it is no language code of two lower-case letters, such as de"));
    }

    /** A zone of the IANA time zone database. */
    static Shape timeZone() {
        return value -> complainIf(
                !ZoneId.getAvailableZoneIds().contains(value),
                Complaint.unmatched("time-zone-shape", "it is no time zone such as Europe/Vienna"));
    }

    /** The advertising id of a mobile device. */
    static Shape advertisingId() {
        return value -> complainIf(
                !ADVERTISING_ID.matcher(value).matches(),
                Complaint.unmatched("device-shape", "it is no advertising id (8-4-4-4-12 hexadecimal digits)"));
    }

    /** Empty: not a hash of any kind. Otherwise what is wrong with the hash, if anything. */
    private static Optional<Optional<Complaint>> hashComplaint(String value, Suspects suspects) {
        if (SHA256.matcher(value).matches()) {
            return Optional.of(suspects.about(value));
        }
        if (SHA256_ANY_CASE.matcher(value).matches()) {
            return Optional.of(Optional.of(Complaint.unmatched(
                    "hash-upper-case", "the hash has capitals: write hexadecimal digits in lower case")));
        }
        if (HEX.matcher(value).matches()) {
            return Optional.of(Optional.of(Complaint.unmatched("hash-length", otherHash(value.length()))));
        }
        if (BASE64.matcher(value).matches()) {
            return Optional.of(Optional.of(Complaint.unmatched(
                    "hash-base64", "the hash is in base 64: write it in 64 lower-case hexadecimal digits")));
        }
        return Optional.empty();
    }

    private static String otherHash(int digits) {
        String kind =
                switch (digits) {
                    case 32 -> " (as MD5 has)";
                    case 40 -> " (as SHA-1 has)";
                    case 128 -> " (as SHA-512 has)";
                    default -> "";
                };
        return "the hash has " + digits + " digits" + kind + " instead of the 64 of SHA-256";
    }

    private static boolean isLower(String value) {
        return value.equals(value.toLowerCase(Locale.ROOT));
    }

    private static Optional<Complaint> complainIf(boolean isWrong, Complaint complaint) {
        return isWrong ? Optional.of(complaint) : Optional.empty();
    }

    private static boolean parses(Runnable parsing) {
        try {
            parsing.run();
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
