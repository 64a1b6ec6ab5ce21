package io.nightjar.model;

import io.nightjar.learn.Grade;
import io.nightjar.learn.value.AmountMetrics;
import io.nightjar.learn.value.OrderBook;
import io.nightjar.learn.value.PastRate;
import io.nightjar.learn.value.ValueForecast;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What each way to forecast said on an earlier day, beside what came. */
final class ValueTrial {
    static final String SHIPPED = "shipped";
    private static final String ZERO = "always-zero";
    private static final double LOW = 0.1;
    private static final double HIGH = 0.9;

    private final Map<String, String> parameters;
    private final Map<String, AmountMetrics> orders = new LinkedHashMap<>();
    private final Map<String, AmountMetrics> spend = new LinkedHashMap<>();
    private final double ordersInRange;
    private final double spendInRange;
    private final long customers;

    /** Learns from what was known on the day and looks at the days after it. */
    ValueTrial(List<ValueForecast.Customer> all, int day, double unitDays, int horizonDays) {
        List<OrderBook> books = all.stream()
                .map(ValueForecast.Customer::book)
                .filter(book -> book.isKnownOn(day))
                .toList();
        customers = books.size();
        ValueForecast forecast = ValueForecast.fit(all, day, unitDays, horizonDays);
        parameters = new TreeMap<>(forecast.parameters());
        double[] ordered = books.stream()
                .mapToDouble(book -> book.ordersBetween(day, day + horizonDays))
                .toArray();
        double[] spent = books.stream()
                .mapToDouble(book -> book.spentBetween(day, day + horizonDays))
                .toArray();
        Columns ofOrders = new Columns(books.size());
        Columns ofSpend = new Columns(books.size());
        int ordersInside = 0;
        int spendInside = 0;
        for (int i = 0; i < books.size(); i++) {
            OrderBook book = books.get(i);
            ValueForecast.Of of = forecast.of(book);
            PastRate rule = new PastRate(book, day);
            ofOrders.put(i, ZERO, 0);
            ofOrders.put(i, PastRate.NAME, rule.orders(horizonDays));
            ofOrders.putAll(i, of.candidateOrders(horizonDays));
            ofSpend.put(i, ZERO, 0);
            ofSpend.put(i, PastRate.NAME, rule.spend(horizonDays));
            ofSpend.putAll(i, of.candidateSpend(horizonDays));
            ordersInside +=
                    isBetween(of.ordersQuantile(horizonDays, LOW), ordered[i], of.ordersQuantile(horizonDays, HIGH));
            spendInside += isBetween(of.spendQuantile(horizonDays, LOW), spent[i], of.spendQuantile(horizonDays, HIGH));
        }
        ofOrders.values.forEach((name, values) -> orders.put(name, new AmountMetrics(values, ordered)));
        if (forecast.knowsAmounts()) {
            ofSpend.values.forEach((name, values) -> spend.put(name, new AmountMetrics(values, spent)));
        }
        ordersInRange = (double) ordersInside / books.size();
        spendInRange = (double) spendInside / books.size();
    }

    private static int isBetween(double low, double value, double high) {
        return low <= value && value <= high ? 1 : 0;
    }

    /** The simple rule with the smaller error of orders. */
    String bestRule() {
        return bestRule(orders);
    }

    private static String bestRule(Map<String, AmountMetrics> metrics) {
        return error(metrics, PastRate.NAME) <= error(metrics, ZERO) ? PastRate.NAME : ZERO;
    }

    /** Of the number of orders. */
    double error(String candidate) {
        return error(orders, candidate);
    }

    private static double error(Map<String, AmountMetrics> metrics, String candidate) {
        return metrics.get(candidate).rootMeanSquaredError();
    }

    /** By the error of the number of orders; smaller is better. */
    Grade grade() {
        return grade(orders);
    }

    /** By the error of the amount; none where the shop does not say what orders are worth. */
    Grade gradeOfSpend() {
        return spend.isEmpty() ? Grade.NONE : grade(spend);
    }

    private static Grade grade(Map<String, AmountMetrics> metrics) {
        return Grade.of(1 / error(metrics, SHIPPED), 1 / error(metrics, bestRule(metrics)));
    }

    /** The grade of spend, and the errors it is of. */
    String spendInWords() {
        return spend.isEmpty()
                ? Grade.NONE.word()
                : String.format(
                        Locale.ROOT,
                        "%s: error %.2f against %.2f of %s",
                        gradeOfSpend().word(),
                        error(spend, SHIPPED),
                        error(spend, bestRule(spend)),
                        bestRule(spend));
    }

    Map<String, String> parameters() {
        return parameters;
    }

    long customers() {
        return customers;
    }

    /** Every measure by candidate: orders first, then spend. */
    Map<String, Map<String, Double>> metrics() {
        Map<String, Map<String, Double>> all = new LinkedHashMap<>();
        orders.forEach((name, metrics) -> all.put("orders: " + name, metrics.all()));
        all.get("orders: " + SHIPPED).put("in 80 % range", ordersInRange);
        spend.forEach((name, metrics) -> all.put("spend: " + name, metrics.all()));
        if (!spend.isEmpty()) {
            all.get("spend: " + SHIPPED).put("in 80 % range", spendInRange);
        }
        return all;
    }

    /** Forecasts by candidate, one place a customer. */
    private static final class Columns {
        private final int size;
        private final Map<String, double[]> values = new LinkedHashMap<>();

        Columns(int size) {
            this.size = size;
        }

        void put(int customer, String candidate, double value) {
            values.computeIfAbsent(candidate, name -> new double[size])[customer] = value;
        }

        void putAll(int customer, Map<String, Double> candidates) {
            candidates.forEach((name, value) -> put(customer, name, value));
        }
    }
}
