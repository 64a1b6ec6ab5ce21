package io.nightjar.identity.match;

import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.Transliterator;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Values as they are compared: other scripts in Latin letters, no accents, lower case, titles and punctuation left
 * out. What cannot be meant (an e-mail without an at sign, a number of one repeated digit) is null, and no evidence.
 */
public final class Standard {
    private static final Set<String> TITLES = Set.of(
            "mr",
            "mrs",
            "ms",
            "miss",
            "mx",
            "sir",
            "dr",
            "prof",
            "professor",
            "doctor",
            "herr",
            "frau",
            "hr",
            "fr",
            "mag",
            "ing",
            "dipl",
            "mba",
            "phd",
            "bsc",
            "msc",
            "jr",
            "sr",
            "junior",
            "senior",
            "mme",
            "mlle",
            "monsieur",
            "madame",
            "senor",
            "senora",
            "esq");
    /** What follows a whole name after a comma. */
    private static final Set<String> SUFFIXES = Set.of("ii", "iii", "iv", "md", "dds", "dvm", "cpa");

    private static final Set<String> LEGAL_FORMS = Set.of(
            "inc",
            "incorporated",
            "corp",
            "corporation",
            "co",
            "company",
            "llc",
            "llp",
            "lp",
            "ltd",
            "limited",
            "plc",
            "gmbh",
            "mbh",
            "ag",
            "kg",
            "ohg",
            "bv",
            "nv",
            "sarl",
            "srl",
            "spa",
            "sas",
            "oy");
    private static final Set<String> NOTHING =
            Set.of("na", "n a", "null", "none", "unknown", "unbekannt", "nan", "xxx", "test");
    private static final Set<String> ROOMY_MAILS = Set.of("gmail.com", "googlemail.com");
    private static final Pattern MAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");
    private static final Pattern NO_LETTER = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern HOUSE = Pattern.compile("\\d+[a-z]?(?:[/-]\\d+[a-z]?)*");

    private Standard() {}

    /** Latin letters, digits and single spaces; umlauts are written out, other accents dropped. */
    static String plain(String raw) {
        if (raw == null) {
            return null;
        }
        String text = raw;
        if (!isAscii(raw)) {
            String written = umlauts(Normalizer2.getNFCInstance().normalize(raw));
            text = Latin.INSTANCE.transliterate(Normalizer2.getNFKDInstance().normalize(written));
        }
        text = text.toLowerCase(Locale.ROOT).replace("'", "").replace("`", "");
        text = NO_LETTER.matcher(text).replaceAll(" ").strip();
        boolean isNothing = text.isEmpty() || (NOTHING.contains(text) && !isNamedNa(raw));
        return isNothing ? null : text;
    }

    /** "Na" is a name in several languages; "NA", "na" and "n/a" are not available. */
    private static boolean isNamedNa(String raw) {
        return "Na".equals(raw.strip());
    }

    /** A name without titles, as {@link #plain} writes it. */
    public static String name(String raw) {
        String text = plain(raw);
        if (text == null || text.indexOf(' ') < 0) {
            return text == null || TITLES.contains(text) ? null : text;
        }
        String kept = Arrays.stream(text.split(" "))
                .filter(word -> !TITLES.contains(word))
                .collect(Collectors.joining(" "));
        return kept.isEmpty() ? null : kept;
    }

    /**
     * Given names and surname of a name written in one field: {@code Doe, John}, {@code John Doe} or {@code John Doe, Jr.};
     * a firm has a surname only.
     */
    static List<String> names(String raw) {
        if (raw == null) {
            return Arrays.asList(null, null);
        }
        int comma = raw.indexOf(',');
        String before = comma < 0 ? raw : raw.substring(0, comma).strip();
        if (comma > 0) {
            List<String> after = words(raw.substring(comma + 1));
            boolean isWhole = before.indexOf(' ') > 0;
            if (!after.isEmpty() && LEGAL_FORMS.containsAll(after)) {
                return Arrays.asList(null, name(before));
            }
            if (!isWhole || !after.stream().allMatch(word -> TITLES.contains(word) || SUFFIXES.contains(word))) {
                return Arrays.asList(name(raw.substring(comma + 1)), name(before));
            }
        }
        String all = name(comma > 0 ? before : raw);
        int last = all == null ? -1 : all.lastIndexOf(' ');
        return last < 0 ? Arrays.asList(null, all) : Arrays.asList(all.substring(0, last), all.substring(last + 1));
    }

    /** Dots within a word left out: {@code Ph.D.} is one. */
    private static List<String> words(String raw) {
        String text = plain(raw.replace(".", ""));
        return text == null ? List.of() : List.of(text.split(" "));
    }

