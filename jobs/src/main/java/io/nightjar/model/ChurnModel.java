package io.nightjar.model;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.nightjar.config.ChurnSettings;
import io.nightjar.job.Inputs;
import io.nightjar.job.ModelCard;
import io.nightjar.job.ModelJob;
import io.nightjar.learn.BinaryMetrics;
import io.nightjar.learn.Grade;
import io.nightjar.learn.InactivityRule;
import io.nightjar.quality.Check;
import io.nightjar.schema.ChurnScores;
import io.nightjar.schema.PersonEvents;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.Table;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Predicts which active buyers will buy nothing within the horizon. Learns two horizons back, is judged one horizon
 * back against the inactivity rule, and scores tonight only if it ranked people better.
 */
public final class ChurnModel implements ModelJob {
    private static final String RULE = "inactivity-rule";
    private static final double HIGH = 2.0 / 3;
    private static final double MEDIUM = 1.0 / 3;

    private final ChurnSettings settings;
    private final long seed;

    public ChurnModel(ChurnSettings settings, long seed) {
        this.settings = settings;
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
        return settings + " " + seed;
    }

    @Override
    public List<Check> checks() {
        return List.of(Check.holds(
                "a probability is between 0 and 1",
                ChurnScores.CHURN_PROBABILITY.col().between(0, 1)));
    }

    @Override
    public Scored learn(Inputs in, LocalDate asOf) {
        ChurnExamples examples = new ChurnExamples(in, settings);
        LocalDate judged = asOf.minusDays(settings.horizonDays());
        LocalDate learned = judged.minusDays(settings.horizonDays());
        Dataset<Row> past =
                sorted(examples.labelled(learned), examples.features()).cache();
        Dataset<Row> later =
                sorted(examples.labelled(judged), examples.features()).cache();
        try {
            Trial trial = new Trial(past, later, examples.features());
            Dataset<Row> scores = trial.grade.isShipped()
                    ? byModel(trial.fit(later), examples.on(asOf))
                    : byRule(trial.latestRule(), examples.on(asOf));
            return new Scored(scores, trial.card(learned, judged, asOf));
        } finally {
            past.unpersist();
            later.unpersist();
        }
    }

    /** In one partition and one order: sums of doubles then come out the same on any number of cores. */
    private Dataset<Row> sorted(Dataset<Row> examples, List<String> features) {
        List<Column> columns = new ArrayList<>(
                List.of(col(ChurnExamples.PERSON), col(ChurnExamples.RECENCY), col(ChurnExamples.LABEL)));
        features.forEach(name -> columns.add(col(name)));
        return examples.select(columns.toArray(Column[]::new))
                .orderBy(xxhash64(col(ChurnExamples.PERSON), lit(seed)))
                .limit((int) Math.min(settings.maxExamples(), Integer.MAX_VALUE))
                .repartition(1)
                .sortWithinPartitions(ChurnExamples.PERSON);
    }

    private Dataset<Row> byModel(PipelineModel model, Dataset<Row> people) {
        Column probability =
                functions.vector_to_array(col("probability"), "float64").getItem(1);
        return finished(model.transform(people).withColumn("p", round(probability, 6)), "logistic");
    }

    /** Without a single example to learn even the rule from, nobody is scored: 0 would look like knowledge. */
    private static Dataset<Row> byRule(InactivityRule rule, Dataset<Row> people) {
        if (rule.steps().isEmpty()) {
            return finished(people.withColumn("p", lit(0.0)), RULE).limit(0);
        }
        Column share = lit(rule.probability(0));
        for (Map.Entry<Integer, Double> step : rule.steps().entrySet()) {
            share = when(col(ChurnExamples.RECENCY).geq(step.getKey()), lit(step.getValue()))
                    .otherwise(share);
        }
        return finished(people.withColumn("p", round(share, 6)), RULE);
    }

    private static Dataset<Row> finished(Dataset<Row> scored, String model) {
        return scored.select(
                col(ChurnExamples.PERSON).as(ChurnScores.CUSTOMER_ID.name()),
                ChurnScores.CHURN_PROBABILITY.of(col("p")),
                ChurnScores.CHURN_RISK.of(when(col("p").geq(HIGH), "high")
                        .when(col("p").geq(MEDIUM), "medium")
                        .otherwise("low")),
                ChurnScores.CHURN_MODEL.of(lit(model)));
    }

    /** The model and the rule, fitted on the past and judged on the later period. */
    private final class Trial {
        private final List<String> features;
        private final long examples;
        private final long churned;
        private final InactivityRule rule;
        private final InactivityRule latestRule;
        private final BinaryMetrics byRule;
        private final BinaryMetrics byModel;
        private final Grade grade;
        private final String why;

