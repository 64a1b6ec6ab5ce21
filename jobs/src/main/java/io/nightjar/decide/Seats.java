package io.nightjar.decide;

import java.io.Serializable;
import java.util.Comparator;

/**
 * How scarce contacts by a channel are given out: each has a price that is taken off what it brings, and where people
 * stand level at that price, the last one who gets a seat.
 */
final class Seats implements Serializable {
    private static final long serialVersionUID = 1L;

    /**
     * Where somebody stands in the queue for a seat.
     *
     * @param priority the lower goes first
     * @param net the higher goes first
     * @param hash decides between equals
     */
    record Claim(int priority, double net, long hash) implements Serializable {
        /** The first to be served first. */
        static final Comparator<Claim> ORDER = Comparator.comparingInt(Claim::priority)
                .thenComparing(Comparator.comparingDouble(Claim::net).reversed())
                .thenComparingLong(Claim::hash);
    }

    private final double[] prices;
    private final Claim[] last;

    private Seats(double[] prices, Claim[] last) {
        this.prices = prices;
        this.last = last;
    }

    /** As many as anybody wants, at a price each. */
    static Seats at(double[] prices) {
        return new Seats(prices.clone(), new Claim[prices.length]);
    }

    static Seats free() {
        return at(new double[PlanRules.CHANNELS]);
    }

    /** The same with the last claim that is served; null if all are. */
    Seats upTo(int channel, Claim claim) {
        Claim[] more = last.clone();
        more[channel] = claim;
        return new Seats(prices, more);
    }

    /** The last claim by the channel that is served; null if all are. */
    Claim last(int channel) {
        return last[channel];
    }

    double price(int channel) {
        return prices[channel];
    }

    boolean isServed(int channel, Claim claim) {
        return last[channel] == null || Claim.ORDER.compare(claim, last[channel]) <= 0;
    }
}
