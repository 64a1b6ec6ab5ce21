package io.nightjar.identity.match;

/**
 * What agreement is worth: for each part and level the probability m among pairs of one person and u among pairs of
 * two, and the share of all pairs that are one person (Fellegi and Sunter 1969).
 *
 * @param m by part and level; the levels of a part without those that are missing add up to one
 * @param u the same for pairs of two persons
 * @param share of all possible pairs that are one person
 */
public record MatchModel(double[][] m, double[][] u, double share) {
    private static final double LOG_2 = Math.log(2);

    /** Bits for (or, below 0, against) one person before anything is compared. */
    double prior() {
        return log2(share / (1 - share));
    }

    /** Bits of one level; nothing for a missing value. */
    double weight(int part, int level) {
        return level == Levels.MISSING ? 0 : log2(m[part][level] / u[part][level]);
    }

    /** Bits of a pattern, the prior not included. */
    double weight(long pattern) {
        double bits = 0;
        for (int part = 0; part < m.length; part++) {
            bits += weight(part, Comparer.level(pattern, part));
        }
        return bits;
    }

    static double log2(double value) {
        return Math.log(value) / LOG_2;
    }

    static double probability(double bits) {
        return 1 / (1 + Math.exp(-bits * LOG_2));
    }
}
