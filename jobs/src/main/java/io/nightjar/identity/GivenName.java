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

    /** Whether one word of each is the same but for a slip of the pen, its initial or its beginning. */
    boolean isSame(GivenName other) {
        return words.stream().anyMatch(word -> other.words.stream().anyMatch(its -> areSame(word, its)));
    }

    private static boolean areSame(String one, String other) {
        int shorter = Math.min(one.length(), other.length());
        boolean isBeginning = shorter != 2 && (one.startsWith(other) || other.startsWith(one));
        return isBeginning || edits(one, other) <= (shorter < 6 ? 1 : 2);
    }

    /** Letters left out, put in, exchanged or swapped with their neighbour (optimal string alignment distance). */
    private static int edits(String one, String other) {
        int[][] least = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    least[i][j] = i + j;
                    continue;
                }
                int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                least[i][j] = Math.min(Math.min(least[i - 1][j], least[i][j - 1]) + 1, least[i - 1][j - 1] + change);
                boolean isSwap = i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1);
                if (isSwap) {
                    least[i][j] = Math.min(least[i][j], least[i - 2][j - 2] + 1);
                }
            }
        }
        return least[one.length()][other.length()];
    }

    private static boolean areAlike(String one, String other) {
        return areSame(one, other) || new JaroWinklerSimilarity().apply(one, other) >= ALIKE;
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
