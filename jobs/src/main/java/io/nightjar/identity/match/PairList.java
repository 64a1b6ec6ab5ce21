package io.nightjar.identity.match;

import java.util.Arrays;
import java.util.List;

/** Pairs as they are found, with their evidence. */
final class PairList {
    private long[] pairs = new long[16];
    private double[] bits = new double[16];
    private int size;

    void add(int a, int b, double evidence) {
        if (size == pairs.length) {
            pairs = Arrays.copyOf(pairs, size * 2);
            bits = Arrays.copyOf(bits, size * 2);
        }
        pairs[size] = ((long) a << 32) | b;
        bits[size++] = evidence;
    }

    /** All of them by first and second record; no pair may be there twice. */
    static Matches sorted(List<PairList> lists) {
        long[] pairs = new long[lists.stream().mapToInt(list -> list.size).sum()];
        int filled = 0;
        for (PairList list : lists) {
            System.arraycopy(list.pairs, 0, pairs, filled, list.size);
            filled += list.size;
        }
        Arrays.parallelSort(pairs);
        double[] bits = new double[pairs.length];
        for (PairList list : lists) {
            for (int i = 0; i < list.size; i++) {
                bits[Arrays.binarySearch(pairs, list.pairs[i])] = list.bits[i];
            }
        }
        return new Matches(
                Arrays.stream(pairs).mapToInt(pair -> (int) (pair >> 32)).toArray(),
                Arrays.stream(pairs).mapToInt(pair -> (int) pair).toArray(),
                bits);
    }
}
