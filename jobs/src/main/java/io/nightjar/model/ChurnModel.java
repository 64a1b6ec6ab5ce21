package io.nightjar.model;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.when;

import io.nightjar.config.ChurnSettings;
import io.nightjar.config.TrainerSettings;
import io.nightjar.job.Inputs;
import io.nightjar.job.ModelJob;
import io.nightjar.learn.InactivityRule;
import io.nightjar.quality.Check;
import io.nightjar.schema.ChurnScores;
import io.nightjar.schema.PersonEvents;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.Table;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * Predicts which active buyers will buy nothing within the horizon. Learns from several dates that lie two horizons
 * back or more, is judged one horizon back against the inactivity rule, and scores tonight only if it ranked people
 * better; then it has learned again, up to one horizon back.
 */
public final class ChurnModel implements ModelJob {
    static final String RULE = "inactivity-rule";
    static final String BLEND = "blend";
    private static final double HIGH = 2.0 / 3;
    private static final double MEDIUM = 1.0 / 3;

    private final ChurnSettings settings;
    private final TrainerSettings trainer;
    private final long seed;

    public ChurnModel(ChurnSettings settings, TrainerSettings trainer, long seed) {
        this.settings = settings;
        this.trainer = trainer;
        this.seed = seed;
    }

    @Override
    public String name() {
        return "churn";
    }

    @Override
    public List<Table> inputs() {
        return List.of(PersonPurchases.TABLE, PersonEvents.TABLE);
    }

    @Override
    public Table output() {
        return ChurnScores.TABLE;
    }

    @Override
    public String settings() {
        return settings + " " + trainer + " " + seed;
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
    public Scored learn(Inputs in, LocalDate asOf) {
        ChurnExamples examples = new ChurnExamples(in, settings);
        ChurnTrial trial = new ChurnTrial(examples, settings, trainer, seed, asOf);
        Dataset<Row> gone = examples.goneBy(asOf);
        Dataset<Row> scores;
        if (trial.isShipped()) {
            ChurnScorer scorer = new ChurnScorer(trial.latest(), examples.features());
            Dataset<Row> before = scorer.probabilities(examples.on(asOf.minusDays(1)))
                    .select(
                            col(ChurnExamples.PERSON),
                            col(ChurnScorer.PROBABILITY).as("before"));
            scores = finished(scorer.explained(examples.on(asOf)), before, gone, BLEND);
        } else {
            InactivityRule rule = trial.latestRule();
            Dataset<Row> before = byRule(rule, examples.on(asOf.minusDays(1)))
                    .select(
                            col(ChurnExamples.PERSON),
                            col(ChurnScorer.PROBABILITY).as("before"));
            scores = finished(byRule(rule, examples.on(asOf)), before, gone, RULE);
        }
        return new Scored(trial.knowsNothing() ? scores.limit(0) : scores, trial.card());
    }

    private static Dataset<Row> byRule(InactivityRule rule, Dataset<Row> people) {
        Column share = lit(rule.probability(0));
        for (Map.Entry<Integer, Double> step : rule.steps().entrySet()) {
            share = when(col(ChurnExamples.RECENCY).geq(step.getKey()), lit(step.getValue()))
                    .otherwise(share);
        }
        return people.select(
                col(ChurnExamples.PERSON),
                round(share, 6).as(ChurnScorer.PROBABILITY),
                array(org.apache.spark.sql.functions.concat(
                                lit("days since the last purchase: "),
                                col(ChurnExamples.RECENCY).cast("int").cast("string")))
                        .as(ChurnScorer.REASONS));
    }

    private static Dataset<Row> finished(Dataset<Row> scored, Dataset<Row> before, Dataset<Row> gone, String model) {
        Column now = col(ChurnScorer.PROBABILITY);
        Dataset<Row> active = scored.join(before, new String[] {ChurnExamples.PERSON}, "left")
                .select(
                        col(ChurnExamples.PERSON).as(ChurnScores.CUSTOMER_ID.name()),
                        ChurnScores.CHURN_PROBABILITY.of(now),
                        ChurnScores.CHURN_RISK.of(when(now.geq(HIGH), "high")
                                .when(now.geq(MEDIUM), "medium")
                                .otherwise("low")),
                        ChurnScores.IS_CHURN_TRIGGER.of(
                                now.geq(HIGH).and(not(coalesce(col("before").geq(HIGH), lit(false))))),
                        ChurnScores.CHURN_REASONS.of(col(ChurnScorer.REASONS)),
                        ChurnScores.CHURN_MODEL.of(lit(model)));
        return active.unionByName(gone.select(
                col(ChurnExamples.PERSON).as(ChurnScores.CUSTOMER_ID.name()),
                ChurnScores.CHURN_PROBABILITY.of(lit(null)),
                ChurnScores.CHURN_RISK.of(lit("gone")),
                ChurnScores.IS_CHURN_TRIGGER.of(lit(false)),
                ChurnScores.CHURN_REASONS.of(array().cast(DataTypes.createArrayType(DataTypes.StringType))),
                ChurnScores.CHURN_MODEL.of(lit(model))));
    }
}
