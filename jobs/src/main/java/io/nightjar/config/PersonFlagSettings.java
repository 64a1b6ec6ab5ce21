package io.nightjar.config;

import java.util.List;

/**
 * Who is no customer like others.
 *
 * @param resellerMinOrders fewer orders say nothing, 1 or more
 * @param resellerMinPieces so many pieces in the middle order and more are a reseller's, 1 or more
 * @param staffMinOrders fewer orders say nothing, 1 or more
 * @param staffMinDiscount no order line of staff has less off than this, 0 to 1
 * @param testEmails addresses of test accounts; {@code *} stands for anything
 * @param testNames words that as first and last name make a test account
 */
public record PersonFlagSettings(
        int resellerMinOrders,
        double resellerMinPieces,
        int staffMinOrders,
        double staffMinDiscount,
        List<String> testEmails,
        List<String> testNames) {
    public PersonFlagSettings {
        testEmails = List.copyOf(testEmails);
        testNames = List.copyOf(testNames);
        new Checks()
                .positive("reseller-min-orders", resellerMinOrders)
                .between("reseller-min-pieces", 1.0, 1_000_000.0, resellerMinPieces)
                .positive("staff-min-orders", staffMinOrders)
                .between("staff-min-discount", 0, 1, staffMinDiscount)
                .done();
    }
}
