package io.nightjar.profile;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.nightjar.config.ProfileSettings;
import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.quality.Check;
import io.nightjar.schema.Affinities;
import io.nightjar.schema.Clickstream;
import io.nightjar.schema.Contacts;
import io.nightjar.schema.PersonContacts;
import io.nightjar.schema.PersonEvents;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.Products;
import io.nightjar.schema.Purchases;
import io.nightjar.schema.SearchCategories;
import io.nightjar.schema.Table;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Says what each person is drawn to. Evidence counts 2^(-age / half-life); a person has the share s = x / n of it for a
 * value that has p of everybody's. Lift is (x + 3 p) / (n + 3) / p, and confidence the normal distribution at (x - n p) /
 * sqrt(n p (1 - p) + 1/4).
 */
public final class BuildAffinities implements TableJob {
    private static final double PRIOR = 3;
    private static final int DAYS = 365;
    private static final long WHOLE = 1_000_000;
    private static final String WEIGHT = "weight";
    private static final String CATEGORY = "category";

    private final ProfileSettings settings;

    public BuildAffinities(ProfileSettings settings) {
        this.settings = settings;
    }

    @Override
    public List<Table> inputs() {
        return List.of(
                PersonPurchases.TABLE,
                Products.TABLE,
                PersonEvents.TABLE,
                SearchCategories.TABLE,
                PersonContacts.TABLE);
    }

    @Override
    public Table output() {
        return Affinities.TABLE;
    }

    @Override
    public String settings() {
        return settings.toString();
    }

