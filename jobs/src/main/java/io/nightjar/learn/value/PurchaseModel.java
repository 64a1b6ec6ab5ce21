package io.nightjar.learn.value;

import java.io.Serializable;
import java.util.SortedMap;

/** Says of a customer how many orders are to come, from their history alone. */
public interface PurchaseModel extends Serializable {
    /** As in model cards: {@code bg-nbd}. */
    String name();

    /** Fitted parameters by their letter. */
    SortedMap<String, Double> parameters();

    /** Of the customers it was fitted on. */
    double logLikelihood();

    /** Probability that the customer still is one. */
    double alive(History history);

    /** Probability of at least i + 1 orders within the time after the date, for i from 0 on until it is next to 0. */
    double[] atLeast(History history, double time);

    /** Orders to expect within the time after the date. */
    default double expected(History history, double time) {
        double sum = 0;
        for (double probability : atLeast(history, time)) {
            sum += probability;
        }
        return sum;
    }

    /** Probability of any order within the time after the date. */
    double buysWithin(History history, double time);
}
