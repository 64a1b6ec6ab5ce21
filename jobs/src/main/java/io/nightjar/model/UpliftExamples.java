package io.nightjar.model;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.nightjar.config.UpliftSettings;
import io.nightjar.job.Inputs;
import io.nightjar.job.Memory;
import io.nightjar.learn.trainer.Frame;
import io.nightjar.learn.trainer.Frames;
import io.nightjar.learn.uplift.Experiment;
import io.nightjar.schema.Contacts;
import io.nightjar.schema.PersonContacts;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.Purchases;
import io.nightjar.schema.SegmentStays;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Messages of campaigns, and our own lists, that were withheld from a control group: who got one, who did not, what was
 * known about them in the week before, and whether they ordered in the days after. A row a message; a person's rows stay together.
 */
final class UpliftExamples {
    private static final String SENT = "sent_on";
    private static final String AT = "at";
    private static final String CONTROL = "control";
    private static final Column CONTROLLED =
            coalesce(Contacts.IS_CONTROL.col(), lit(false)).as(CONTROL);
    private static final String ORDERED = "ordered";
    private static final int WEEK = 7;
    private static final long GRAINS = 1_000_000;

    private final Inputs in;
    private final PersonHistory history;
    private final UpliftSettings settings;
    private final LocalDate asOf;

    UpliftExamples(Inputs in, UpliftSettings settings, LocalDate asOf) {
        this.in = in;
        this.history = new PersonHistory(in);
        this.settings = settings;
        this.asOf = asOf;
    }

    /** People and what happened to them. */
    record People(Frame frame, Experiment experiment) {
        int controls() {
            return (int) IntStream.range(0, experiment.size())
                    .filter(i -> !experiment.isTreated(i))
                    .count();
        }
    }

    List<String> features() {
        List<String> all = new ArrayList<>(history.features());
        if (in.has(PersonContacts.TABLE)) {
            all.addAll(PersonHistory.ANSWERS);
        }
        return all;
    }

    /** Everybody who bought so far, tonight. */
    Dataset<Row> tonight() {
        return history.on(List.of(asOf), features()).drop(PersonHistory.CUT_OFF);
    }

    /** In one order, so that sums of doubles come out the same on any number of cores; thinned by hash of the person. */
    People collect(long seed) {
        LocalDate newest = asOf.minusDays(settings.outcomeDays() + 1L);
        Dataset<Row> messages = outcomes(messages(newest));
        List<LocalDate> weeks = IntStream.range(0, settings.weeks())
                .mapToObj(week -> newest.minusDays((long) WEEK * week))
                .toList();
        Dataset<Row> known = thinned(messages, seed)
                .join(history.on(weeks, features()), new String[] {PersonHistory.PERSON, PersonHistory.CUT_OFF});
        List<Row> rows = known.orderBy(
                        xxhash64(col(PersonHistory.PERSON), lit(seed)),
                        col(PersonHistory.PERSON),
                        col(SENT),
                        Contacts.CAMPAIGN.col())
                .collectAsList();
        StructType type = known.schema();
        boolean[] treated = new boolean[rows.size()];
        boolean[] ordered = new boolean[rows.size()];
        for (int i = 0; i < treated.length; i++) {
            treated[i] = !rows.get(i).getBoolean(type.fieldIndex(CONTROL));
            ordered[i] = rows.get(i).getBoolean(type.fieldIndex(ORDERED));
        }
        return new People(Frames.of(rows, type, PersonHistory.PERSON, features()), new Experiment(treated, ordered));
    }

