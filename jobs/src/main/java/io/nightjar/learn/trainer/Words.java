package io.nightjar.learn.trainer;

import java.util.Locale;

/** Numbers as people write them. */
final class Words {
    private Words() {}

    /** Whole numbers without a point, others with at most two decimals. */
    static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return String.valueOf((long) value);
        }
        return String.format(Locale.ROOT, Math.abs(value) >= 0.1 ? "%.2f" : "%.4g", value);
    }
}
