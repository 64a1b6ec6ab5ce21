package io.nightjar.profile;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.months_between;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.upper;
import static org.apache.spark.sql.functions.when;

import io.nightjar.config.ProfileSettings;
import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.schema.Activity;
import io.nightjar.schema.Affinities;
import io.nightjar.schema.Clickstream;
import io.nightjar.schema.ContactPoints;
import io.nightjar.schema.CustomerProfiles;
import io.nightjar.schema.Customers;
import io.nightjar.schema.Engagement;
import io.nightjar.schema.Field;
import io.nightjar.schema.Identifiers;
import io.nightjar.schema.IdentityLinks;
import io.nightjar.schema.InteractionTones;
import io.nightjar.schema.LoyaltyEvents;
import io.nightjar.schema.LoyaltyMembers;
import io.nightjar.schema.PersonInteractions;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.Products;
import io.nightjar.schema.Purchases;
import io.nightjar.schema.Rfm;
import io.nightjar.schema.Table;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Joins what is known about each person into one row; anonymous visitors are people too. */
public final class BuildProfiles implements TableJob {
    private static final String PERSON = CustomerProfiles.CUSTOMER_ID.name();
    private static final Set<Field> COUNTS = counts();
    private static final Map<Field, Table> ORIGINS = origins();

    private final ProfileSettings settings;

    public BuildProfiles(ProfileSettings settings) {
        this.settings = settings;
    }

    @Override
    public List<Table> inputs() {
        return List.of(
                IdentityLinks.TABLE,
                Rfm.TABLE,
                ContactPoints.TABLE,
                PersonPurchases.TABLE,
                Products.TABLE,
                Activity.TABLE,
                Affinities.TABLE,
                Engagement.TABLE,
                Customers.TABLE,
                PersonInteractions.TABLE,
                InteractionTones.TABLE,
                LoyaltyMembers.TABLE,
                LoyaltyEvents.TABLE);
    }

    @Override
    public Table output() {
        return CustomerProfiles.TABLE;
    }

