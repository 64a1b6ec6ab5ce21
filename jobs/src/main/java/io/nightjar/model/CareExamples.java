package io.nightjar.model;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.when;

import io.nightjar.job.Inputs;
import io.nightjar.schema.InteractionTones;
import io.nightjar.schema.Interactions;
import io.nightjar.schema.PersonInteractions;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.Purchases;
import io.nightjar.schema.Sessions;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Who showed which signs of needing help, as known on a date, and what became of them. */
final class CareExamples {
    static final String PERSON = PersonOrders.PERSON;
    static final String SCORE = "score";
    static final String REASONS = "reasons";
    static final String LEFT = "has_left";
    static final String COMPLAINED = "has_complained";

    private static final int LONG_WAIT_DAYS = 3;
    private static final int CHECKOUT_DAYS = 14;
    private static final double UNHAPPY = -0.5;

    private final Inputs in;
    private final int lookBackDays;

    CareExamples(Inputs in, int lookBackDays) {
        this.in = in;
        this.lookBackDays = lookBackDays;
    }

    /** People with a sign, a flag for each, the score and the reasons. */
    Dataset<Row> on(LocalDate date) {
        Column[] flags = flags();
        Dataset<Row> signs = contacts(date)
                .unionByName(visits(date), true)
                .unionByName(returns(date), true)
                .groupBy(PERSON)
                .agg(flags[0], Arrays.copyOfRange(flags, 1, flags.length));
        Column calm = lit(1.0);
        List<Column> words = new ArrayList<>();
        for (CareSign sign : CareSign.ordered()) {
            calm = calm.multiply(when(col(sign.column()), 1 - sign.weight()).otherwise(1.0));
            words.add(when(col(sign.column()), sign.words()));
        }
        return signs.withColumn(SCORE, round(lit(1.0).minus(calm).multiply(100), 1))
                .withColumn(REASONS, filter(array(words.toArray(Column[]::new)), word -> word.isNotNull()))
                .where(col(SCORE).gt(0));
    }

    private static Column flag(CareSign sign) {
        return coalesce(col(sign.column()), lit(false));
    }

    private static Column[] flags() {
        return Arrays.stream(CareSign.values())
                .map(sign -> max(flag(sign)).as(sign.column()))
                .toArray(Column[]::new);
    }

    private Dataset<Row> contacts(LocalDate date) {
        Column kind = Interactions.KIND.col();
        Column isReview = kind.equalTo("review");
        Column isComplaint = kind.equalTo("complaint");
        Column isSolved = coalesce(to_date(Interactions.RESOLVED_AT.col()).leq(date), lit(false));
        Column waits = col("tells").and(not(isSolved)).and(not(isReview));
        // A shop that never says when something was solved cannot say that it is open.
        Dataset<Row> shop = in.read(PersonInteractions.TABLE)
                .where(PersonInteractions.OCCURRED_ON.col().leq(date))
                .agg(coalesce(max(isSolved), lit(false)).as("tells"));
        Column days = datediff(lit(date), PersonInteractions.OCCURRED_ON.col());
        return in.read(PersonInteractions.TABLE)
                .where(PersonInteractions.CUSTOMER_ID.col().isNotNull())
                .where(within(PersonInteractions.OCCURRED_ON.col(), date))
                .join(in.read(InteractionTones.TABLE), new String[] {Interactions.INTERACTION_ID.name()}, "left")
                .crossJoin(shop)
                .select(
                        col(PERSON),
                        waits.and(isComplaint).as(CareSign.WAITING_COMPLAINT.column()),
                        waits.and(days.gt(LONG_WAIT_DAYS)).as(CareSign.LONG_WAIT.column()),
                        isComplaint.as(CareSign.COMPLAINT.column()),
                        waits.and(not(isComplaint)).as(CareSign.WAITING_QUESTION.column()),
                        kind.equalTo("delivery_question").as(CareSign.DELIVERY_QUESTION.column()),
                        coalesce(
                                        Tone.byStarsAndWords()
                                                .of(kind, Interactions.RATING.col())
                                                .leq(UNHAPPY),
                                        lit(false))
                                .as(CareSign.BAD_TONE.column()));
    }

    private Dataset<Row> visits(LocalDate date) {
        Dataset<Row> orders = PersonOrders.until(in, date)
                .groupBy(PERSON)
                .agg(min(PersonOrders.DAY).as("first_on"), max(PersonOrders.DAY).as("last_on"));
        Column day = Sessions.VISITED_ON.col();
        Column reads = Sessions.DOWNLOAD_COUNT
                .col()
                .plus(Sessions.SUPPORT_PAGE_COUNT.col())
                .gt(0);
        return in.read(Sessions.TABLE)
                .where(within(day, date))
                .where(Sessions.HAS_FAILED_CHECKOUT.col().or(reads))
                .join(orders, new String[] {PERSON}, "left")
                .select(
                        col(PERSON),
                        Sessions.HAS_FAILED_CHECKOUT
                                .col()
                                .and(day.gt(date.minusDays(CHECKOUT_DAYS)))
                                .and(coalesce(col("last_on").lt(day), lit(true)))
                                .as(CareSign.FAILED_CHECKOUT.column()),
                        reads.and(col("first_on").leq(day)).as(CareSign.DOCUMENT.column()));
    }

    private Dataset<Row> returns(LocalDate date) {
        return in.read(PersonPurchases.TABLE)
                .where(PersonPurchases.CUSTOMER_ID
                        .col()
                        .isNotNull()
                        .and(Purchases.IS_RETURN.col())
                        .and(within(PersonPurchases.ORDERED_ON.col(), date)))
                .select(col(PERSON), lit(true).as(CareSign.RETURN.column()));
    }

    private Column within(Column day, LocalDate date) {
        return day.gt(date.minusDays(lookBackDays)).and(day.leq(date));
    }

    /** Customers of the year before the date with their score, nought without a sign, and what came of them. */
    Dataset<Row> judged(LocalDate date, int horizonDays) {
        LocalDate end = date.plusDays(horizonDays);
        Column day = col(PersonOrders.DAY);
        Dataset<Row> customers = PersonOrders.until(in, end)
                .groupBy(PERSON)
                .agg(
                        max(when(day.leq(date), day)).as("last_on"),
                        max(day.gt(date)).as("came_back"))
                .where(col("last_on").gt(date.minusDays(365)))
                .select(col(PERSON), not(col("came_back")).as(LEFT));
        Dataset<Row> complaints = in.read(PersonInteractions.TABLE)
                .where(PersonInteractions.OCCURRED_ON
                        .col()
                        .gt(date)
                        .and(PersonInteractions.OCCURRED_ON.col().leq(end))
                        .and(Tone.byStars()
                                .of(Interactions.KIND.col(), Interactions.RATING.col())
                                .leq(UNHAPPY)))
                .select(col(PERSON), lit(true).as(COMPLAINED))
                .distinct();
        return customers
                .join(on(date), new String[] {PERSON}, "left")
                .join(complaints, new String[] {PERSON}, "left")
                .withColumn(SCORE, coalesce(col(SCORE), lit(0.0)))
                .withColumn(CareSign.COMPLAINT.column(), flag(CareSign.COMPLAINT))
                .withColumn(COMPLAINED, coalesce(col(COMPLAINED), lit(false)));
    }
}
