package io.nightjar.model;

import io.nightjar.config.LookalikeSettings;
import io.nightjar.config.SegmentDefinition;
import io.nightjar.config.TrainerSettings;
import io.nightjar.job.ModelCard;
import io.nightjar.learn.BinaryMetrics;
import io.nightjar.learn.Grade;
import io.nightjar.learn.trainer.BestColumn;
import io.nightjar.learn.trainer.Contest;
import io.nightjar.learn.trainer.Folds;
import io.nightjar.learn.trainer.Frame;
import io.nightjar.learn.trainer.Gates;
import io.nightjar.learn.trainer.Labelled;
import io.nightjar.learn.trainer.Trained;
import io.nightjar.learn.trainer.Trainer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** How well members of one segment can be told from others whom the model never saw, and who else is like them. */
final class LookalikeTrial {
    private static final double[] LEVELS = {0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5};

    private final SegmentDefinition segment;
    private final LookalikeSettings settings;
    private final long seed;
    private final LocalDate asOf;
    private final Labelled people;
    private final List<String> leaks;
    private final Map<String, Map<String, Double>> metrics = new LinkedHashMap<>();
    private final Map<String, List<List<Double>>> curves = new LinkedHashMap<>();
    private final List<double[]> levels = new ArrayList<>();
    private final Grade grade;
    private final Answerer answerer;
    private final double auc;
    private final double ruleAuc;
    private final String rule;

    LookalikeTrial(
            SegmentDefinition segment,
            LookalikeSettings settings,
            TrainerSettings trainer,
            long seed,
            Labelled all,
            LocalDate asOf) {
        this.segment = segment;
        this.settings = settings;
        this.seed = seed;
        this.asOf = asOf;
        boolean isEnough = Math.min(all.positives(), all.size() - all.positives()) >= settings.minMembers();
        leaks = isEnough ? Gates.leaks(all.frame(), all.labels(), trainer.leakAuc()) : List.of();
        people = new Labelled(all.frame().without(leaks), all.labels());
        if (!isEnough || people.frame().columns().isEmpty()) {
            grade = Grade.NONE;
            answerer = null;
            auc = Double.NaN;
            ruleAuc = Double.NaN;
            rule = QuestionTrial.RULE;
            return;
        }
        Trainer learner = Trainer.quick(seed);
        double[] byModel = new double[people.size()];
        double[] byRule = new double[people.size()];
        Folds halves = Folds.of(people.frame(), people.labels(), 2, seed);
        Trained last = null;
        for (int half = 0; half < 2; half++) {
            int[] learned = halves.outside(half);
            int[] held = halves.inside(half);
            Frame past = people.frame().rows(learned);
            boolean[] labels = labels(learned);
            last = learner.train(past, labels);
            put(last.probabilities(people.frame().rows(held)), held, byModel);
            put(BestColumn.of(past, labels).probabilities(people.frame().rows(held)), held, byRule);
        }
        BinaryMetrics model = measure(Contest.BLEND, byModel);
        BinaryMetrics simple = measure(QuestionTrial.RULE, byRule);
        BestColumn column = BestColumn.of(people.frame(), people.labels());
        auc = model.auc();
        ruleAuc = simple.auc();
        grade = Grade.of(auc, ruleAuc);
        rule = QuestionTrial.RULE + ": " + phrase(column.name());
        curve("calibration", (grade.isShipped() ? model : simple).calibrationCurve());
        curve("lift", model.gains());
        curve("lift of the rule", simple.gains());
        setLevels(grade.isShipped() ? byModel : byRule);
        answerer = grade.isShipped()
                ? Answerer.model(learner.again(last, people.frame(), people.labels()), phrases())
                : Answerer.column(column, phrases());
    }

    /** Who answers; nobody where the segment is too small. */
    Optional<Answerer> answerer() {
        return Optional.ofNullable(answerer);
    }

    List<String> features() {
        return people.frame().columns().stream().map(Frame.Column::name).toList();
    }

    /** Shares of people outside the segment, each with the similarity from which one is among them; rising. */
    List<double[]> levels() {
        return levels;
    }

    private void setLevels(double[] scores) {
        boolean[] members = people.labels();
        double[] others = IntStream.range(0, scores.length)
                .filter(i -> !members[i])
                .mapToDouble(i -> scores[i])
                .sorted()
                .toArray();
        for (double level : LEVELS) {
            int many = (int) Math.floor(others.length * level);
            if (many > 0) {
                levels.add(new double[] {level, others[others.length - many]});
            }
        }
    }

    private BinaryMetrics measure(String name, double[] scores) {
        BinaryMetrics measured = new BinaryMetrics(scores, people.labels());
        Map<String, Double> known = new LinkedHashMap<>();
        measured.all().forEach((measure, value) -> known.put(measure, Contest.known(value)));
        metrics.put(name, known);
        return measured;
    }

    private void curve(String name, List<double[]> points) {
        curves.put(
                name,
                points.stream()
                        .map(point ->
                                Arrays.stream(point).mapToObj(Contest::known).toList())
                        .toList());
    }

    private boolean[] labels(int[] rows) {
        boolean[] all = people.labels();
        boolean[] some = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            some[i] = all[rows[i]];
        }
        return some;
    }

    private static void put(double[] some, int[] rows, double[] into) {
        for (int i = 0; i < rows.length; i++) {
            into[rows[i]] = some[i];
        }
    }

    private Map<String, String> phrases() {
        Map<String, String> phrases = new TreeMap<>();
        features().forEach(name -> phrases.put(name, phrase(name)));
        return phrases;
    }

    private static String phrase(String column) {
        return column.replace('_', ' ');
    }

    ModelCard card() {
        Map<String, String> used = new TreeMap<>();
        used.put("not looked at", "what the segment's rule names" + (leaks.isEmpty() ? "" : ", and " + leaks));
        used.put("judged", "each half of the people by a model of the other half");
        return new ModelCard(
                "lookalikes-" + segment.name(),
                "Who is like the members of " + segment.name() + ", without being one?",
                grade.word(),
                BinaryMetrics.AUC,
                Contest.known(auc),
                rule,
                Contest.known(ruleAuc),
                grade.isShipped(),
                decision(),
                Map.of("scored", asOf.toString()),
                Map.of("people", (long) people.size(), "members", people.positives()),
                features(),
                used,
                metrics,
                curves,
                seed,
                ModelCard.SPARK);
    }

    private String decision() {
        return switch (grade) {
            case A, B ->
                "The model told held-out members from others better than any single column and scores tonight.";
            case C -> "The model did not beat the best single column on held-out people: that column scores tonight.";
            case NONE ->
                "Nobody is compared: the segment has " + people.positives() + " members, " + settings.minMembers()
                        + " are needed, and as many others.";
        };
    }
}
