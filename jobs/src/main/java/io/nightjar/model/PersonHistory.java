package io.nightjar.model;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.exp;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.last;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.nullif;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.when;

import io.nightjar.job.Inputs;
import io.nightjar.schema.Clickstream;
import io.nightjar.schema.Contacts;
import io.nightjar.schema.Interactions;
import io.nightjar.schema.PersonContacts;
import io.nightjar.schema.PersonEvents;
import io.nightjar.schema.PersonInteractions;
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

/** What was known about each buyer on some dates, from the tables that the night has; all dates in one pass. */
final class PersonHistory {
    static final String PERSON = PersonPurchases.CUSTOMER_ID.name();
    static final String CUT_OFF = "cut_off";
    static final String RECENCY = "recency";

    static final List<String> RHYTHM = List.of(
            RECENCY, "orders", "spent", "basket", "tenure", "gap", "gap_spread", "overdue", "orders_90", "orders_365");
    static final List<String> VISITS = List.of("visit_days_30", "days_since_visit");
    private static final List<String> MANNER = List.of("spent_90", "return_days", "return_days_90", "discount_share");
    private static final List<String> BROWSING = List.of("visit_days_90", "carts_30", "searches_30");
    private static final List<String> MESSAGES = List.of("messages_30", "messages_90", "opened_90", "clicked_90");
    /** How somebody answers to messages, over a year: what a message does to them can be told from little else. */
    static final List<String> ANSWERS = List.of("clicked_share", "answered_beyond");

