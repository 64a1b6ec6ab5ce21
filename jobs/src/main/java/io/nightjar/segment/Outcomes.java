package io.nightjar.segment;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log1p;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.when;

import io.nightjar.job.Inputs;
import io.nightjar.schema.Activity;
import io.nightjar.schema.Contacts;
import io.nightjar.schema.CustomerProfiles;
import io.nightjar.schema.Customers;
import io.nightjar.schema.IdentityLinks;
import io.nightjar.schema.PersonContacts;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.Purchases;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** What people did after earlier days, and after messages: one row per person and number of days ago. */
final class Outcomes {
    static final String PERSON = PersonPurchases.CUSTOMER_ID.name();
    static final String AGE = "age_days";
    static final String BOUGHT = "bought";
    static final String CENTS = "cents";
    /** The simple rules, each with the key that it ranks by, the higher first. */
    static final String RECENT = "recent";

    static final String SPENDERS = "spenders";
    /** Those who had not ordered yet, in no order. */
    static final String STRANGERS = "strangers";

    private static final String KNOWN_ON = "known_on";
    private static final double STEPS_PER_E = 100;

    private final Inputs in;
    private final LocalDate asOf;
    private final List<Integer> ages;

    Outcomes(Inputs in, LocalDate asOf, List<Integer> ages) {
        this.in = in;
        this.asOf = asOf;
        this.ages = ages;
    }

    private Column ages() {
        return explode(expr("array(" + ages.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ")"));
    }

    private Column cut() {
        return functions.date_sub(lit(asOf), col(AGE));
    }

    /** Whether they ordered since, for how much, and what was known of their orders then. */
    Dataset<Row> people() {
        Column day = PersonPurchases.ORDERED_ON.col();
        Column isSale = not(coalesce(Purchases.IS_RETURN.col(), lit(false)));
        Column cents = coalesce(Purchases.AMOUNT.col(), lit(0)).multiply(100).cast("long");
        return in.read(PersonPurchases.TABLE)
                .where(col(PERSON).isNotNull().and(day.leq(lit(asOf))))
                .groupBy(PERSON, PersonPurchases.ORDERED_ON.name())
                .agg(sum(cents).as(CENTS), max(isSale).as("is_sale"))
                .withColumn(AGE, ages())
                .groupBy(PERSON, AGE)
                .agg(
                        max(when(day.gt(cut()).and(col("is_sale")), 1).otherwise(0))
                                .as(BOUGHT),
                        sum(when(day.gt(cut()), col(CENTS)).otherwise(0L)).as(CENTS),
                        max(when(day.leq(cut()).and(col("is_sale")), unix_date(day)))
                                .as(RECENT),
                        floor(log1p(functions.greatest(
                                                lit(0.0),
                                                sum(when(day.leq(cut()), col(CENTS))
                                                                .otherwise(0L))
                                                        .cast("double")))
                                        .multiply(STEPS_PER_E))
                                .cast("int")
                                .as(SPENDERS));
    }

    /** How many there were at each place of each simple order, and what they did since. */
    static Dataset<Row> ladders(Dataset<Row> people) {
        return people.where(col(RECENT).isNotNull())
                .select(
                        col(AGE),
                        col(BOUGHT),
                        col(CENTS),
                        expr("stack(2, '" + RECENT + "', " + RECENT + ", '" + SPENDERS + "', " + SPENDERS
                                + ") as (simple, step)"))
                .groupBy(AGE, "simple", "step")
                .agg(
                        count(lit(1)).as("people"),
                        sum(col(BOUGHT)).as(BOUGHT),
                        sum(col(CENTS)).as(CENTS));
    }

