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
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What is known about each active buyer on a date, and after how many days they bought again. */
final class ChurnExamples {
    static final String PERSON = PersonHistory.PERSON;
    static final String RECENCY = PersonHistory.RECENCY;
    static final String CUT_OFF = PersonHistory.CUT_OFF;
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

    private Dataset<Row> on(List<LocalDate> dates) {
        List<Column> columns = new ArrayList<>(List.of(col(PERSON), col(CUT_OFF)));
        features().forEach(name -> columns.add(col(name)));
        return history.on(dates).where(col(RECENCY).lt(settings.eligibleDays())).select(columns.toArray(Column[]::new));
    }

    /** People who bought once, but not within the eligible days. */
    Dataset<Row> goneBy(LocalDate date) {
        return history.lines()
                .where(not(Purchases.IS_RETURN.col()))
                .where(PersonPurchases.ORDERED_ON.col().leq(date))
                .groupBy(PERSON)
                .agg(max(PersonPurchases.ORDERED_ON.col()).as("last_on"))
                .where(col("last_on").leq(date.minusDays(settings.eligibleDays())))
                .select(PERSON);
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
