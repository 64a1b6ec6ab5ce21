package io.nightjar.learn.value;

import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * When something bought will be bought again: the time between two purchases is log-normal, and the time already waited
 * is taken off the answer. The quantile p of the gap, given that it is longer than e, is exp(mu + sigma F^-1(F(z) + p (1
 * - F(z)))), z = (ln e - mu) / sigma, F the normal distribution: so a clock that has run over moves on every day.
 */
public final class GapClock {
    private static final NormalDistribution NORMAL = new NormalDistribution(0, 1);
    private static final double SURE = 1 - 1e-9;

    private GapClock() {}

    /**
     * Days from the last purchase by which the next one comes with the given probability, if it comes.
     *
     * @param mu mean of the logarithm of the gap in days
     * @param sigma its standard deviation, above 0
     * @param waited days since the last purchase
     */
    public static double days(double mu, double sigma, double waited, double probability) {
        double passed = waited <= 0 ? 0 : NORMAL.cumulativeProbability((Math.log(waited) - mu) / sigma);
        if (passed > SURE) {
            return waited;
        }
        double gap = Math.exp(mu + sigma * NORMAL.inverseCumulativeProbability(passed + probability * (1 - passed)));
        return Math.max(waited, gap);
    }
}
