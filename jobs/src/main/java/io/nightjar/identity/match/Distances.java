package io.nightjar.identity.match;

import java.util.Arrays;

/** Distances between short texts. */
final class Distances {
    private Distances() {}

    /**
     * Edits that make one text of the other: insert, delete, replace, or swap two neighbours (Damerau 1964, each
     * letter edited once). Gives {@code limit + 1} where there are more than {@code limit}.
     */
    static int edits(String a, String b, int limit) {
        int endA = a.length();
        int endB = b.length();
        if (Math.abs(endA - endB) > limit) {
            return limit + 1;
        }
        int start = 0;
        while (start < endA && start < endB && a.charAt(start) == b.charAt(start)) {
            start++;
        }
        while (endA > start && endB > start && a.charAt(endA - 1) == b.charAt(endB - 1)) {
            endA--;
            endB--;
        }
        if (endA == start || endB == start) {
            return Math.min(endA - start + endB - start, limit + 1);
        }
        return edits(a.substring(start, endA), b.substring(start, endB), limit, new int[3][endB - start + 1]);
    }

    private static int edits(String a, String b, int limit, int[][] rows) {
        int[] before = rows[0];
        int[] last = rows[1];
        int[] now = rows[2];
        Arrays.setAll(last, j -> j);
        for (int i = 1; i <= a.length(); i++) {
            now[0] = i;
            int least = i;
            for (int j = 1; j <= b.length(); j++) {
                int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int value = Math.min(Math.min(now[j - 1], last[j]) + 1, last[j - 1] + cost);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    value = Math.min(value, before[j - 2] + 1);
                }
                now[j] = value;
                least = Math.min(least, value);
            }
            if (least > limit) {
                return limit + 1;
            }
            int[] spare = before;
            before = last;
            last = now;
            now = spare;
        }
        return Math.min(last[b.length()], limit + 1);
    }

    /** Jaro-Winkler similarity, 0 to 1 (Winkler 1990; prefix of up to four letters, weight 0.1); 0 for different texts of more than 64. */
    static double jaroWinkler(String a, String b) {
        double jaro = jaro(a, b);
        int prefix = 0;
        int most = Math.min(4, Math.min(a.length(), b.length()));
        while (prefix < most && a.charAt(prefix) == b.charAt(prefix)) {
            prefix++;
        }
        return jaro + prefix * 0.1 * (1 - jaro);
    }

    private static double jaro(String a, String b) {
        int n = a.length();
        int m = b.length();
        if (n == 0 || m == 0 || n > 64 || m > 64) {
            return a.equals(b) ? 1 : 0;
        }
        int window = Math.max(0, Math.max(n, m) / 2 - 1);
        long inA = 0;
        long inB = 0;
        for (int i = 0; i < n; i++) {
            int end = Math.min(m, i + window + 1);
            for (int j = Math.max(0, i - window); j < end; j++) {
                if ((inB >> j & 1) == 0 && a.charAt(i) == b.charAt(j)) {
                    inA |= 1L << i;
                    inB |= 1L << j;
                    break;
                }
            }
        }
        if (inA == 0) {
            return 0;
        }
        int moved = 0;
        long restB = inB;
        for (long restA = inA; restA != 0; restA &= restA - 1) {
            if (a.charAt(Long.numberOfTrailingZeros(restA)) != b.charAt(Long.numberOfTrailingZeros(restB))) {
                moved++;
            }
            restB &= restB - 1;
        }
        double c = Long.bitCount(inA);
        return (c / n + c / m + (c - moved / 2.0) / c) / 3;
    }

    /** Share of the words of the shorter text that the longer one has too, typing errors of one letter allowed. */
    static double sharedWords(String a, String b) {
        String[] few = a.split(" ");
        String[] many = b.split(" ");
        if (few.length > many.length) {
            String[] spare = few;
            few = many;
            many = spare;
        }
        int shared = 0;
        for (String word : few) {
            for (String other : many) {
                if (word.equals(other) || (word.length() > 3 && edits(word, other, 1) <= 1)) {
                    shared++;
                    break;
                }
            }
        }
        return (double) shared / few.length;
    }
}
