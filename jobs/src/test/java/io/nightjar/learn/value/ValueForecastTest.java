package io.nightjar.learn.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ValueForecastTest {
    @Test
    void bookTellsNothingAfterTheDay() {
        OrderBook book = new OrderBook(
                new int[] {10, 20, 40}, new double[] {5, 7, 100}, new int[] {25, 41}, new double[] {2, 100});
        assertThat(book.historyOn(30, 1)).isEqualTo(new History(1, 10, 20));
        assertThat(book.historyOn(30, 10)).isEqualTo(new History(1, 1, 2));
        assertThat(book.spentUntil(30)).isEqualTo(10);
        assertThat(book.meanOfRepeats(30)).isEqualTo(7);
        assertThat(book.gapsUntil(30, 1)).containsExactly(10);
        assertThat(book.ordersBetween(30, 40)).isEqualTo(1);
        assertThat(book.spentBetween(30, 41)).isEqualTo(0);
        assertThat(book.isKnownOn(9)).isFalse();
    }

    @Test
    void futureOrdersChangeNoForecast() {
        ValueForecast without = ValueForecast.fit(shop(300, 400), 400, 1, 90);
        ValueForecast with = ValueForecast.fit(shop(300, 800), 400, 1, 90);
        assertThat(with.parameters()).isEqualTo(without.parameters());
        OrderBook book = shop(1, 800).get(0).book();
        OrderBook known = shop(1, 400).get(0).book();
        assertThat(with.of(book).candidateOrders(90))
                .isEqualTo(without.of(known).candidateOrders(90));
        assertThat(with.of(book).spend(365)).isEqualTo(without.of(known).spend(365));
        assertThat(with.of(book).daysToOrder(365, 0.5))
                .isEqualTo(without.of(known).daysToOrder(365, 0.5));
    }

    @Test
    void forecastsAreNearAndRangesHoldAsOftenAsTheySay() {
        List<ValueForecast.Customer> shop = shop(600, 800);
        ValueForecast forecast = ValueForecast.fit(shop, 400, 1, 90);
        double expected = 0;
        double came = 0;
        int inside = 0;
        for (ValueForecast.Customer customer : shop) {
            ValueForecast.Of of = forecast.of(customer.book());
            int orders = customer.book().ordersBetween(400, 490);
            expected += of.orders(90);
            came += orders;
            inside += of.ordersQuantile(90, 0.1) <= orders && orders <= of.ordersQuantile(90, 0.9) ? 1 : 0;
        }
        assertThat(expected).isCloseTo(came, within(0.1 * came));
        assertThat(inside / 600.0).isBetween(0.8, 1.0);
    }

    @Test
    void quantilesRiseAndTheNextOrderMovesWithTheDay() {
        List<ValueForecast.Customer> shop = shop(300, 800);
        OrderBook book = shop.stream()
                .map(ValueForecast.Customer::book)
                .filter(any -> any.lastDayUntil(400) > 390 && any.ordersBetween(400, 430) == 0)
                .findFirst()
                .orElseThrow();
        ValueForecast.Of today = ValueForecast.fit(shop, 400, 1, 90).of(book);
        assertThat(today.daysToOrder(365, 0.1)).isLessThan(today.daysToOrder(365, 0.5));
        assertThat(today.daysToOrder(365, 0.5)).isLessThan(today.daysToOrder(365, 0.9));
        assertThat(today.spendQuantile(365, 0.1)).isLessThan(today.spendQuantile(365, 0.9));
        assertThat(today.ordersWithin(90)).isBetween(0.0, today.alive());
        ValueForecast.Of later = ValueForecast.fit(shop, 430, 1, 90).of(book);
        assertThat(430 + later.daysToOrder(365, 0.5)).isGreaterThan(400 + today.daysToOrder(365, 0.5));
        assertThat(later.alive()).isLessThan(today.alive());
    }

    @Test
    void anOrderIsNeverLikelierThanOrdersAreMany() {
        List<ValueForecast.Customer> shop = slowing(600, 1400);
        ValueForecast forecast = ValueForecast.fit(shop, 1400, 1, 90);
        for (ValueForecast.Customer customer : shop) {
            ValueForecast.Of of = forecast.of(customer.book());
            assertThat(of.ordersWithin(90)).isBetween(0.0, of.orders(90));
            assertThat(of.daysToOrder(90, 0.5)).isLessThan(of.daysToOrder(90, 0.9));
        }
    }

    @Test
    void correctionPutsRightWhatTheModelsCannotSee() {
        List<ValueForecast.Customer> shop = slowing(600, 1500);
        List<OrderBook> books = shop.stream().map(ValueForecast.Customer::book).toList();
        ValueForecast forecast = ValueForecast.fit(shop, 1400, 1, 90);
        double[] came = books.stream()
                .mapToDouble(book -> book.ordersBetween(1400, 1490))
                .toArray();
        AmountMetrics plain = new AmountMetrics(candidate(forecast, books, "btyd-mean"), came);
        AmountMetrics shipped = new AmountMetrics(candidate(forecast, books, "shipped"), came);
        assertThat(plain.bias()).isGreaterThan(0.1);
        assertThat(shipped.bias()).isBetween(-0.05, 0.05);
        assertThat(shipped.rootMeanSquaredError()).isLessThan(plain.rootMeanSquaredError());
    }

    private static double[] candidate(ValueForecast forecast, List<OrderBook> books, String name) {
        return books.stream()
                .mapToDouble(book -> forecast.of(book).candidateOrders(90).get(name))
                .toArray();
    }

    @Test
    void boostingFindsAPlantedPatternAndLeavesNoiseAlone() {
        Random random = new Random(3);
        int rows = 2000;
        double[][] features = new double[rows][2];
        double[] offsets = new double[rows];
        double[] planted = new double[rows];
        double[] noise = new double[rows];
        for (int i = 0; i < rows; i++) {
            features[i] = new double[] {random.nextDouble(), random.nextDouble()};
            offsets[i] = 1;
            planted[i] = features[i][0] > 0.5 ? 2 : 0.5;
            noise[i] = random.nextDouble() < 0.5 ? 2 : 0;
        }
        int[] folds = IntStream.range(0, rows).map(i -> i % 5).toArray();
        BoostedCounts found = BoostedCounts.fit(new BoostedCounts.Rows(features, offsets, planted, folds), 20)
                .model();
        assertThat(found.expected(new double[] {0.9, 0.5}, 1)).isCloseTo(2, within(0.1));
        assertThat(found.expected(new double[] {0.1, 0.5}, 1)).isCloseTo(0.5, within(0.05));
        BoostedCounts calm = BoostedCounts.fit(new BoostedCounts.Rows(features, offsets, noise, folds), 20)
                .model();
        assertThat(calm.expected(new double[] {0.9, 0.5}, 1)).isCloseTo(1, within(0.15));
    }

    @Test
    void metricsAreTheirFormulas() {
        AmountMetrics metrics = new AmountMetrics(new double[] {1, 2, 3}, new double[] {1, 4, 4});
        assertThat(metrics.meanAbsoluteError()).isEqualTo(1);
        assertThat(metrics.rootMeanSquaredError()).isCloseTo(Math.sqrt(5.0 / 3), within(1e-12));
        assertThat(metrics.bias()).isCloseTo(-1.0 / 3, within(1e-12));
        assertThat(metrics.correlation()).isCloseTo(Math.sqrt(0.75), within(1e-12));
        assertThat(metrics.gini()).isCloseTo(1, within(1e-12));
        assertThat(new AmountMetrics(new double[] {3, 2, 1}, new double[] {0, 0, 1}).gini())
                .isCloseTo(-1, within(1e-12));
        assertThat(new AmountMetrics(new double[] {1, 1}, new double[] {0, 1}).gini())
                .isCloseTo(0, within(1e-12));
    }

    @Test
    void pastRateGoesOnAsBefore() {
        OrderBook book = new OrderBook(new int[] {0, 10, 20}, new double[] {10, 20, 30}, new int[] {}, new double[] {});
        PastRate rule = new PastRate(book, 40);
        assertThat(rule.orders(20)).isCloseTo(1, within(1e-12));
        assertThat(rule.spend(20)).isCloseTo(20, within(1e-12));
    }

    /** Customers who start on any of 1400 days and wait a fifth longer after each order. */
    private static List<ValueForecast.Customer> slowing(int customers, int until) {
        List<ValueForecast.Customer> all = new ArrayList<>();
        for (int c = 0; c < customers; c++) {
            Random random = new Random(c);
            double pace = 8 + 8 * random.nextDouble();
            List<Integer> days = new ArrayList<>();
            for (int day = random.nextInt(1400); day <= until; pace *= 1.2) {
                days.add(day);
                day += 1 + (int) (-pace * Math.log(1 - random.nextDouble()));
            }
            double[] amounts = days.stream().mapToDouble(any -> 10 + any % 7).toArray();
            all.add(new ValueForecast.Customer(
                    new OrderBook(
                            days.stream().mapToInt(Integer::intValue).toArray(), amounts, new int[0], new double[0]),
                    c % 5));
        }
        return all;
    }

    /** Customers who start within 200 days, order at their own pace and may leave after each order. */
    private static List<ValueForecast.Customer> shop(int customers, int until) {
        List<ValueForecast.Customer> all = new ArrayList<>();
        for (int c = 0; c < customers; c++) {
            Random random = new Random(c);
            double pace = 15 + 60 * random.nextDouble();
            int day = random.nextInt(200);
            List<Integer> days = new ArrayList<>();
            do {
                days.add(day);
                day += 1 + (int) (-pace * Math.log(1 - random.nextDouble()));
            } while (day <= until && random.nextDouble() > 0.1);
            double[] amounts = days.stream().mapToDouble(any -> 10 + any % 7).toArray();
            all.add(new ValueForecast.Customer(
                    new OrderBook(
                            days.stream().mapToInt(Integer::intValue).toArray(), amounts, new int[0], new double[0]),
                    c % 5));
        }
        return all;
    }
}
