package io.nightjar.learn.value;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * What the customers of a shop will order and spend after a day. The base is the mean of BG/NBD, MBG/CNBD-k and
 * Pareto/NBD, times what Gamma-Gamma says of an order; a correction learned from the last quarter and the last two
 * quarters of the history, with only what was known before them, puts right what these models cannot see.
 */
public final class ValueForecast implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int MOST_REGULAR = 4;
    private static final int FEWEST_REPEATERS = 20;
    private static final int SHORTEST_QUARTER = 14;
    private static final double LEAST = 1e-9;
    private static final int QUARTERS = 4;
    private static final int ROUNDS = 30;
    private static final double NEAR = 1e-6;
    private static final double LONGEST = 20;

    private final int day;
    private final double unitDays;
    private final int quarter;
    private final List<PurchaseModel> models;
    private final Amounts amounts;
    private final Correction orders;
    private final Correction spend;

    private ValueForecast(int day, double unitDays, int quarter, Base base, Correction orders, Correction spend) {
        this.day = day;
        this.unitDays = unitDays;
        this.quarter = quarter;
        this.models = base.models;
        this.amounts = base.amounts;
        this.orders = orders;
        this.spend = spend;
    }

    /** A customer to learn from; all rows of a fold are left out together. */
    public record Customer(OrderBook book, int fold) {}

    /** What is known of the amounts of a shop: Gamma-Gamma where there are repeaters, else the mean order. */
    private record Amounts(GammaGamma model, double mean, double keptShare) implements Serializable {
        static Amounts of(List<OrderBook> books, int day) {
            List<GammaGamma.Spending> repeaters = new ArrayList<>();
            double sold = 0;
            double kept = 0;
            long orders = 0;
            for (OrderBook book : books) {
                int known = book.ordersUntil(day);
                double mean = book.meanOfRepeats(day);
                if (mean > 0) {
                    repeaters.add(new GammaGamma.Spending(known - 1, mean));
                }
                sold += book.soldOn(0) + mean * (known - 1);
                kept += book.spentUntil(day);
                orders += known;
            }
            GammaGamma model = repeaters.size() < FEWEST_REPEATERS ? null : GammaGamma.fit(repeaters);
            double share = sold > 0 ? Math.max(0, Math.min(1, kept / sold)) : 1;
            return new Amounts(model, orders == 0 ? 0 : Math.max(0, sold) / orders, share);
        }

        double expected(OrderBook book, int day) {
            return keptShare * (model == null ? mean : model.expected(repeats(book, day), book.meanOfRepeats(day)));
        }

        double variance(OrderBook book, int day) {
            return keptShare
                    * keptShare
                    * (model == null ? mean * mean : model.variance(repeats(book, day), book.meanOfRepeats(day)));
        }

        /** Orders that have a mean amount to learn from. */
        private static int repeats(OrderBook book, int day) {
            return book.meanOfRepeats(day) > 0 ? book.ordersUntil(day) - 1 : 0;
        }
    }

    /** The models fitted on what was known on a day. */
    private static final class Base {
        private final List<PurchaseModel> models;
        private final Amounts amounts;

        Base(List<OrderBook> known, int day, double unitDays) {
            Histories histories = new Histories();
            known.forEach(book -> histories.add(book.historyOn(day, unitDays), book.gapsUntil(day, unitDays)));
            models = List.of(
                    BetaGeometric.bgNbd(histories),
                    BetaGeometric.mbgCnbd(histories, MOST_REGULAR),
                    ParetoNbd.fit(histories));
            amounts = Amounts.of(known, day);
        }

        double orders(History history, double time) {
            double sum = 0;
            for (PurchaseModel model : models) {
                sum += model.expected(history, time);
            }
            return Math.max(LEAST, sum / models.size());
        }
    }

    /** How many customers had come back by the day. */
    public static long repeaters(List<Customer> customers, int day) {
        return customers.stream()
                .filter(customer -> customer.book().ordersUntil(day) > 1)
                .count();
    }

    /**
     * Learns from what was known on the day.
     *
     * @param unitDays days in a unit of time: 1 or 7
     * @param horizonDays the time that forecasts will mostly be made for
     */
    public static ValueForecast fit(List<Customer> customers, int day, double unitDays, int horizonDays) {
        List<Customer> known = customers.stream()
                .filter(customer -> customer.book().isKnownOn(day))
                .toList();
        int first = known.stream()
                .mapToInt(customer -> customer.book().firstDay())
                .min()
                .orElse(day);
        int quarter = Math.min(horizonDays, (day - first) / QUARTERS);
        List<Correction.Example> orders = new ArrayList<>();
        List<Correction.Example> spend = new ArrayList<>();
        for (int back = 1; back <= 2 && quarter >= SHORTEST_QUARTER; back++) {
            int length = Math.min(horizonDays, back * quarter);
            examples(known, day - back * quarter, length, unitDays, quarter, orders, spend);
        }
        Base base = new Base(books(known, day), day, unitDays);
        return new ValueForecast(
                day,
                unitDays,
                quarter,
                base,
                Correction.learn(orders, 1),
                base.amounts.mean() > 0 ? Correction.learn(spend, base.amounts.mean()) : Correction.none());
    }

    private static void examples(
            List<Customer> customers,
            int day,
            int length,
            double unitDays,
            int quarter,
            List<Correction.Example> orders,
            List<Correction.Example> spend) {
        if (repeaters(customers, day) < FEWEST_REPEATERS) {
            return;
        }
        Base base = new Base(books(customers, day), day, unitDays);
        for (Customer customer : customers) {
            OrderBook book = customer.book();
            if (book.isKnownOn(day)) {
                History history = book.historyOn(day, unitDays);
                double expected = base.orders(history, length / unitDays);
                double[] features = ValueFeatures.of(book, day, base.orders(history, quarter / unitDays));
                int came = book.ordersBetween(day, day + length);
                orders.add(new Correction.Example(features, expected, came, customer.fold()));
                double amount = base.amounts.expected(book, day);
                spend.add(new Correction.Example(
                        features,
                        Math.max(LEAST, expected * amount),
                        book.spentBetween(day, day + length),
                        customer.fold()));
            }
        }
    }

    private static List<OrderBook> books(List<Customer> customers, int day) {
        return customers.stream()
                .map(Customer::book)
                .filter(book -> book.isKnownOn(day))
                .toList();
    }

    /** One customer's future. */
    public final class Of {
        private final OrderBook book;
        private final History history;
        private final double[] features;
        private final Map<Integer, double[]> tails = new HashMap<>();

        private Of(OrderBook book) {
            this.book = book;
            this.history = book.historyOn(day, unitDays);
            this.features = ValueFeatures.of(book, day, mean(model -> model.expected(history, quarter / unitDays)));
        }

        private double mean(ToDoubleFunction<PurchaseModel> of) {
            double sum = 0;
            for (PurchaseModel model : models) {
                sum += of.applyAsDouble(model);
            }
            return Math.max(LEAST, sum / models.size());
        }

        /** Probability that they still are a customer. */
        public double alive() {
            return mean(model -> model.alive(history));
        }

        public double orders(int days) {
            return Arrays.stream(tail(days)).sum();
        }

        public double spend(int days) {
            return base(days) * amounts.expected(book, day) * spend.factor(features);
        }

        /** Probability of any order within the days; never more than the orders to expect. */
        public double ordersWithin(int days) {
            return anyWithin(time(days));
        }

        private double anyWithin(double time) {
            return mean(model -> model.buysWithin(history, time));
        }

        /** Given that they order within so many days: by when they will have with the given probability. */
        public double daysToOrder(int within, double probability) {
            double perDay = time(within) / within;
            double wanted = probability * anyWithin(within * perDay);
            double low = 0;
            double high = within;
            while (high - low > 0.25) {
                double middle = (low + high) / 2;
                if (anyWithin(middle * perDay) < wanted) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            return high;
        }

        /** The least number of orders that is not exceeded with the given probability. */
        public int ordersQuantile(int days, double probability) {
            double[] tail = tail(days);
            int orders = 0;
            while (orders < tail.length && tail[orders] > 1 - probability) {
                orders++;
            }
            return orders;
        }

        /**
         * What is not exceeded with the given probability: 0 as long as nothing is ordered, then log-normal with the
         * mean and the variance of a random number of random amounts.
         */
        public double spendQuantile(int days, double probability) {
            double[] tail = tail(days);
            double any = tail.length == 0 ? 0 : tail[0];
            if (probability <= 1 - any || amounts.mean() <= 0) {
                return 0;
            }
            double first = 0;
            double second = 0;
            for (int i = 0; i < tail.length; i++) {
                first += tail[i];
                second += (2 * i + 1) * tail[i];
            }
            double amount = spend(days) / Math.max(LEAST, first);
            double scale = amount / Math.max(LEAST, amounts.expected(book, day));
            double mean = first * amount / any;
            double squares = (first * amounts.variance(book, day) * scale * scale + second * amount * amount) / any;
            double variance = Math.log(Math.max(1 + 1e-9, squares / (mean * mean)));
            double quantile = (probability - (1 - any)) / any;
            double normal = new org.apache.commons.math3.distribution.NormalDistribution(0, 1)
                    .inverseCumulativeProbability(Math.min(1 - 1e-12, quantile));
            return Math.exp(Math.log(mean) - variance / 2 + Math.sqrt(variance) * normal);
        }

        /** The time in which the models expect what the corrected forecast expects in so many days. */
        private double time(int days) {
            double wanted = base(days) * orders.factor(features);
            double time = days / unitDays;
            for (int round = 0; round < ROUNDS; round++) {
                double now = time;
                double missing = wanted / mean(model -> model.expected(history, now));
                if (Math.abs(missing - 1) < NEAR) {
                    break;
                }
                time = Math.min(time * missing, LONGEST * days / unitDays);
            }
            return time;
        }

        /** P(at least i + 1 orders): the models' mean, over the time of the forecast. */
        private double[] tail(int days) {
            return tails.computeIfAbsent(days, any -> tail(time(any)));
        }

        private double[] tail(double time) {
            double[] sum = new double[0];
            for (PurchaseModel model : models) {
                double[] tail = model.atLeast(history, time);
                sum = tail.length > sum.length ? Arrays.copyOf(sum, tail.length) : sum;
                for (int i = 0; i < tail.length; i++) {
                    sum[i] += tail[i] / models.size();
                }
            }
            return sum;
        }

        private double base(int days) {
            return mean(model -> model.expected(history, days / unitDays));
        }

        /** What each candidate says of the number of orders. */
        public Map<String, Double> candidateOrders(int days) {
            Map<String, Double> all = new LinkedHashMap<>();
            for (PurchaseModel model : models) {
                all.put(model.name(), model.expected(history, days / unitDays));
            }
            all.put("btyd-mean", base(days));
            all.put("boosted", base(days) * orders.boosted(features));
            all.put("shipped", orders(days));
            return all;
        }

        /** What each candidate says of the amount. */
        public Map<String, Double> candidateSpend(int days) {
            double base = base(days) * amounts.expected(book, day);
            Map<String, Double> all = new LinkedHashMap<>();
            all.put("btyd-mean x gamma-gamma", base);
            all.put("boosted", base * spend.boosted(features));
            all.put("shipped", spend(days));
            return all;
        }
    }

    /** The future of a customer who ordered on or before the day. */
    public Of of(OrderBook book) {
        return new Of(book);
    }

    /** Whether the shop says what orders are worth. */
    public boolean knowsAmounts() {
        return amounts.mean() > 0;
    }

    /** What was fitted, in words, by model. */
    public Map<String, String> parameters() {
        Map<String, String> all = new TreeMap<>();
        for (PurchaseModel model : models) {
            all.put(model.name(), words(model.parameters(), model.logLikelihood()));
        }
        if (amounts.model() != null) {
            all.put(
                    "gamma-gamma",
                    words(amounts.model().parameters(), amounts.model().logLikelihood()));
        }
        all.put("correction of orders", words(orders));
        all.put("correction of spend", words(spend));
        return all;
    }

    private static String words(Map<String, Double> parameters, double logLikelihood) {
        StringBuilder text = new StringBuilder();
        parameters.forEach((name, value) ->
                text.append(name).append(' ').append(String.format(java.util.Locale.ROOT, "%.4f, ", value)));
        return text + String.format(java.util.Locale.ROOT, "log-likelihood %.2f", logLikelihood);
    }

    private static String words(Correction correction) {
        return correction.trees() + " trees, "
                + String.format(
                        java.util.Locale.ROOT, "level %.3f, weight %.2f", correction.level(), correction.weight());
    }
}
