package io.nightjar.model;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.percentile;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.nightjar.config.CareSettings;
import io.nightjar.job.Inputs;
import io.nightjar.schema.CareScores;
import io.nightjar.schema.Clickstream;
import io.nightjar.schema.PersonEvents;
import io.nightjar.schema.Sessions;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Who was on the way to something large and went no further: a dear product in a checkout that broke off, left in a
 * cart, or looked at three times or more, not ordered since, and nothing done about it for two days.
 */
final class StalledOrders {
    private static final int QUIET_DAYS = 2;
    private static final int FORGOTTEN_DAYS = 30;
    private static final int LOOKS = 3;

    private StalledOrders() {}

    /** Person, day of the last step and its name. */
    static Dataset<Row> of(Inputs in, CareSettings settings, LocalDate asOf) {
        Dataset<Row> looks = in.read(PersonEvents.TABLE)
                .where(PersonEvents.OCCURRED_ON.col().gt(asOf.minusDays(FORGOTTEN_DAYS)))
                .where(PersonEvents.OCCURRED_ON.col().leq(asOf))
                .where(Clickstream.EVENT_TYPE.col().equalTo("product_view"))
                .join(dear(in, settings), Clickstream.PRODUCT_ID.name())
                .groupBy(col(PersonOrders.PERSON), Clickstream.PRODUCT_ID.col())
                .agg(
                        max(PersonEvents.OCCURRED_ON.col()).as("looked_on"),
                        count_if(lit(true)).as("looks"));
        Dataset<Row> carts = in.read(Sessions.TABLE)
                .where(Sessions.VISITED_ON.col().gt(asOf.minusDays(FORGOTTEN_DAYS)))
                .where(Sessions.VISITED_ON.col().leq(asOf))
                .where(size(Sessions.CART_PRODUCTS.col()).gt(0))
                .select(
                        col(PersonOrders.PERSON),
                        Sessions.VISITED_ON.col(),
                        Sessions.HAS_FAILED_CHECKOUT.col(),
                        explode(Sessions.CART_PRODUCTS.col()).as(Clickstream.PRODUCT_ID.name()))
                .join(dear(in, settings), Clickstream.PRODUCT_ID.name())
                .groupBy(col(PersonOrders.PERSON), Clickstream.PRODUCT_ID.col())
                .agg(
                        max(Sessions.VISITED_ON.col()).as("put_on"),
                        max(when(Sessions.HAS_FAILED_CHECKOUT.col(), Sessions.VISITED_ON.col()))
                                .as("checkout_on"));
        Dataset<Row> orders = PersonOrders.until(in, asOf)
                .select(
                        col(PersonOrders.PERSON),
                        col(PersonOrders.DAY),
                        explode(col(PersonOrders.PRODUCTS)).as(Clickstream.PRODUCT_ID.name()))
                .groupBy(col(PersonOrders.PERSON), Clickstream.PRODUCT_ID.col())
                .agg(max(PersonOrders.DAY).as("ordered_on"));
        String[] key = {PersonOrders.PERSON, Clickstream.PRODUCT_ID.name()};
        Column last = greatest(col("looked_on"), col("put_on"));
        Column step = when(col("checkout_on").isNotNull(), "checkout")
                .when(col("put_on").isNotNull(), "cart")
                .when(col("looks").geq(LOOKS), "view");
        Column rank = when(col("step").equalTo("checkout"), 3)
                .when(col("step").equalTo("cart"), 2)
                .otherwise(1);
        return looks.join(carts, key, "full")
                .join(orders, key, "left")
                .withColumn("last_on", last)
                .withColumn("step", step)
                .where(col("step").isNotNull())
                .where(col("last_on").leq(asOf.minusDays(QUIET_DAYS)))
                .where(coalesce(col("ordered_on").lt(col("last_on")), lit(true)))
                .groupBy(PersonOrders.PERSON)
                .agg(max_by(struct(col("last_on"), col("step")), struct(rank, col("last_on")))
                        .as("stalled"))
                .select(
                        col(PersonOrders.PERSON),
                        CareScores.STALLED_SINCE.of(col("stalled.last_on")),
                        CareScores.STALLED_STEP.of(col("stalled.step")));
    }

    /** The products that are dearer than the given share of all that are looked at. */
    private static Dataset<Row> dear(Inputs in, CareSettings settings) {
        Dataset<Row> prices = in.read(PersonEvents.TABLE)
                .where(Clickstream.PRICE
                        .col()
                        .gt(0)
                        .and(Clickstream.PRODUCT_ID.col().isNotNull()))
                .groupBy(Clickstream.PRODUCT_ID.col())
                .agg(max(Clickstream.PRICE.col()).as("price"));
        Dataset<Row> limit = prices.agg(
                percentile(col("price"), lit(settings.bigTicketShare())).as("limit"));
        return prices.crossJoin(limit).where(col("price").geq(col("limit"))).select(Clickstream.PRODUCT_ID.col());
    }
}
