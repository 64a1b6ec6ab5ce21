package io.nightjar.model;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.nightjar.job.Inputs;
import io.nightjar.schema.Clickstream;
import io.nightjar.schema.Sessions;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Everybody who was ever seen, customers and anonymous visitors, as they stood on the evening of a date, and whether
 * they ordered in the days after it.
 */
final class IntentExamples {
    static final String PERSON = PersonOrders.PERSON;
    static final String CUT_OFF = "cut_off";
    static final String DAYS_SINCE_VISIT = "days_since_visit";
    static final String DAYS_SINCE_ORDER = "days_since_order";
    static final String HAS_CART = "has_cart";
    static final String PURPOSE = "last_purpose";
    static final List<Integer> HORIZONS = List.of(1, 7, 30);

    private static final int STEPS_KEPT = 6;

    /** What a feature is called in a reason. */
    static final Map<String, String> PHRASES = Map.ofEntries(
            Map.entry(DAYS_SINCE_VISIT, "days since the last visit"),
            Map.entry("visits_1", "visits on the day"),
            Map.entry("visits_7", "visits in the last 7 days"),
            Map.entry("visits_30", "visits in the last 30 days"),
            Map.entry("looks_7", "looks at products in the last 7 days"),
            Map.entry("returned_7", "products looked at again on another visit, last 7 days"),
            Map.entry("returned_30", "products looked at again on another visit, last 30 days"),
            Map.entry("research_7", "looks at reviews or terms of delivery in the last 7 days"),
            Map.entry("searches_7", "searches in the last 7 days"),
            Map.entry("refined_7", "searches in other words in the last 7 days"),
            Map.entry("failed_7", "checkouts that broke off in the last 7 days"),
            Map.entry("carts_30", "carts left in the last 30 days"),
            Map.entry("documents_30", "documents read in the last 30 days"),
            Map.entry("help_30", "help pages read in the last 30 days"),
            Map.entry("dearest_7", "dearest product looked at in the last 7 days"),
            Map.entry("last_steps", "last steps of the last visit"),
            Map.entry(PURPOSE, "what the last visit was for"),
            Map.entry("came_from", "came from"),
            Map.entry("device_used", "device"),
            Map.entry(HAS_CART, "has an open cart"),
            Map.entry("cart_worth", "price of what lies in the cart"),
            Map.entry(DAYS_SINCE_ORDER, "days since the last order"),
            Map.entry("orders_30", "days with an order in the last 30"),
            Map.entry("orders_365", "days with an order in the last 365"),
            Map.entry("spent_365", "spent in the last 365 days"),
            Map.entry("gap", "usual days between orders"),
            Map.entry("overdue", "silence in usual gaps"));

    static final List<String> FEATURES = PHRASES.keySet().stream().sorted().toList();

    private final Inputs in;
    private final int openDays;
    private final LocalDate asOf;

    /** @param openDays how long a cart that was left is open */
    IntentExamples(Inputs in, int openDays, LocalDate asOf) {
        this.in = in;
        this.openDays = openDays;
        this.asOf = asOf;
    }

    static String label(int horizon) {
        return "bought_in_" + horizon;
    }

    /** One row per person and date; what is asked about is null where the date is too near to know. */
    Dataset<Row> on(List<LocalDate> dates) {
        Dataset<Row> all = visits(dates)
                .join(orders(dates), new String[] {PERSON, CUT_OFF}, "full")
                .where(col("last_visit_on").isNotNull().or(col("last_order_on").isNotNull()));
        Column open = col("cart_left_at")
                .gt(coalesce(col("last_order_at"), lit("1970-01-01").cast("timestamp")));
        Column gaps = col("order_days").minus(1);
        Dataset<Row> described = all.withColumn(DAYS_SINCE_VISIT, datediff(col(CUT_OFF), col("last_visit_on")))
                .withColumn(DAYS_SINCE_ORDER, datediff(col(CUT_OFF), col("last_order_on")))
                .withColumn(HAS_CART, when(open, 1).otherwise(0))
                .withColumn("cart_worth", when(open, col("cart_worth")))
                .withColumn(
                        "gap",
                        when(
                                gaps.gt(0),
                                datediff(col("last_order_on"), col("first_order_on"))
                                        .divide(gaps)))
                .withColumn("overdue", col(DAYS_SINCE_ORDER).divide(greatest(col("gap"), lit(1.0))));
        List<Column> columns = new ArrayList<>(List.of(col(PERSON), col(CUT_OFF)));
        for (String name : FEATURES) {
            boolean isText =
                    List.of("last_steps", PURPOSE, "came_from", "device_used").contains(name);
            boolean isCount = !isText && name.matches(".*_(1|7|30|365)") && !name.startsWith("dearest");
            Column value = isText ? col(name) : col(name).cast("double");
            columns.add((isCount ? coalesce(value, lit(0.0)) : value).as(name));
        }
        HORIZONS.forEach(
                days -> columns.add(coalesce(col(label(days)), lit(0.0)).as(label(days))));
        return described.select(columns.toArray(Column[]::new));
    }

