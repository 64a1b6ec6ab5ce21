package io.nightjar.identity.match;

/** 64-bit hashing that is the same on every machine. */
final class Mix {
    private Mix() {}

    /** The finaliser of SplitMix64 (Steele, Lea, Flood 2014). */
    static long of(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    static long of(String text) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
        }
        return of(hash);
    }

    static long both(long a, long b) {
        return of(a ^ (b * 0x9E3779B97F4A7C15L));
    }
}