    /** How many people were known by then without having ordered, and what they did since, by number of days ago. */
    Dataset<Row> strangers(Dataset<Row> people) {
        Dataset<Row> known = in.read(CustomerProfiles.TABLE)
                .where(not(coalesce(CustomerProfiles.IS_ANONYMOUS.col(), lit(false))))
                .select(col(PERSON), Activity.FIRST_VISIT_ON.col().as(KNOWN_ON));
        if (in.has(Customers.TABLE)) {
            Dataset<Row> registered = in.read(IdentityLinks.TABLE)
                    .where(IdentityLinks.SOURCE.col().equalTo(Customers.SOURCE.name()))
                    .select(col(PERSON), Customers.CUSTOMER_KEY.of(IdentityLinks.SOURCE_KEY.col()))
                    .join(in.read(Customers.TABLE), Customers.CUSTOMER_KEY.name())
                    .groupBy(PERSON)
                    .agg(min(to_date(Customers.REGISTERED_AT.col())).as("registered_on"));
            known = known.join(registered, new String[] {PERSON}, "left")
                    .withColumn(KNOWN_ON, least(col(KNOWN_ON), col("registered_on")));
        }
        return known.withColumn(AGE, ages())
                .where(col(KNOWN_ON).leq(cut()))
                .join(people, new String[] {PERSON, AGE}, "left")
                .where(col(RECENT).isNull())
                .groupBy(AGE)
                .agg(
                        count(lit(1)).as("people"),
                        coalesce(sum(col(BOUGHT)), lit(0L)).as(BOUGHT),
                        coalesce(sum(col(CENTS)), lit(0L)).as(CENTS));
    }

    /**
     * Messages that the shop sent or held back since, and what was ordered in the days after: numbers, orders and money
     * by arm, per person.
     *
     * @param days in which an order counts as a message's doing
     */
    Dataset<Row> messages(int days) {
        Column sentOn = to_date(Contacts.SENT_AT.col());
        int oldest = ages.stream().mapToInt(age -> age).max().orElse(0);
        Column isControl = coalesce(Contacts.IS_CONTROL.col(), lit(false));
        String[] message = {
            PERSON,
            Contacts.CAMPAIGN.name(),
            Contacts.CHANNEL.name(),
            Contacts.SENT_AT.name(),
            Contacts.IS_CONTROL.name()
        };
        Dataset<Row> sent = in.read(PersonContacts.TABLE)
                .where(col(PERSON).isNotNull())
                .where(sentOn.gt(lit(asOf.minusDays(oldest))).and(sentOn.leq(lit(asOf.minusDays(days)))))
                .select(
                        col(PERSON),
                        Contacts.CAMPAIGN.col(),
                        Contacts.CHANNEL.col(),
                        Contacts.SENT_AT.col(),
                        isControl.as(Contacts.IS_CONTROL.name()));
        Dataset<Row> orders = in.read(PersonPurchases.TABLE)
                .where(PersonPurchases.ORDERED_ON.col().gt(lit(asOf.minusDays(oldest))))
                .where(not(coalesce(Purchases.IS_RETURN.col(), lit(false))))
                .groupBy(col(PERSON), Purchases.ORDERED_AT.col())
                .agg(sum(coalesce(Purchases.AMOUNT.col(), lit(0)).multiply(100).cast("long"))
                        .as("order_cents"));
        Column isAfter = Purchases.ORDERED_AT
                .col()
                .gt(Contacts.SENT_AT.col())
                .and(Purchases.ORDERED_AT.col().leq(Contacts.SENT_AT.col().plus(expr("interval " + days + " days"))));
        Dataset<Row> answered = sent.join(orders, new String[] {PERSON}, "left")
                .groupBy(Arrays.stream(message).map(functions::col).toArray(Column[]::new))
                .agg(
                        max(when(isAfter, 1).otherwise(0)).as(BOUGHT),
                        sum(when(isAfter, col("order_cents")).otherwise(0L)).as(CENTS));
        Column held = Contacts.IS_CONTROL.col();
        return answered.withColumn(AGE, ages())
                .where(sentOn.gt(cut()))
                .groupBy(PERSON, AGE)
                .agg(
                        sum(when(held, 0L).otherwise(1L)).as("n1"),
                        sum(when(held, 0L).otherwise(col(BOUGHT))).as("s1"),
                        sum(when(held, 0L).otherwise(col(CENTS))).as("r1"),
                        sum(when(held, 1L).otherwise(0L)).as("n0"),
                        sum(when(held, col(BOUGHT)).otherwise(0L)).as("s0"),
                        sum(when(held, col(CENTS)).otherwise(0L)).as("r0"));
    }
}
