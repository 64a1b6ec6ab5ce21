package io.nightjar.decide;

import io.nightjar.config.Channel;
import java.util.Map;

/**
 * What a plan brings, against none and against the best there could be.
 *
 * @param people on lists
 * @param offers contacts that lists ask for
 * @param planned contacts of the plan
 * @param value of the plan, in the shop's money
 * @param firstCome contacts made when lists come by name and take whom they find within budget, consent and seats
 * @param firstComeValue their value
 * @param byChannel contacts of the plan
 * @param firstComeByChannel contacts made first come
 * @param bound no plan of the same lists within the same budgets and seats is worth more, even without care first
 */
public record PlanValue(
        long people,
        long offers,
        long planned,
        double value,
        long firstCome,
        double firstComeValue,
        Map<Channel, Long> byChannel,
        Map<Channel, Long> firstComeByChannel,
        double bound) {
    public PlanValue {
        byChannel = Map.copyOf(byChannel);
        firstComeByChannel = Map.copyOf(firstComeByChannel);
    }
}