    /**
     * Lower case; at Gmail without dots and anything after a plus, elsewhere without anything after a plus.
     */
    public static String email(String raw) {
        if (raw == null) {
            return null;
        }
        String text = raw.strip().toLowerCase(Locale.ROOT);
        if (!MAIL.matcher(text).matches()) {
            return null;
        }
        int at = text.lastIndexOf('@');
        String local = text.substring(0, at);
        String domain = text.substring(at + 1);
        int plus = local.indexOf('+');
        if (plus > 0) {
            local = local.substring(0, plus);
        }
        if (ROOMY_MAILS.contains(domain)) {
            domain = "gmail.com";
            local = local.replace(".", "");
        }
        return local.isEmpty() ? null : local + "@" + domain;
    }

    /** Something that was meant for an e-mail address, or null. */
    static String roughEmail(String raw) {
        String text = raw.strip().toLowerCase(Locale.ROOT);
        boolean looksLikeOne =
                text.length() >= 6 && text.indexOf(' ') < 0 && (text.contains("@") || text.contains("."));
        return looksLikeOne ? text : null;
    }

    /** Letters and digits of a number or code, upper case removed; null for one sign repeated. */
    public static String code(String raw) {
        String text = plain(raw);
        if (text == null) {
            return null;
        }
        String close = text.replace(" ", "");
        return close.length() > 2 && close.chars().distinct().count() == 1 ? null : close;
    }

    /** House number and the rest of an address line; either may be null. */
    public static List<String> street(String raw) {
        String text = plain(raw);
        if (text == null) {
            return Arrays.asList(null, null);
        }
        String[] words = text.split(" ");
        int house = -1;
        if (HOUSE.matcher(words[0]).matches()) {
            house = 0;
        } else if (HOUSE.matcher(words[words.length - 1]).matches()) {
            house = words.length - 1;
        } else {
            for (int i = words.length - 1; i > 0 && house < 0; i--) {
                house = HOUSE.matcher(words[i]).matches() ? i : -1;
            }
        }
        int without = house;
        String rest = java.util.stream.IntStream.range(0, words.length)
                .filter(i -> i != without)
                .mapToObj(i -> word(words[i]))
                .collect(Collectors.joining(" "));
        return Arrays.asList(house < 0 ? null : words[house], rest.isEmpty() ? null : rest);
    }

    /** Words of streets that are written long and short. */
    private static String word(String word) {
        return switch (word) {
            case "st", "str", "strasse", "strase" -> "street";
            case "rd" -> "road";
            case "ave", "av" -> "avenue";
            case "ln" -> "lane";
            case "dr" -> "drive";
            case "ct" -> "court";
            case "cres", "cr" -> "crescent";
            case "pl" -> "place";
            case "sq" -> "square";
            case "hwy" -> "highway";
            default ->
                word.length() > 5 && word.endsWith("strasse")
                        ? word.substring(0, word.length() - 7) + " street"
                        : word.length() > 4 && word.endsWith("str")
                                ? word.substring(0, word.length() - 3) + " street"
                                : word;
        };
    }

    /** The sound of a name, roughly: its first letter and its consonants, those that are confused made one. */
    static String sound(String name) {
        StringBuilder sound = new StringBuilder();
        String text =
                name.replace("ph", "f").replace("sch", "s").replace("ck", "k").replace("th", "t");
        char last = 0;
        for (int i = 0; i < text.length() && sound.length() < 5; i++) {
            char letter = heard(text.charAt(i), sound.length() == 0);
            if (letter != 0 && letter != last) {
                sound.append(letter);
            }
            last = letter == 0 ? last : letter;
        }
        return sound.toString();
    }

    private static char heard(char letter, boolean first) {
        return switch (letter) {
            case 'a', 'e', 'i', 'o', 'u', 'y' -> first ? 'a' : 0;
            case 'h', 'w', ' ' -> first && letter != ' ' ? letter : 0;
            case 'c', 'q', 'k', 'x' -> 'k';
            case 'g', 'j' -> 'j';
            case 's', 'z' -> 's';
            case 'd', 't' -> 't';
            case 'b', 'p' -> 'p';
            case 'v', 'f' -> 'f';
            case 'm', 'n' -> 'n';
            default -> letter;
        };
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(letter -> letter < 128);
    }

    private static String umlauts(String text) {
        StringBuilder written = new StringBuilder(text.length() + 4);
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case 'ä', 'Ä', 'æ', 'Æ' -> written.append("ae");
                case 'ö', 'Ö', 'ø', 'Ø', 'œ', 'Œ' -> written.append("oe");
                case 'ü', 'Ü' -> written.append("ue");
                case 'å', 'Å' -> written.append("aa");
                case 'ß' -> written.append("ss");
                default -> written.append(text.charAt(i));
            }
        }
        return written.toString();
    }

    /** Made when the first text with other than plain letters comes. */
    private static final class Latin {
        static final Transliterator INSTANCE =
                Transliterator.getInstance("Any-Latin; NFKD; [:Nonspacing Mark:] Remove; Latin-ASCII");
    }
}