    @Override
    public List<Check> checks() {
        return List.of(
                Check.holds("a share is between 0 and 1", Affinities.SHARE.col().between(0, 1)),
                Check.holds(
                        "a confidence is between 0 and 1",
                        Affinities.CONFIDENCE.col().between(0, 1)));
    }

    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        Dataset<Row> products = PriceBands.of(in.read(Products.TABLE)).localCheckpoint();
        Dataset<Row> all = bought(in, products, asOf);
        if (in.has(PersonEvents.TABLE)) {
            all = all.unionByName(browsedAndSearched(in, products, asOf));
        }
        if (in.has(PersonContacts.TABLE)) {
            all = all.unionByName(answered(in, asOf));
        }
        Column[] value = {
            Affinities.CUSTOMER_ID.col(), Affinities.KIND.col(), Affinities.BASIS.col(), Affinities.VALUE.col()
        };
        return all.where(Affinities.VALUE.col().isNotNull())
                .groupBy(value)
                .agg(
                        Affinities.EVIDENCE.of(sum(Affinities.EVIDENCE.col())),
                        sum(col(WEIGHT)).as(WEIGHT))
                .localCheckpoint()
                .transform(this::compared)
                .select(Affinities.TABLE.columns());
    }

    private Dataset<Row> bought(Inputs in, Dataset<Row> products, LocalDate asOf) {
        Dataset<Row> lines = in.read(PersonPurchases.TABLE)
                .where(PersonPurchases.CUSTOMER_ID.col().isNotNull().and(not(Purchases.IS_RETURN.col())))
                .where(PersonPurchases.ORDERED_ON.col().leq(lit(asOf)))
                .groupBy(PersonPurchases.CUSTOMER_ID.col(), Purchases.PRODUCT_ID.col(), Purchases.CHANNEL.col())
                .agg(count(lit(1)).as(Affinities.EVIDENCE.name()), weights(PersonPurchases.ORDERED_ON.col(), asOf));
        return values(
                lines.join(products, new String[] {Products.PRODUCT_ID.name()}, "left"),
                lit("bought"),
                kind(CATEGORY, Products.CATEGORY.col()),
                kind("brand", Products.BRAND.col()),
                kind("price_band", col(PriceBands.BAND)),
                kind("channel", Purchases.CHANNEL.col()));
    }

    /** What was looked at and what was searched for, in one pass over the events. */
    private Dataset<Row> browsedAndSearched(Inputs in, Dataset<Row> products, LocalDate asOf) {
        Column isView = Clickstream.EVENT_TYPE.col().isin("product_view", "add_to_cart");
        Column isSearch = Clickstream.SEARCH_TERMS.col().isNotNull();
        Dataset<Row> terms = in.read(SearchCategories.TABLE)
                .select(
                        SearchCategories.TERM.col(),
                        SearchCategories.CATEGORY.col().as("meant_category"));
        Dataset<Row> events = in.read(PersonEvents.TABLE)
                .where(PersonEvents.OCCURRED_ON.col().gt(lit(asOf.minusDays(DAYS))))
                .where(PersonEvents.OCCURRED_ON.col().leq(lit(asOf)))
                .where(isView.or(isSearch))
                .groupBy(
                        PersonEvents.CUSTOMER_ID.col(),
                        isView.as("is_view"),
                        when(isView, Clickstream.PRODUCT_ID.col()).as(Products.PRODUCT_ID.name()),
                        when(isView, Clickstream.CATEGORY.col()).as("seen_category"),
                        when(not(isView), MapSearches.term(Clickstream.SEARCH_TERMS.col()))
                                .as(SearchCategories.TERM.name()))
                .agg(count(lit(1)).as(Affinities.EVIDENCE.name()), weights(PersonEvents.OCCURRED_ON.col(), asOf))
                .join(products, new String[] {Products.PRODUCT_ID.name()}, "left")
                .join(terms, new String[] {SearchCategories.TERM.name()}, "left");
        return values(
                events,
                when(col("is_view"), "browsed").otherwise("searched"),
                kind(CATEGORY, coalesce(Products.CATEGORY.col(), col("seen_category"), col("meant_category"))),
                kind("brand", Products.BRAND.col()),
                kind("price_band", col(PriceBands.BAND)));
    }

    private Dataset<Row> answered(Inputs in, LocalDate asOf) {
        Dataset<Row> answers = Answers.of(in, settings.machineOpenSeconds(), asOf)
                .where(col(Answers.IS_ANSWERED))
                .groupBy(PersonContacts.CUSTOMER_ID.col(), Contacts.CHANNEL.col())
                .agg(count(lit(1)).as(Affinities.EVIDENCE.name()), weights(col(Answers.SENT_ON), asOf));
        return values(answers, lit("answered"), kind("channel", Contacts.CHANNEL.col()));
    }

    /** Aggregate in millionths, so that sums come out the same in any order. */
    private Column weights(Column day, LocalDate asOf) {
        Column halvings = negate(DayBits.age(day, asOf)).divide(settings.affinityHalfLifeDays());
        return sum(round(pow(lit(2.0), halvings).multiply(WHOLE)).cast("long")).as(WEIGHT);
    }

    private static Column kind(String kind, Column value) {
        return struct(lit(kind).as(Affinities.KIND.name()), value.as(Affinities.VALUE.name()));
    }

    private static Dataset<Row> values(Dataset<Row> rows, Column basis, Column... kinds) {
        return rows.select(
                        Affinities.CUSTOMER_ID.col(),
                        Affinities.BASIS.of(basis),
                        Affinities.EVIDENCE.col(),
                        col(WEIGHT),
                        explode(array(kinds)).as("of"))
                .select(
                        Affinities.CUSTOMER_ID.col(),
                        col("of.*"),
                        Affinities.BASIS.col(),
                        Affinities.EVIDENCE.col(),
                        col(WEIGHT));
    }

    private Dataset<Row> compared(Dataset<Row> rows) {
        Column[] question = {Affinities.KIND.col(), Affinities.BASIS.col()};
        Dataset<Row> everybody = rows.groupBy(Affinities.KIND.col(), Affinities.BASIS.col(), Affinities.VALUE.col())
                .agg(sum(col(WEIGHT)).as("of_value"))
                .withColumn(
                        "general", col("of_value").divide(sum(col("of_value")).over(Window.partitionBy(question))))
                .drop("of_value");
        var person = Window.partitionBy(Affinities.CUSTOMER_ID.col(), Affinities.KIND.col(), Affinities.BASIS.col());
        Column own = col(WEIGHT).divide(WHOLE);
        Column all = col("all").divide(WHOLE);
        Column general = least(greatest(col("general"), lit(1e-9)), lit(1.0));
        Column surprise = own.minus(all.multiply(general))
                .divide(sqrt(
                        all.multiply(general).multiply(lit(1.0).minus(general)).plus(0.25)));
        // In the order of the rank one sort serves both windows.
        return rows.join(
                        org.apache.spark.sql.functions.broadcast(everybody),
                        new String[] {Affinities.KIND.name(), Affinities.BASIS.name(), Affinities.VALUE.name()})
                .withColumn(
                        Affinities.RANK.name(),
                        row_number().over(person.orderBy(col(WEIGHT).desc(), Affinities.VALUE.col())))
                .withColumn("all", sum(col(WEIGHT)).over(person))
                .where(Affinities.RANK.col().leq(settings.affinitiesPerKind()))
                .withColumn(Affinities.SHARE.name(), round(own.divide(greatest(all, lit(1e-9))), 4))
                .withColumn(
                        Affinities.LIFT.name(),
                        round(
                                own.plus(general.multiply(PRIOR))
                                        .divide(all.plus(PRIOR))
                                        .divide(general),
                                4))
                .withColumn(Affinities.CONFIDENCE.name(), round(ShopRhythm.normal(surprise), 4));
    }
}
