package io.nightjar.profile;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.when;

import io.nightjar.config.ProfileSettings;
import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.quality.Check;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.Purchases;
import io.nightjar.schema.Rfm;
import io.nightjar.schema.Table;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Sums up how recently, how often and for how much each person has bought, returns netted. */
public final class BuildRfm implements TableJob {
    private static final Column IS_SALE = not(Purchases.IS_RETURN.col());
    private static final String DAYS = "order_days";
    private static final String TOLD = "told_discounts";
    private static final Column ZERO = lit(0).cast(Purchases.AMOUNT.type());

    private final ProfileSettings settings;

    public BuildRfm(ProfileSettings settings) {
        this.settings = settings;
    }

    @Override
    public List<Table> inputs() {
        return List.of(PersonPurchases.TABLE);
    }

    @Override
    public Table output() {
        return Rfm.TABLE;
    }

    @Override
    public String settings() {
        return settings.toString();
    }

    @Override
    public List<Check> checks() {
        return List.of(
                Check.holds("recency is not negative", Rfm.RECENCY_DAYS.col().geq(0)),
                Check.holds("frequency is positive", Rfm.FREQUENCY.col().gt(0)));
    }

    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        return in.read(PersonPurchases.TABLE)
                .where(PersonPurchases.CUSTOMER_ID.col().isNotNull())
                .where(PersonPurchases.ORDERED_ON.col().leq(asOf))
                .groupBy(PersonPurchases.CUSTOMER_ID.col())
                .agg(min(onSale(PersonPurchases.ORDERED_ON.col())).as(Rfm.FIRST_ORDER_ON.name()), sums())
                .withColumn(Rfm.FREQUENCY.name(), size(col(DAYS)).cast("long"))
                .where(Rfm.FREQUENCY.col().gt(0))
                .transform(rows -> ratios(rows, asOf))
                .transform(BuildRfm::gaps)
                .localCheckpoint()
                .transform(BuildRfm::withoutUnsaidDiscounts)
                .transform(this::scores)
                .transform(rows -> ShopRhythm.of(rows).applied(rows))
                .select(Rfm.TABLE.columns());
    }

    private static Column[] sums() {
        Column amount = Purchases.AMOUNT.col();
        return new Column[] {
            Rfm.LAST_ORDER_ON.of(max(onSale(PersonPurchases.ORDERED_ON.col()))),
            array_sort(collect_set(onSale(unix_date(PersonPurchases.ORDERED_ON.col()))))
                    .as(DAYS),
            Rfm.MONETARY.of(sum(amount)),
            sum(onSale(amount)).as("sold"),
            sum(onSale(coalesce(Purchases.DISCOUNT_AMOUNT.col(), ZERO))).as("discount"),
            count(onSale(Purchases.DISCOUNT_AMOUNT.col())).as(TOLD),
            Rfm.RETURN_COUNT.of(count_if(Purchases.IS_RETURN.col())),
            Rfm.RETURNED_AMOUNT.of(coalesce(sum(when(Purchases.IS_RETURN.col(), abs(amount))), ZERO)),
            Rfm.PRODUCT_COUNT.of(size(collect_set(onSale(Purchases.PRODUCT_ID.col()))))
        };
    }

    private static Dataset<Row> ratios(Dataset<Row> rows, LocalDate asOf) {
        Column gross = col("sold").plus(col("discount"));
        return rows.withColumn(Rfm.RECENCY_DAYS.name(), datediff(lit(asOf), Rfm.LAST_ORDER_ON.col()))
                .withColumn(Rfm.TENURE_DAYS.name(), datediff(lit(asOf), Rfm.FIRST_ORDER_ON.col()))
                .withColumn(
                        Rfm.AVERAGE_ORDER_VALUE.name(),
                        Rfm.AVERAGE_ORDER_VALUE.of(col("sold").divide(Rfm.FREQUENCY.col())))
                .withColumn(
                        Rfm.DISCOUNT_SHARE.name(),
                        when(gross.gt(0), col("discount").divide(gross))
                                .otherwise(lit(0))
                                .cast(Rfm.DISCOUNT_SHARE.type()));
    }

    /** A shop that tells of no discount on any line has not said that there are none. */
    private static Dataset<Row> withoutUnsaidDiscounts(Dataset<Row> rows) {
        boolean isTold = !rows.where(col(TOLD).gt(0)).isEmpty();
        return isTold ? rows : rows.withColumn(Rfm.DISCOUNT_SHARE.name(), Rfm.DISCOUNT_SHARE.of(lit(null)));
    }

    /** The days from one purchase to the next, and what they say of a person's own rhythm. */
    private static Dataset<Row> gaps(Dataset<Row> rows) {
        Column n = size(col("gaps"));
        return rows.withColumn(
                        "gaps", expr("transform(slice(" + DAYS + ", 2, 100000), (day, i) -> day - " + DAYS + "[i])"))
                .withColumn("logs", expr("transform(gaps, gap -> ln(gap))"))
                .withColumn(ShopRhythm.GAPS, n)
                .withColumn(ShopRhythm.MEAN, expr("aggregate(logs, 0D, (sum, y) -> sum + y) / nullif(size(logs), 0)"))
                .withColumn(
                        ShopRhythm.SQUARES,
                        expr("aggregate(logs, 0D, (sum, y) -> sum + power(y - " + ShopRhythm.MEAN + ", 2))"))
                .withColumn("mean", expr("aggregate(gaps, 0D, (sum, gap) -> sum + gap) / nullif(size(gaps), 0)"))
                .withColumn(
                        "variance",
                        expr("aggregate(gaps, 0D, (sum, gap) -> sum + power(gap - mean, 2)) / nullif(size(gaps), 0)"))
                .withColumn(Rfm.GAP_MEDIAN_DAYS.name(), middle("gaps"))
                .withColumn("off", expr("transform(gaps, gap -> abs(gap - " + Rfm.GAP_MEDIAN_DAYS.name() + "))"))
                .withColumn(Rfm.GAP_SPREAD_DAYS.name(), middle("off"))
                .withColumn(
                        Rfm.REGULARITY.name(), when(n.geq(2), round(expr("1 / (1 + variance / power(mean, 2))"), 4)))
                .drop(DAYS, "gaps", "logs", "mean", "variance", "off");
    }

    /** The median of an array, missing where it is empty. */
    private static Column middle(String array) {
        return expr(String.format(
                "(get(array_sort(%1$s), int((size(%1$s) - 1) div 2)) + get(array_sort(%1$s), int(size(%1$s) div 2))) / 2D",
                array));
    }

    /** The newer, the more often and the more, the higher. */
    private Dataset<Row> scores(Dataset<Row> rows) {
        Tiers tiers = new Tiers(settings.rfmTiers());
        return rows.withColumn(Rfm.RECENCY_SCORE.name(), tiers.of(rows, negate(Rfm.RECENCY_DAYS.col())))
                .withColumn(Rfm.FREQUENCY_SCORE.name(), tiers.of(rows, Rfm.FREQUENCY.col()))
                .withColumn(Rfm.MONETARY_SCORE.name(), tiers.of(rows, Tiers.bucket(Rfm.MONETARY.col())));
    }

    private static Column onSale(Column value) {
        return when(IS_SALE, value);
    }
}
