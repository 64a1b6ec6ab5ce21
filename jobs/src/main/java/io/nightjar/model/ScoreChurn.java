package io.nightjar.model;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.nightjar.config.ChurnSettings;
import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.learn.InactivityRule;
import io.nightjar.learn.trainer.Champion;
import io.nightjar.quality.Check;
import io.nightjar.schema.ChurnScores;
import io.nightjar.schema.Field;
import io.nightjar.schema.PersonEvents;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.Table;
import io.nightjar.schema.TrainedModels;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/** Scores every active buyer with what {@link LearnChurn} kept, and fires the trigger once for each silence. */
public final class ScoreChurn implements TableJob {
    private static final double HIGH = 2.0 / 3;
    private static final double MEDIUM = 1.0 / 3;
    private static final String BEFORE = "before";
    private static final String TONIGHT = "tonight";

    private final ChurnSettings settings;

    public ScoreChurn(ChurnSettings settings) {
        this.settings = settings;
    }

    @Override
    public List<Table> inputs() {
        return List.of(PersonPurchases.TABLE, PersonEvents.TABLE, TrainedModels.CHURN);
    }

    @Override
    public List<Table> previousInputs() {
        return List.of(ChurnScores.TABLE);
    }

    @Override
    public Table output() {
        return ChurnScores.TABLE;
    }

    @Override
    public String settings() {
        return settings.toString();
    }

