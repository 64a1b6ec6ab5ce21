package io.nightjar.model;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.arrays_overlap;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.unix_timestamp;
import static org.apache.spark.sql.functions.when;

import io.nightjar.config.CartSettings;
import io.nightjar.job.Inputs;
import io.nightjar.schema.Clickstream;
import io.nightjar.schema.Sessions;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Every cart that was left, as it stood on an evening on which it was still open: what the visit looked like, what the
 * person had done until then, and whether one of its products was bought in the days after.
 */
final class CartExamples {
    static final String PERSON = PersonOrders.PERSON;
    static final String AGE = "age";
    static final String STEPS = "last_steps";
    static final String LEFT_ON = Sessions.VISITED_ON.name();
    static final String CUT_OFF = "cut_off";
    static final String CLOSED_ON = "closed_on";
    static final String BOUGHT_ON = "bought_on";
    static final String LABEL = "is_bought";

    /** Evenings, in days after the cart was left, on which it is looked at again to learn from. */
    private static final List<Integer> AGES = List.of(0, 2, 6);

    private static final int STEPS_KEPT = 8;
    private static final int HISTORY_DAYS = 365;
    private static final int HABIT_DAYS = 30;

    /** What a feature is called in a reason. */
    static final Map<String, String> PHRASES = Map.ofEntries(
            Map.entry(AGE, "days since the cart was left"),
            Map.entry(STEPS, "last steps of the visit"),
            Map.entry("amount", "price of what lies in it"),
            Map.entry("items", "products in it"),
            Map.entry("added", "clicks that put something in"),
            Map.entry("taken_out", "clicks that took something out"),
            Map.entry("viewed", "products looked at"),
            Map.entry("again", "looks at a product seen before on the visit"),
            Map.entry("returned", "products seen on an earlier visit"),
            Map.entry("research", "looks at reviews or terms of delivery"),
            Map.entry("searches", "searches"),
            Map.entry("refined", "searches in other words"),
            Map.entry("failed_checkout", "a checkout that broke off"),
            Map.entry("logins", "logins"),
            Map.entry("minutes", "minutes of the visit"),
            Map.entry("pace", "events per minute"),
            Map.entry("device_used", "device"),
            Map.entry("came_from", "came from"),
            Map.entry("visits_30", "visits in the 30 days before"),
            Map.entry("carts_30", "carts left in the 30 days before"),
            Map.entry("orders_365", "orders in the year before"),
            Map.entry("days_since_order", "days since the last order"),
            Map.entry("had_before", "bought one of its products before"));

    static final List<String> FEATURES = PHRASES.keySet().stream().sorted().toList();

    private final Inputs in;
    private final CartSettings settings;
    private final LocalDate asOf;

    CartExamples(Inputs in, CartSettings settings, LocalDate asOf) {
        this.in = in;
        this.settings = settings;
        this.asOf = asOf;
    }

    /** Every cart left up to the date, with what came of it as far as known on that date. */
    Dataset<Row> carts() {
        Dataset<Row> left = in.read(Sessions.TABLE)
                .where(LEFT_ON + " <= date'" + asOf + "'")
                .transform(CartExamples::withHabits)
                .where(size(Sessions.CART_PRODUCTS.col()).gt(0))
                .transform(CartExamples::described);
        Dataset<Row> orders = PersonOrders.until(in, asOf).withColumnRenamed(PERSON, "buyer");
        Column related = col(PERSON)
                .equalTo(col("buyer"))
                .and(col(PersonOrders.DAY).geq(date_sub(col(LEFT_ON), HISTORY_DAYS)))
                .and(col(PersonOrders.DAY).leq(date_add(col(LEFT_ON), settings.openDays() + settings.horizonDays())));
        Column before = col(PersonOrders.AT).leq(Sessions.CART_AT.col());
        Column after = col(PersonOrders.AT).gt(Sessions.CART_AT.col());
        Column same = arrays_overlap(Sessions.CART_PRODUCTS.col(), col(PersonOrders.PRODUCTS));
        Column day = col(PersonOrders.DAY);
        Column all = struct(
                java.util.Arrays.stream(left.columns()).map(name -> col(name)).toArray(Column[]::new));
        return left.join(orders, related, "left")
                .groupBy(
                        Clickstream.VISITOR_ID.col().as("v"),
                        Clickstream.SESSION_ID.col().as("s"),
                        col(LEFT_ON).as("d"))
                .agg(
                        first(all).as("cart"),
                        max(when(before, day)).as("ordered_before"),
                        count_if(before).as("orders_365"),
                        max(coalesce(before.and(same), lit(false))).as("had_before"),
                        min(when(after, day)).as(CLOSED_ON),
                        min(when(after.and(same), day)).as(BOUGHT_ON))
                .select("cart.*", "ordered_before", "orders_365", "had_before", CLOSED_ON, BOUGHT_ON)
                .withColumn("days_since_order", datediff(col(LEFT_ON), col("ordered_before")))
                .withColumn("had_before", col("had_before").cast("double"));
    }