    @Override
    public String settings() {
        return settings.toString();
    }

    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        List<Dataset<Row>> parts = List.of(
                in.read(Rfm.TABLE),
                favourites(in, asOf),
                priceAttitudes(in, asOf),
                tops(in),
                in.read(Activity.TABLE),
                loyalty(in, asOf),
                Care.of(in, asOf),
                Care.languages(in, asOf),
                in.read(Engagement.TABLE)
                        .select(
                                Engagement.CUSTOMER_ID.col(),
                                Engagement.SCORE.col(),
                                Engagement.MOMENTUM.col(),
                                Engagement.REASON.col()),
                declared(in, asOf),
                permissions(in));
        Dataset<Row> joined = people(in);
        for (Dataset<Row> part : parts) {
            joined = joined.join(part, new String[] {PERSON}, "left");
        }
        return joined.withColumn(CustomerProfiles.LIFECYCLE_STAGE.name(), Lifecycle.stage(settings))
                .select(CustomerProfiles.TABLE.fields().stream()
                        .map(field -> isKnown(in, field) ? withDefault(field) : field.of(lit(null)))
                        .toArray(Column[]::new));
    }

    private static boolean isKnown(Inputs in, Field field) {
        Table origin = ORIGINS.get(field);
        return origin == null || in.has(origin);
    }

    private static Dataset<Row> people(Inputs in) {
        Column isVisitor = IdentityLinks.SOURCE.col().equalTo(Clickstream.SOURCE.name());
        Column isNameless = isVisitor.and(IdentityLinks.RULE.col().notEqual(Identifiers.LOGIN));
        return in.read(IdentityLinks.TABLE)
                .groupBy(IdentityLinks.CUSTOMER_ID.col())
                .agg(
                        min(isNameless).as(CustomerProfiles.IS_ANONYMOUS.name()),
                        count_if(not(isVisitor)).as(CustomerProfiles.RECORD_COUNT.name()));
    }

    /** Where most money went; of equals the first by name. */
    private static Dataset<Row> favourites(Inputs in, LocalDate asOf) {
        Dataset<Row> sales = sales(in, asOf)
                .join(
                        in.read(Products.TABLE).select(Products.PRODUCT_ID.col(), Products.CATEGORY.col()),
                        new String[] {Products.PRODUCT_ID.name()},
                        "left");
        Dataset<Row> category = most(sales, Products.CATEGORY, CustomerProfiles.FAVOURITE_CATEGORY);
        Dataset<Row> channel = most(sales, Purchases.CHANNEL, CustomerProfiles.FAVOURITE_CHANNEL);
        return category.join(channel, new String[] {PERSON}, "full");
    }

    private static Dataset<Row> sales(Inputs in, LocalDate asOf) {
        return in.read(PersonPurchases.TABLE)
                .where(PersonPurchases.CUSTOMER_ID.col().isNotNull().and(not(Purchases.IS_RETURN.col())))
                .where(PersonPurchases.ORDERED_ON.col().leq(lit(asOf)));
    }

    private static Dataset<Row> most(Dataset<Row> sales, Field by, Field favourite) {
        return sales.where(by.col().isNotNull())
                .groupBy(col(PERSON), by.col())
                .agg(sum(Purchases.AMOUNT.col()).as("spent"))
                .groupBy(PERSON)
                .agg(min_by(by.col(), struct(negate(col("spent")), by.col())).as(favourite.name()));
    }

    /** What is drawn to most, of each kind. */
    private static Dataset<Row> tops(Inputs in) {
        List<Column> all = new ArrayList<>();
        for (CustomerProfiles.Top top : CustomerProfiles.TOPS) {
            Column isTop = Affinities.KIND
                    .col()
                    .equalTo(top.kind())
                    .and(Affinities.BASIS.col().equalTo(top.basis()));
            all.add(top.value().of(max(when(isTop, Affinities.VALUE.col()))));
            all.add(top.confidence().of(max(when(isTop, Affinities.CONFIDENCE.col()))));
        }
        return in.read(Affinities.TABLE)
                .where(Affinities.RANK.col().equalTo(1))
                .groupBy(PERSON)
                .agg(all.get(0), all.subList(1, all.size()).toArray(Column[]::new));
    }

    /** Whether most order lines had a discount; nothing where the shop tells of none. */
    private static Dataset<Row> priceAttitudes(Inputs in, LocalDate asOf) {
        Column isCheaper = Purchases.DISCOUNT_AMOUNT.col().gt(0);
        Column off = col("cheaper")
                .minus(col("lines").divide(2))
                .divide(sqrt(col("lines").divide(4).plus(0.25)));
        return sales(in, asOf)
                .where(Purchases.DISCOUNT_AMOUNT.col().isNotNull())
                .groupBy(PERSON)
                .agg(count(lit(1)).as("lines"), count_if(isCheaper).as("cheaper"))
                .withColumn(
                        CustomerProfiles.INFERRED_PRICE_ATTITUDE.name(),
                        when(off.gt(0), "bargains").otherwise("full_price"))
                .withColumn(
                        CustomerProfiles.INFERRED_PRICE_ATTITUDE_CONFIDENCE.name(),
                        round(ShopRhythm.normal(abs(off)), 4))
                .drop("lines", "cheaper");
    }

    /** What the newest record that says so says of the person. */
    private static Dataset<Row> declared(Inputs in, LocalDate asOf) {
        Column order = struct(
                coalesce(Customers.UPDATED_AT.col(), Customers.REGISTERED_AT.col()), Customers.CUSTOMER_KEY.col());
        Column decade = floor(
                        months_between(lit(asOf), Customers.BIRTH_ON.col()).divide(120))
                .multiply(10);
        Column band = when(
                decade.between(0, 110),
                concat(decade.cast("string"), lit("-"), decade.plus(9).cast("string")));
        return Permissions.records(in, asOf)
                .groupBy(PERSON)
                .agg(
                        newest(CustomerProfiles.DECLARED_LANGUAGE, lower(trim(Customers.LANGUAGE.col())), order),
                        newest(CustomerProfiles.DECLARED_COUNTRY, upper(trim(Customers.COUNTRY.col())), order),
                        newest(CustomerProfiles.DECLARED_AGE_BAND, band, order));
    }

    private static Column newest(Field field, Column value, Column order) {
        return field.of(max_by(value, when(value.isNotNull(), order)));
    }

    /** The card with most points, where a person has several. */
    private static Dataset<Row> loyalty(Inputs in, LocalDate asOf) {
        Column later = coalesce(col("later"), lit(0L));
        Column card =
                struct(coalesce(LoyaltyMembers.POINTS_BALANCE.col(), lit(0L)), LoyaltyMembers.LOYALTY_NUMBER.col());
        Column expiry = LoyaltyMembers.POINTS_EXPIRE_ON.col();
        return Cards.of(in, asOf)
                .join(points(in, asOf), new String[] {LoyaltyMembers.LOYALTY_NUMBER.name()}, "left")
                .withColumn(
                        LoyaltyMembers.POINTS_BALANCE.name(),
                        LoyaltyMembers.POINTS_BALANCE.col().minus(later))
                .groupBy(PERSON)
                .agg(
                        max_by(LoyaltyMembers.TIER.col(), card).as(CustomerProfiles.LOYALTY_TIER.name()),
                        sum(LoyaltyMembers.POINTS_BALANCE.col()).as(CustomerProfiles.POINTS_BALANCE.name()),
                        CustomerProfiles.POINTS_EXPIRE_ON.of(min(when(expiry.geq(lit(asOf)), expiry))),
                        CustomerProfiles.POINTS_EARNED_365.of(sum(coalesce(col("earned"), lit(0L)))),
                        CustomerProfiles.POINTS_BURNED_365.of(sum(coalesce(col("burned"), lit(0L)))));
    }

    /** By card: earned and burned in the year up to the date, and what the export's balance holds of later days. */
    private static Dataset<Row> points(Inputs in, LocalDate asOf) {
        Column day = to_date(LoyaltyEvents.OCCURRED_AT.col());
        Column points = LoyaltyEvents.POINTS.col();
        Column isExpiry = coalesce(LoyaltyEvents.KIND.col().equalTo("expire"), lit(false));
        Column isLater = day.gt(lit(asOf));
        Column counted = when(not(isLater), points);
        return in.read(LoyaltyEvents.TABLE)
                .where(day.gt(lit(asOf.minusDays(365))))
                .groupBy(LoyaltyEvents.LOYALTY_NUMBER.col())
                .agg(
                        sum(when(counted.gt(0), points).otherwise(0L)).as("earned"),
                        sum(when(counted.lt(0).and(not(isExpiry)), negate(points))
                                        .otherwise(0L))
                                .as("burned"),
                        sum(when(isLater, points).otherwise(0L)).as("later"));
    }

    private static Dataset<Row> permissions(Inputs in) {
        return in.read(ContactPoints.TABLE)
                .select(ContactPoints.CUSTOMER_ID.col(), struct(permitted()).as("permitted"))
                .select(PERSON, "permitted.*");
    }

    private static Column[] permitted() {
        return ContactPoints.PERMISSIONS.stream().map(Field::col).toArray(Column[]::new);
    }

    /** Counts of a source that is there are 0 for those it does not mention; permission nobody gave is no. */
    private static Column withDefault(Field field) {
        if (COUNTS.contains(field)) {
            return field.of(coalesce(field.col(), lit(0)));
        }
        if (field.equals(CustomerProfiles.OPEN_ISSUES)) {
            Column neverWrote = CustomerProfiles.COMPLAINTS_365.col().isNull();
            return field.of(when(neverWrote, 0).otherwise(field.col()));
        }
        return ContactPoints.PERMISSIONS.contains(field)
                ? field.of(coalesce(field.col(), lit(false)))
                : field.of(field.col());
    }

    private static Set<Field> counts() {
        Set<Field> all = new HashSet<>(Activity.COUNTS);
        all.addAll(List.of(
                Rfm.FREQUENCY,
                CustomerProfiles.COMPLAINTS_90,
                CustomerProfiles.COMPLAINTS_365,
                CustomerProfiles.PRAISE_365,
                CustomerProfiles.TEXTS_365));
        return all;
    }

    /** The table a column comes from, where that may be missing: without it the column is unknown, not zero. */
    private static Map<Field, Table> origins() {
        Map<Field, Table> all = new HashMap<>();
        Activity.TABLE.fields().forEach(field -> all.put(field, Activity.TABLE));
        ContactPoints.PERMISSIONS.forEach(field -> all.put(field, ContactPoints.TABLE));
        CustomerProfiles.TOPS.forEach(top -> all.put(top.value(), Affinities.TABLE));
        CustomerProfiles.TOPS.forEach(top -> all.put(top.confidence(), Affinities.TABLE));
        List.of(CustomerProfiles.LOYALTY_TIER, CustomerProfiles.POINTS_BALANCE, CustomerProfiles.POINTS_EXPIRE_ON)
                .forEach(field -> all.put(field, LoyaltyMembers.TABLE));
        List.of(CustomerProfiles.POINTS_EARNED_365, CustomerProfiles.POINTS_BURNED_365)
                .forEach(field -> all.put(field, LoyaltyEvents.TABLE));
        List.of(
                        CustomerProfiles.COMPLAINTS_90,
                        CustomerProfiles.COMPLAINTS_365,
                        CustomerProfiles.OPEN_ISSUES,
                        CustomerProfiles.PRAISE_365,
                        CustomerProfiles.TONE_365,
                        CustomerProfiles.TEXTS_365)
                .forEach(field -> all.put(field, PersonInteractions.TABLE));
        all.remove(CustomerProfiles.CUSTOMER_ID);
        return all;
    }
}
