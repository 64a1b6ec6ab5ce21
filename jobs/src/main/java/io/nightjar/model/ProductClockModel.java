package io.nightjar.model;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.date_from_unix_date;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import io.nightjar.config.ProductClockSettings;
import io.nightjar.job.Inputs;
import io.nightjar.job.ModelCard;
import io.nightjar.job.ModelJob;
import io.nightjar.learn.Grade;
import io.nightjar.learn.value.GapClock;
import io.nightjar.quality.Check;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.ProductClocks;
import io.nightjar.schema.Products;
import io.nightjar.schema.Table;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;

/**
 * Learns when each person will need each product again. Is judged on the repurchases after an earlier day against the
 * product's median gap; where that was nearer, it says the due day tonight.
 */
public final class ProductClockModel implements ModelJob {
    private static final String RULE = "median-gap";
    private static final String MODEL = "own-and-product-gaps";
    private static final double LOW = 0.1;
    private static final double HIGH = 0.9;
    private static final int OWN_ENOUGH = 3;
    private static final int PRODUCT_ENOUGH = 10;
    private static final UserDefinedFunction QUANTILE = udf(
            (Double mu, Double sigma, Integer waited, Double probability) ->
                    (int) Math.ceil(GapClock.days(mu, sigma, waited, probability)),
            DataTypes.IntegerType);

    private final ProductClockSettings settings;

    public ProductClockModel(ProductClockSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "product-clocks";
    }

    @Override
    public List<Table> inputs() {
        return List.of(PersonPurchases.TABLE, Products.TABLE);
    }

    @Override
    public Table output() {
        return ProductClocks.TABLE;
    }

    @Override
    public String settings() {
        return settings.toString();
    }

    @Override
    public List<Check> checks() {
        return List.of(Check.holds(
                "the range holds the day",
                ProductClocks.DUE_ON.col().between(ProductClocks.DUE_FROM.col(), ProductClocks.DUE_TO.col())));
    }

    @Override
    public Scored learn(Inputs in, LocalDate asOf) {
        Dataset<Row> days = ProductGaps.days(in.read(PersonPurchases.TABLE)
                        .where(PersonPurchases.ORDERED_ON.col().leq(asOf)))
                .cache();
        try {
            ProductGaps gaps = new ProductGaps(settings, in.read(Products.TABLE));
            LocalDate judged = asOf.minusDays(settings.horizonDays());
            Row trial = trial(gaps, days, judged, asOf);
            Grade grade = trial.getLong(0) == 0
                    ? Grade.NONE
                    : Grade.of(1 / (1 + trial.getDouble(1)), 1 / (1 + trial.getDouble(2)));
            Dataset<Row> scores = clocks(gaps.on(days, asOf), asOf)
                    .withColumn("due", grade == Grade.C ? within(col("rule")) : col("model"))
                    .select(
                            col(ProductGaps.PERSON),
                            col(ProductGaps.PRODUCT),
                            ProductClocks.LAST_ON.of(date_from_unix_date(col(ProductGaps.LAST_DAY))),
                            ProductClocks.DUE_ON.of(date_from_unix_date(col("due"))),
                            ProductClocks.DUE_FROM.of(date_from_unix_date(col("low"))),
                            ProductClocks.DUE_TO.of(date_from_unix_date(col("high"))),
                            ProductClocks.SUPPRESS_UNTIL.of(date_from_unix_date(col("quiet"))),
                            ProductClocks.OWN_GAP_COUNT.of(col(ProductGaps.OWN)),
                            ProductClocks.CLOCK_CONFIDENCE.of(confidence()),
                            ProductClocks.CLOCK_GRAIN.of(grain()));
            return new Scored(scores, card(trial, grade, judged, asOf));
        } finally {
            days.unpersist();
        }
    }

    private static Column within(Column due) {
        return greatest(col("low"), least(due, col("high")));
    }

    private static Column confidence() {
        return when(col(ProductGaps.OWN).geq(OWN_ENOUGH), "high")
                .when(col(ProductGaps.OF_PRODUCT).geq(PRODUCT_ENOUGH), "medium")
                .otherwise("low");
    }

    /** Whose gaps weigh most: a product with few of its own goes by its category, and that by the shop. */
    private static Column grain() {
        return when(col(ProductGaps.OWN).geq(OWN_ENOUGH), "person")
                .when(col(ProductGaps.OF_PRODUCT).geq(PRODUCT_ENOUGH), "product")
                .when(col(ProductGaps.OF_CATEGORY).geq(PRODUCT_ENOUGH), "category")
                .otherwise("shop");
    }

