package io.nightjar.identity.match;

import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a mailbox says beyond its owner's name: the number, year or nickname by which people tell theirs from the
 * mailboxes of namesakes, and which they often take with them to a new one. {@code anna.berg83@} and {@code aberg83@}
 * both have {@code 83}.
 */
final class MailboxMark {
    /** Mailboxes that have such a word are a family's or a firm's, and tell nothing of one of its people. */
    private static final Set<String> OF_SEVERAL = Set.of(
            "familie",
            "family",
            "fam",
            "famille",
            "familia",
            "famiglia",
            "haushalt",
            "info",
            "office",
            "buero",
            "kontakt",
            "contact",
            "mail",
            "email",
            "post");

    /** No mark of one person begins so. */
    private static final String SEVERAL = "*";

    private static final Pattern LETTERS = Pattern.compile("[a-z]+");

    /** Names shorter than this are found as they are or not at all. */
    private static final int LEAST_LETTERS = 3;

    private MailboxMark() {}

    /**
     * @param email standardised; may be null
     * @param given standardised; may be null
     * @param surname standardised; may be null
     * @return letters and digits, or null where there are none or neither name is known; a mailbox of several people is
     *     a mark of its own, see {@link #areOfOneKind}
     */
    static String of(String email, String given, String surname) {
        int at = email == null ? -1 : email.indexOf('@');
        if (at < 1 || (given == null && surname == null)) {
            return null;
        }
        String local = email.substring(0, at);
        if (LETTERS.matcher(local).results().map(MatchResult::group).anyMatch(OF_SEVERAL::contains)) {
            return SEVERAL + email;
        }
        boolean isInitial = given != null && given.length() == 1;
        String unnamed = isInitial ? withoutSpelledOut(local, given, surname) : local;
        boolean isFound = !unnamed.equals(local);
        String rest = without(letters(unnamed), surname);
        rest = isFound ? rest : without(rest, given);
        return rest.isEmpty() ? null : rest;
    }

    /** Whether two marks are of one kind: what a mailbox of several says is not to be held against that of one. */
    static boolean areOfOneKind(String a, String b) {
        return a.startsWith(SEVERAL) == b.startsWith(SEVERAL);
    }

    /** Without the first word that begins like the given name and is not the surname, where there are several words. */
    private static String withoutSpelledOut(String local, String initial, String surname) {
        String last = surname == null ? "" : letters(surname);
        Matcher words = LETTERS.matcher(local);
        if (words.results().count() < 2) {
            return local;
        }
        words.reset();
        while (words.find()) {
            String word = words.group();
            boolean isSurname = !last.isEmpty()
                    && word.charAt(0) == last.charAt(0)
                    && (word.startsWith(last) || Distances.edits(word, last, 1) <= 1);
            if (word.startsWith(initial) && !isSurname) {
                return local.substring(0, words.start()) + local.substring(words.end());
            }
        }
        return local;
    }

    /** Without the name, or without its first letter in front. */
    private static String without(String text, String name) {
        if (name == null) {
            return text;
        }
        String letters = letters(name);
        int found = letters.length() < 2 ? -1 : text.indexOf(letters);
        if (found >= 0) {
            return cut(text, found, letters.length());
        }
        if (letters.length() >= LEAST_LETTERS) {
            for (int length = letters.length() + 1; length >= Math.max(LEAST_LETTERS, letters.length() - 1); length--) {
                for (int i = 0; i + length <= text.length(); i++) {
                    String piece = text.substring(i, i + length);
                    if (piece.chars().noneMatch(letter -> isDigit((char) letter))
                            && Distances.edits(piece, letters, 1) <= 1) {
                        return cut(text, i, length);
                    }
                }
            }
        }
        if (letters.length() == 1) {
            return withoutWord(text, letters.charAt(0));
        }
        boolean isInitial = !text.isEmpty() && !letters.isEmpty() && text.charAt(0) == letters.charAt(0);
        return isInitial ? text.substring(1) : text;
    }

    /** Without the first run of letters that begins with the initial: the name that is not told. */
    private static String withoutWord(String text, char initial) {
        int from = 0;
        while (from < text.length()
                && !(text.charAt(from) == initial && (from == 0 || isDigit(text.charAt(from - 1))))) {
            from++;
        }
        int to = from;
        while (to < text.length() && !isDigit(text.charAt(to))) {
            to++;
        }
        return cut(text, from, to - from);
    }

    private static boolean isDigit(char letter) {
        return letter >= '0' && letter <= '9';
    }

    private static String cut(String text, int from, int length) {
        return text.substring(0, from) + text.substring(from + length);
    }

    private static String letters(String text) {
        StringBuilder letters = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if ((letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9')) {
                letters.append(letter);
            }
        }
        return letters.toString();
    }
}
