package io.nightjar.profile;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.bit_or;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.when;

import io.nightjar.config.ProfileSettings;
import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.quality.Check;
import io.nightjar.schema.Activity;
import io.nightjar.schema.Engagement;
import io.nightjar.schema.Field;
import io.nightjar.schema.IdentityLinks;
import io.nightjar.schema.LoyaltyEvents;
import io.nightjar.schema.LoyaltyMembers;
import io.nightjar.schema.PersonContacts;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.Purchases;
import io.nightjar.schema.Table;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Scores how much each person has to do with the shop lately, 0 to 100, as the weighted mean of six parts. Recency is
 * 100 / 2^(days since the last sign of life / 30). Frequency (active days in 90), depth (views, searches twice and carts
 * three times, a visit) and purchases (days in 365) are 100 x / (x + m), m the median of those who have any: half the
 * points for who does as much as the middle one. Answers are the share of messages answered, as if of four more the
 * shop's share had been. Loyalty is 40 for a card and 60 x / (x + m) for the days of points earned or burned in 365.
 *
 * <p>Momentum compares the active days of the last 30 with those of the 90 before, of which they would be a quarter of
 * all if nothing changed: rising or falling where they are more than one standard deviation of that off.
 */
public final class BuildEngagement implements TableJob {
    private static final int RECENCY_HALF_LIFE = 30;
    private static final int MESSAGES = 180;
    private static final int YEAR = 365;
    private static final double ANSWERS_PRIOR = 4;
    private static final double CARD = 40;
    private static final Map<Field, Double> WEIGHTS = weights();

    private static final String FIRST = "first_on";
    private static final String LAST = "last_on";
    private static final String RECENT = "recent_bits";
    private static final String EARLIER = "earlier_bits";
    private static final String ORDER_DAYS = "order_days";
    private static final String POINT_DAYS = "point_days";
    private static final String HAS_CARD = "has_card";
    private static final String DEPTH = "depth";
    private static final String ACTIVE_90 = "active_90";

    private final ProfileSettings settings;

    public BuildEngagement(ProfileSettings settings) {
        this.settings = settings;
    }

    private static Map<Field, Double> weights() {
        Map<Field, Double> all = new LinkedHashMap<>();
        all.put(Engagement.RECENCY, 25.0);
        all.put(Engagement.FREQUENCY, 20.0);
        all.put(Engagement.DEPTH, 10.0);
        all.put(Engagement.ANSWERING, 15.0);
        all.put(Engagement.BUYING, 20.0);
        all.put(Engagement.LOYALTY, 10.0);
        return all;
    }

    @Override
    public List<Table> inputs() {
        return List.of(
                IdentityLinks.TABLE,
                PersonPurchases.TABLE,
                Activity.TABLE,
                PersonContacts.TABLE,
                LoyaltyMembers.TABLE,
                LoyaltyEvents.TABLE);
    }

    @Override
    public Table output() {
        return Engagement.TABLE;
    }

    @Override
    public String settings() {
        return settings.toString();
    }

