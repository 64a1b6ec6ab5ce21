package io.nightjar.decide;

import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * How many people have to be held out to see a difference between two shares (Fleiss, Levin and Paik, Statistical Methods
 * for Rates and Proportions, 2003, 4.9, without correction for continuity).
 */
final class Power {
    private static final NormalDistribution NORMAL = new NormalDistribution(0, 1);
    private static final int STEPS = 40;

    private final double level;
    private final double sight;

    /**
     * @param alpha chance of taking luck for an effect
     * @param power chance of seeing an effect that is there
     */
    Power(double alpha, double power) {
        this.level = NORMAL.inverseCumulativeProbability(1 - alpha / 2);
        this.sight = NORMAL.inverseCumulativeProbability(power);
    }

    /**
     * People to hold out.
     *
     * @param base share of those held out who order
     * @param lift to see, added to it; both together 1 at most
     * @param ratio people contacted for each one held out
     */
    double needed(double base, double lift, double ratio) {
        double raised = Math.min(1, base + lift);
        double mean = (base + ratio * raised) / (1 + ratio);
        double root = level * Math.sqrt(mean * (1 - mean) * (1 + 1 / ratio))
                + sight * Math.sqrt(raised * (1 - raised) / ratio + base * (1 - base));
        return root * root / (lift * lift);
    }

    /** The smallest lift that so many people held out can show; 1 - base if none can. */
    double detectable(double base, long heldOut, double ratio) {
        double low = 0;
        double high = 1 - base;
        for (int step = 0; step < STEPS; step++) {
            double lift = (low + high) / 2;
            if (needed(base, lift, ratio) > heldOut) {
                low = lift;
            } else {
                high = lift;
            }
        }
        return high;
    }
}
