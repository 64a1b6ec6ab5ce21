package io.nightjar.identity.match;

import java.util.List;

/**
 * How alike two values are, as one of a few levels, the higher the more alike. Level 0 is missing, level 1 differs,
 * the highest level of a part is the same.
 */
final class Levels {
    static final int MISSING = 0;
    static final int DIFFERENT = 1;

    private static final List<String> NAME =
            List.of("missing", "different", "same initial", "alike", "swapped", "near", "same");
    private static final List<String> DATE = List.of("missing", "different", "a part", "two parts", "near", "same");
    private static final List<String> EMAIL = List.of("missing", "different", "same domain", "alike", "near", "same");
    private static final List<String> NUMBER = List.of("missing", "different", "alike", "near", "same");
    private static final List<String> CODE = List.of("missing", "different", "alike", "near", "same");
    private static final List<String> PLACE = List.of("missing", "different", "alike", "swapped", "near", "same");

    private static final List<String> MARK = List.of("missing", "different", "same");

    /** Shorter telephone numbers are too common to be told by their end. */
    private static final int FEWEST_DIGITS = 7;

    /** Of two mailboxes one is that of several people: no level of a pattern, for nothing can be said. */
    static final int OF_ANOTHER_KIND = 7;

    static final int SWAPPED_NAME = 4;
    static final int SWAPPED_PLACE = 3;

    private Levels() {}

    static List<String> words(Part part) {
        return switch (part.kind()) {
            case NAME -> NAME;
            case DATE -> DATE;
            case EMAIL -> EMAIL;
            case NUMBER -> NUMBER;
            case CODE -> CODE;
            case PLACE -> PLACE;
            case MARK -> MARK;
        };
    }

    static int count(Part part) {
        return words(part).size();
    }

    static int same(Part part) {
        return count(part) - 1;
    }

    /** The level of two different texts. */
    static int of(Part part, String a, String b) {
        return of(part, a, b, 0);
    }

    /** @param leastEdits the texts are known to be at least so many edits apart */
    static int of(Part part, String a, String b, int leastEdits) {
        return switch (part.kind()) {
            case NAME -> name(a, b);
            case DATE -> date(a, b);
            case EMAIL -> email(a, b, leastEdits);
            case NUMBER -> part == Part.PHONE && isOnePhone(a, b) ? 3 : leastEdits > 2 ? DIFFERENT : number(a, b);
            case CODE -> code(a, b);
            case PLACE -> place(a, b);
            case MARK -> part == Part.MAILBOX_MARK && !MailboxMark.areOfOneKind(a, b) ? OF_ANOTHER_KIND : DIFFERENT;
        };
    }

    private static int name(String a, String b) {
        String x = folded(a);
        String y = folded(b);
        if (x.equals(y)) {
            return 5;
        }
        if (x.length() == 1 || y.length() == 1) {
            return x.charAt(0) == y.charAt(0) ? 2 : DIFFERENT;
        }
        int shorter = Math.min(x.length(), y.length());
        double alike = Distances.jaroWinkler(x, y);
        if ((shorter > 2 && Distances.edits(x, y, 1) <= 1) || alike >= 0.92) {
            return 5;
        }
        boolean begins = shorter >= 3 && (x.startsWith(y) || y.startsWith(x));
        if ((alike >= 0.84 && shorter > 3)
                || begins
                || Distances.sharedWords(a, b) >= 1
                || (shorter > 4 && Distances.edits(x, y, 2) <= 2)) {
            return 3;
        }
        return DIFFERENT;
    }

