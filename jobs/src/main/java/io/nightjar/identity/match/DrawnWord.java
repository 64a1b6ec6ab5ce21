package io.nightjar.identity.match;

/**
 * A word drawn from a text: two texts draw the same one the likelier the more of their words they share, in any order,
 * long words before short ones. Min-wise hashing (Broder 1997), a word's weight the square of its letters.
 */
final class DrawnWord {
    private static final double ONE = 1L << 53;

    private DrawnWord() {}

    /**
     * The word's sound as a number, or the word itself where it has a digit; 0 without text.
     *
     * @param draw which of several draws: the same text may give another word each time
     */
    static long of(String text, int draw) {
        long drawn = 0;
        double least = Double.POSITIVE_INFINITY;
        for (String word : text == null ? new String[0] : text.split(" ")) {
            boolean isNumber = word.chars().anyMatch(Character::isDigit);
            long key = Mix.of(isNumber ? word : Standard.sound(word));
            double chance = ((Mix.both(key, draw) >>> 11) + 1) / ONE;
            double rank = -StrictMath.log(chance) / (word.length() * word.length());
            if (rank < least) {
                least = rank;
                drawn = key;
            }
        }
        return drawn;
    }
}
