package io.nightjar.learn.value;

import org.apache.commons.math3.special.Gamma;

/**
 * Tail of the negative binomial distribution: how many events a Poisson process has whose rate is gamma-distributed,
 * P(N = n) = G(shape + n) / (G(shape) n!) (1 - z)^shape z^n.
 */
final class NegativeBinomial {
    private static final double NEGLIGIBLE = 1e-9;
    private static final int MOST = 20_000;

    private final double shape;
    private final double z;
    private int n;
    private double mass;
    private double below;

    /** @param z time / (rate + time) of the gamma distribution's rate parameter */
    NegativeBinomial(double shape, double z) {
        this.shape = shape;
        this.z = z;
        double mean = shape * z / (1 - z);
        double spread = Math.sqrt(mean / (1 - z));
        n = (int) Math.max(0, Math.floor(mean - 12 * spread));
        double start = shape * Math.log1p(-z);
        mass = Math.exp(
                n == 0
                        ? start
                        : start
                                + n * Math.log(z)
                                + Gamma.logGamma(shape + n)
                                - Gamma.logGamma(shape)
                                - Gamma.logGamma(n + 1.0));
    }

    /** P(N >= least); to be asked with ever larger numbers. */
    double atLeast(int least) {
        while (n < least) {
            below += mass;
            mass *= (shape + n) / (n + 1) * z;
            n++;
        }
        return Math.max(0, 1 - below);
    }

    static boolean isNegligible(double probability, int orders) {
        return probability < NEGLIGIBLE || orders >= MOST;
    }
}