    /** How the person had visited before, the day itself left out. */
    private static Dataset<Row> withHabits(Dataset<Row> visits) {
        WindowSpec before = Window.partitionBy(PERSON)
                .orderBy(unix_date(Sessions.VISITED_ON.col()))
                .rangeBetween(-HABIT_DAYS, -1);
        return visits.withColumn("visits_30", sum(lit(1)).over(before))
                .withColumn(
                        "carts_30",
                        sum(when(size(Sessions.CART_PRODUCTS.col()).gt(0), 1).otherwise(0))
                                .over(before))
                .na()
                .fill(0, new String[] {"visits_30", "carts_30"});
    }

    private static Dataset<Row> described(Dataset<Row> carts) {
        Column minutes = unix_timestamp(Sessions.ENDED_AT.col())
                .minus(unix_timestamp(Sessions.STARTED_AT.col()))
                .divide(60.0);
        Column steps = regexp_replace(Sessions.STEPS.col(), "l", "");
        return carts.withColumn(STEPS, substring(steps, -STEPS_KEPT, STEPS_KEPT))
                .withColumn("amount", Sessions.CART_AMOUNT.col())
                .withColumn("items", size(Sessions.CART_PRODUCTS.col()))
                .withColumn("added", Sessions.CART_ADD_COUNT.col())
                .withColumn("taken_out", Sessions.CART_REMOVE_COUNT.col())
                .withColumn("viewed", Sessions.VIEWED_PRODUCT_COUNT.col())
                .withColumn("again", Sessions.PRODUCT_VIEW_COUNT.col().minus(Sessions.VIEWED_PRODUCT_COUNT.col()))
                .withColumn("returned", Sessions.RETURNED_PRODUCT_COUNT.col())
                .withColumn("research", Sessions.RESEARCH_COUNT.col())
                .withColumn("searches", Sessions.SEARCH_COUNT.col())
                .withColumn("refined", Sessions.REFINEMENT_COUNT.col())
                .withColumn(
                        "failed_checkout", Sessions.HAS_FAILED_CHECKOUT.col().cast("int"))
                .withColumn("logins", Sessions.LOGIN_COUNT.col())
                .withColumn("minutes", minutes)
                .withColumn("pace", Sessions.EVENT_COUNT.col().divide(minutes.plus(1)))
                .withColumn("device_used", Clickstream.DEVICE.col())
                .withColumn("came_from", Sessions.REFERRER_KIND.col());
    }

    /** Carts as they stood on evenings up to the date, with the answer. */
    Dataset<Row> labelled(Dataset<Row> carts, LocalDate to) {
        Column[] ages = AGES.stream()
                .filter(age -> age < settings.openDays())
                .map(age -> lit(age))
                .toArray(Column[]::new);
        Column end = date_add(col(CUT_OFF), settings.horizonDays());
        return carts.withColumn(AGE, explode(array(ages)))
                .withColumn(CUT_OFF, date_add(col(LEFT_ON), col(AGE)))
                .where(col(CUT_OFF).leq(to))
                .where(col(CLOSED_ON).isNull().or(col(CLOSED_ON).gt(col(CUT_OFF))))
                .withColumn(
                        LABEL,
                        when(col(BOUGHT_ON).gt(col(CUT_OFF)).and(col(BOUGHT_ON).leq(end)), 1.0)
                                .otherwise(0.0));
    }
}