    /**
     * Of more messages than are learned from, those that were withheld before those that were sent, by hash: what both
     * came to differ by is known as well as the smaller group is, and neither group's orders change.
     */
    private Dataset<Row> thinned(Dataset<Row> messages, long seed) {
        Row counted = messages.agg(count(lit(1)), count_if(col(CONTROL))).head();
        long controls = counted.getLong(1);
        long sent = counted.getLong(0) - controls;
        long most = settings.maxContacts();
        if (controls + sent <= most) {
            return messages;
        }
        long keptControls = Math.min(controls, Math.max(most / 2, most - sent));
        Column share = when(col(CONTROL), lit((double) keptControls / controls))
                .otherwise(lit((double) (most - keptControls) / sent));
        Column drawn = pmod(
                        xxhash64(col(PersonHistory.PERSON), Contacts.CAMPAIGN.col(), col(SENT), lit(seed)), lit(GRAINS))
                .divide(GRAINS);
        return messages.where(drawn.lt(share));
    }

    /** One row per person, campaign and day; features are those of the last weekly step before the day. */
    private Dataset<Row> messages(LocalDate newest) {
        Column day = to_date(Contacts.SENT_AT.col());
        Dataset<Row> all = in.read(PersonContacts.TABLE)
                .select(col(PersonHistory.PERSON), Contacts.CAMPAIGN.col(), Contacts.SENT_AT.col(), CONTROLLED)
                .unionByName(lists())
                .where(PersonContacts.CUSTOMER_ID.col().isNotNull())
                .where(day.gt(newest.minusDays((long) WEEK * (settings.weeks() - 1)))
                        .and(day.leq(newest.plusDays(1))))
                .groupBy(col(PersonHistory.PERSON), Contacts.CAMPAIGN.col(), day.as(SENT))
                .agg(max(col(CONTROL)).as(CONTROL), min(Contacts.SENT_AT.col()).as(AT));
        Dataset<Row> tested = all.groupBy(Contacts.CAMPAIGN.col())
                .agg(min(col(CONTROL)).as("treats"), max(col(CONTROL)).as("withholds"))
                .where(not(col("treats")).and(col("withholds")))
                .select(Contacts.CAMPAIGN.col());
        Column steps =
                floor(datediff(lit(newest), col(SENT)).plus(WEEK).divide(WEEK)).cast("int");
        return all.join(tested, Contacts.CAMPAIGN.name())
                .withColumn(PersonHistory.CUT_OFF, date_sub(lit(newest), steps.multiply(WEEK)));
    }

    /** The control groups that we cut ourselves: whoever came onto a list may be written to from the next day on. */
    private Dataset<Row> lists() {
        Dataset<Row> stays = Memory.of(
                        in, SegmentStays.TABLE, SegmentStays.LEFT_ON.col().desc_nulls_first())
                .orElseGet(() -> in.read(PersonContacts.TABLE)
                        .sparkSession()
                        .createDataFrame(List.of(), SegmentStays.TABLE.structType()));
        return stays.select(
                col(PersonHistory.PERSON),
                Contacts.CAMPAIGN.of(SegmentStays.SEGMENT.col()),
                Contacts.SENT_AT.of(date_add(SegmentStays.ENTERED_ON.col(), 1)),
                coalesce(SegmentStays.IS_HELD_OUT.col(), lit(false)).as(CONTROL));
    }

    private Dataset<Row> outcomes(Dataset<Row> messages) {
        Dataset<Row> orders = history.lines()
                .where(not(Purchases.IS_RETURN.col()))
                .select(col(PersonHistory.PERSON), PersonPurchases.ORDERED_ON.col(), Purchases.ORDERED_AT.col())
                .distinct();
        Column inTime = Purchases.ORDERED_AT
                .col()
                .gt(col(AT))
                .and(PersonPurchases.ORDERED_ON.col().leq(date_add(col(SENT), settings.outcomeDays())));
        return messages.join(orders, new String[] {PersonHistory.PERSON}, "left")
                .groupBy(
                        col(PersonHistory.PERSON),
                        col(PersonHistory.CUT_OFF),
                        Contacts.CAMPAIGN.col(),
                        col(SENT),
                        col(CONTROL))
                .agg(count_if(inTime).gt(0).as(ORDERED));
    }
}
