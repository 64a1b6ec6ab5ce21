package io.nightjar.identity;

import io.nightjar.identity.match.Distances;
import io.nightjar.identity.match.Standard;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/**
 * A name as a bag of words in Latin letters, without accents and titles, to tell names that cannot be meant alike from those that are merely spelled
 * otherwise. Words are compared by Jaro-Winkler similarity (Winkler 1990); an initial is like every name it begins.
 */
final class GivenName {
    /** Spellings of one name lie above, names of different people mostly below. */
    private static final double ALIKE = 0.8;

    private static final Pattern NOT_LETTERS = Pattern.compile("[^\\p{L}]+");

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
        int slips = shorter < 6 ? 1 : 2;
        return isBeginning || Distances.edits(one, other, slips) <= slips;
    }

    private static boolean areAlike(String one, String other) {
        return areSame(one, other) || new JaroWinklerSimilarity().apply(one, other) >= ALIKE;
    }

    /** In small Latin letters, without accents and titles: Müller, Mueller and Muller are one name. Nothing gives nothing. */
    static String folded(String text) {
        String name = Standard.name(text);
        return name == null
                ? ""
                : name.replace("ae", "a").replace("oe", "o").replace("ue", "u").replace("aa", "a");
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