        Trial(Dataset<Row> past, Dataset<Row> later, List<String> features) {
            this.features = features;
            List<Row> answers = answers(past);
            List<Row> laterAnswers = answers(later);
            examples = answers.size();
            churned = positives(answers);
            rule = rule(answers);
            latestRule = laterAnswers.isEmpty() ? rule : rule(laterAnswers);
            byRule = metrics(laterAnswers, row -> rule.probability(row.getInt(1)));
            if (Math.min(churned, examples - churned) < settings.minPositives() || laterAnswers.isEmpty()) {
                why = "too few examples to learn from: " + churned + " of " + examples + " left, "
                        + settings.minPositives() + " of each kind are needed";
                byModel = null;
                grade = Grade.NONE;
            } else {
                byModel = metrics(predictions(fit(past), later), row -> row.getDouble(3));
                grade = Grade.of(byModel.auc(), byRule.auc());
                why = "";
            }
        }

        PipelineModel fit(Dataset<Row> rows) {
            return new Pipeline()
                    .setStages(new PipelineStage[] {
                        new VectorAssembler()
                                .setInputCols(features.toArray(String[]::new))
                                .setOutputCol("features"),
                        new LogisticRegression()
                                .setLabelCol(ChurnExamples.LABEL)
                                .setRegParam(settings.regularisation())
                                .setElasticNetParam(settings.elasticNet())
                    })
                    .fit(rows);
        }

        InactivityRule latestRule() {
            return latestRule;
        }

        ModelCard card(LocalDate learned, LocalDate judged, LocalDate asOf) {
            Map<String, Map<String, Double>> metrics = new LinkedHashMap<>();
            metrics.put(RULE, measures(byRule));
            if (byModel != null) {
                metrics.put("logistic", measures(byModel));
            }
            return new ModelCard(
                    "churn",
                    "Who of the active buyers will buy nothing in the next " + settings.horizonDays() + " days?",
                    grade.word(),
                    "area under the ROC curve",
                    byModel == null ? null : known(byModel.auc()),
                    RULE + ": the longer without a purchase, the likelier gone (even odds at " + rule.days() + " days)",
                    known(byRule.auc()),
                    grade.isShipped(),
                    decision(),
                    Map.of(
                            "learned from", learned + " (outcome to " + judged + ")",
                            "judged on", judged + " (outcome to " + asOf + ")",
                            "scored", asOf.toString()),
                    Map.of("examples", examples, "churned", churned, "judged", (long) byRule.size()),
                    features,
                    Map.of(
                            "horizon days", String.valueOf(settings.horizonDays()),
                            "eligible days", String.valueOf(settings.eligibleDays()),
                            "regularisation", String.valueOf(settings.regularisation()),
                            "elastic net", String.valueOf(settings.elasticNet())),
                    metrics,
                    seed,
                    Map.of("spark", org.apache.spark.package$.MODULE$.SPARK_VERSION()));
        }

        private String decision() {
            return switch (grade) {
                case A, B -> "The model ranked people better than the rule on the later period and scores tonight.";
                case C -> "The model did not beat the rule on the later period: the rule scores tonight.";
                case NONE ->
                    (latestRule.steps().isEmpty() ? "Nobody is scored yet: " : "The rule scores tonight: ")
                            + (why.isEmpty() ? "the later period had one kind of outcome only" : why) + ".";
            };
        }

        private InactivityRule rule(List<Row> answers) {
            TreeMap<Integer, Long> people = new TreeMap<>();
            Map<Integer, Long> left = new TreeMap<>();
            for (Row row : answers) {
                people.merge(row.getInt(1), 1L, Long::sum);
                left.merge(row.getInt(1), (long) row.getDouble(2), Long::sum);
            }
            return new InactivityRule(people, left);
        }

        private List<Row> answers(Dataset<Row> rows) {
            return rows.select(ChurnExamples.PERSON, ChurnExamples.RECENCY, ChurnExamples.LABEL)
                    .collectAsList();
        }

        private List<Row> predictions(PipelineModel model, Dataset<Row> rows) {
            return model.transform(rows)
                    .select(
                            col(ChurnExamples.PERSON),
                            col(ChurnExamples.RECENCY),
                            col(ChurnExamples.LABEL),
                            functions
                                    .vector_to_array(col("probability"), "float64")
                                    .getItem(1))
                    .collectAsList();
        }

        private long positives(List<Row> rows) {
            return rows.stream().filter(row -> row.getDouble(2) > 0).count();
        }

        private BinaryMetrics metrics(List<Row> rows, java.util.function.ToDoubleFunction<Row> score) {
            double[] scores = rows.stream().mapToDouble(score).toArray();
            boolean[] labels = new boolean[scores.length];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = rows.get(i).getDouble(2) > 0;
            }
            return new BinaryMetrics(scores, labels);
        }

        private Map<String, Double> measures(BinaryMetrics of) {
            Map<String, Double> all = new LinkedHashMap<>();
            all.put("area under the ROC curve", known(of.auc()));
            all.put("Brier score", known(of.brier()));
            all.put("calibration error", known(of.calibrationError()));
            all.put("lift in the top decile", known(of.topDecileLift()));
            return all;
        }

        /** Rounded to what is worth printing; JSON has no NaN. */
        private Double known(double value) {
            return Double.isFinite(value) ? Math.round(value * 1e6) / 1e6 : null;
        }
    }
}
