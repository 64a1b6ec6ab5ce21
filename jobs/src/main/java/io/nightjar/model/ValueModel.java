package io.nightjar.model;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.nightjar.config.ValueSettings;
import io.nightjar.job.Inputs;
import io.nightjar.job.ModelCard;
import io.nightjar.job.ModelJob;
import io.nightjar.learn.Grade;
import io.nightjar.learn.value.OrderBook;
import io.nightjar.learn.value.PastRate;
import io.nightjar.learn.value.ValueFeatures;
import io.nightjar.learn.value.ValueForecast;
import io.nightjar.quality.Check;
import io.nightjar.schema.CustomerValue;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.Table;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Forecasts what each customer will order and spend. Learns up to one horizon before tonight, is judged on what came
 * since against the past rate, and forecasts tonight only if it was nearer; of orders and of spend
 * each for itself.
 */
public final class ValueModel implements ModelJob {
    private static final String MODEL = "btyd-boosted";
    private static final String ORDERS_ONLY = MODEL + ", spend: " + PastRate.NAME;
    private static final int QUARTER = 90;
    private static final int YEAR = 365;
    private static final double LOW = 0.1;
    private static final double HIGH = 0.9;

    private final ValueSettings settings;
    private final long seed;

    public ValueModel(ValueSettings settings, long seed) {
        this.settings = settings;
        this.seed = seed;
    }

    @Override
    public String name() {
        return "value";
    }

    @Override
    public List<Table> inputs() {
        return List.of(PersonPurchases.TABLE);
    }

    @Override
    public Table output() {
        return CustomerValue.TABLE;
    }

    @Override
    public String settings() {
        return settings + " " + seed;
    }

    @Override
    public List<Check> checks() {
        return List.of(
                Check.holds(
                        "a probability is between 0 and 1",
                        CustomerValue.P_ALIVE.col().between(0, 1)),
                Check.holds(
                        "an order is not likelier than orders are many",
                        CustomerValue.ORDER_PROBABILITY_90.col().leq(CustomerValue.EXPECTED_ORDERS_90.col())),
                Check.holds(
                        "nobody orders less than nothing",
                        CustomerValue.EXPECTED_ORDERS_365.col().geq(0)));
    }

    @Override
    public Scored learn(Inputs in, LocalDate asOf) {
        Dataset<Row> books =
                OrderBooks.until(in.read(PersonPurchases.TABLE), asOf).cache();
        try {
            List<ValueForecast.Customer> customers = OrderBooks.sample(books, settings.maxExamples(), seed);
            LocalDate judged = asOf.minusDays(settings.horizonDays());
            ValueTrial trial = ValueForecast.repeaters(customers, day(judged)) < settings.minRepeaters()
                    ? null
                    : new ValueTrial(customers, day(judged), settings.unitDays(), settings.horizonDays());
            Grade grade = trial == null ? Grade.NONE : trial.grade();
            Forecaster forecaster = !grade.isShipped()
                    ? new ByRule(asOf)
                    : new ByModel(
                            ValueForecast.fit(customers, day(asOf), settings.unitDays(), settings.horizonDays()),
                            asOf,
                            trial.gradeOfSpend() != Grade.C);
            Dataset<Row> scores = tiers(scores(books, forecaster).cache());
            return new Scored(scores, card(trial, grade, judged, asOf, customers.size()));
        } finally {
            books.unpersist();
        }
    }

    private static int day(LocalDate date) {
        return Math.toIntExact(date.toEpochDay());
    }

    private static Dataset<Row> scores(Dataset<Row> books, Forecaster forecaster) {
        Broadcast<Forecaster> shared = JavaSparkContext.fromSparkContext(
                        books.sparkSession().sparkContext())
                .broadcast(forecaster);
        MapFunction<Row, Row> score = row -> shared.value().row(row.getString(0), OrderBooks.book(row));
        return books.map(score, Encoders.row(CustomerValue.TABLE.structType()));
    }

    /** By expected spend, or by expected orders where nothing is known of amounts; equals are in the same tier. */
    private static Dataset<Row> tiers(Dataset<Row> scores) {
        Column worth = CustomerValue.EXPECTED_SPEND_365
                .col()
                .cast("double")
                .plus(CustomerValue.EXPECTED_ORDERS_365.col().multiply(1e-6));
        Column known = coalesce(worth, CustomerValue.EXPECTED_ORDERS_365.col());
        Dataset<Row> ranked = scores.withColumn("worth", known);
        Row found = ranked.select(expr("percentile(worth, array(0.99, 0.95, 0.9, 0.75, 0.5))"))
                .head();
        if (found.isNullAt(0)) {
            return scores;
        }
        List<Double> cuts = found.getList(0);
        Column at = col("worth");
        Column tier = when(at.gt(cuts.get(0)), "platinum")
                .when(at.gt(cuts.get(1)), "gold")
                .when(at.gt(cuts.get(2)), "silver")
                .when(at.gt(cuts.get(3)), "bronze")
                .when(at.gt(cuts.get(4)), "medium")
                .otherwise(lit("low"));
        return ranked.withColumn(CustomerValue.VALUE_TIER.name(), tier).select(CustomerValue.TABLE.columns());
    }

