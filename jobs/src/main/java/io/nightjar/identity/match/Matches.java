package io.nightjar.identity.match;

/**
 * Pairs of records with the evidence for their being one person, ordered by first and second record.
 *
 * @param first smaller record of each pair
 * @param second larger record
 * @param bits log2 odds, the prior included
 */
record Matches(int[] first, int[] second, double[] bits) {
    int size() {
        return first.length;
    }

    double probability(int pair) {
        return MatchModel.probability(bits[pair]);
    }
}
