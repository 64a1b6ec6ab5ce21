package io.nightjar.segment;

import io.nightjar.learn.Interval;

/**
 * The difference of two means over clusters of rows, with its interval of 95 %: m1 - m0, where mk = sk / nk. A person's rows
 * belong together, so the variance is the sum over persons of ((s1 - n1 m1) / N1 - (s0 - n0 m0) / N0) squared (Liang and
 * Zeger 1986), worked out from sums of squares and products alone. For shares it is not taken to be smaller than that of
 * two samples with one success and one failure more each (Agresti and Caffo 2000), which few rows need.
 *
 * @param treated rows
 * @param held rows
 */
record Difference(long treated, long held, double treatedMean, double heldMean, double standardError) {
    /**
     * Sums over persons.
     *
     * @param nn1 sum of n1 squared; sn1 of s1 times n1; and so on
     */
    record Sums(
            double n1,
            double s1,
            double n0,
            double s0,
            double nn1,
            double sn1,
            double ss1,
            double nn0,
            double sn0,
            double ss0,
            double n1n0,
            double n1s0,
            double s1n0,
            double s1s0) {}

    /** @param isShare whether each row's value is 0 or 1 */
    static Difference of(Sums sums, boolean isShare) {
        double m1 = sums.s1() / sums.n1();
        double m0 = sums.s0() / sums.n0();
        double own1 = sums.ss1() - 2 * m1 * sums.sn1() + m1 * m1 * sums.nn1();
        double own0 = sums.ss0() - 2 * m0 * sums.sn0() + m0 * m0 * sums.nn0();
        double both = sums.s1s0() - m0 * sums.s1n0() - m1 * sums.n1s0() + m1 * m0 * sums.n1n0();
        double variance =
                own1 / (sums.n1() * sums.n1()) + own0 / (sums.n0() * sums.n0()) - 2 * both / (sums.n1() * sums.n0());
        double least = isShare ? adjusted(sums.s1(), sums.n1()) + adjusted(sums.s0(), sums.n0()) : 0;
        return new Difference(
                Math.round(sums.n1()), Math.round(sums.n0()), m1, m0, Math.sqrt(Math.max(variance, least)));
    }

    private static double adjusted(double successes, double rows) {
        double share = (successes + 1) / (rows + 2);
        return share * (1 - share) / (rows + 2);
    }

    double value() {
        return treatedMean - heldMean;
    }

    Interval interval() {
        return Interval.around(value(), standardError);
    }
}
