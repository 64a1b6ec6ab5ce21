package io.nightjar.learn.value;

import java.util.List;

/** What the boosted correction looks at: logarithms and ratios of what was known of a customer on a day. */
public final class ValueFeatures {
    public static final List<String> NAMES = List.of(
            "repeats",
            "days since last order",
            "days known",
            "recency over age",
            "overdue against own gap",
            "spread of gaps",
            "orders in 30 days",
            "orders in 90 days",
            "orders in 180 days",
            "share of orders in the later half",
            "mean order value",
            "first order value",
            "last order value over mean",
            "share returned",
            "expected without correction");

    private ValueFeatures() {}

    /** @param base what is expected without a correction */
    public static double[] of(OrderBook book, int day, double base) {
        int orders = book.ordersUntil(day);
        History days = book.historyOn(day, 1);
        double gap = orders > 1 ? days.last() / (orders - 1) : Math.max(1, days.age());
        double sold = 0;
        for (int i = 0; i < orders; i++) {
            sold += book.soldOn(i);
        }
        double mean = Math.max(0, sold / orders);
        int half = book.firstDay() + (int) (days.age() / 2);
        return new double[] {
            Math.log1p(days.repeats()),
            Math.log1p(days.recency()),
            Math.log1p(days.age()),
            days.age() == 0 ? 0 : days.recency() / days.age(),
            Math.log((days.recency() + 1) / (gap + 1)),
            spread(book.gapsUntil(day, 1)),
            book.ordersBetween(day - 30, day),
            book.ordersBetween(day - 90, day),
            book.ordersBetween(day - 180, day),
            (double) book.ordersBetween(half, day) / orders,
            Math.log1p(mean),
            Math.log1p(Math.max(0, book.soldOn(0))),
            Math.log((Math.max(0, book.soldOn(orders - 1)) + 1) / (mean + 1)),
            sold > 0 ? 1 - book.spentUntil(day) / sold : 0,
            Math.log(base)
        };
    }

    /** Standard deviation of the gaps over their mean; 1, as at random, where there are fewer than two. */
    private static double spread(double[] gaps) {
        if (gaps.length < 2) {
            return 1;
        }
        double sum = 0;
        double squares = 0;
        for (double gap : gaps) {
            sum += gap;
            squares += gap * gap;
        }
        double mean = sum / gaps.length;
        return Math.sqrt(Math.max(0, squares / gaps.length - mean * mean)) / mean;
    }
}
