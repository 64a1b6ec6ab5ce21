package io.nightjar.decide;

import java.util.List;
import org.apache.spark.sql.Row;

/**
 * What seats of scarce channels are worth: for each in turn the price at which as many are wanted as there are, by
 * bisection, until no price moves any more (coordinate descent on the dual of the plan).
 */
final class SeatPrices {
    private static final int ROUNDS = 3;
    private static final int STEPS = 30;

    private final PlanRules rules;
    private final PersonPlan.Order order;
    private final List<Candidates> people;
    private final double share;

    /**
     * @param sorted rows of the people drawn, sorted by person
     * @param share of all people that they are
     */
    SeatPrices(PlanRules rules, PersonPlan.Order order, List<Row> sorted, double share) {
        this.rules = rules;
        this.order = order;
        this.people = Candidates.all(rules, sorted);
        this.share = share;
    }

    double[] find() {
        double[] prices = new double[PlanRules.CHANNELS];
        double most = dearest();
        int limited = 0;
        for (int channel = 0; channel < PlanRules.CHANNELS; channel++) {
            limited += rules.isLimited(channel) ? 1 : 0;
        }
        for (int round = 0; round < (limited > 1 ? ROUNDS : 1); round++) {
            for (int channel = 0; channel < PlanRules.CHANNELS; channel++) {
                if (rules.isLimited(channel)) {
                    prices[channel] = price(prices, channel, most);
                }
            }
        }
        return prices;
    }

    /** The highest price at which no seat stays empty that somebody could use. */
    private double price(double[] others, int channel, double most) {
        double[] prices = others.clone();
        prices[channel] = 0;
        double seats = rules.seats(channel) * share;
        if (wanted(prices, channel) <= seats) {
            return 0;
        }
        double low = 0;
        double high = most;
        for (int step = 0; step < STEPS; step++) {
            prices[channel] = (low + high) / 2;
            if (wanted(prices, channel) > seats) {
                low = prices[channel];
            } else {
                high = prices[channel];
            }
        }
        return low;
    }

    private long wanted(double[] prices, int channel) {
        PersonPlan plan = new PersonPlan(rules, Seats.at(prices), order);
        long wanted = 0;
        for (Candidates one : people) {
            plan.plan(one.person(), one.offers());
            wanted += one.offers().stream()
                    .filter(offer -> offer.channel == channel)
                    .count();
        }
        return wanted;
    }

    private double dearest() {
        double most = 0;
        for (Candidates one : people) {
            for (Offer offer : one.offers()) {
                for (double value : offer.values) {
                    most = Double.isNaN(value) ? most : Math.max(most, value);
                }
            }
        }
        return most + 1;
    }
}
