package io.nightjar.identity.match;

import java.util.Arrays;

/** Distances between short texts. */
public final class Distances {
    private static final int ASCII = 128;
    /** Where each letter stands in a text: all zero between two uses, for making it anew would cost more than using it. */
    private static final ThreadLocal<long[]> PLACES = ThreadLocal.withInitial(() -> new long[ASCII]);

    private Distances() {}

    /**
     * Edits that make one text of the other: insert, delete, replace, or swap two neighbours (Damerau 1964, each
     * letter edited once). Gives {@code limit + 1} where there are more than {@code limit}.
     */
    public static int edits(String a, String b, int limit) {
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
        String x = a.substring(start, endA);
        String y = b.substring(start, endB);
        return x.length() <= Long.SIZE && isAscii(x) && isAscii(y)
                ? editsOfBits(x, y, limit)
                : edits(x, y, limit, new int[3][y.length() + 1]);
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= ASCII) {
                return false;
            }
        }
        return true;
    }

    /** A column of the table of distances at a time, as differences in the bits of a word (Hyyrö 2003). */
    private static int editsOfBits(String a, String b, int limit) {
        long[] places = PLACES.get();
        for (int i = 0; i < a.length(); i++) {
            places[a.charAt(i)] |= 1L << i;
        }
        long last = 1L << (a.length() - 1);
        long up = -1;
        long down = 0;
        long same = 0;
        long before = 0;
        int edits = a.length();
        for (int j = 0; j < b.length(); j++) {
            long here = places[b.charAt(j)];
            long swapped = ((~same & here) << 1) & before;
            same = (((here & up) + up) ^ up) | here | down | swapped;
            long right = down | ~(same | up);
            long left = same & up;
            if ((right & last) != 0) {
                edits++;
            } else if ((left & last) != 0) {
                edits--;
            }
            right = (right << 1) | 1;
            up = (left << 1) | ~(same | right);
            down = right & same;
            before = here;
            if (edits - (b.length() - 1 - j) > limit) {
                break;
            }
        }
        for (int i = 0; i < a.length(); i++) {
            places[a.charAt(i)] = 0;
        }
        return Math.min(edits, limit + 1);
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

    /**
     * Share of the words of the text with fewer of them that the other has too; words of more than three letters may
     * differ by a typing error of one. Of two texts with as many words the smaller share.
     */
    static double sharedWords(String a, String b) {
        String[] x = a.split(" ");
        String[] y = b.split(" ");
        return x.length == y.length
                ? Math.min(sharedWords(x, y), sharedWords(y, x))
                : x.length < y.length ? sharedWords(x, y) : sharedWords(y, x);
    }

    private static double sharedWords(String[] few, String[] many) {
        return (double) Arrays.stream(few)
                        .filter(word -> Arrays.stream(many).anyMatch(other -> areOneWord(word, other)))
                        .count()
                / few.length;
    }

    private static boolean areOneWord(String a, String b) {
        return a.equals(b) || (a.length() > 3 && b.length() > 3 && edits(a, b, 1) <= 1);
    }
}
