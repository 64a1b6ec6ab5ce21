package io.nightjar.learn;

/** How a model did against the best simple rule on the same later period; higher values are better. */
public enum Grade {
    /** At least a tenth better. */
    A,
    /** Better. */
    B,
    /** Not better: the simple rule is shipped. */
    C,
    /** Could not be measured: the simple rule is shipped. */
    NONE;

    private static final double CLEARLY = 1.10;

    public static Grade of(double model, double baseline) {
        if (Double.isNaN(model) || Double.isNaN(baseline)) {
            return NONE;
        }
        if (model <= baseline) {
            return C;
        }
        return model >= baseline * CLEARLY ? A : B;
    }

    public boolean isShipped() {
        return this == A || this == B;
    }

    /** As printed: {@code A}, {@code B}, {@code C} or {@code none}. */
    public String word() {
        return this == NONE ? "none" : name();
    }
}
