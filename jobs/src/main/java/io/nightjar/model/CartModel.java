package io.nightjar.model;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import io.nightjar.config.CartSettings;
import io.nightjar.config.TrainerSettings;
import io.nightjar.job.Inputs;
import io.nightjar.job.ModelJob;
import io.nightjar.learn.sequence.PathShares;
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
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Tells carts that will be bought from those that were clicked in passing: the share of carts like this one, by what
 * the visit looked like, on this shop's own history. Every cart of the judged period keeps what the model said of it,
 * which had learned from older carts only, so that anybody can count what came of it.
 */
public final class CartModel implements ModelJob {
    static final String RULE = "path-shares";
    private static final StructType ADDED = new StructType()
            .add("trust", DataTypes.DoubleType)
            .add("reasons", DataTypes.createArrayType(DataTypes.StringType));

    private final CartSettings settings;
    private final TrainerSettings trainer;
    private final long seed;

    public CartModel(CartSettings settings, TrainerSettings trainer, long seed) {
        this.settings = settings;
        this.trainer = trainer;
        this.seed = seed;
    }

    @Override
    public String name() {
        return "carts";
    }

    @Override
    public List<Table> inputs() {
        return List.of(Sessions.TABLE, PersonPurchases.TABLE, Products.TABLE);
    }

    @Override
    public Table output() {
        return Carts.TABLE;
    }

    @Override
    public String settings() {
        return settings + " " + trainer + " " + seed;
    }

    @Override
    public List<Check> checks() {
        return List.of(
                Check.holds("trust is between 0 and 1", Carts.CART_TRUST.col().between(0, 1)));
    }

    @Override
    public Scored learn(Inputs in, LocalDate asOf) {
        CartExamples examples = new CartExamples(in, settings, asOf);
        Dataset<Row> carts = examples.carts();
        CartTrial trial = new CartTrial(examples, carts, settings, trainer, seed, asOf);
        Dataset<Row> tonight = carts.where(col(CartExamples.LEFT_ON).geq(trial.judgedFrom()))
                .where(coalesce(col(CartExamples.CLOSED_ON).gt(col(CartExamples.LEFT_ON)), lit(true)))
                .withColumn(Carts.CART_STATE.name(), state(asOf))
                .withColumn(
                        CartExamples.AGE,
                        when(Carts.CART_STATE.col().equalTo("open"), datediff(lit(asOf), col(CartExamples.LEFT_ON)))
                                .otherwise(0));
        RowScorer scorer = new RowScorer(batch(trial.shipped(), trial.shares()));
        Dataset<Row> scored = scorer.scored(
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
                        Carts.IS_BELIEVED.of(col("trust").geq(trial.threshold())),
                        Carts.CART_REASONS.of(col("reasons")),
                        Carts.CART_MODEL.of(lit(trial.shipped() == null ? RULE : Contest.BLEND)));
        return new Scored(scored, trial.card());
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
