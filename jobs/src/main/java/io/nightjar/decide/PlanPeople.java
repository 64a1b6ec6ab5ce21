package io.nightjar.decide;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.map_from_entries;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.when;

import io.nightjar.config.Channel;
import io.nightjar.config.PlanSettings;
import io.nightjar.job.Inputs;
import io.nightjar.schema.CareScores;
import io.nightjar.schema.ChannelScores;
import io.nightjar.schema.ContactPlan;
import io.nightjar.schema.ContactPoints;
import io.nightjar.schema.Contacts;
import io.nightjar.schema.CustomerProfiles;
import io.nightjar.schema.CustomerValue;
import io.nightjar.schema.Customers;
import io.nightjar.schema.Field;
import io.nightjar.schema.Interactions;
import io.nightjar.schema.PersonContacts;
import io.nightjar.schema.PersonFlags;
import io.nightjar.schema.PersonInteractions;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.Purchases;
import io.nightjar.schema.Rfm;
import io.nightjar.schema.Table;
import io.nightjar.schema.UpliftScores;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** What the plan has to know of each person, from whatever tables the night has. */
final class PlanPeople {
    private static final String PERSON = CustomerProfiles.CUSTOMER_ID.name();
    private static final int MONTH = 30;
    private static final int WEEK = 7;

    private final Inputs in;
    private final LocalDate asOf;
    private final PlanSettings settings;

    PlanPeople(Inputs in, LocalDate asOf, PlanSettings settings) {
        this.in = in;
        this.asOf = asOf;
        this.settings = settings;
    }

    static List<Table> inputs() {
        return List.of(
                CustomerProfiles.TABLE,
                ContactPoints.TABLE,
                CustomerValue.TABLE,
                UpliftScores.TABLE,
                ChannelScores.TABLE,
                CareScores.TABLE,
                PersonContacts.TABLE,
                PersonInteractions.TABLE,
                PersonPurchases.TABLE,
                PersonFlags.TABLE);
    }

    /**
     * What people and contacts are worth: permissions, chance of an order within 30 days, value of an order, and what a
     * message adds to the chance: as measured, or where nothing was measured 4 p (1 - p) of the most it may, for whoever
     * orders, or does not order, anyway cannot be moved.
     */
    Dataset<Row> worth() {
        Column[] permitted = ContactPoints.PERMISSIONS.stream()
                .map(field -> coalesce(field.col(), lit(false)))
                .toArray(Column[]::new);
        Column orderValue = Rfm.AVERAGE_ORDER_VALUE.col().cast("double");
        Dataset<Row> people = in.read(CustomerProfiles.TABLE)
                .select(
                        col(PERSON),
                        functions.array(permitted).as("permitted"),
                        coalesce(orderValue, lit(usualOrder())).as("order_value"));
        people = left(people, UpliftScores.TABLE, PlanPeople::uplifts, "uplifted");
        people = left(people, CustomerValue.TABLE, PlanPeople::chances, "known_chance");
        Column chance = coalesce(col("known_chance"), lit(settings.unknownChance()));
        Column assumed = lit(4 * settings.maxLift()).multiply(chance).multiply(lit(1).minus(chance));
        return people.withColumn("chance", chance).withColumn("lift", coalesce(col("uplifted"), assumed));
    }

    /** What an order is worth, on average over people. */
    private double usualOrder() {
        Row mean = in.read(CustomerProfiles.TABLE)
                .agg(functions.sum(Rfm.AVERAGE_ORDER_VALUE.col()), functions.count(Rfm.AVERAGE_ORDER_VALUE.col()))
                .head();
        return mean.isNullAt(0) ? 0 : mean.getDecimal(0).doubleValue() / mean.getLong(1);
    }

