package io.nightjar.learn.value;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The orders of one customer by day, and what was known of them on a date: all that value models look at. Nothing after
 * the date is ever seen by what is asked about the date.
 */
public final class OrderBook implements Serializable {
    private static final long serialVersionUID = 1;

    private final int[] days;
    private final double[] sold;
    private final int[] returnDays;
    private final double[] returned;

    /**
     * @param days of orders as epoch days, rising, no day twice, one at least
     * @param sold on each of these days
     * @param returnDays days on which something was returned, rising
     * @param returned on each of these days, as positive amounts
     */
    public OrderBook(int[] days, double[] sold, int[] returnDays, double[] returned) {
        if (days.length == 0 || days.length != sold.length || returnDays.length != returned.length) {
            throw new IllegalArgumentException("Invalid orders: " + days.length + " days with " + sold.length
                    + " amounts, " + returnDays.length + " days of returns with " + returned.length + " amounts");
        }
        this.days = days;
        this.sold = sold;
        this.returnDays = returnDays;
        this.returned = returned;
    }

    public int firstDay() {
        return days[0];
    }

    /** Whether there was an order on or before the day. */
    public boolean isKnownOn(int day) {
        return days[0] <= day;
    }

    /** Days with an order up to the day. */
    public int ordersUntil(int day) {
        return upTo(days, day);
    }

    /** Days with an order after one day, up to another. */
    public int ordersBetween(int after, int until) {
        return ordersUntil(until) - ordersUntil(after);
    }

    /** Spent after one day, up to another, less what was returned in that time. */
    public double spentBetween(int after, int until) {
        return sum(days, sold, after, until) - sum(returnDays, returned, after, until);
    }

    /** Spent up to the day, less what was returned. */
    public double spentUntil(int day) {
        return spentBetween(Integer.MIN_VALUE, day);
    }

    public int lastDayUntil(int day) {
        return days[ordersUntil(day) - 1];
    }

    /** The history on that day, in units of so many days. */
    public History historyOn(int day, double unitDays) {
        int orders = ordersUntil(day);
        return new History(orders - 1, (days[orders - 1] - days[0]) / unitDays, (day - days[0]) / unitDays);
    }

    /** Times between orders up to the day, in units of so many days. */
    public double[] gapsUntil(int day, double unitDays) {
        double[] gaps = new double[ordersUntil(day) - 1];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = (days[i + 1] - days[i]) / unitDays;
        }
        return gaps;
    }

    /** Mean amount of the orders after the first, returns not counted; 0 if there is none. */
    public double meanOfRepeats(int day) {
        int orders = ordersUntil(day);
        double sum = 0;
        for (int i = 1; i < orders; i++) {
            sum += sold[i];
        }
        return orders < 2 ? 0 : sum / (orders - 1);
    }

    double soldOn(int order) {
        return sold[order];
    }

    private static double sum(int[] days, double[] amounts, int after, int until) {
        double sum = 0;
        for (int i = upTo(days, after); i < upTo(days, until); i++) {
            sum += amounts[i];
        }
        return sum;
    }

    private static int upTo(int[] days, int day) {
        int found = Arrays.binarySearch(days, day);
        return found >= 0 ? found + 1 : -found - 1;
    }
}