    @Override
    public List<Check> checks() {
        return List.of(
                Check.holds(
                        "a probability is between 0 and 1",
                        ChurnScores.CHURN_PROBABILITY.col().between(0, 1)),
                Check.holds(
                        "whoever is not gone has a probability",
                        ChurnScores.CHURN_RISK
                                .col()
                                .equalTo("gone")
                                .equalTo(ChurnScores.CHURN_PROBABILITY.col().isNull())));
    }

    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        ChurnExamples examples = new ChurnExamples(in, settings);
        KeptModels models = KeptModels.of(Optional.of(in.read(TrainedModels.CHURN)));
        Optional<String> main = models.scoredBy(LearnChurn.MODEL);
        Dataset<Row> last = examples.lastPurchases(asOf);
        if (main.isEmpty()) {
            Dataset<Row> nobody = new PersonScorer().score(examples.on(asOf).limit(0));
            return finished(byQuestion(nobody), last, in, asOf, "").limit(0);
        }
        Dataset<Row> people = examples.on(List.of(asOf.minusDays(1), asOf))
                .withColumn(TONIGHT, col(ChurnExamples.CUT_OFF).equalTo(lit(asOf)))
                .withColumn(BEFORE, not(col(TONIGHT)));
        Dataset<Row> gone = last.where(col(ChurnExamples.LAST_ON).leq(asOf.minusDays(settings.eligibleDays())));
        Dataset<Row> scored = byQuestion(scorer(models, examples.features()).score(people));
        return finished(scored, last, in, asOf, main.get()).unionByName(gone(gone, main.get()));
    }

    /** Tonight's people by every horizon, and those of the day before by tonight's model. */
    private PersonScorer scorer(KeptModels models, List<String> features) {
        Answerer main = answerer(models, LearnChurn.MODEL);
        PersonScorer scorer = new PersonScorer()
                .explain(LearnChurn.MODEL, main, features, TONIGHT)
                .ask(BEFORE, main, features, BEFORE);
        for (int days : ChurnScores.horizons().keySet()) {
            String model = days == settings.horizonDays() ? LearnChurn.MODEL : LearnChurn.model(days);
            if (models.scoredBy(model).isPresent()) {
                scorer.ask(String.valueOf(days), answerer(models, model), features, TONIGHT);
            }
        }
        return scorer;
    }

    private static Answerer answerer(KeptModels models, String model) {
        Optional<Champion> champion =
                models.scoredBy(model).filter(LearnChurn.BLEND::equals).flatMap(by -> models.champion(model));
        return champion.map(it -> Answerer.model(it.scoring(), PersonHistory.PHRASES))
                .orElseGet(() -> Answerer.inactivity(models.rule(model, InactivityRule.class)));
    }

    /** A row per person with the answer of every question beside each other. */
    private static Dataset<Row> byQuestion(Dataset<Row> scored) {
        List<Column> answers = new ArrayList<>();
        List<String> names = new ArrayList<>(List.of(BEFORE));
        ChurnScores.horizons().keySet().forEach(days -> names.add(String.valueOf(days)));
        names.forEach(
                name -> answers.add(max(when(col(PersonScorer.QUESTION).equalTo(name), col(PersonScorer.PROBABILITY)))
                        .as("p_" + name)));
        Column isMain = col(PersonScorer.QUESTION).equalTo(LearnChurn.MODEL);
        answers.add(max(when(isMain, col(PersonScorer.REASONS))).as(PersonScorer.REASONS));
        return scored.groupBy(PersonHistory.PERSON)
                .agg(
                        max(when(isMain, col(PersonScorer.PROBABILITY))).as(PersonScorer.PROBABILITY),
                        answers.toArray(Column[]::new))
                .where(col(PersonScorer.PROBABILITY).isNotNull());
    }

    private static Dataset<Row> finished(
            Dataset<Row> scored, Dataset<Row> last, Inputs in, LocalDate asOf, String model) {
        Column now = col(PersonScorer.PROBABILITY);
        Dataset<Row> all = scored.join(last, PersonHistory.PERSON)
                .join(lastNight(in), new String[] {PersonHistory.PERSON}, "left");
        List<Column> columns = new ArrayList<>(List.of(
                col(PersonHistory.PERSON).as(ChurnScores.CUSTOMER_ID.name()),
                ChurnScores.CHURN_PROBABILITY.of(now),
                ChurnScores.CHURN_RISK.of(when(now.geq(HIGH), "high")
                        .when(now.geq(MEDIUM), "medium")
                        .otherwise("low")),
                ChurnScores.IS_CHURN_TRIGGER.of(coalesce(triggeredOn(asOf).equalTo(lit(asOf)), lit(false))),
                ChurnScores.CHURN_TRIGGERED_ON.of(triggeredOn(asOf))));
        Column least = null;
        for (Map.Entry<Integer, Field> horizon : ChurnScores.horizons().entrySet()) {
            Column own = col("p_" + horizon.getKey());
            // Who buys within the shorter time buys within the longer one.
            least = least == null ? own : least(least, own);
            columns.add(horizon.getValue().of(when(own.isNotNull(), least)));
        }
        columns.add(ChurnScores.CHURN_REASONS.of(col(PersonScorer.REASONS)));
        columns.add(ChurnScores.CHURN_MODEL.of(lit(model)));
        return all.select(columns.toArray(Column[]::new));
    }

    /**
     * The night the trigger fired in this silence. It fires when the risk is high and was not last night; who was not
     * scored last night is asked by tonight's model about the day before.
     */
    private static Column triggeredOn(LocalDate asOf) {
        Column sameSilence = col("fired_on").gt(col(ChurnExamples.LAST_ON));
        Column wasHigh =
                coalesce(col("last_risk").equalTo("high"), col("p_" + BEFORE).geq(HIGH), lit(false));
        return when(sameSilence, col("fired_on"))
                .when(col(PersonScorer.PROBABILITY).geq(HIGH).and(not(wasHigh)), lit(asOf));
    }

    private static Dataset<Row> lastNight(Inputs in) {
        return in.previous(ChurnScores.TABLE)
                .orElseGet(() -> in.read(ChurnScores.TABLE).limit(0))
                .select(
                        col(ChurnScores.CUSTOMER_ID.name()).as(PersonHistory.PERSON),
                        ChurnScores.CHURN_RISK.col().as("last_risk"),
                        ChurnScores.CHURN_TRIGGERED_ON.col().as("fired_on"));
    }

    private static Dataset<Row> gone(Dataset<Row> people, String model) {
        List<Column> columns = new ArrayList<>();
        ChurnScores.TABLE.fields().forEach(field -> columns.add(field.of(lit(null))));
        columns.set(0, col(PersonHistory.PERSON).as(ChurnScores.CUSTOMER_ID.name()));
        columns.set(at(ChurnScores.CHURN_RISK), ChurnScores.CHURN_RISK.of(lit("gone")));
        columns.set(at(ChurnScores.IS_CHURN_TRIGGER), ChurnScores.IS_CHURN_TRIGGER.of(lit(false)));
        columns.set(
                at(ChurnScores.CHURN_REASONS),
                ChurnScores.CHURN_REASONS.of(array().cast(DataTypes.createArrayType(DataTypes.StringType))));
        columns.set(at(ChurnScores.CHURN_MODEL), ChurnScores.CHURN_MODEL.of(lit(model)));
        return people.select(columns.toArray(Column[]::new));
    }

    private static int at(Field field) {
        return ChurnScores.TABLE.fields().indexOf(field);
    }
}
