package io.nightjar.model;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import io.nightjar.config.CartSettings;
import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.learn.sequence.PathRule;
import io.nightjar.learn.sequence.PathShares;
import io.nightjar.learn.trainer.Champion;
import io.nightjar.learn.trainer.Contest;
import io.nightjar.learn.trainer.Frame;
import io.nightjar.learn.trainer.Frames;
import io.nightjar.learn.trainer.Trained;
import io.nightjar.quality.Check;
import io.nightjar.schema.Carts;
import io.nightjar.schema.Clickstream;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.Products;
import io.nightjar.schema.Sessions;
import io.nightjar.schema.Table;
import io.nightjar.schema.TrainedModels;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * How far each cart can be trusted to be bought, with what {@link LearnCarts} kept. Every cart of the judged period keeps
 * what the model says of it, which had learned from older carts only, so that anybody can count what came of it.
 */
public final class ScoreCarts implements TableJob {
    private static final StructType ADDED = new StructType()
            .add("trust", DataTypes.DoubleType)
            .add("reasons", DataTypes.createArrayType(DataTypes.StringType));

    private final CartSettings settings;

    public ScoreCarts(CartSettings settings) {
        this.settings = settings;
    }

    @Override
    public List<Table> inputs() {
        return List.of(Sessions.TABLE, PersonPurchases.TABLE, Products.TABLE, TrainedModels.CARTS);
    }

    @Override
    public Table output() {
        return Carts.TABLE;
    }

    @Override
    public String settings() {
        return settings.toString();
    }

    @Override
    public List<Check> checks() {
        return List.of(
                Check.holds("trust is between 0 and 1", Carts.CART_TRUST.col().between(0, 1)));
    }

    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        KeptModels kept = KeptModels.of(Optional.of(in.read(TrainedModels.CARTS)));
        PathRule rule = kept.rule(LearnCarts.MODEL, PathRule.class);
        Trained model = kept.scoredBy(LearnCarts.MODEL)
                .filter(Contest.BLEND::equals)
                .flatMap(by -> kept.champion(LearnCarts.MODEL))
                .map(Champion::scoring)
                .orElse(null);
        Dataset<Row> tonight = new CartExamples(in, settings, asOf)
                .carts()
                .where(col(CartExamples.LEFT_ON).geq(CartTrial.judgedFrom(settings, asOf)))
                .where(coalesce(col(CartExamples.CLOSED_ON).gt(col(CartExamples.LEFT_ON)), lit(true)))
                .withColumn(Carts.CART_STATE.name(), state(asOf))
                .withColumn(
                        CartExamples.AGE,
                        when(Carts.CART_STATE.col().equalTo("open"), datediff(lit(asOf), col(CartExamples.LEFT_ON)))
                                .otherwise(0));
        return new RowScorer(batch(model, rule.shares()))
                .scored(
                        in.has(Products.TABLE)
                                ? withStock(in, tonight)
                                : tonight.withColumn(
                                        Carts.IS_IN_STOCK.name(), lit(null).cast("boolean")),
                        ADDED)
                .select(
                        Clickstream.VISITOR_ID.col(),
                        Clickstream.SESSION_ID.col(),
                        col(CartExamples.LEFT_ON).as(Carts.CART_ON.name()),
                        Carts.CUSTOMER_ID.col(),
                        Carts.CART_AT.col(),
                        Carts.CART_EVENT_ID.col(),
                        Carts.CART_PRODUCTS.col(),
                        Carts.CART_AMOUNT.col(),
                        Carts.CART_STATE.col(),
                        Carts.IS_IN_STOCK.col(),
                        Carts.CART_TRUST.of(col("trust")),
                        Carts.IS_BELIEVED.of(col("trust").geq(rule.threshold())),
                        Carts.CART_REASONS.of(col("reasons")),
                        Carts.CART_MODEL.of(lit(model == null ? LearnCarts.RULE : Contest.BLEND)));
    }

    private Column state(LocalDate asOf) {
        return when(col(CartExamples.BOUGHT_ON).isNotNull(), lit("bought"))
                .when(col(CartExamples.CLOSED_ON).isNotNull(), "other")
                .when(datediff(lit(asOf), col(CartExamples.LEFT_ON)).geq(settings.openDays()), "given_up")
                .otherwise("open");
    }

    /** A cart with one product out of stock cannot be bought as it is. */
    private static Dataset<Row> withStock(Inputs in, Dataset<Row> carts) {
        Dataset<Row> stock = in.read(Products.TABLE)
                .where(Products.STOCK.col().isNotNull())
                .select(Products.PRODUCT_ID.col(), Products.STOCK.col().gt(0).as("there"));
        List<Column> key =
                List.of(Clickstream.VISITOR_ID.col(), Clickstream.SESSION_ID.col(), col(CartExamples.LEFT_ON));
        List<Column> lines = new ArrayList<>(key);
        lines.add(explode(Carts.CART_PRODUCTS.col()).as(Products.PRODUCT_ID.name()));
        Dataset<Row> known = carts.select(lines.toArray(Column[]::new))
                .join(stock, Products.PRODUCT_ID.name())
                .groupBy(key.toArray(Column[]::new))
                .agg(min(col("there")).as(Carts.IS_IN_STOCK.name()));
        return carts.join(
                known,
                new String[] {Clickstream.VISITOR_ID.name(), Clickstream.SESSION_ID.name(), CartExamples.LEFT_ON},
                "left");
    }

    /** @param model null where path shares score */
    private static RowScorer.Batch batch(Trained model, PathShares shares) {
        return (rows, type) -> {
            Frame frame = Frames.of(rows, type, CartExamples.PERSON, CartExamples.FEATURES);
            double[] trust = model == null ? CartTrial.byPath(shares, rows, type) : model.probabilities(frame);
            List<List<String>> words = model == null
                    ? rows.stream().map(row -> List.<String>of()).toList()
                    : Answerer.model(model, CartExamples.PHRASES).reasons(frame);
            int steps = type.fieldIndex(CartExamples.STEPS);
            List<Object[]> added = new ArrayList<>();
            for (int i = 0; i < trust.length; i++) {
                List<String> reasons = new ArrayList<>(
                        List.of(CartTrial.likes(shares, rows.get(i).getString(steps))));
                reasons.addAll(words.get(i));
                added.add(new Object[] {Math.round(trust[i] * 1e6) / 1e6, reasons.toArray(String[]::new)});
            }
            return added;
        };
    }
}
