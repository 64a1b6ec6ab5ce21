package io.nightjar.decide;

/**
 * What a plan brings, against none and against the best there could be.
 *
 * @param people on lists
 * @param offers contacts that lists ask for
 * @param planned contacts of the plan
 * @param value of the plan, in the shop's money
 * @param firstCome contacts made when lists come by name and take whom they find within budget, consent and seats
 * @param firstComeValue their value
 * @param bound no plan of the same lists within the same budgets and seats is worth more, even without care first
 */
public record PlanValue(
        long people, long offers, long planned, double value, long firstCome, double firstComeValue, double bound) {}