    /** Days on which the clocks ring, by the model and by the rule; never before the day after the date. */
    private static Dataset<Row> clocks(Dataset<Row> gaps, LocalDate date) {
        int today = Math.toIntExact(date.toEpochDay());
        Column waited = lit(today).minus(col(ProductGaps.LAST_DAY));
        return gaps.withColumn("model", ring(waited, 0.5))
                .withColumn("low", ring(waited, LOW))
                .withColumn("high", ring(waited, HIGH))
                .withColumn("quiet", ring(lit(0), LOW))
                .withColumn(
                        "rule",
                        greatest(
                                col(ProductGaps.LAST_DAY)
                                        .plus(col(ProductGaps.MEDIAN))
                                        .cast("int"),
                                lit(today + 1)));
    }

    private static Column ring(Column waited, double probability) {
        Column gap = QUANTILE.apply(col(ProductGaps.MU), col(ProductGaps.SIGMA), waited, lit(probability));
        return col(ProductGaps.LAST_DAY).plus(gap);
    }

    /**
     * Repurchases, median error of the model and of the rule in days, share in the range, mean errors, bought while
     * suppressed; then all whose range has ended, and the share of them that bought in it: whoever did not buy is out.
     */
    private Row trial(ProductGaps gaps, Dataset<Row> days, LocalDate judged, LocalDate until) {
        int today = Math.toIntExact(judged.toEpochDay());
        Dataset<Row> bought = days.where(col(ProductGaps.DAY).gt(today))
                .groupBy(ProductGaps.PERSON, ProductGaps.PRODUCT)
                .agg(min(col(ProductGaps.DAY)).as("bought"));
        Column isBought = col("bought").isNotNull();
        Column isInside = coalesce(col("bought").between(col("low"), col("high")), lit(false));
        Column isOver = col("high").leq(lit(Math.toIntExact(until.toEpochDay())));
        return clocks(gaps.on(days, judged), judged)
                .join(bought, new String[] {ProductGaps.PERSON, ProductGaps.PRODUCT}, "left")
                .withColumn("model_error", abs(col("model").minus(col("bought"))))
                .withColumn("rule_error", abs(col("rule").minus(col("bought"))))
                .agg(
                        count(col("bought")),
                        expr("percentile(model_error, 0.5)"),
                        expr("percentile(rule_error, 0.5)"),
                        avg(when(isBought, isInside.cast("int"))),
                        avg(col("model_error")),
                        avg(col("rule_error")),
                        avg(when(isBought, col("bought").lt(col("quiet")).cast("int"))),
                        count_if(isOver),
                        avg(when(isOver, isInside.cast("int"))))
                .head();
    }

    private ModelCard card(Row trial, Grade grade, LocalDate judged, LocalDate asOf) {
        boolean isJudged = trial.getLong(0) > 0;
        Map<String, Map<String, Double>> metrics = new LinkedHashMap<>();
        if (isJudged) {
            metrics.put(RULE, Map.of("median error in days", trial.getDouble(2), "mean error", trial.getDouble(5)));
            Map<String, Double> own = new LinkedHashMap<>(Map.of(
                    "median error in days", trial.getDouble(1),
                    "mean error", trial.getDouble(4),
                    "in 80 % range", trial.getDouble(3),
                    "bought while suppressed", trial.getDouble(6)));
            if (trial.getLong(7) > 0) {
                own.put("in range, of all whose range is over", trial.getDouble(8));
                own.put("in range, expected", HIGH - LOW);
            }
            metrics.put(MODEL, own);
        }
        return new ModelCard(
                name(),
                "If somebody buys a product again, when?",
                grade.word(),
                "median error in days (less is better)",
                isJudged ? trial.getDouble(1) : null,
                RULE,
                isJudged ? trial.getDouble(2) : null,
                grade.isShipped(),
                decision(grade),
                Map.of(
                        "learned from", "first order to " + judged,
                        "judged on", judged.plusDays(1) + " to " + asOf,
                        "scored", asOf.toString()),
                Map.of("repurchases judged", trial.getLong(0), "ranges over", trial.getLong(7)),
                List.of("own gaps", "gaps of the product", "gaps of the category", "quantity", "days waited"),
                Map.of(
                        "horizon days", String.valueOf(settings.horizonDays()),
                        "history days", String.valueOf(settings.historyDays()),
                        "prior gaps", String.valueOf(settings.priorGaps())),
                metrics,
                Map.of(),
                0,
                ModelCard.SPARK);
    }

    private static String decision(Grade grade) {
        return switch (grade) {
            case A, B -> "The clocks were nearer to the day of repurchase than the median gap and say the day tonight.";
            case C -> "The clocks were not nearer than the median gap: it says the day tonight, the clocks the range.";
            case NONE -> "Nothing was bought again on the later days: the clocks are not judged.";
        };
    }
}
