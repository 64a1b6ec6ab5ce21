package io.nightjar.model;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import io.nightjar.config.ChurnSettings;
import io.nightjar.config.TrainerSettings;
import io.nightjar.job.ModelCard;
import io.nightjar.learn.BinaryMetrics;
import io.nightjar.learn.Grade;
import io.nightjar.learn.InactivityRule;
import io.nightjar.learn.Interval;
import io.nightjar.learn.trainer.Drift;
import io.nightjar.learn.trainer.Frame;
import io.nightjar.learn.trainer.Frames;
import io.nightjar.learn.trainer.Gates;
import io.nightjar.learn.trainer.Trained;
import io.nightjar.learn.trainer.Trainer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The churn model and the inactivity rule, learned from the past and judged on the same later period. */
final class ChurnTrial {
    private static final int DRAWS = 100;

    private final ChurnExamples source;
    private final ChurnSettings settings;
    private final TrainerSettings trainer;
    private final long seed;
    private final LocalDate asOf;
    private final LocalDate judgedOn;
    private final Examples past;
    private final Examples later;
    private final InactivityRule rule;
    private final Map<String, Map<String, Double>> metrics = new LinkedHashMap<>();
    private final Map<String, String> findings = new TreeMap<>();
    private final BinaryMetrics byRule;
    private final Trained model;
    private final double modelAuc;
    private final Grade grade;
    private final String why;

    /** Labelled people and their silence. */
    private static final class Examples {
        private final Frame frame;
        private final boolean[] churned;
        private final int[] recency;

        Examples(Frame frame, boolean[] churned, int[] recency) {
            this.frame = frame;
            this.churned = churned;
            this.recency = recency;
        }

        int size() {
            return frame.size();
        }

        long left() {
            long left = 0;
            for (boolean one : churned) {
                left += one ? 1 : 0;
            }
            return left;
        }
    }

    ChurnTrial(ChurnExamples source, ChurnSettings settings, TrainerSettings trainer, long seed, LocalDate asOf) {
        this.source = source;
        this.settings = settings;
        this.trainer = trainer;
        this.seed = seed;
        this.asOf = asOf;
        this.judgedOn = asOf.minusDays(settings.horizonDays());
        past = examples(cutOffs(judgedOn.minusDays(settings.horizonDays())));
        later = examples(List.of(judgedOn));
        rule = rule(past);
        byRule = metrics(rule, later);
        metrics.put(ChurnModel.RULE, measures(byRule));
        Optional<String> tooLittle = tooLittle();
        model = tooLittle.isEmpty() ? new Trainer(trainer, seed).train(past.frame, past.churned) : null;
        modelAuc = model == null ? Double.NaN : judge();
        Optional<String> unfit = model == null ? tooLittle : unfit();
        why = unfit.orElse("");
        grade = unfit.isPresent() ? Grade.NONE : Grade.of(modelAuc, byRule.auc());
    }

    boolean isShipped() {
        return grade.isShipped();
    }

    /** Without a single example to learn even the rule from, nobody is scored: 0 would look like knowledge. */
    boolean knowsNothing() {
        return !isShipped() && latestRule().steps().isEmpty();
    }

    /** Learned again from the newest dates whose outcome is known. */
    Trained latest() {
        Examples newest = examples(cutOffs(judgedOn));
        return new Trainer(trainer, seed).train(newest.frame, newest.churned);
    }

    InactivityRule latestRule() {
        return later.size() == 0 ? rule : rule(later);
    }

    /** The date and earlier ones, a step apart. */
    private List<LocalDate> cutOffs(LocalDate newest) {
        List<LocalDate> dates = new ArrayList<>();
        for (int k = 0; k < settings.cutOffs(); k++) {
            dates.add(newest.minusDays((long) k * settings.stepDays()));
        }
        return dates;
    }

    /** In one order, so that sums of doubles come out the same on any number of cores; thinned by hash of the person. */
    private Examples examples(List<LocalDate> dates) {
        Dataset<Row> all = dates.stream()
                .map(source::labelled)
                .reduce(Dataset::unionByName)
                .orElseThrow();
        long most = Math.min(settings.maxExamples(), trainer.maxRows());
        List<Row> rows = new ArrayList<>(all.orderBy(
                        xxhash64(col(ChurnExamples.PERSON), lit(seed)),
                        col(ChurnExamples.PERSON),
                        col(ChurnExamples.CUT_OFF))
                .limit((int) Math.min(most, Integer.MAX_VALUE))
                .collectAsList());
        Frame frame = Frames.of(rows, all.schema(), ChurnExamples.PERSON, source.features());
        boolean[] churned = new boolean[rows.size()];
        int[] recency = new int[rows.size()];
        int label = all.schema().fieldIndex(ChurnExamples.LABEL);
        int days = all.schema().fieldIndex(ChurnExamples.RECENCY);
        for (int i = 0; i < churned.length; i++) {
            churned[i] = rows.get(i).getDouble(label) > 0;
            recency[i] = (int) rows.get(i).getDouble(days);
        }
        return new Examples(frame, churned, recency);
    }

