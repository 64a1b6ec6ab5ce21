package io.nightjar.sample;

import java.util.List;

/**
 * An order as it leaves the shop.
 *
 * @param at when it was placed
 * @param store number of the till's store, 0 for the web
 * @param customer customer number, "" when the shop was not told
 * @param lines never empty
 */
record Order(
        String id, long at, int store, String customer, String email, String phone, String card, List<Line> lines) {
    /** A line: so many pieces of a product, at its price, less a discount in cents. */
    record Line(Product product, int quantity, int unitCents, int discountCents) {
        int totalCents() {
            return quantity * unitCents - discountCents;
        }

        Line returned() {
            return new Line(product, -quantity, unitCents, -discountCents);
        }
    }

    boolean isWeb() {
        return store == 0;
    }

    int totalCents() {
        return lines.stream().mapToInt(Line::totalCents).sum();
    }

    /** Part of the order comes back: the whole of its first line. */
    Order returnedAt(long later, String returnId) {
        return new Order(
                returnId,
                later,
                store,
                customer,
                email,
                phone,
                card,
                List.of(lines.get(0).returned()));
    }
}