    @Override
    public List<Check> checks() {
        return List.of(Check.holds(
                "a score is between 0 and 100", Engagement.SCORE.col().between(0, 100)));
    }

    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        Dataset<Row> signs = bought(in, asOf);
        if (in.has(Activity.TABLE)) {
            signs = signs.unionByName(visited(in), true);
        }
        if (in.has(PersonContacts.TABLE)) {
            signs = signs.unionByName(answered(in, asOf), true);
        }
        if (in.has(LoyaltyMembers.TABLE)) {
            signs = signs.unionByName(carded(in, asOf), true);
        }
        Dataset<Row> people = in.read(IdentityLinks.TABLE)
                .select(IdentityLinks.CUSTOMER_ID.col())
                .distinct()
                .join(summed(signs), new String[] {Engagement.CUSTOMER_ID.name()}, "left")
                .transform(rows -> counted(rows, in))
                .localCheckpoint();
        return scored(people, in, asOf).select(Engagement.TABLE.columns());
    }

    private static Dataset<Row> bought(Inputs in, LocalDate asOf) {
        Column day = PersonPurchases.ORDERED_ON.col();
        Column age = DayBits.age(day, asOf);
        return in.read(PersonPurchases.TABLE)
                .where(PersonPurchases.CUSTOMER_ID.col().isNotNull().and(not(Purchases.IS_RETURN.col())))
                .where(day.leq(lit(asOf)))
                .groupBy(PersonPurchases.CUSTOMER_ID.col())
                .agg(
                        min(day).as(FIRST),
                        max(day).as(LAST),
                        DayBits.recent(age).as(RECENT),
                        DayBits.earlier(age).as(EARLIER),
                        count_distinct(when(age.lt(YEAR), day)).as(ORDER_DAYS));
    }

    private static Dataset<Row> visited(Inputs in) {
        Column actions = Activity.VIEWS
                .get(2)
                .col()
                .plus(Activity.SEARCHES.get(2).col().multiply(2))
                .plus(Activity.CARTS.get(2).col().multiply(3));
        Column visits = Activity.VISITS.get(2).col();
        return in.read(Activity.TABLE)
                .select(
                        Activity.CUSTOMER_ID.col(),
                        Activity.FIRST_VISIT_ON.col().as(FIRST),
                        Activity.LAST_VISIT_ON.col().as(LAST),
                        Activity.RECENT_DAYS.col().as(RECENT),
                        Activity.EARLIER_DAYS.col().as(EARLIER),
                        when(visits.gt(0), actions.divide(visits)).as(DEPTH));
    }

    private Dataset<Row> answered(Inputs in, LocalDate asOf) {
        Column age = DayBits.age(col(Answers.ANSWERED_ON), asOf);
        Column isLate = col(Answers.SENT_ON).gt(lit(asOf.minusDays(MESSAGES)));
        return Answers.of(in, settings.machineOpenSeconds(), asOf)
                .groupBy(PersonContacts.CUSTOMER_ID.col())
                .agg(
                        max(col(Answers.ANSWERED_ON)).as(LAST),
                        DayBits.recent(age).as(RECENT),
                        DayBits.earlier(age).as(EARLIER),
                        count_if(isLate).as(Engagement.MESSAGES_180.name()),
                        count_if(isLate.and(col(Answers.IS_ANSWERED))).as(Engagement.ANSWERS_180.name()),
                        count_if(isLate.and(col(Answers.IS_MACHINE))).as(Engagement.MACHINE_OPENS_180.name()));
    }

    private static Dataset<Row> carded(Inputs in, LocalDate asOf) {
        Dataset<Row> cards = Cards.of(in, asOf);
        Column day = to_date(LoyaltyEvents.OCCURRED_AT.col());
        Dataset<Row> bookings = in.read(LoyaltyEvents.TABLE)
                .where(day.leq(lit(asOf)).and(day.gt(lit(asOf.minusDays(YEAR)))))
                .where(coalesce(LoyaltyEvents.KIND.col(), lit("")).notEqual("expire"))
                .select(LoyaltyEvents.LOYALTY_NUMBER.col(), day.as("day"));
        return cards.join(bookings, new String[] {LoyaltyMembers.LOYALTY_NUMBER.name()}, "left")
                .groupBy(IdentityLinks.CUSTOMER_ID.col())
                .agg(count_distinct(col("day")).as(POINT_DAYS), max(lit(true)).as(HAS_CARD));
    }

    private static Dataset<Row> summed(Dataset<Row> signs) {
        List<String> names = List.of(signs.columns());
        List<Column> all = new ArrayList<>(List.of(
                min(col(FIRST)).as(FIRST),
                max(col(LAST)).as(LAST),
                bit_or(col(RECENT)).as(RECENT),
                bit_or(col(EARLIER)).as(EARLIER)));
        names.stream()
                .filter(name -> !List.of(Engagement.CUSTOMER_ID.name(), FIRST, LAST, RECENT, EARLIER)
                        .contains(name))
                .forEach(name -> all.add(max(col(name)).as(name)));
        return signs.groupBy(Engagement.CUSTOMER_ID.name())
                .agg(all.get(0), all.subList(1, all.size()).toArray(Column[]::new));
    }

    /** Counts of a source that is on are 0 for whom it does not mention; those of one that is off are missing. */
    private static Dataset<Row> counted(Dataset<Row> people, Inputs in) {
        Dataset<Row> all = people;
        Map<String, Table> origins = new LinkedHashMap<>();
        origins.put(ORDER_DAYS, PersonPurchases.TABLE);
        origins.put(DEPTH, Activity.TABLE);
        origins.put(Engagement.MESSAGES_180.name(), PersonContacts.TABLE);
        origins.put(Engagement.ANSWERS_180.name(), PersonContacts.TABLE);
        origins.put(Engagement.MACHINE_OPENS_180.name(), PersonContacts.TABLE);
        origins.put(POINT_DAYS, LoyaltyMembers.TABLE);
        for (Map.Entry<String, Table> origin : origins.entrySet()) {
            String name = origin.getKey();
            boolean isOn = in.has(origin.getValue());
            String type = name.equals(DEPTH) ? "double" : "bigint";
            Column value = isOn ? coalesce(col(name), lit(0)) : lit(null);
            all = all.withColumn(name, value.cast(type));
        }
        Column hasCard = in.has(LoyaltyMembers.TABLE) ? coalesce(col(HAS_CARD), lit(false)) : lit(false);
        return all.withColumn(HAS_CARD, hasCard)
                .withColumn(ACTIVE_90, DayBits.count(col(RECENT), col(EARLIER), 90))
                .withColumn(Engagement.ACTIVE_DAYS_30.name(), DayBits.count(col(RECENT), col(EARLIER), 30))
                .withColumn(
                        Engagement.ACTIVE_DAYS_BEFORE.name(),
                        DayBits.count(col(RECENT), col(EARLIER), DayBits.DAYS).minus(Engagement.ACTIVE_DAYS_30.col()))
                .withColumn(Engagement.LAST_ACTIVE_ON.name(), col(LAST));
    }

    private static Dataset<Row> scored(Dataset<Row> people, Inputs in, LocalDate asOf) {
        Row shop = people.agg(
                        median(ACTIVE_90),
                        median(DEPTH),
                        median(ORDER_DAYS),
                        median(POINT_DAYS),
                        sum(Engagement.ANSWERS_180.col()),
                        sum(Engagement.MESSAGES_180.col()))
                .head();
        double messages = shop.isNullAt(5) ? 0 : shop.getLong(5);
        double usual = messages > 0 ? shop.getLong(4) / messages : 0;
        Column days = DayBits.age(col(LAST), asOf);
        Column answers = Engagement.ANSWERS_180
                .col()
                .plus(ANSWERS_PRIOR * usual)
                .divide(Engagement.MESSAGES_180.col().plus(ANSWERS_PRIOR));
        Column points = saturated(POINT_DAYS, shop, 3)
                .multiply((100 - CARD) / 100)
                .plus(when(col(HAS_CARD), CARD).otherwise(0));
        Column recency = coalesce(lit(100.0).divide(pow(lit(2.0), days.divide(RECENCY_HALF_LIFE))), lit(0.0));
        return people.withColumn(Engagement.RECENCY.name(), recency)
                .withColumn(Engagement.FREQUENCY.name(), saturated(ACTIVE_90, shop, 0))
                .withColumn(Engagement.DEPTH.name(), saturated(DEPTH, shop, 1))
                .withColumn(
                        Engagement.ANSWERING.name(),
                        when(Engagement.MESSAGES_180.col().gt(0), answers.multiply(100))
                                .when(Engagement.MESSAGES_180.col().isNotNull(), lit(0.0)))
                .withColumn(Engagement.BUYING.name(), saturated(ORDER_DAYS, shop, 2))
                .withColumn(
                        Engagement.LOYALTY.name(),
                        in.has(LoyaltyMembers.TABLE) ? points : lit(null).cast("double"))
                .transform(BuildEngagement::rounded)
                .withColumn(Engagement.SCORE.name(), round(mean(), 1))
                .withColumn(Engagement.MOMENTUM.name(), momentum(asOf))
                .withColumn(Engagement.REASON.name(), reason(asOf));
    }

    /** Among those who have any. */
    private static Column median(String of) {
        return expr("percentile(if(" + of + " > 0, " + of + ", null), 0.5)");
    }

    private static Column saturated(String of, Row shop, int at) {
        double middle = shop.isNullAt(at) ? 1 : Math.max(1e-9, shop.getDouble(at));
        return col(of).multiply(100.0).divide(col(of).plus(middle));
    }

    private static Dataset<Row> rounded(Dataset<Row> rows) {
        Dataset<Row> all = rows;
        for (Field part : Engagement.PARTS) {
            all = all.withColumn(part.name(), round(part.col(), 1));
        }
        return all;
    }

    private static Column mean() {
        Column points = lit(0.0);
        Column weights = lit(0.0);
        for (Map.Entry<Field, Double> part : WEIGHTS.entrySet()) {
            Column value = part.getKey().col();
            points = points.plus(coalesce(value.multiply(part.getValue()), lit(0.0)));
            weights = weights.plus(when(value.isNotNull(), part.getValue()).otherwise(0.0));
        }
        return points.divide(weights);
    }

    /** Who is known for less than 90 days is compared with as many of the days before as they are known. */
    private static Column momentum(LocalDate asOf) {
        Column before = least(
                lit(90), DayBits.age(coalesce(col(FIRST), lit(asOf)), asOf).minus(29));
        Column days = Engagement.ACTIVE_DAYS_30.col().plus(Engagement.ACTIVE_DAYS_BEFORE.col());
        Column share = lit(30.0).divide(greatest(before, lit(1)).plus(30));
        Column off = Engagement.ACTIVE_DAYS_30.col().minus(days.multiply(share));
        Column deviation = sqrt(days.multiply(share).multiply(lit(1.0).minus(share)));
        return when(days.equalTo(0).or(before.lt(30)), lit(null).cast("string"))
                .when(off.gt(deviation), "rising")
                .when(off.lt(deviation.multiply(-1)), "falling")
                .otherwise("steady");
    }

    /** Names the part that speaks most for the person, and the one that speaks least. */
    private static Column reason(LocalDate asOf) {
        Column days = DayBits.age(col(LAST), asOf);
        Column lately = when(days.isNull(), "no sign of life yet")
                .when(days.equalTo(0), "there today")
                .otherwise(concat(lit("last sign of life "), plural(days, "day"), lit(" ago")));
        Map<Field, Column> words = new LinkedHashMap<>();
        words.put(Engagement.RECENCY, lately);
        words.put(Engagement.FREQUENCY, concat(plural(col(ACTIVE_90), "active day"), lit(" in 90")));
        words.put(
                Engagement.DEPTH,
                when(col(DEPTH).gt(0), concat(round(col(DEPTH), 1).cast("string"), lit(" steps a visit")))
                        .otherwise("no visit in 90 days"));
        words.put(
                Engagement.ANSWERING,
                when(Engagement.MESSAGES_180.col().equalTo(0), "no message in 180 days")
                        .otherwise(concat(
                                Engagement.ANSWERS_180.col().cast("string"),
                                lit(" of "),
                                plural(Engagement.MESSAGES_180.col(), "message"),
                                lit(" answered"))));
        words.put(Engagement.BUYING, concat(plural(col(ORDER_DAYS), "day"), lit(" with purchases in a year")));
        words.put(
                Engagement.LOYALTY,
                when(col(HAS_CARD), concat(lit("points moved on "), plural(col(POINT_DAYS), "day"), lit(" in a year")))
                        .otherwise("no loyalty card"));
        List<Column> parts = new ArrayList<>();
        words.forEach((part, text) -> parts.add(when(
                part.col().isNotNull(),
                struct(part.col().as("points"), lit(parts.size()).as("place"), text.as("text")))));
        Column known = org.apache.spark.sql.functions.filter(array(parts.toArray(Column[]::new)), Column::isNotNull);
        Column sorted = org.apache.spark.sql.functions.array_sort(known);
        return concat(
                lit("For it: "),
                org.apache.spark.sql.functions.element_at(sorted, -1).getField("text"),
                lit("; against it: "),
                org.apache.spark.sql.functions.element_at(sorted, 1).getField("text"),
                lit("."));
    }

    private static Column plural(Column number, String of) {
        return concat(
                number.cast("string"),
                lit(" " + of),
                when(number.equalTo(1), "").otherwise("s"));
    }
}