    private Optional<String> tooLittle() {
        long left = past.left();
        if (Math.min(left, past.size() - left) < settings.minPositives() || later.size() == 0) {
            return Optional.of("too few examples to learn from: " + left + " of " + past.size() + " left, "
                    + settings.minPositives() + " of each kind are needed");
        }
        return Optional.empty();
    }

    private double judge() {
        double[][] byLearner = model.byLearner(later.frame);
        List<String> names = List.of("logistic", "boosted", ChurnModel.BLEND);
        double auc = Double.NaN;
        for (int k = 0; k < names.size(); k++) {
            BinaryMetrics measured = new BinaryMetrics(byLearner[k], later.churned);
            metrics.put(names.get(k), measures(measured));
            auc = measured.auc();
        }
        Interval interval = new BinaryMetrics(byLearner[2], later.churned)
                .intervals(DRAWS, seed)
                .get(BinaryMetrics.AUC);
        findings.put("95 % interval", known(interval.low()) + " to " + known(interval.high()));
        return auc;
    }

    /** Why the model must not score, though it was learned. */
    private Optional<String> unfit() {
        if (Double.isNaN(modelAuc)) {
            return Optional.of("the later period had one kind of outcome only");
        }
        List<String> leaks =
                Gates.leaks(later.frame.without(List.of(ChurnExamples.RECENCY)), later.churned, trainer.leakAuc());
        leaks.removeIf(name -> byRule.auc() >= trainer.leakAuc());
        if (!leaks.isEmpty()) {
            return Optional.of(
                    ChurnExamples.PHRASES.get(leaks.get(0)) + " alone tells who leaves, so it knows the future");
        }
        double drift = Drift.index(model.margins(past.frame), model.margins(later.frame));
        findings.put("drift of the score", String.valueOf(known(drift)));
        Drift.of(past.frame, later.frame).forEach((name, index) -> {
            if (index >= trainer.driftWarn()) {
                findings.put("drift of " + name, String.valueOf(known(index)));
            }
        });
        return drift < trainer.driftStop()
                ? Optional.empty()
                : Optional.of("people differ too much from those learned from: stability index of the score "
                        + known(drift) + ", allowed below " + trainer.driftStop());
    }

    ModelCard card() {
        LocalDate learned = judgedOn.minusDays(settings.horizonDays());
        Map<String, String> used = new TreeMap<>(findings);
        used.put("horizon days", String.valueOf(settings.horizonDays()));
        used.put("eligible days", String.valueOf(settings.eligibleDays()));
        used.put("cut-offs", settings.cutOffs() + ", " + settings.stepDays() + " days apart");
        if (model != null) {
            used.put("chosen out of fold", String.join("; ", model.description()));
        }
        return new ModelCard(
                "churn",
                "Who of the active buyers will buy nothing in the next " + settings.horizonDays() + " days?",
                grade.word(),
                BinaryMetrics.AUC,
                known(modelAuc),
                ChurnModel.RULE + ": the longer without a purchase, the likelier gone (even odds at " + rule.days()
                        + " days)",
                known(byRule.auc()),
                grade.isShipped(),
                decision(),
                Map.of(
                        "learned from", learned + " and before (outcome to " + judgedOn + ")",
                        "judged on", judgedOn + " (outcome to " + asOf + ")",
                        "scored", asOf.toString()),
                Map.of("examples", (long) past.size(), "churned", past.left(), "judged", (long) later.size()),
                source.features(),
                used,
                metrics,
                seed,
                Map.of("spark", org.apache.spark.package$.MODULE$.SPARK_VERSION()));
    }

    private String decision() {
        return switch (grade) {
            case A, B -> "The model ranked people better than the rule on the later period and scores tonight.";
            case C -> "The model did not beat the rule on the later period: the rule scores tonight.";
            case NONE -> (knowsNothing() ? "Nobody is scored yet: " : "The rule scores tonight: ") + why + ".";
        };
    }

    private static InactivityRule rule(Examples examples) {
        TreeMap<Integer, Long> people = new TreeMap<>();
        Map<Integer, Long> left = new TreeMap<>();
        for (int i = 0; i < examples.size(); i++) {
            people.merge(examples.recency[i], 1L, Long::sum);
            left.merge(examples.recency[i], examples.churned[i] ? 1L : 0L, Long::sum);
        }
        return new InactivityRule(people, left);
    }

    private static BinaryMetrics metrics(InactivityRule rule, Examples examples) {
        double[] scores = new double[examples.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = rule.probability(examples.recency[i]);
        }
        return new BinaryMetrics(scores, examples.churned);
    }

    private static Map<String, Double> measures(BinaryMetrics of) {
        Map<String, Double> all = new LinkedHashMap<>();
        of.all().forEach((name, value) -> all.put(name, known(value)));
        return all;
    }

    /** Rounded to what is worth printing; JSON has no NaN. */
    private static Double known(double value) {
        return Double.isFinite(value) ? Math.round(value * 1e6) / 1e6 : null;
    }
}
