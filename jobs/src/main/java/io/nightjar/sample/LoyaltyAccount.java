package io.nightjar.sample;

import java.time.LocalDate;

/**
 * A card's points: one for every full euro, 500 are worth 5 euros, and each lot is lost 365 days after it was earned.
 * The balance is always the sum of the events, the opening lot included.
 */
final class LoyaltyAccount {
    private static final int LIFE_DAYS = 365;
    private static final int VOUCHER = 500;

    private final String card;
    private final int joinedDay;
    private final World world;
    private final Exports exports;
    private final int openingExpiryDay;
    private long opening;
    private long balance;
    private long earned;
    private int firstEarnedDay = Integer.MAX_VALUE;
    private boolean hasExpired;

    LoyaltyAccount(String card, int joinedDay, World world, Exports exports, Dice dice) {
        this.card = card;
        this.joinedDay = joinedDay;
        this.world = world;
        this.exports = exports;
        boolean isOld = joinedDay < 0;
        opening = isOld ? (long) dice.exponential(350) : 0;
        openingExpiryDay = isOld ? dice.within(30, LIFE_DAYS) : Integer.MAX_VALUE;
        if (opening > 0) {
            event(dice.below(ShopCalendar.DAY / 2), opening, "E", "");
        }
    }

    private void event(long at, long points, String kind, String order) {
        balance += points;
        exports.points(card, at, points, kind, order);
    }

    /** Points for an order; sometimes a voucher is taken. Returns come with a negative total. */
    void order(Order order, int totalCents, Dice dice) {
        if (order.at() >= world.calendar().end()) {
            return;
        }
        expireBefore(order.at());
        long points = totalCents / 100;
        if (points != 0) {
            event(order.at() + 60, points, "E", order.id());
            earned += points;
            firstEarnedDay = Math.min(firstEarnedDay, (int) (order.at() / ShopCalendar.DAY));
        }
        if (balance >= VOUCHER && points > 0 && dice.chance(0.3)) {
            event(order.at() + 61, -VOUCHER, "B", order.id());
            opening -= Math.min(opening, VOUCHER);
        }
    }

    private void expireBefore(long at) {
        long expiry = (long) openingExpiryDay * ShopCalendar.DAY;
        if (!hasExpired && expiry < at) {
            hasExpired = true;
            long lost = Math.min(opening, balance);
            if (lost > 0) {
                event(expiry, -lost, "X", "");
            }
            opening = 0;
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
        if (balance <= 0) {
            return null;
        }
        if (opening > 0 && !hasExpired && openingExpiryDay < Integer.MAX_VALUE) {
            return world.calendar().date(openingExpiryDay);
        }
        int last = world.calendar().days() - 1;
        return firstEarnedDay > last ? null : world.calendar().date(Math.max(firstEarnedDay + LIFE_DAYS, last + 1));
    }
}
