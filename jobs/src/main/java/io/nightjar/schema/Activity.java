package io.nightjar.schema;

import java.util.List;
import java.util.stream.Stream;

/** What each person and anonymous visitor did on the web and in the app lately: one row each; internal to the night. */
public final class Activity {
    public static final Field CUSTOMER_ID = IdentityLinks.CUSTOMER_ID;
    public static final Field FIRST_VISIT_ON = Field.date("first_visit_on");
    public static final Field LAST_VISIT_ON = Field.date("last_visit_on");

    /** Windows of the counts below, in days up to and with the as-of date. */
    public static final List<Integer> WINDOWS = List.of(7, 30, 90);
    /** Sessions: the shop's own, else one per device and day. */
    public static final List<Field> VISITS = counts("visits");
    /** Products looked at. */
    public static final List<Field> VIEWS = counts("views");
    /** Searches. */
    public static final List<Field> SEARCHES = counts("searches");
    /** Products put into a cart. */
    public static final List<Field> CARTS = counts("carts");
    /** Browsers and apps used. */
    public static final List<Field> DEVICES = counts("devices");
    /** Days with a visit. */
    public static final List<Field> VISIT_DAYS = counts("visit_days");

    public static final Field FAVOURITE_DEVICE = Field.string("favourite_device");
    /** Bit n: there was a visit n days before the as-of date, n from 0 to 59. */
    public static final Field RECENT_DAYS = Field.count("recent_days_bits");
    /** Bit n: there was a visit n + 60 days before the as-of date, n from 0 to 59. */
    public static final Field EARLIER_DAYS = Field.count("earlier_days_bits");

    /** What profiles show of it. */
    public static final List<Field> COUNTS = Stream.of(VISITS, VIEWS, SEARCHES, CARTS, DEVICES, VISIT_DAYS)
            .flatMap(List::stream)
            .toList();

    public static final Table TABLE = new Table(
            "activity",
            List.of(CUSTOMER_ID),
            Stream.of(
                            List.of(CUSTOMER_ID, FIRST_VISIT_ON, LAST_VISIT_ON),
                            COUNTS,
                            List.of(FAVOURITE_DEVICE, RECENT_DAYS, EARLIER_DAYS))
                    .flatMap(List::stream)
                    .toList());

    private Activity() {}

    private static List<Field> counts(String what) {
        return WINDOWS.stream().map(days -> Field.count(what + "_" + days)).toList();
    }
}
