package io.nightjar.identity.match;

/** Pairs of records with the evidence for their being one person, ordered by first and second record. */
final class Matches {
    private final int[] first;
    private final int[] second;
    private final double[] bits;

    /**
     * @param first smaller record of each pair
     * @param second larger record
     * @param bits log2 odds, the prior included
     */
    Matches(int[] first, int[] second, double[] bits) {
        this.first = first;
        this.second = second;
        this.bits = bits;
    }

    int size() {
        return first.length;
    }

    int[] first() {
        return first;
    }

    int[] second() {
        return second;
    }

    double[] bits() {
        return bits;
    }

    double probability(int pair) {
        return MatchModel.probability(bits[pair]);
    }
}