    /**
     * One row per person, in the order in which {@link #person} takes it.
     *
     * @param earlier rows of the plan that were planned before tonight
     */
    Dataset<Row> rows(Dataset<Row> earlier) {
        Dataset<Row> people = worth();
        people = left(people, ContactPoints.TABLE, this::reachable, "reachable");
        people = left(people, ChannelScores.TABLE, PlanPeople::rates, "rates");
        people = people.join(sent(), new String[] {PERSON}, "left")
                .join(planned(earlier), new String[] {PERSON}, "left");
        people = left(people, PersonInteractions.TABLE, this::complaints, "complained_on");
        people = left(people, PersonPurchases.TABLE, this::returns, "returned_on");
        people = left(people, CareScores.TABLE, rows -> one(rows, CareScores.NEEDS_HELP.col(), "need"), "need");
        people = left(people, PersonFlags.TABLE, PlanPeople::tests, "is_test");
        return people.select(
                col(PERSON),
                col("permitted"),
                col("reachable"),
                col("rates"),
                coalesce(col("sent_week"), lit(0L)),
                coalesce(col("sent_month"), lit(0L)),
                coalesce(col("planned_week"), lit(0L)),
                coalesce(col("planned_month"), lit(0L)),
                col("topics"),
                col("last_by_list"),
                col("complained_on"),
                col("returned_on"),
                col("need"),
                col("lift"),
                col("order_value"),
                col("is_test"));
    }

    /**
     * The person of a row.
     *
     * @param at where the person would be; the other columns follow
     */
    static Person person(String id, Row row, int at) {
        boolean[] permitted = flags(row, at + 1);
        boolean[] reachable = flags(row, at + 2);
        double[] rates = new double[PlanRules.CHANNELS];
        Arrays.fill(rates, Double.NaN);
        if (!row.isNullAt(at + 3)) {
            Map<String, Double> known = row.getJavaMap(at + 3);
            for (Channel channel : Channel.values()) {
                rates[channel.place()] = known.getOrDefault(channel.name().toLowerCase(Locale.ROOT), Double.NaN);
            }
        }
        Map<String, LocalDate> lastByList = new HashMap<>();
        if (!row.isNullAt(at + 9)) {
            for (Row entry : row.<Row>getList(at + 9)) {
                lastByList.merge(entry.getString(0), date(entry, 1), (one, other) -> one.isAfter(other) ? one : other);
            }
        }
        return new Person(
                id,
                permitted,
                reachable,
                rates,
                (int) (row.getLong(at + 4) + row.getLong(at + 6)),
                (int) (row.getLong(at + 5) + row.getLong(at + 7)),
                row.isNullAt(at + 8) ? List.of() : new ArrayList<>(row.<String>getList(at + 8)),
                lastByList,
                date(row, at + 10),
                date(row, at + 11),
                row.isNullAt(at + 12) ? 0 : row.getDouble(at + 12),
                row.getDouble(at + 13),
                row.getDouble(at + 14),
                !row.isNullAt(at + 15) && row.getBoolean(at + 15));
    }

    private static boolean[] flags(Row row, int at) {
        boolean[] flags = new boolean[PlanRules.CHANNELS];
        if (!row.isNullAt(at)) {
            List<Boolean> values = row.getList(at);
            for (int i = 0; i < flags.length; i++) {
                flags[i] = values.get(i);
            }
        }
        return flags;
    }

    private static LocalDate date(Row row, int at) {
        if (row.isNullAt(at)) {
            return null;
        }
        Object day = row.get(at);
        return day instanceof LocalDate local ? local : ((java.sql.Date) day).toLocalDate();
    }

    /** Joins what a table says of a person; without the table nothing is known. */
    private Dataset<Row> left(Dataset<Row> people, Table table, UnaryOperator<Dataset<Row>> fact, String name) {
        Dataset<Row> known = fact.apply(in.read(table));
        return in.has(table)
                ? people.join(known, new String[] {PERSON}, "left")
                : people.withColumn(
                        name, lit(null).cast(known.schema().apply(name).dataType()));
    }

    private static Dataset<Row> one(Dataset<Row> rows, Column value, String name) {
        return rows.select(col(PERSON), value.as(name));
    }

    /** By channel, as the gate to the files has it. */
    private Dataset<Row> reachable(Dataset<Row> points) {
        Column mail = isThere(Customers.EMAIL);
        Column phone = isThere(Customers.PHONE);
        Column post = isThere(Customers.STREET)
                .and(isThere(Customers.POSTCODE))
                .and(isThere(Customers.CITY))
                .and(isThere(Customers.COUNTRY));
        return one(points, functions.array(mail, phone, phone, post, mail.or(phone)), "reachable");
    }

