package io.nightjar.publish.dialect;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Values in the one spelling that a tool compares, before hashing or instead of it. */
final class Normal {
    static final Pattern EMAIL = Pattern.compile(
            "[^\\s@,;:\"<>()\\[\\]\\\\=+|-][^\\s@,;:\"<>()\\[\\]\\\\]*@[^\\s@.]+(\\.[^\\s@.]+)*\\.[^\\s@.]{2,}");

    private static final Pattern INVISIBLE = Pattern.compile("[\\u200B-\\u200D\\u2060\\uFEFF]");
    private static final Pattern BLANKS = Pattern.compile("[\\s\\u00A0]+");
    private static final Set<String> DOTLESS = Set.of("gmail.com", "googlemail.com");

    private Normal() {}

    /** Trimmed and in lower case; empty where it is no address. */
    static String email(String text) {
        String plain = trimmed(text).toLowerCase(Locale.ROOT);
        return EMAIL.matcher(plain).matches() ? plain : "";
    }

    /** For Google: of its own mail domains the user part without dots and without what follows a plus. */
    static String googleEmail(String text) {
        String plain = email(text);
        int at = plain.indexOf('@');
        if (at < 0 || !DOTLESS.contains(plain.substring(at + 1))) {
            return plain;
        }
        return withoutTag(plain.substring(0, at)).replace(".", "") + plain.substring(at);
    }

    /** For TikTok: without what follows a plus in the user part, at every domain. */
    static String tiktokEmail(String text) {
        String plain = email(text);
        int at = plain.indexOf('@');
        return at < 0 ? plain : withoutTag(plain.substring(0, at)) + plain.substring(at);
    }

    /** A name without blanks around it and with single ones in it, in lower case; accents stay. */
    static String name(String text) {
        return trimmed(text).toLowerCase(Locale.ROOT);
    }

    /** For Meta: a name without ASCII punctuation. */
    static String metaName(String text) {
        return trimmed(name(text).replaceAll("\\p{Punct}", ""));
    }

    /** For Meta: only the letters of a city or state. */
    static String metaCity(String text) {
        return name(text).replaceAll("[^\\p{L}\\p{M}]", "");
    }

    /** For Meta: a postcode without blanks and hyphens; of the United States the first five digits. */
    static String metaPostcode(String text, String country) {
        String plain = name(text).replaceAll("[\\s-]", "");
        return "US".equals(country) && plain.length() > 5 ? plain.substring(0, 5) : plain;
    }

    /** Without invisible characters and blanks around it, with single blanks in it, accents composed. */
    static String trimmed(String text) {
        String composed = Normalizer.normalize(INVISIBLE.matcher(text).replaceAll(""), Normalizer.Form.NFC);
        return BLANKS.matcher(composed).replaceAll(" ").strip();
    }

    private static String withoutTag(String user) {
        int plus = user.indexOf('+');
        return plus > 0 ? user.substring(0, plus) : user;
    }
}