    private static Column cutOffs(List<LocalDate> dates) {
        return explode(array(dates.stream().map(date -> lit(date)).toArray(Column[]::new)));
    }

    private Dataset<Row> visits(List<LocalDate> dates) {
        Column day = Sessions.VISITED_ON.col();
        Column at = struct(Sessions.STARTED_AT.col(), Clickstream.VISITOR_ID.col(), Clickstream.SESSION_ID.col());
        Column cart = struct(Sessions.CART_AT.col(), Sessions.CART_EVENT_ID.col());
        Column steps = regexp_replace(Sessions.STEPS.col(), "l", "");
        Column left = size(Sessions.CART_PRODUCTS.col()).gt(0).and(day.gt(date_sub(col(CUT_OFF), openDays)));
        return in.read(Sessions.TABLE)
                .where(day.leq(asOf))
                .withColumn(CUT_OFF, cutOffs(dates))
                .where(day.leq(col(CUT_OFF)))
                .groupBy(PERSON, CUT_OFF)
                .agg(
                        max(day).as("last_visit_on"),
                        count_if(day.equalTo(col(CUT_OFF))).as("visits_1"),
                        count_if(within(7)).as("visits_7"),
                        count_if(within(30)).as("visits_30"),
                        total(Sessions.PRODUCT_VIEW_COUNT.col(), 7).as("looks_7"),
                        total(Sessions.RETURNED_PRODUCT_COUNT.col(), 7).as("returned_7"),
                        total(Sessions.RETURNED_PRODUCT_COUNT.col(), 30).as("returned_30"),
                        total(Sessions.RESEARCH_COUNT.col(), 7).as("research_7"),
                        total(Sessions.SEARCH_COUNT.col(), 7).as("searches_7"),
                        total(Sessions.REFINEMENT_COUNT.col(), 7).as("refined_7"),
                        count_if(within(7).and(Sessions.HAS_FAILED_CHECKOUT.col()))
                                .as("failed_7"),
                        count_if(within(30)
                                        .and(size(Sessions.CART_PRODUCTS.col()).gt(0)))
                                .as("carts_30"),
                        total(Sessions.DOWNLOAD_COUNT.col(), 30).as("documents_30"),
                        total(Sessions.SUPPORT_PAGE_COUNT.col(), 30).as("help_30"),
                        max(when(within(7), Sessions.DEAREST_AMOUNT.col())).as("dearest_7"),
                        max_by(substring(steps, -STEPS_KEPT, STEPS_KEPT), at).as("last_steps"),
                        max_by(Sessions.PURPOSE.col(), at).as(PURPOSE),
                        max_by(Sessions.REFERRER_KIND.col(), at).as("came_from"),
                        max_by(Clickstream.DEVICE.col(), at).as("device_used"),
                        max(when(left, Sessions.CART_AT.col())).as("cart_left_at"),
                        max_by(Sessions.CART_AMOUNT.col(), when(left, cart)).as("cart_worth"));
    }

    private static Column within(int days) {
        return Sessions.VISITED_ON.col().gt(date_sub(col(CUT_OFF), days));
    }

    private static Column total(Column count, int days) {
        return sum(when(within(days), count).otherwise(0));
    }

    private Dataset<Row> orders(List<LocalDate> dates) {
        Column day = col(PersonOrders.DAY);
        Column known = day.leq(col(CUT_OFF));
        List<Column> sums = new ArrayList<>(List.of(
                max(when(known, col(PersonOrders.AT))).as("last_order_at"),
                min(when(known, day)).as("first_order_on"),
                size(collect_set(when(known, day))).as("order_days"),
                size(collect_set(when(known.and(day.gt(date_sub(col(CUT_OFF), 30))), day)))
                        .as("orders_30"),
                size(collect_set(when(known.and(day.gt(date_sub(col(CUT_OFF), 365))), day)))
                        .as("orders_365"),
                sum(when(known.and(day.gt(date_sub(col(CUT_OFF), 365))), col(PersonOrders.AMOUNT)))
                        .as("spent_365")));
        for (int days : HORIZONS) {
            sums.add(max(when(day.gt(col(CUT_OFF)).and(day.leq(date_add(col(CUT_OFF), days))), 1.0)
                            .otherwise(0.0))
                    .as(label(days)));
        }
        return PersonOrders.until(in, asOf)
                .withColumn(CUT_OFF, cutOffs(dates))
                .groupBy(PERSON, CUT_OFF)
                .agg(max(when(known, day)).as("last_order_on"), sums.toArray(Column[]::new));
    }
}