    private static Column isThere(Field field) {
        return coalesce(functions.length(field.col()).gt(0), lit(false));
    }

    private static Dataset<Row> rates(Dataset<Row> channels) {
        return channels.where(ChannelScores.ANSWER_RATE.col().isNotNull())
                .groupBy(PERSON)
                .agg(map_from_entries(collect_list(
                                struct(lower(ChannelScores.CHANNEL.col()), ChannelScores.ANSWER_RATE.col())))
                        .as("rates"));
    }

    private Dataset<Row> sent() {
        Column day = to_date(Contacts.SENT_AT.col());
        return in.read(PersonContacts.TABLE)
                .where(not(coalesce(Contacts.IS_CONTROL.col(), lit(false))))
                .where(day.leq(lit(asOf)).and(day.gt(lit(asOf.minusDays(MONTH)))))
                .groupBy(PERSON)
                .agg(
                        count_if(day.gt(lit(asOf.minusDays(WEEK)))).as("sent_week"),
                        functions.count(lit(1)).as("sent_month"));
    }

    /** What was planned and cannot be among what was sent yet; topics and lists of all that was planned. */
    private Dataset<Row> planned(Dataset<Row> earlier) {
        LocalDate known = knownUntil();
        Column day = ContactPlan.PLANNED_ON.col();
        Column isUnseen = day.gt(lit(known));
        Column isRecent = day.gt(lit(asOf.minusDays(MONTH)));
        return earlier.groupBy(PERSON)
                .agg(
                        count_if(isUnseen.and(day.gt(lit(asOf.minusDays(WEEK)))))
                                .as("planned_week"),
                        count_if(isUnseen.and(isRecent)).as("planned_month"),
                        collect_list(when(isRecent, ContactPlan.TOPIC.col())).as("topics"),
                        collect_list(struct(ContactPlan.LIST.col(), day)).as("last_by_list"));
    }

    /** The last day of which we know what was sent; long ago where nobody tells us. */
    private LocalDate knownUntil() {
        LocalDate longAgo = asOf.minusYears(100);
        if (!in.has(PersonContacts.TABLE)) {
            return longAgo;
        }
        Row newest = in.read(PersonContacts.TABLE)
                .agg(max(to_date(Contacts.SENT_AT.col())))
                .head();
        LocalDate day = date(newest, 0);
        return day == null ? longAgo : day;
    }

    private Dataset<Row> complaints(Dataset<Row> rows) {
        return rows.where(Interactions.KIND.col().equalTo("complaint"))
                .where(PersonInteractions.OCCURRED_ON.col().leq(lit(asOf)))
                .groupBy(PERSON)
                .agg(max(PersonInteractions.OCCURRED_ON.col()).as("complained_on"));
    }

    private Dataset<Row> returns(Dataset<Row> rows) {
        return rows.where(Purchases.IS_RETURN.col())
                .where(PersonPurchases.ORDERED_ON.col().leq(lit(asOf)))
                .groupBy(PERSON)
                .agg(max(PersonPurchases.ORDERED_ON.col()).as("returned_on"));
    }

    /** Where it is honestly unknown what a message changes, nothing was measured. */
    private static Dataset<Row> uplifts(Dataset<Row> scores) {
        return one(
                scores,
                when(UpliftScores.UPLIFT_LABEL.col().notEqual("unknown"), UpliftScores.UPLIFT.col()),
                "uplifted");
    }

    /** Of an order within 30 days, from that within 90. */
    private static Dataset<Row> chances(Dataset<Row> values) {
        Column none = lit(1).minus(CustomerValue.ORDER_PROBABILITY_90.col());
        return one(values, lit(1).minus(pow(none, lit(1.0 / 3))), "known_chance");
    }

    private static Dataset<Row> tests(Dataset<Row> flags) {
        return flags.groupBy(PERSON)
                .agg(max(PersonFlags.FLAG.col().equalTo(PersonFlags.TEST_ACCOUNT))
                        .as("is_test"));
    }
}
