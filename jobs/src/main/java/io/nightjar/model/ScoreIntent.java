package io.nightjar.model;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;

import io.nightjar.config.CartSettings;
import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.learn.trainer.Champion;
import io.nightjar.learn.trainer.Contest;
import io.nightjar.learn.trainer.Frame;
import io.nightjar.learn.trainer.Frames;
import io.nightjar.learn.trainer.RecencyRule;
import io.nightjar.learn.trainer.Trained;
import io.nightjar.quality.Check;
import io.nightjar.schema.Carts;
import io.nightjar.schema.Field;
import io.nightjar.schema.IntentScores;
import io.nightjar.schema.PersonPurchases;
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
import org.apache.spark.sql.types.StructType;

/**
 * How likely everybody who was ever seen orders within 1, 7 and 30 days, anonymous visitors too, with what
 * {@link LearnIntent} kept: each horizon by its model or by the simple rule that was better; a longer horizon is never
 * less likely than a shorter one.
 */
public final class ScoreIntent implements TableJob {
    private static final String NOBODY = "none";
    private static final List<Field> PROBABILITIES =
            List.of(IntentScores.BUY_PROBABILITY_1, IntentScores.BUY_PROBABILITY_7, IntentScores.BUY_PROBABILITY_30);
    private static final StructType ADDED = added();

    private final CartSettings carts;

    public ScoreIntent(CartSettings carts) {
        this.carts = carts;
    }

    @Override
    public List<Table> inputs() {
        return List.of(Sessions.TABLE, PersonPurchases.TABLE, Carts.TABLE, TrainedModels.INTENT);
    }

    @Override
    public Table output() {
        return IntentScores.TABLE;
    }

    @Override
    public String settings() {
        return String.valueOf(carts.openDays());
    }

    @Override
    public List<Check> checks() {
        return List.of(Check.holds(
                "the probabilities lie between 0 and 1 and rise with the days",
                IntentScores.BUY_PROBABILITY_1
                        .col()
                        .geq(0)
                        .and(IntentScores.BUY_PROBABILITY_7.col().geq(IntentScores.BUY_PROBABILITY_1.col()))
                        .and(IntentScores.BUY_PROBABILITY_30.col().geq(IntentScores.BUY_PROBABILITY_7.col()))
                        .and(IntentScores.BUY_PROBABILITY_30.col().leq(1))));
    }

    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        IntentExamples examples = new IntentExamples(in, carts.openDays(), asOf);
        KeptModels kept = KeptModels.of(Optional.of(in.read(TrainedModels.INTENT)));
        Dataset<Row> people = new RowScorer(batch(kept)).scored(examples.on(List.of(asOf)), ADDED);
        return people.join(openCarts(in), new String[] {IntentExamples.PERSON}, "left")
                .withColumn(IntentScores.VISIT_PURPOSE.name(), col(IntentExamples.PURPOSE))
                .withColumn(IntentScores.INTENT_MODEL.name(), lit(scorers(kept)))
                .select(IntentScores.TABLE.columns());
    }

    /** Who answers; one name where all horizons have the same. */
    private static String scorers(KeptModels kept) {
        List<String> names = IntentExamples.HORIZONS.stream()
                .map(days -> kept.scoredBy(LearnIntent.model(days)).orElse(NOBODY))
                .toList();
        if (names.stream().distinct().count() == 1) {
            return names.get(0);
        }
        List<String> all = new ArrayList<>();
        for (int k = 0; k < names.size(); k++) {
            all.add(IntentExamples.HORIZONS.get(k) + ": " + names.get(k));
        }
        return String.join(", ", all);
    }

    /** Everybody's newest cart that no order followed. */
    private static Dataset<Row> openCarts(Inputs in) {
        Column order = struct(Carts.CART_AT.col(), Carts.CART_EVENT_ID.col());
        Column cart = struct(Carts.CART_ON.col(), Carts.CART_AMOUNT.col(), Carts.CART_TRUST.col());
        return in.read(Carts.TABLE)
                .where(Carts.CART_STATE.col().equalTo("open"))
                .groupBy(IntentExamples.PERSON)
                .agg(max_by(cart, order).as("cart"))
                .select(
                        col(IntentExamples.PERSON),
                        col("cart").getField(Carts.CART_ON.name()).as(IntentScores.OPEN_CART_ON.name()),
                        col("cart").getField(Carts.CART_AMOUNT.name()).as(IntentScores.OPEN_CART_AMOUNT.name()),
                        col("cart").getField(Carts.CART_TRUST.name()).as(IntentScores.CART_TRUST.name()));
    }

    private static StructType added() {
        StructType type = new StructType();
        for (Field field : PROBABILITIES) {
            type = type.add(field.name(), field.type());
        }
        return type.add(IntentScores.INTENT_REASONS.name(), IntentScores.INTENT_REASONS.type());
    }

    private static RowScorer.Batch batch(KeptModels kept) {
        List<Trained> models = new ArrayList<>();
        List<RecencyRule> rules = new ArrayList<>();
        for (int days : IntentExamples.HORIZONS) {
            String model = LearnIntent.model(days);
            models.add(kept.scoredBy(model)
                    .filter(Contest.BLEND::equals)
                    .flatMap(by -> kept.champion(model))
                    .map(Champion::scoring)
                    .orElse(null));
            rules.add(kept.rule(model, RecencyRule.class));
        }
        return new Probabilities(models, rules);
    }

    /** Probabilities of all horizons, and the reasons of the middle one. */
    private static final class Probabilities implements RowScorer.Batch {
        private static final long serialVersionUID = 1L;

        private final ArrayList<Trained> models;
        private final ArrayList<RecencyRule> rules;

        Probabilities(List<Trained> models, List<RecencyRule> rules) {
            this.models = new ArrayList<>(models);
            this.rules = new ArrayList<>(rules);
        }

        @Override
        public List<Object[]> of(List<Row> rows, StructType type) {
            Frame frame = Frames.of(rows, type, IntentExamples.PERSON, IntentExamples.FEATURES);
            List<Object[]> all = new ArrayList<>();
            rows.forEach(row -> all.add(new Object[models.size() + 1]));
            for (int k = 0; k < models.size(); k++) {
                if (models.get(k) == null && rules.get(k).knowsNothing()) {
                    continue;
                }
                double[] scores = models.get(k) == null
                        ? rules.get(k).probabilities(frame)
                        : models.get(k).probabilities(frame);
                for (int i = 0; i < scores.length; i++) {
                    double floor = k == 0 || all.get(i)[k - 1] == null ? 0 : (double) all.get(i)[k - 1];
                    all.get(i)[k] = Math.max(floor, Math.round(scores[i] * 1e6) / 1e6);
                }
            }
            List<List<String>> words = words(frame);
            for (int i = 0; i < all.size(); i++) {
                all.get(i)[models.size()] = words.get(i).toArray(String[]::new);
            }
            return all;
        }

        private List<List<String>> words(Frame frame) {
            int middle = models.size() / 2;
            return models.get(middle) == null
                    ? Answerer.told(frame, rules.get(middle).column(), IntentExamples.PHRASES)
                    : Answerer.model(models.get(middle), IntentExamples.PHRASES).reasons(frame);
        }
    }
}
