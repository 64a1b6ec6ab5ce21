package io.nightjar.model;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;

import io.nightjar.config.ChurnSettings;
import io.nightjar.job.Inputs;
import io.nightjar.schema.PersonEvents;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.Purchases;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What is known about each active buyer on a date, and after how many days they bought again. */
final class ChurnExamples {
    static final String PERSON = PersonHistory.PERSON;
    static final String RECENCY = PersonHistory.RECENCY;
    static final String CUT_OFF = PersonHistory.CUT_OFF;
    static final String LAST_ON = "last_on";
    /** Days from the date to the next purchase; missing for people who bought nothing more. */
    static final String NEXT_DAYS = "next_days";

    private final Inputs in;
    private final PersonHistory history;
    private final ChurnSettings settings;

    ChurnExamples(Inputs in, ChurnSettings settings) {
        this.in = in;
        this.history = new PersonHistory(in);
        this.settings = settings;
    }

    List<String> features() {
        List<String> all = new ArrayList<>(PersonHistory.RHYTHM);
        if (in.has(PersonEvents.TABLE)) {
            all.addAll(PersonHistory.VISITS);
        }
        return all;
    }

    /** Eligible people and their features, from what was known on the date. */
    Dataset<Row> on(LocalDate date) {
        return on(List.of(date)).drop(CUT_OFF);
    }

    /** The same on several dates, with the date. */
    Dataset<Row> on(List<LocalDate> dates) {
        return history.on(dates, features()).where(col(RECENCY).lt(settings.eligibleDays()));
    }

    /** Everybody who bought up to the date, and the day they last did. */
    Dataset<Row> lastPurchases(LocalDate date) {
        return history.lines()
                .where(not(Purchases.IS_RETURN.col()))
                .where(PersonPurchases.ORDERED_ON.col().leq(date))
                .groupBy(PERSON)
                .agg(max(PersonPurchases.ORDERED_ON.col()).as(LAST_ON));
    }

    /** The same on several dates with what followed, as far as it was known on the last day. */
    Dataset<Row> followed(List<LocalDate> dates, LocalDate lastDay) {
        Dataset<Row> next = history.nextPurchase(dates, "next_on")
                .where(col("next_on").leq(lit(lastDay)))
                .withColumn(NEXT_DAYS, datediff(col("next_on"), col(CUT_OFF)))
                .drop("next_on");
        return on(dates).join(next, new String[] {PERSON, CUT_OFF}, "left");
    }
}
