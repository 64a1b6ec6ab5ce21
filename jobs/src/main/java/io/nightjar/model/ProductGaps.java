package io.nightjar.model;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.when;

import io.nightjar.config.ProductClockSettings;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.Products;
import io.nightjar.schema.Purchases;
import java.time.LocalDate;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * What the gaps between purchases say of when a person buys a product again: mean and spread of the logarithm of the
 * gap, as known on a date.
 *
 * <p>More bought at once lasts longer, so gaps are taken a unit: y = ln(gap) - beta ln(quantity), beta the shop's
 * regression within products, between 0 and 1. The mean of a product is drawn to its category's and that to the shop's,
 * each as if of so many prior gaps; a person's own mean is drawn to the product's by k = variance within persons over
 * variance between them: mu = (n own + k product) / (n + k) + beta ln(last quantity), sigma^2 = within (1 + 1 / (n +
 * k)). Sums are of decimals, so they do not depend on their order.
 */
final class ProductGaps {
    static final String PERSON = PersonPurchases.CUSTOMER_ID.name();
    static final String PRODUCT = Purchases.PRODUCT_ID.name();
    static final String DAY = "day";
    static final String MU = "mu";
    static final String SIGMA = "sigma";
    static final String LAST_DAY = "last_day";
    static final String OWN = "own_gaps";
    static final String OF_PRODUCT = "product_gaps";
    static final String OF_CATEGORY = "category_gaps";
    static final String MEDIAN = "median_gap";
    private static final String CATEGORY = "of_category";
    private static final double LEAST_VARIANCE = 0.01;
    private static final double LEAST_SHARE = 0.05;

    private final ProductClockSettings settings;
    private final Dataset<Row> categories;

    ProductGaps(ProductClockSettings settings, Dataset<Row> products) {
        this.settings = settings;
        this.categories = products.select(
                Products.PRODUCT_ID.col(),
                coalesce(Products.CATEGORY.col(), lit("")).as(CATEGORY));
    }

    /** Days on which a person bought a product, and how much. */
    static Dataset<Row> days(Dataset<Row> purchases) {
        Column bought = greatest(coalesce(sum(Purchases.QUANTITY.col()), lit(1)), lit(1));
        return purchases
                .where(PersonPurchases.CUSTOMER_ID.col().isNotNull().and(not(Purchases.IS_RETURN.col())))
                .groupBy(
                        PersonPurchases.CUSTOMER_ID.col(),
                        Purchases.PRODUCT_ID.col(),
                        unix_date(PersonPurchases.ORDERED_ON.col()).as(DAY))
                .agg(log(bought.cast("double")).as("x"));
    }

    /** One row per person and product bought up to the date; none where nothing was ever bought twice. */
    Dataset<Row> on(Dataset<Row> days, LocalDate date) {
        int today = Math.toIntExact(date.toEpochDay());
        Dataset<Row> known = days.where(col(DAY).leq(today));
        Dataset<Row> gaps = gaps(known).cache();
        try {
            Shop shop = Shop.of(gaps);
            Dataset<Row> last = known.groupBy(PERSON, PRODUCT)
                    .agg(max(col(DAY)).as(LAST_DAY), max_by(col("x"), col(DAY)).as("last_x"))
                    .where(col(LAST_DAY).gt(today - settings.historyDays()))
                    .where(lit(shop.gaps > 0));
            Column y = shop.perUnit();
            Dataset<Row> own = means(gaps, y, OWN, "own_mean", PERSON, PRODUCT);
            Dataset<Row> product = means(gaps, y, OF_PRODUCT, "product_mean", PRODUCT)
                    .join(gaps.groupBy(PRODUCT).agg(expr("percentile(gap, 0.5)").as(MEDIAN)), PRODUCT);
            Dataset<Row> category =
                    means(gaps.join(categories, new String[] {PRODUCT}), y, OF_CATEGORY, "category_mean", CATEGORY);
            return last.join(categories, new String[] {PRODUCT}, "left")
                    .join(own, new String[] {PERSON, PRODUCT}, "left")
                    .join(product, new String[] {PRODUCT}, "left")
                    .join(category, new String[] {CATEGORY}, "left")
                    .transform(rows -> distributions(rows, shop))
                    .localCheckpoint();
        } finally {
            gaps.unpersist();
        }
    }

    private static Dataset<Row> gaps(Dataset<Row> known) {
        var order = Window.partitionBy(PERSON, PRODUCT).orderBy(DAY);
        return known.select(
                        col(PERSON),
                        col(PRODUCT),
                        col(DAY).minus(lag(col(DAY), 1).over(order)).as("gap"),
                        lag(col("x"), 1).over(order).as("x"))
                .where(col("gap").isNotNull())
                .withColumn("y", log(col("gap").cast("double")));
    }

    private static Dataset<Row> means(Dataset<Row> gaps, Column y, String number, String mean, String... by) {
        Column[] keys = Arrays.stream(by).map(name -> col(name)).toArray(Column[]::new);
        return gaps.groupBy(keys)
                .agg(
                        count(lit(1)).as(number),
                        exact(sum(exact(y))).divide(count(lit(1))).as(mean));
    }

