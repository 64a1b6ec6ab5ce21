package io.nightjar.learn.value;

/** The rule to beat: a customer goes on as before, orders after the first over the time they are known. */
public final class PastRate {
    public static final String NAME = "past-rate";

    private final double perDay;
    private final double amount;

    public PastRate(OrderBook book, int day) {
        History history = book.historyOn(day, 1);
        perDay = history.age() == 0 ? 0 : history.repeats() / history.age();
        amount = Math.max(0, book.spentUntil(day)) / (history.repeats() + 1);
    }

    public double orders(int days) {
        return perDay * days;
    }

    /** Orders times what an order was worth so far, net of returns. */
    public double spend(int days) {
        return orders(days) * amount;
    }
}