    private static final List<String> COMPLAINTS = List.of("complaints_180");

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
            Map.entry("spent_90", "spent in the last 90 days"),
            Map.entry("return_days", "days with a return so far"),
            Map.entry("return_days_90", "days with a return in the last 90"),
            Map.entry("discount_share", "share of the full price saved by discounts"),
            Map.entry("visit_days_30", "days with a visit in the last 30"),
            Map.entry("visit_days_90", "days with a visit in the last 90"),
            Map.entry("days_since_visit", "days since the last visit"),
            Map.entry("carts_30", "cart clicks in the last 30 days"),
            Map.entry("searches_30", "searches in the last 30 days"),
            Map.entry("messages_30", "messages in the last 30 days"),
            Map.entry("messages_90", "messages in the last 90 days"),
            Map.entry("opened_90", "messages of the last 90 days that were opened"),
            Map.entry("clicked_90", "messages of the last 90 days that were clicked"),
            Map.entry("clicked_share", "share of the messages of the last year that were clicked"),
            Map.entry("answered_beyond", "orders in the week after a message, beyond what chance gives"),
            Map.entry("complaints_180", "complaints in the last 180 days"));

    /** A message is answered by an order within so many days. */
    private static final int ANSWER_DAYS = 7;
    /** Messages that were not answered, added to everybody's, so that one click is not taken for a habit. */
    private static final int SHRUNK_BY = 5;

    private final Inputs in;

    PersonHistory(Inputs in) {
        this.in = in;
    }

    /** Every feature that this night's tables allow. */
    List<String> features() {
        List<String> all = new ArrayList<>(RHYTHM);
        all.addAll(MANNER);
        if (in.has(PersonEvents.TABLE)) {
            all.addAll(VISITS);
            all.addAll(BROWSING);
        }
        if (in.has(PersonContacts.TABLE)) {
            all.addAll(MESSAGES);
        }
        if (in.has(PersonInteractions.TABLE)) {
            all.addAll(COMPLAINTS);
        }
        return all;
    }

    /** A row for every buyer and date: every feature by what was known on the date. */
    Dataset<Row> on(List<LocalDate> dates) {
        return on(dates, features());
    }

    /** The same with some features alone; tables that none of them comes from are not read. */
    Dataset<Row> on(List<LocalDate> dates, List<String> features) {
        Dataset<Row> people = buyers(dates);
        if (needs(features, VISITS) || needs(features, BROWSING)) {
            people = visits(people, dates);
        }
        if (needs(features, MESSAGES)) {
            people = messages(people, dates);
        }
        if (needs(features, ANSWERS)) {
            people = answers(people, dates);
        }
        if (needs(features, COMPLAINTS)) {
            people = complaints(people, dates);
        }
        List<Column> columns = new ArrayList<>(List.of(col(PERSON), col(CUT_OFF)));
        features.forEach(name -> columns.add(col(name).cast("double").as(name)));
        return people.select(columns.toArray(Column[]::new));
    }

    private static boolean needs(List<String> features, List<String> some) {
        return some.stream().anyMatch(features::contains);
    }

    /** Day of each person's first purchase after each date; nobody is mentioned who bought nothing more. */
    Dataset<Row> nextPurchase(List<LocalDate> dates, String name) {
        return lines().where(not(Purchases.IS_RETURN.col()))
                .select(col(PERSON), PersonPurchases.ORDERED_ON.col().as("day"))
                .distinct()
                .withColumn(CUT_OFF, explode(filter(array(literals(dates)), date -> date.lt(col("day")))))
                .groupBy(PERSON, CUT_OFF)
                .agg(min(col("day")).as(name));
    }

    Dataset<Row> lines() {
        return in.read(PersonPurchases.TABLE)
                .where(PersonPurchases.CUSTOMER_ID.col().isNotNull());
    }

    static Column[] literals(List<LocalDate> dates) {
        return dates.stream().map(org.apache.spark.sql.functions::lit).toArray(Column[]::new);
    }

    /** The dates on which a row of that day was known, one row each. */
    private static Dataset<Row> known(Dataset<Row> rows, Column day, List<LocalDate> dates) {
        return rows.withColumn(CUT_OFF, explode(filter(array(literals(dates)), date -> date.geq(day))));
    }

    private static Column within(Column day, int days) {
        return day.gt(date_sub(col(CUT_OFF), days));
    }

    private Dataset<Row> buyers(List<LocalDate> dates) {
        Column isSale = not(Purchases.IS_RETURN.col());
        Column bought = col("bought");
        Column day = col("day");
        Dataset<Row> days = lines().groupBy(
                        col(PERSON), PersonPurchases.ORDERED_ON.col().as("day"))
                .agg(
                        sum(when(isSale, Purchases.AMOUNT.col())).as("spent"),
                        sum(when(isSale, Purchases.DISCOUNT_AMOUNT.col())).as("discount"),
                        count_if(isSale).gt(0).as("bought"),
                        count_if(Purchases.IS_RETURN.col()).gt(0).as("returned"))
                .withColumn(
                        "gap",
                        when(
                                bought,
                                datediff(
                                        day,
                                        last(when(bought, day), true)
                                                .over(Window.partitionBy(PERSON)
                                                        .orderBy("day")
                                                        .rowsBetween(Window.unboundedPreceding(), -1)))));
        return known(days, day, dates)
                .groupBy(PERSON, CUT_OFF)
                .agg(
                        max(when(bought, day)).as("last_on"),
                        min(when(bought, day)).as("first_on"),
                        count_if(bought).as("orders"),
                        count_if(bought.and(within(day, 90))).as("orders_90"),
                        count_if(bought.and(within(day, 365))).as("orders_365"),
                        sum(col("gap")).as("gaps"),
                        sum(col("gap").multiply(col("gap"))).as("gap_squares"),
                        sum(col("spent")).as("spent"),
                        coalesce(sum(when(within(day, 90), col("spent"))), lit(0))
                                .as("spent_90"),
                        sum(col("discount")).as("discount"),
                        count_if(col("returned")).as("return_days"),
                        count_if(col("returned").and(within(day, 90))).as("return_days_90"))
                .where(col("last_on").isNotNull())
                .withColumn(RECENCY, datediff(col(CUT_OFF), col("last_on")))
                .withColumn("tenure", datediff(col(CUT_OFF), col("first_on")))
                .withColumn(
                        "discount_share",
                        col("discount")
                                .cast("double")
                                .divide(nullif(
                                        col("spent").plus(col("discount")).cast("double"), lit(0.0))))
                .transform(PersonHistory::rhythm);
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

    private Dataset<Row> visits(Dataset<Row> people, List<LocalDate> dates) {
        Column day = PersonEvents.OCCURRED_ON.col();
        Dataset<Row> days = in.read(PersonEvents.TABLE)
                .where(PersonEvents.CUSTOMER_ID.col().isNotNull())
                .groupBy(col(PERSON), day)
                .agg(
                        count_if(Clickstream.EVENT_TYPE.col().equalTo("add_to_cart"))
                                .as("carts"),
                        count(Clickstream.SEARCH_TERMS.col()).as("searches"));
        Dataset<Row> visits = known(days, day, dates)
                .groupBy(PERSON, CUT_OFF)
                .agg(
                        count_distinct(when(within(day, 30), day)).as("visit_days_30"),
                        count_distinct(when(within(day, 90), day)).as("visit_days_90"),
                        sum(when(within(day, 30), col("carts"))).as("carts_30"),
                        sum(when(within(day, 30), col("searches"))).as("searches_30"),
                        max(day).as("last_visit_on"));
        return zeroed(joined(people, visits), List.of("visit_days_30", "visit_days_90", "carts_30", "searches_30"))
                .withColumn("days_since_visit", datediff(col(CUT_OFF), col("last_visit_on")));
    }

    private Dataset<Row> messages(Dataset<Row> people, List<LocalDate> dates) {
        Column day = to_date(Contacts.SENT_AT.col());
        Column openedBy = to_date(Contacts.OPENED_AT.col()).leq(col(CUT_OFF));
        Column clickedBy = to_date(Contacts.CLICKED_AT.col()).leq(col(CUT_OFF));
        Dataset<Row> messages = known(sent(), day, dates)
                .groupBy(PERSON, CUT_OFF)
                .agg(
                        count_if(within(day, 30)).as("messages_30"),
                        count_if(within(day, 90)).as("messages_90"),
                        count_if(within(day, 90).and(openedBy)).as("opened_90"),
                        count_if(within(day, 90).and(clickedBy)).as("clicked_90"));
        return zeroed(joined(people, messages), MESSAGES);
    }

    private Dataset<Row> sent() {
        return in.read(PersonContacts.TABLE)
                .where(PersonContacts.CUSTOMER_ID.col().isNotNull())
                .where(not(coalesce(Contacts.IS_CONTROL.col(), lit(false))));
    }

    /** A message counts once its week is over, so that what is counted of it is the same on every later date. */
    private Dataset<Row> answers(Dataset<Row> people, List<LocalDate> dates) {
        Column day = to_date(Contacts.SENT_AT.col());
        Column end = date_add(day, ANSWER_DAYS);
        Dataset<Row> orders = lines().where(not(Purchases.IS_RETURN.col()))
                .select(col(PERSON), PersonPurchases.ORDERED_ON.col(), Purchases.ORDERED_AT.col())
                .distinct();
        Column isAnswer = Purchases.ORDERED_AT
                .col()
                .gt(Contacts.SENT_AT.col())
                .and(PersonPurchases.ORDERED_ON.col().leq(end));
        Dataset<Row> messages = sent().select(col(PERSON), Contacts.SENT_AT.col(), Contacts.CLICKED_AT.col())
                .join(orders, new String[] {PERSON}, "left")
                .groupBy(col(PERSON), Contacts.SENT_AT.col())
                .agg(
                        max(when(isAnswer, lit(1)).otherwise(lit(0))).as("answered"),
                        max(when(to_date(Contacts.CLICKED_AT.col()).leq(end), lit(1))
                                        .otherwise(lit(0)))
                                .as("clicked"));
        Dataset<Row> counted = known(messages, end, dates)
                .where(within(day, 365))
                .groupBy(PERSON, CUT_OFF)
                .agg(
                        count(lit(1)).as("messages_365"),
                        sum(col("answered")).as("answered_365"),
                        sum(col("clicked")).as("clicked_365"));
        Column days = least(greatest(col("tenure"), lit(30)), lit(365));
        Column chance =
                lit(1.0).minus(exp(col("orders_365").multiply(-ANSWER_DAYS).divide(days)));
        Column all = col("messages_365").plus(SHRUNK_BY);
        return zeroed(joined(people, counted), List.of("messages_365", "answered_365", "clicked_365"))
                .withColumn("clicked_share", col("clicked_365").divide(all))
                .withColumn(
                        "answered_beyond",
                        col("answered_365")
                                .minus(col("messages_365").multiply(chance))
                                .divide(all));
    }

    private Dataset<Row> complaints(Dataset<Row> people, List<LocalDate> dates) {
        Column day = PersonInteractions.OCCURRED_ON.col();
        Dataset<Row> complaints = known(
                        in.read(PersonInteractions.TABLE)
                                .where(PersonInteractions.CUSTOMER_ID
                                        .col()
                                        .isNotNull()
                                        .and(Interactions.KIND.col().equalTo("complaint"))),
                        day,
                        dates)
                .groupBy(PERSON, CUT_OFF)
                .agg(count_if(within(day, 180)).as("complaints_180"));
        return zeroed(joined(people, complaints), COMPLAINTS);
    }

    private static Dataset<Row> joined(Dataset<Row> people, Dataset<Row> more) {
        return people.join(more, new String[] {PERSON, CUT_OFF}, "left");
    }

    private static Dataset<Row> zeroed(Dataset<Row> people, List<String> counts) {
        Dataset<Row> all = people;
        for (String name : counts) {
            all = all.withColumn(name, coalesce(col(name), lit(0)));
        }
        return all;
    }
}
