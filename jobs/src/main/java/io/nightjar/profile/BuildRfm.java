package io.nightjar.profile;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
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
                .where(Rfm.FREQUENCY.col().gt(0))
                .transform(rows -> ratios(rows, asOf))
                .transform(this::scores)
                .select(Rfm.TABLE.columns());
    }

    private static Column[] sums() {
        Column amount = Purchases.AMOUNT.col();
        return new Column[] {
            Rfm.LAST_ORDER_ON.of(max(onSale(PersonPurchases.ORDERED_ON.col()))),
            Rfm.FREQUENCY.of(count_distinct(onSale(PersonPurchases.ORDERED_ON.col()))),
            Rfm.MONETARY.of(sum(amount)),
            sum(onSale(amount)).as("sold"),
            sum(onSale(coalesce(Purchases.DISCOUNT_AMOUNT.col(), ZERO))).as("discount"),
            Rfm.RETURN_COUNT.of(count_if(Purchases.IS_RETURN.col())),
            Rfm.RETURNED_AMOUNT.of(coalesce(sum(when(Purchases.IS_RETURN.col(), abs(amount))), ZERO)),
            Rfm.PRODUCT_COUNT.of(count_distinct(onSale(Purchases.PRODUCT_ID.col())))
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
