package io.nightjar.learn.trainer;

import io.nightjar.config.TrainerSettings;
import io.nightjar.learn.BinaryMetrics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How good the trainer is on a labelled table: each fold is predicted by a model that never saw it, with all its choices
 * made inside the other folds; beside the base rate and the best rule on a single column.
 */
public final class CrossFit {
    /** What is predicted without looking at anybody. */
    public static final String BASE_RATE = "base rate";

    public static final String RULE = "best single column";
    public static final String LOGISTIC = "logistic alone";
    public static final String BOOSTED = "boosted alone";
    public static final String SHIPPED = "shipped blend";

    private final Map<String, double[]> predictions = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private final boolean[] labels;

    /** Predicts every row out of fold. */
    public CrossFit(Frame frame, boolean[] labels, int folds, TrainerSettings settings, long seed) {
        this.labels = labels.clone();
        for (String name : List.of(BASE_RATE, RULE, LOGISTIC, BOOSTED, SHIPPED)) {
            predictions.put(name, new double[labels.length]);
        }
        Folds parts = Folds.of(frame, labels, folds, seed ^ 0x2545f491);
        for (int fold = 0; fold < folds; fold++) {
            predict(frame, parts.outside(fold), parts.inside(fold), settings, seed + fold);
        }
    }

    private void predict(Frame frame, int[] learned, int[] judged, TrainerSettings settings, long seed) {
        Frame past = frame.rows(learned);
        Frame held = frame.rows(judged);
        boolean[] answers = new boolean[learned.length];
        for (int i = 0; i < answers.length; i++) {
            answers[i] = labels[learned[i]];
        }
        double share = Trainer.sum(Trainer.numbers(answers)) / answers.length;
        double[] base = new double[judged.length];
        Arrays.fill(base, share);
        BestColumn rule = BestColumn.of(past, answers);
        Trained model = new Trainer(settings, seed).train(past, answers);
        double[][] byLearner = model.byLearner(held);
        put(BASE_RATE, judged, base);
        put(RULE, judged, rule.probabilities(held));
        put(LOGISTIC, judged, byLearner[0]);
        put(BOOSTED, judged, byLearner[1]);
        put(SHIPPED, judged, byLearner[2]);
        if (notes.isEmpty()) {
            model.leftOut().forEach(column -> notes.add("Not used: " + column));
        }
        notes.add("Rule: " + rule.name() + "; " + String.join("; ", model.description()));
    }

    private void put(String name, int[] rows, double[] values) {
        for (int i = 0; i < rows.length; i++) {
            predictions.get(name)[rows[i]] = values[i];
        }
    }

    /** Every measure of every candidate. */
    public Map<String, BinaryMetrics> metrics() {
        Map<String, BinaryMetrics> metrics = new LinkedHashMap<>();
        predictions.forEach((name, values) -> metrics.put(name, new BinaryMetrics(values, labels)));
        return metrics;
    }

    /** What was chosen in each fold, and which columns were not used. */
    public List<String> notes() {
        return List.copyOf(notes);
    }
}
