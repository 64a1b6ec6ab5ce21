package io.nightjar.model;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log1p;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
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
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What is known about each active buyer on a date, and whether they bought again in the time after it. */
final class ChurnExamples {
    static final String PERSON = PersonPurchases.CUSTOMER_ID.name();
    static final String RECENCY = "recency";
    static final String LABEL = "churned";

    private static final List<String> FROM_PURCHASES = List.of(
            "log_recency", "log_frequency", "log_monetary", "log_tenure", "log_gap", "overdue", "log_orders_90");
    private static final List<String> FROM_VISITS = List.of("log_visit_days_30", "log_days_since_visit");

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
        Dataset<Row> people = purchases()
                .where(PersonPurchases.ORDERED_ON.col().leq(date))
                .groupBy(PERSON)
                .agg(
                        max(PersonPurchases.ORDERED_ON.col()).as("last_on"),
                        min(PersonPurchases.ORDERED_ON.col()).as("first_on"),
                        count_distinct(PersonPurchases.ORDERED_ON.col()).as("orders"),
                        count_distinct(when(
                                        PersonPurchases.ORDERED_ON.col().gt(date.minusDays(90)),
                                        PersonPurchases.ORDERED_ON.col()))
                                .as("orders_90"),
                        sum(Purchases.AMOUNT.col()).as("spent"))
                .where(col("last_on").gt(date.minusDays(settings.eligibleDays())))
                .withColumn(RECENCY, datediff(lit(date), col("last_on")))
                .withColumn("tenure", datediff(lit(date), col("first_on")));
        Dataset<Row> visited = in.has(PersonEvents.TABLE) ? withVisits(people, date) : people;
        return visited.transform(this::logarithms);
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
                .withColumn(LABEL, when(col("bought").isNull(), 1.0).otherwise(0.0));
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
                .withColumn(
                        "days_since_visit",
                        coalesce(datediff(lit(date), col("last_visit_on")), lit(settings.eligibleDays())));
    }

    private Dataset<Row> logarithms(Dataset<Row> people) {
        Column gap =
                col("tenure").minus(col(RECENCY)).divide(greatest(col("orders").minus(1), lit(1)));
        Dataset<Row> rows = people.withColumn("log_recency", log1p(col(RECENCY)))
                .withColumn("log_frequency", log1p(col("orders")))
                .withColumn("log_monetary", log1p(greatest(col("spent").cast("double"), lit(0.0))))
                .withColumn("log_tenure", log1p(col("tenure")))
                .withColumn("log_gap", log1p(gap))
                .withColumn("overdue", log1p(col(RECENCY)).minus(log1p(gap)))
                .withColumn("log_orders_90", log1p(col("orders_90")));
        if (!in.has(PersonEvents.TABLE)) {
            return rows;
        }
        return rows.withColumn("log_visit_days_30", log1p(col("visit_days_30")))
                .withColumn("log_days_since_visit", log1p(col("days_since_visit")));
    }
}
