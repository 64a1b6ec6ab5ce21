package io.nightjar.model;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.nullif;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.nightjar.config.ChurnSettings;
import io.nightjar.job.Inputs;
import io.nightjar.schema.PersonEvents;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.Purchases;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** What is known about each active buyer on a date, and whether they bought again in the time after it. */
final class ChurnExamples {
    static final String PERSON = PersonPurchases.CUSTOMER_ID.name();
    static final String RECENCY = "recency";
    static final String LABEL = "churned";

    static final String CUT_OFF = "cut_off";

    /** What a feature is called in a reason. */
    static final Map<String, String> PHRASES = Map.ofEntries(
            Map.entry(RECENCY, "days since the last purchase"),
            Map.entry("orders", "days with a purchase so far"),
            Map.entry("spent", "spent so far"),
            Map.entry("basket", "spent per purchase"),
            Map.entry("tenure", "days since the first purchase"),
            Map.entry("gap", "usual days between purchases"),
            Map.entry("gap_spread", "how much these days vary"),
            Map.entry("overdue", "silence in usual gaps"),
            Map.entry("orders_90", "days with a purchase in the last 90"),
            Map.entry("orders_365", "days with a purchase in the last 365"),
            Map.entry("visit_days_30", "days with a visit in the last 30"),
            Map.entry("days_since_visit", "days since the last visit"));

    private static final List<String> FROM_PURCHASES = List.of(
            RECENCY, "orders", "spent", "basket", "tenure", "gap", "gap_spread", "overdue", "orders_90", "orders_365");
    private static final List<String> FROM_VISITS = List.of("visit_days_30", "days_since_visit");

    private final Inputs in;
    private final ChurnSettings settings;

    ChurnExamples(Inputs in, ChurnSettings settings) {
        this.in = in;
        this.settings = settings;
    }

    List<String> features() {
        List<String> all = new ArrayList<>(FROM_PURCHASES);
        if (in.has(PersonEvents.TABLE)) {
            all.addAll(FROM_VISITS);
        }
        return all;
    }

    /** Eligible people and their features, from what was known on the date. */
    Dataset<Row> on(LocalDate date) {
        Dataset<Row> days = purchases()
                .where(PersonPurchases.ORDERED_ON.col().leq(date))
                .groupBy(col(PERSON), PersonPurchases.ORDERED_ON.col().as("day"))
                .agg(sum(Purchases.AMOUNT.col()).as("spent"))
                .withColumn(
                        "gap",
                        datediff(
                                col("day"),
                                lag("day", 1).over(Window.partitionBy(PERSON).orderBy("day"))));
        Dataset<Row> people = days.groupBy(PERSON)
                .agg(
                        max(col("day")).as("last_on"),
                        min(col("day")).as("first_on"),
                        count(lit(1)).as("orders"),
                        count_if(col("day").gt(date.minusDays(90))).as("orders_90"),
                        count_if(col("day").gt(date.minusDays(365))).as("orders_365"),
                        sum(col("gap")).as("gaps"),
                        sum(col("gap").multiply(col("gap"))).as("gap_squares"),
                        sum(col("spent")).as("spent"))
                .where(col("last_on").gt(date.minusDays(settings.eligibleDays())))
                .withColumn(RECENCY, datediff(lit(date), col("last_on")))
                .withColumn("tenure", datediff(lit(date), col("first_on")))
                .transform(ChurnExamples::rhythm);
        Dataset<Row> visited = in.has(PersonEvents.TABLE) ? withVisits(people, date) : people;
        List<Column> columns = new ArrayList<>(List.of(col(PERSON)));
        features().forEach(name -> columns.add(col(name).cast("double").as(name)));
        return visited.select(columns.toArray(Column[]::new));
    }

    /** People who bought once, but not within the eligible days. */
    Dataset<Row> goneBy(LocalDate date) {
        return purchases()
                .where(PersonPurchases.ORDERED_ON.col().leq(date))
                .groupBy(PERSON)
                .agg(max(PersonPurchases.ORDERED_ON.col()).as("last_on"))
                .where(col("last_on").leq(date.minusDays(settings.eligibleDays())))
                .select(PERSON);
    }

    /** Everybody's own rhythm: mean and spread of the days between purchases, and today's silence measured in them. */
    private static Dataset<Row> rhythm(Dataset<Row> people) {
        Column count = nullif(col("orders").minus(1), lit(0));
        Column mean = col("gaps").divide(count);
        Column variance = col("gap_squares").divide(count).minus(mean.multiply(mean));
        return people.withColumn("gap", mean)
                .withColumn("gap_spread", when(mean.isNotNull(), sqrt(greatest(variance, lit(0.0)))))
                .withColumn("overdue", when(mean.isNotNull(), col(RECENCY).divide(greatest(mean, lit(1.0)))))
                .withColumn("basket", col("spent").cast("double").divide(col("orders")));
    }

    /** The same with the answer: true for people who bought nothing in the horizon after the date. */
    Dataset<Row> labelled(LocalDate date) {
        Dataset<Row> bought = purchases()
                .where(PersonPurchases.ORDERED_ON
                        .col()
                        .gt(date)
                        .and(PersonPurchases.ORDERED_ON.col().leq(date.plusDays(settings.horizonDays()))))
                .select(PERSON)
                .distinct()
                .withColumn("bought", lit(true));
        return on(date).join(bought, new String[] {PERSON}, "left")
                .withColumn(LABEL, when(col("bought").isNull(), 1.0).otherwise(0.0))
                .withColumn(CUT_OFF, lit(date))
                .drop("bought");
    }

    private Dataset<Row> purchases() {
        return in.read(PersonPurchases.TABLE)
                .where(PersonPurchases.CUSTOMER_ID.col().isNotNull().and(not(Purchases.IS_RETURN.col())));
    }

    private Dataset<Row> withVisits(Dataset<Row> people, LocalDate date) {
        Column day = PersonEvents.OCCURRED_ON.col();
        Dataset<Row> visits = in.read(PersonEvents.TABLE)
                .where(day.leq(date))
                .groupBy(PERSON)
                .agg(
                        count_distinct(when(day.gt(date.minusDays(30)), day)).as("visit_days_30"),
                        max(day).as("last_visit_on"));
        return people.join(visits, new String[] {PERSON}, "left")
                .withColumn("visit_days_30", coalesce(col("visit_days_30"), lit(0)))
                .withColumn("days_since_visit", datediff(lit(date), col("last_visit_on")));
    }
}