    private ModelCard card(ValueTrial trial, Grade grade, LocalDate judged, LocalDate asOf, long customers) {
        Map<String, String> told = new TreeMap<>();
        told.put("horizon days", String.valueOf(settings.horizonDays()));
        told.put("unit days", String.valueOf(settings.unitDays()));
        if (trial != null) {
            told.putAll(trial.parameters());
            told.put("grade of orders", grade.word());
            told.put("grade of spend", trial.spendInWords());
        }
        return new ModelCard(
                name(),
                "How often will each customer order, and what will they spend, in the next " + settings.horizonDays()
                        + " days?",
                grade.word(),
                "root mean squared error of orders (less is better)",
                trial == null ? null : rounded(trial.error(ValueTrial.SHIPPED)),
                trial == null ? PastRate.NAME : trial.bestRule(),
                trial == null ? null : rounded(trial.error(trial.bestRule())),
                grade.isShipped(),
                decision(grade, trial),
                Map.of(
                        "learned from", "first order to " + judged,
                        "judged on", judged.plusDays(1) + " to " + asOf,
                        "scored", asOf.toString()),
                trial == null
                        ? Map.of("customers", customers)
                        : Map.of("customers", customers, "judged", trial.customers()),
                ValueFeatures.NAMES,
                told,
                trial == null ? Map.of() : trial.metrics(),
                Map.of(),
                seed,
                ModelCard.SPARK);
    }

    private String decision(Grade grade, ValueTrial trial) {
        return switch (grade) {
            case A, B ->
                trial.gradeOfSpend() == Grade.C
                        ? "The model was nearer than the simple rules for orders on the later period and forecasts them"
                                + " tonight; not for spend: the past rate forecasts it."
                        : "The model was nearer than the simple rules on the later period and forecasts tonight.";
            case C -> "The model was not nearer than the simple rules on the later period: the past rate forecasts.";
            case NONE ->
                "Too few customers had come back to learn from (" + settings.minRepeaters()
                        + " are needed): the past rate forecasts.";
        };
    }

    private static double rounded(double value) {
        return Math.round(value * 1e6) / 1e6;
    }

    /** Makes a customer's row; goes to where the rows are. */
    private interface Forecaster extends java.io.Serializable {
        Row row(String person, OrderBook book);
    }

    /**
     * By the models; spend by the past rate where they were not nearer, then without ranges.
     *
     * @param forecastsSpend whether the models say what is spent
     */
    private record ByModel(ValueForecast forecast, LocalDate asOf, boolean forecastsSpend) implements Forecaster {
        @Override
        public Row row(String person, OrderBook book) {
            ValueForecast.Of of = forecast.of(book);
            boolean isPriced = forecast.knowsAmounts() && forecastsSpend;
            PastRate rule = forecast.knowsAmounts() && !forecastsSpend ? new PastRate(book, day(asOf)) : null;
            return RowFactory.create(
                    person,
                    rounded(of.alive()),
                    rounded(of.ordersWithin(QUARTER)),
                    rounded(of.orders(QUARTER)),
                    of.ordersQuantile(QUARTER, LOW),
                    of.ordersQuantile(QUARTER, HIGH),
                    rounded(of.orders(YEAR)),
                    of.ordersQuantile(YEAR, LOW),
                    of.ordersQuantile(YEAR, HIGH),
                    isPriced ? money(of.spend(QUARTER)) : rule == null ? null : money(rule.spend(QUARTER)),
                    isPriced ? money(of.spendQuantile(QUARTER, LOW)) : null,
                    isPriced ? money(of.spendQuantile(QUARTER, HIGH)) : null,
                    isPriced ? money(of.spend(YEAR)) : rule == null ? null : money(rule.spend(YEAR)),
                    isPriced ? money(of.spendQuantile(YEAR, LOW)) : null,
                    isPriced ? money(of.spendQuantile(YEAR, HIGH)) : null,
                    on(of.daysToOrder(YEAR, 0.5)),
                    on(of.daysToOrder(YEAR, LOW)),
                    on(of.daysToOrder(YEAR, HIGH)),
                    null,
                    rule == null ? MODEL : ORDERS_ONLY);
        }

        private Date on(double days) {
            return Date.valueOf(asOf.plusDays((long) Math.ceil(days)));
        }
    }

    /** By the past rate, without what only a model knows. */
    private record ByRule(LocalDate asOf) implements Forecaster {
        @Override
        public Row row(String person, OrderBook book) {
            PastRate rule = new PastRate(book, day(asOf));
            Object[] values = new Object[CustomerValue.TABLE.fields().size()];
            values[0] = person;
            set(values, CustomerValue.EXPECTED_ORDERS_90, rounded(rule.orders(QUARTER)));
            set(values, CustomerValue.EXPECTED_ORDERS_365, rounded(rule.orders(YEAR)));
            set(values, CustomerValue.EXPECTED_SPEND_90, money(rule.spend(QUARTER)));
            set(values, CustomerValue.EXPECTED_SPEND_365, money(rule.spend(YEAR)));
            set(values, CustomerValue.VALUE_MODEL, PastRate.NAME);
            return RowFactory.create(values);
        }

        private static void set(Object[] values, io.nightjar.schema.Field field, Object value) {
            values[CustomerValue.TABLE.fields().indexOf(field)] = value;
        }
    }

    private static BigDecimal money(double amount) {
        return BigDecimal.valueOf(amount).setScale(2, RoundingMode.HALF_UP);
    }
}
