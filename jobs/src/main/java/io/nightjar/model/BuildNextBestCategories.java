package io.nightjar.model;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log2;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.nightjar.config.NextBestProductSettings;
import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.quality.Check;
import io.nightjar.schema.CustomerProfiles;
import io.nightjar.schema.NextBestCategories;
import io.nightjar.schema.NextBestProducts;
import io.nightjar.schema.PersonEvents;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.Products;
import io.nightjar.schema.Purchases;
import io.nightjar.schema.Table;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Ranks categories for everybody: days on which the person bought from it (half after 90 days), half a day for each day
 * of looking in the last four weeks, what the list of products proposes of it, and popularity where nothing else speaks.
 * Categories that need a consent the person has not given are left out.
 */
public final class BuildNextBestCategories implements TableJob {
    private static final int HALF_LIFE_DAYS = 90;
    private static final int LOOKS_DAYS = 28;
    private static final String BOUGHT = "bought";
    private static final String LOOKED = "looked";
    private static final String PROPOSED = "proposed";
    private static final String POPULAR = "popular";
    private static final String DAYS = "days";

    private final NextBestProductSettings settings;
    private final ConsentCategories consents;

    public BuildNextBestCategories(NextBestProductSettings settings) {
        this.settings = settings;
        this.consents = new ConsentCategories(settings.consentCategories());
    }

    @Override
    public List<Table> inputs() {
        return List.of(
                CustomerProfiles.TABLE,
                PersonPurchases.TABLE,
                PersonEvents.TABLE,
                Products.TABLE,
                NextBestProducts.TABLE);
    }

    @Override
    public Table output() {
        return NextBestCategories.TABLE;
    }

    @Override
    public String settings() {
        return settings.categories() + " " + settings.consentCategories();
    }

    @Override
    public List<Check> checks() {
        return List.of(Check.holds(
                "rank is between 1 and the number of categories",
                NextBestCategories.RANK.col().between(1, settings.categories())));
    }

    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        Dataset<Row> products = broadcast(in.read(Products.TABLE)
                .where(Products.CATEGORY.col().isNotNull())
                .select(Products.PRODUCT_ID.col(), Products.CATEGORY.col()));
        Dataset<Row> sales = in.read(PersonPurchases.TABLE)
                .where(not(Purchases.IS_RETURN.col()))
                .join(products, Products.PRODUCT_ID.name());
        Column[] group = {NextBestCategories.CUSTOMER_ID.col(), NextBestCategories.CATEGORY.col()};
        Dataset<Row> bought = sales.where(NextBestCategories.CUSTOMER_ID.col().isNotNull())
                .select(group[0], group[1], PersonPurchases.ORDERED_ON.col())
                .distinct()
                .groupBy(group)
                .agg(
                        sum(pow(
                                        lit(0.5),
                                        datediff(lit(asOf), PersonPurchases.ORDERED_ON.col())
                                                .divide(HALF_LIFE_DAYS)))
                                .as(BOUGHT),
                        count(lit(1)).as(DAYS));
        Dataset<Row> looked = looks(in, asOf, products)
                .groupBy(group)
                .agg(countDistinct(PersonEvents.OCCURRED_ON.col()).divide(2).as(LOOKED));
        Dataset<Row> proposed = in.read(NextBestProducts.TABLE)
                .join(products, Products.PRODUCT_ID.name())
                .groupBy(group)
                .agg(sum(lit(1).divide(log2(NextBestProducts.RANK.col().plus(1))))
                        .as(PROPOSED));
        Dataset<Row> everybody = in.read(CustomerProfiles.TABLE)
                .select(NextBestCategories.CUSTOMER_ID.col())
                .crossJoin(broadcast(popular(sales)));
        String[] key = {NextBestCategories.CUSTOMER_ID.name(), NextBestCategories.CATEGORY.name()};
        Dataset<Row> all = everybody
                .join(bought, key, "full")
                .join(looked, key, "full")
                .join(proposed, key, "full")
                .na()
                .fill(0);
        return ranked(consents.allowed(all, in.read(CustomerProfiles.TABLE)));
    }

    private static Dataset<Row> looks(Inputs in, LocalDate asOf, Dataset<Row> products) {
        Dataset<Row> named = products.withColumnRenamed(Products.CATEGORY.name(), BOUGHT);
        return in.read(PersonEvents.TABLE)
                .where(PersonEvents.CUSTOMER_ID
                        .col()
                        .isNotNull()
                        .and(PersonEvents.OCCURRED_ON.col().gt(lit(asOf.minusDays(LOOKS_DAYS)))))
                .join(named, new String[] {Products.PRODUCT_ID.name()}, "left")
                .select(
                        PersonEvents.CUSTOMER_ID.col(),
                        coalesce(col(BOUGHT), NextBestCategories.CATEGORY.col()).as(NextBestCategories.CATEGORY.name()),
                        PersonEvents.OCCURRED_ON.col())
                .where(NextBestCategories.CATEGORY.col().isNotNull());
    }

    /**
     * Categories by their share of all lines, as many as anybody may need: those that need a consent come on top, so that
     * there are enough for whoever has given none.
     */
    private Dataset<Row> popular(Dataset<Row> sales) {
        long lines = Math.max(1, sales.count());
        Column isNeeded = consents.isNeeded(NextBestCategories.CATEGORY.col());
        Dataset<Row> all = sales.groupBy(NextBestCategories.CATEGORY.col())
                .agg(count(lit(1)).divide(lines).as(POPULAR))
                .orderBy(desc(POPULAR), NextBestCategories.CATEGORY.col());
        return all.where(not(isNeeded))
                .limit(settings.categories())
                .unionByName(all.where(isNeeded).limit(settings.categories()));
    }

    private Dataset<Row> ranked(Dataset<Row> all) {
        Column score = round(col(BOUGHT).plus(col(LOOKED)).plus(col(PROPOSED)).plus(col(POPULAR)), 6);
        Column most = greatest(col(BOUGHT), col(LOOKED), col(PROPOSED));
        Column source = when(most.equalTo(0), POPULAR)
                .when(col(BOUGHT).equalTo(most), "repeat")
                .when(col(LOOKED).equalTo(most), "looked-at")
                .otherwise(PROPOSED);
        Column reason = when(most.equalTo(0), "popular with all customers")
                .when(
                        col(BOUGHT).equalTo(most),
                        when(col(DAYS).equalTo(1), "bought from on one day")
                                .otherwise(
                                        concat(lit("bought from on "), col(DAYS).cast("string"), lit(" days"))))
                .when(col(LOOKED).equalTo(most), "looked at in the last four weeks")
                .otherwise("products of it suit them");
        return all.select(
                        NextBestCategories.CUSTOMER_ID.col(),
                        NextBestCategories.CATEGORY.col(),
                        NextBestCategories.SCORE.of(score),
                        NextBestCategories.SOURCE.of(source),
                        NextBestCategories.REASON.of(reason))
                .withColumn(
                        NextBestCategories.RANK.name(),
                        row_number()
                                .over(Window.partitionBy(NextBestCategories.CUSTOMER_ID.name())
                                        .orderBy(
                                                NextBestCategories.SCORE.col().desc(),
                                                NextBestCategories.CATEGORY.col())))
                .where(NextBestCategories.RANK.col().leq(settings.categories()))
                .select(NextBestCategories.TABLE.columns());
    }
}