    /** Rounded to millionths, so that sums come out the same in any order. */
    private static Column exact(Column value) {
        return value.cast("decimal(28,6)");
    }

    private Dataset<Row> distributions(Dataset<Row> rows, Shop shop) {
        double prior = settings.priorGaps();
        Column category = drawn(OF_CATEGORY, "category_mean", lit(shop.mean), lit(prior));
        Column product = drawn(OF_PRODUCT, "product_mean", category, lit(prior));
        Column mean = drawn(OWN, "own_mean", product, lit(shop.shrinkage()));
        Column own = coalesce(col(OWN), lit(0));
        return rows.withColumn(MU, mean.plus(col("last_x").multiply(shop.beta)))
                .withColumn(
                        SIGMA,
                        sqrt(lit(shop.within).multiply(lit(1.0).plus(lit(1.0).divide(own.plus(shop.shrinkage()))))))
                .withColumn(OWN, own)
                .withColumn(OF_PRODUCT, coalesce(col(OF_PRODUCT), lit(0)))
                .withColumn(OF_CATEGORY, coalesce(col(OF_CATEGORY), lit(0)))
                .withColumn(MEDIAN, coalesce(col(MEDIAN), lit(shop.median)))
                .select(PERSON, PRODUCT, LAST_DAY, MU, SIGMA, OWN, OF_PRODUCT, OF_CATEGORY, MEDIAN);
    }

    /** (n mean + prior general) / (n + prior); the general one where there is no own. */
    private static Column drawn(String number, String mean, Column general, Column prior) {
        Column n = col(number);
        return when(
                        n.gt(0),
                        n.multiply(col(mean).cast("double"))
                                .plus(prior.multiply(general))
                                .divide(n.plus(prior)))
                .otherwise(general);
    }

    /** What all gaps of a shop have in common. */
    private static final class Shop {
        private final long gaps;
        private final double beta;
        private final double mean;
        private final double median;
        private final double within;
        private final double between;

        private Shop(Row sums, double beta, double mean, double within, double total) {
            this.gaps = sums.getLong(0);
            this.beta = beta;
            this.mean = mean;
            this.median = gaps == 0 ? 0 : sums.getDouble(3);
            this.within = Math.max(LEAST_VARIANCE, within);
            this.between = Math.max(LEAST_SHARE * this.within, total - within);
        }

        static Shop of(Dataset<Row> gaps) {
            Row sums = gaps.agg(
                            count(lit(1)),
                            exact(sum(exact(col("y")))).cast("double"),
                            exact(sum(exact(col("x")))).cast("double"),
                            expr("percentile(gap, 0.5)"))
                    .head();
            if (sums.getLong(0) == 0) {
                return new Shop(sums, 0, 0, LEAST_VARIANCE, LEAST_VARIANCE);
            }
            Row products = scatter(gaps, PRODUCT);
            double beta = products.getDouble(1) > 0
                    ? Math.max(0, Math.min(1, products.getDouble(2) / products.getDouble(1)))
                    : 0;
            Row persons = scatter(gaps, PERSON, PRODUCT);
            double mean = (sums.getDouble(1) - beta * sums.getDouble(2)) / sums.getLong(0);
            double total = variance(products, beta);
            double within = persons.getLong(3) > 0 ? variance(persons, beta) : total;
            return new Shop(sums, beta, mean, Math.min(within, total), total);
        }

        /** Sums of squares within groups: of y, of x, of both, and degrees of freedom. */
        private static Row scatter(Dataset<Row> gaps, String... by) {
            Column[] keys = Arrays.stream(by).map(name -> col(name)).toArray(Column[]::new);
            Column n = count(lit(1));
            return gaps.groupBy(keys)
                    .agg(
                            around("y", "y", n).as("yy"),
                            around("x", "x", n).as("xx"),
                            around("x", "y", n).as("xy"),
                            n.minus(1).as("free"))
                    .agg(total("yy"), total("xx"), total("xy"), sum(col("free")))
                    .head();
        }

        private static Column around(String one, String other, Column n) {
            Column products = sum(exact(col(one).multiply(col(other)))).cast("double");
            Column sums = sum(exact(col(one)))
                    .cast("double")
                    .multiply(sum(exact(col(other))).cast("double"));
            return products.minus(sums.divide(n));
        }

        private static Column total(String column) {
            return sum(exact(col(column))).cast("double");
        }

        private static double variance(Row scatter, double beta) {
            double squares =
                    scatter.getDouble(0) - 2 * beta * scatter.getDouble(2) + beta * beta * scatter.getDouble(1);
            return Math.max(LEAST_VARIANCE, squares / Math.max(1, scatter.getLong(3)));
        }

        Column perUnit() {
            return col("y").minus(col("x").multiply(beta));
        }

        double shrinkage() {
            return within / between;
        }
    }
}