    /**
     * The letters of a text as bits, digits and all else sharing some. A text that is more than one plain word (it has a
     * blank, or an umlaut may be written out in it) has the highest bit as well.
     */
    static long letters(String text) {
        boolean isPlain = text.indexOf(' ') < 0 && folded(text).length() == text.length();
        long letters = isPlain ? 0 : Long.MIN_VALUE;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter != ' ') {
                letters |= 1L << (letter >= 'a' && letter <= 'z' ? letter - 'a' : 26 + letter % 37);
            }
        }
        return letters;
    }

    /** No fewer edits make one text of the other: each gives or takes one letter, see {@link #letters}. */
    static int leastEdits(long lettersA, long lettersB) {
        return Math.max(
                Long.bitCount(lettersA & ~lettersB & Long.MAX_VALUE),
                Long.bitCount(lettersB & ~lettersA & Long.MAX_VALUE));
    }

    /**
     * Whether two single words have so few letters in common that they can only differ: more than two edits apart, none
     * the beginning of the other, and a Jaro-Winkler similarity below 0.84, for which the common letters must be 1.2
     * times the length or more when counted as shares of both words.
     */
    static boolean areFar(String a, long lettersA, String b, long lettersB) {
        if ((lettersA | lettersB) < 0 || a.length() < 2 || b.length() < 2) {
            return false;
        }
        int onlyA = Long.bitCount(lettersA & ~lettersB);
        int onlyB = Long.bitCount(lettersB & ~lettersA);
        return onlyA > 0
                && onlyB > 0
                && (onlyA > 2 || onlyB > 2)
                && (double) onlyA / a.length() + (double) onlyB / b.length() > 0.8;
    }

    /** Without spaces, with the ways to write an umlaut made one. */
    private static String folded(String name) {
        return name.replace(" ", "").replace("ae", "a").replace("oe", "o").replace("ue", "u");
    }

    private static int date(String a, String b) {
        if (a.length() != 8 || b.length() != 8) {
            return Distances.edits(a, b, 1) <= 1 ? 4 : DIFFERENT;
        }
        boolean year = a.regionMatches(0, b, 0, 4);
        boolean month = a.regionMatches(4, b, 4, 2);
        boolean day = a.regionMatches(6, b, 6, 2);
        boolean turned = year && a.regionMatches(4, b, 6, 2) && a.regionMatches(6, b, 4, 2);
        if (turned || Distances.edits(a, b, 1) <= 1) {
            return 4;
        }
        if ((year && (month || day)) || (month && day) || Distances.edits(a, b, 2) <= 2) {
            return 3;
        }
        return year ? 2 : DIFFERENT;
    }

    private static int email(String a, String b, int leastEdits) {
        int length = Math.max(a.length(), b.length());
        int limit = Math.max(2, length / 4);
        int edits = leastEdits > limit ? leastEdits : Distances.edits(a, b, limit);
        if (edits <= 2) {
            return 4;
        }
        int atA = a.lastIndexOf('@');
        int atB = b.lastIndexOf('@');
        if (edits <= length / 4 || (atA > 3 && atA == atB && a.regionMatches(0, b, 0, atA))) {
            return 3;
        }
        return atA > 0 && atB > 0 && a.substring(atA).equals(b.substring(atB)) ? 2 : DIFFERENT;
    }

    /** Whether one of two telephone numbers is the other without its country. */
    private static boolean isOnePhone(String a, String b) {
        String with = a.startsWith("+") ? a : b;
        String without = a.startsWith("+") ? b : a;
        if (!with.startsWith("+") || without.startsWith("+")) {
            return false;
        }
        String national = without.replaceFirst("^0+", "");
        return national.length() >= FEWEST_DIGITS && with.endsWith(national) && with.length() - national.length() <= 4;
    }

    private static int number(String a, String b) {
        int edits = Distances.edits(a, b, 2);
        return edits <= 1 ? 3 : edits <= 2 && Math.min(a.length(), b.length()) > 5 ? 2 : DIFFERENT;
    }

    private static int code(String a, String b) {
        int shorter = Math.min(a.length(), b.length());
        if (Distances.edits(a, b, 1) <= 1) {
            return shorter > 2 ? 3 : 2;
        }
        int half = Math.max(2, shorter / 2);
        return shorter > 2 && a.regionMatches(0, b, 0, half) ? 2 : DIFFERENT;
    }

    private static int place(String a, String b) {
        String x = a.replace(" ", "");
        String y = b.replace(" ", "");
        if (x.equals(y)) {
            return 4;
        }
        int shorter = Math.min(x.length(), y.length());
        double alike = Distances.jaroWinkler(x, y);
        if (Distances.edits(x, y, 2) <= (shorter > 5 ? 2 : 1) || alike >= 0.92) {
            return 4;
        }
        return alike >= 0.84 || Distances.sharedWords(a, b) >= 0.5 ? 2 : DIFFERENT;
    }
}
