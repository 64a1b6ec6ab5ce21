package io.nightjar.identity;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/**
 * A name as a bag of words without accents, to tell names that cannot be meant alike from those that are merely spelled
 * otherwise. Words are compared by Jaro-Winkler similarity (Winkler 1990); an initial is like every name it begins.
 */
final class GivenName {
    /** Spellings of one name lie above, names of different people mostly below. */
    private static final double ALIKE = 0.8;

    private static final Pattern NOT_LETTERS = Pattern.compile("[^\\p{L}]+");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final String SPECIAL = "ıłøđæœß";
    private static final String[] PLAIN = {"i", "l", "o", "d", "a", "o", "ss"};

    private final List<String> words;

    GivenName(String text) {
        List<String> all = new ArrayList<>();
        for (String word : NOT_LETTERS.split(folded(text))) {
            if (!word.isEmpty()) {
                all.add(word);
            }
        }
        words = List.copyOf(all);
    }

    boolean isEmpty() {
        return words.isEmpty();
    }

    /** Whether one word of each can be meant alike; never of an empty name. */
    boolean isLike(GivenName other) {
        return words.stream().anyMatch(word -> other.words.stream().anyMatch(its -> areAlike(word, its)));
    }

    /** Neither is empty, and no word of one can be meant by a word of the other. */
    boolean differsFrom(GivenName other) {
        return !isEmpty() && !other.isEmpty() && !isLike(other);
    }

    private static boolean areAlike(String one, String other) {
        if (one.length() == 1 || other.length() == 1) {
            return one.charAt(0) == other.charAt(0);
        }
        return new JaroWinklerSimilarity().apply(one, other) >= ALIKE;
    }

    /** Without accents, in small letters: Müller, Mueller and Muller are one name. Nothing gives nothing. */
    static String folded(String text) {
        String plain = MARKS.matcher(Normalizer.normalize(
                        text == null ? "" : text.strip().toLowerCase(Locale.ROOT), Normalizer.Form.NFKD))
                .replaceAll("");
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < plain.length(); i++) {
            int special = SPECIAL.indexOf(plain.charAt(i));
            letters.append(special < 0 ? String.valueOf(plain.charAt(i)) : PLAIN[special]);
        }
        return letters.toString().replace("ae", "a").replace("oe", "o").replace("ue", "u");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GivenName name && words.equals(name.words);
    }

    @Override
    public int hashCode() {
        return words.hashCode();
    }
}
