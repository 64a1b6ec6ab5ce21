package io.nightjar.learn.sequence;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.math3.special.Gamma;

/**
 * What a share is drawn towards while there are few cases: (yes + mean * strength) / (cases + strength). The strength is
 * the one under which the groups seen are likeliest, each having a share of its own from one beta distribution
 * (beta-binomial, Skellam 1948); groups that differ much make it small.
 */
public final class BetaPrior implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final double WEAKEST = 1;
    private static final double STRONGEST = 10_000;
    private static final int NARROWINGS = 40;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    private final double mean;
    private final double strength;

    public BetaPrior(double mean, double strength) {
        this.mean = mean;
        this.strength = strength;
    }

    /** Cases and yeses of one group. */
    public static final class Count implements Comparable<Count>, Serializable {
        private static final long serialVersionUID = 1L;

        private final long cases;
        private final long yes;

        public Count(long cases, long yes) {
            if (yes < 0 || yes > cases) {
                throw new IllegalArgumentException(yes + " of " + cases + " cannot have said yes");
            }
            this.cases = cases;
            this.yes = yes;
        }

        public long cases() {
            return cases;
        }

        public long yes() {
            return yes;
        }

        Count with(Count other) {
            return new Count(cases + other.cases, yes + other.yes);
        }

        @Override
        public int compareTo(Count other) {
            return cases == other.cases ? Long.compare(yes, other.yes) : Long.compare(cases, other.cases);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Count count && compareTo(count) == 0;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(31 * cases + yes);
        }
    }

    /** @param groups cases and yeses, with how many groups have just those */
    public static BetaPrior fit(Map<Count, Long> groups) {
        TreeMap<Count, Long> sorted = new TreeMap<>(groups);
        double cases = 0;
        double yes = 0;
        for (Map.Entry<Count, Long> group : sorted.entrySet()) {
            cases += (double) group.getKey().cases * group.getValue();
            yes += (double) group.getKey().yes * group.getValue();
        }
        double mean = cases == 0 ? 0 : yes / cases;
        if (mean == 0 || mean == 1) {
            return new BetaPrior(mean, STRONGEST);
        }
        return new BetaPrior(mean, strongest(sorted, mean));
    }

    /** Golden section on the logarithm of the strength. */
    private static double strongest(Map<Count, Long> groups, double mean) {
        double low = Math.log(WEAKEST);
        double high = Math.log(STRONGEST);
        for (int i = 0; i < NARROWINGS; i++) {
            double left = high - GOLDEN * (high - low);
            double right = low + GOLDEN * (high - low);
            if (likelihood(groups, mean, Math.exp(left)) < likelihood(groups, mean, Math.exp(right))) {
                low = left;
            } else {
                high = right;
            }
        }
        return Math.exp((low + high) / 2);
    }

    private static double likelihood(Map<Count, Long> groups, double mean, double strength) {
        double a = mean * strength;
        double b = strength - a;
        double sum = 0;
        for (Map.Entry<Count, Long> group : groups.entrySet()) {
            double yes = group.getKey().yes;
            double no = group.getKey().cases - yes;
            double one = Gamma.logGamma(a + yes)
                    - Gamma.logGamma(a)
                    + Gamma.logGamma(b + no)
                    - Gamma.logGamma(b)
                    - Gamma.logGamma(strength + yes + no)
                    + Gamma.logGamma(strength);
            sum += group.getValue() * one;
        }
        return sum;
    }

    public double mean() {
        return mean;
    }

    public double strength() {
        return strength;
    }

    /** The share of a group, drawn towards the mean by how few its cases are. */
    public double share(Count count) {
        return share(count, mean);
    }

    /** The same drawn towards another mean. */
    double share(Count count, double towards) {
        return (count.yes + towards * strength) / (count.cases + strength);
    }
}
