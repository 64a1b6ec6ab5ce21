package io.nightjar.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word somebody probably meant when they mistyped one. */
public final class DidYouMean {
    private DidYouMean() {}

    /** The allowed word nearest to the given one, if any is near: a third of its letters may be wrong. */
    public static Optional<String> nearest(String word, Collection<String> allowed) {
        return allowed.stream()
                .filter(candidate -> isNear(word, candidate))
                .min(Comparator.<String>comparingInt(candidate -> distance(plain(word), plain(candidate)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** The end of a message: {@code : did you mean x?}, or nothing when no allowed word is near. */
    public static String hint(String word, Collection<String> allowed) {
        return nearest(word, allowed)
                .map(near -> ": did you mean " + near + "?")
                .orElse("");
    }

    /** Letters to insert, delete, replace or swap with their neighbour (restricted Damerau-Levenshtein). */
    static int distance(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                cost[i][j] = cell(cost, from, to, i, j);
            }
        }
        return cost[from.length()][to.length()];
    }

    private static int cell(int[][] cost, String from, String to, int i, int j) {
        if (i == 0 || j == 0) {
            return i + j;
        }
        int replaced = cost[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }

    private static boolean isNear(String word, String candidate) {
        String meant = plain(candidate);
        int allowance = Math.max(1, meant.length() / 3);
        return distance(plain(word), meant) <= Math.min(allowance, meant.length() - 1);
    }

    /** Case and the kind of hyphen are not worth a letter. */
    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }
}
