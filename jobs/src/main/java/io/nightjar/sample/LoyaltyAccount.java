package io.nightjar.sample;

import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A card's points: one for every full euro, 500 make a voucher, and each lot is lost 365 days after it was earned.
 * The balance is always the sum of the events, the opening lot included.
 */
final class LoyaltyAccount {
    private static final int LIFE_DAYS = 365;
    private static final int VOUCHER = 500;

    private final String card;
    private final int joinedDay;
    private final World world;
    private final Exports exports;
    private final Deque<Lot> lots = new ArrayDeque<>();
    private long balance;
    private long earned;

    /** Points earned together, as far as they are left. */
    private record Lot(int expiryDay, long left) {}

    LoyaltyAccount(String card, int joinedDay, World world, Exports exports, Dice dice) {
        this.card = card;
        this.joinedDay = joinedDay;
        this.world = world;
        this.exports = exports;
        long opening = joinedDay < 0 ? (long) dice.exponential(350) : 0;
        if (opening > 0) {
            lots.add(new Lot(dice.within(30, LIFE_DAYS), opening));
            event(dice.below(ShopCalendar.DAY / 2), opening, "E", "");
        }
    }

    private void event(long at, long points, String kind, String order) {
        balance += points;
        exports.points(card, at, points, kind, order);
    }

    /** Points for an order; sometimes a voucher is taken. */
    void order(Order order, Dice dice) {
        expireBefore(order.at());
        long points = order.totalCents() / 100;
        if (points == 0) {
            return;
        }
        lots.add(new Lot((int) (order.at() / ShopCalendar.DAY) + LIFE_DAYS, points));
        event(order.at() + 60, points, "E", order.id());
        earned += points;
        if (balance >= VOUCHER && dice.chance(0.3)) {
            event(order.at() + 61, -VOUCHER, "B", order.id());
            spend(VOUCHER);
        }
    }

    /** The oldest points go first. */
    private void spend(long points) {
        long due = points;
        while (due > 0) {
            Lot oldest = lots.removeFirst();
            if (oldest.left() > due) {
                lots.addFirst(new Lot(oldest.expiryDay(), oldest.left() - due));
            }
            due -= Math.min(due, oldest.left());
        }
    }

    private void expireBefore(long at) {
        while (!lots.isEmpty() && (long) lots.getFirst().expiryDay() * ShopCalendar.DAY < at) {
            Lot lost = lots.removeFirst();
            event((long) lost.expiryDay() * ShopCalendar.DAY, -lost.left(), "X", "");
        }
    }

    void close() {
        expireBefore(world.calendar().end());
    }

    long balance() {
        return balance;
    }

    String tier() {
        return earned >= 1500 ? "gold" : earned >= 500 ? "silver" : "bronze";
    }

    LocalDate joinedOn() {
        return world.calendar().date(joinedDay);
    }

    /** The day the next lot is lost, or null if nothing is left to lose. */
    LocalDate nextExpiry() {
        return lots.isEmpty() ? null : world.calendar().date(lots.getFirst().expiryDay());
    }
}
