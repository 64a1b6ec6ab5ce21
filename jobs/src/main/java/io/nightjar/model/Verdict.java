package io.nightjar.model;

import io.nightjar.config.TrainerSettings;
import io.nightjar.learn.BinaryMetrics;
import io.nightjar.learn.Grade;
import io.nightjar.learn.trainer.Contest;
import io.nightjar.learn.trainer.CrossFit;
import io.nightjar.learn.trainer.Drift;
import io.nightjar.learn.trainer.Frame;
import io.nightjar.learn.trainer.Gates;
import io.nightjar.learn.trainer.Trained;
import io.nightjar.learn.trainer.Trainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/**
 * One yes-or-no question about visits: a model learned from the past and judged on later rows beside a simple rule. The
 * model that was judged is the one that scores, so what is printed about it is true of it.
 */
final class Verdict {
    private static final int DRAWS = 50;

    private final Map<String, Map<String, Double>> metrics = new LinkedHashMap<>();
    private final Map<String, String> findings = new TreeMap<>();
    private final Map<String, List<List<Double>>> curves = new LinkedHashMap<>();
    private final Trained model;
    private final double[] probabilities;
    private final double modelAuc;
    private final double ruleAuc;
    private final Grade grade;
    private final String why;

    /** Rows as columns, with their answers. */
    static final class Labelled {
        private final Frame frame;
        private final boolean[] labels;
        private final double[] weights;

        Labelled(Frame frame, boolean[] labels) {
            this(
                    frame,
                    labels,
                    DoubleStream.generate(() -> 1).limit(labels.length).toArray());
        }

        /** @param weights how many rows each stands for */
        Labelled(Frame frame, boolean[] labels, double[] weights) {
            this.frame = frame;
            this.labels = labels.clone();
            this.weights = weights.clone();
        }

        /** Rows that are what they would be without weights: of those that stand for few, only as many as for others. */
        private Frame evened() {
            double heaviest = Arrays.stream(weights).max().orElse(1);
            double sum = 0;
            List<Integer> kept = new ArrayList<>();
            for (int i = 0; i < weights.length; i++) {
                double before = Math.floor(sum);
                sum += weights[i] / heaviest;
                if (Math.floor(sum + 1e-9) > before) {
                    kept.add(i);
                }
            }
            return frame.rows(kept.stream().mapToInt(i -> i).toArray());
        }

        /** The share of these whose answer is yes, for each of the others. */
        private double[] shareFor(Labelled others) {
            double yes = 0;
            double all = 0;
            for (int i = 0; i < labels.length; i++) {
                yes += labels[i] ? weights[i] : 0;
                all += weights[i];
            }
            double[] same = new double[others.labels.length];
            Arrays.fill(same, all == 0 ? 0 : yes / all);
            return same;
        }

        Frame frame() {
            return frame;
        }

        boolean[] labels() {
            return labels.clone();
        }

        long positives() {
            long yes = 0;
            for (boolean label : labels) {
                yes += label ? 1 : 0;
            }
            return yes;
        }
    }

    /**
     * @param byRule what simple rules say of the later rows, by name, the best first; without rows the model stays out
     */
    Verdict(Labelled past, Labelled later, Map<String, double[]> byRule, TrainerSettings trainer, long seed) {
        byRule.forEach((name, scores) -> metrics.put(name, Contest.measures(new BinaryMetrics(scores, later.labels))));
        metrics.put(CrossFit.BASE_RATE, Contest.measures(new BinaryMetrics(past.shareFor(later), later.labels)));
        BinaryMetrics rule = new BinaryMetrics(byRule.values().iterator().next(), later.labels);
        ruleAuc = rule.auc();
        curves.put("lift of the rule", Contest.points(rule.gains()));
        Optional<String> tooLittle = Gates.tooLittle(past.labels, trainer.minPositives());
        model = tooLittle.isEmpty() ? Trainer.quick(seed).train(past.frame, past.labels, past.weights) : null;
        probabilities = model == null ? new double[0] : judge(later, seed);
        modelAuc = model == null ? Double.NaN : new BinaryMetrics(probabilities, later.labels).auc();
        Optional<String> unfit = model == null ? tooLittle : unfit(past, later, rule, trainer);
        why = unfit.orElse("");
        grade = unfit.isPresent() ? Grade.NONE : Grade.of(modelAuc, ruleAuc);
    }

    private double[] judge(Labelled later, long seed) {
        double[][] byLearner = model.byLearner(later.frame);
        List<String> names = List.of("logistic", "boosted", Contest.BLEND);
        for (int k = 0; k < names.size(); k++) {
            metrics.put(names.get(k), Contest.measures(new BinaryMetrics(byLearner[k], later.labels)));
        }
        BinaryMetrics blend = new BinaryMetrics(byLearner[2], later.labels);
        curves.put("calibration", Contest.points(blend.calibrationCurve()));
        curves.put("lift", Contest.points(blend.gains()));
        blend.intervals(DRAWS, seed)
                .forEach((name, interval) -> findings.put(
                        "95 % interval" + (name.equals(BinaryMetrics.AUC) ? "" : " of the " + name),
                        Contest.known(interval.low()) + " to " + Contest.known(interval.high())));
        return byLearner[2];
    }

    private Optional<String> unfit(Labelled past, Labelled later, BinaryMetrics rule, TrainerSettings trainer) {
        if (Double.isNaN(modelAuc)) {
            return Optional.of("the later period had one kind of outcome only");
        }
        List<String> leaks = new ArrayList<>(Gates.leaks(later.frame, later.labels, trainer.leakAuc()));
        leaks.addAll(Gates.leaks(past.frame, past.labels, trainer.leakAuc()));
        if (!leaks.isEmpty()) {
            return Optional.of(leaks.get(0) + " alone tells the answer, so it knows the future");
        }
        Optional<String> off =
                Gates.offInProbability(new BinaryMetrics(probabilities, later.labels), rule, trainer.calibrationStop());
        if (off.isPresent()) {
            return off;
        }
        double drift = Drift.index(model.margins(past.evened()), model.margins(later.frame));
        findings.put("drift of the score", String.valueOf(Contest.known(drift)));
        return drift < trainer.driftStop()
                ? Optional.empty()
                : Optional.of("the later rows differ too much from those learned from: stability index of the score "
                        + Contest.known(drift) + ", allowed below " + trainer.driftStop());
    }

    boolean isShipped() {
        return grade.isShipped();
    }

    Grade grade() {
        return grade;
    }

    Trained model() {
        return model;
    }

    /** What the model says of the later rows. */
    double[] probabilities() {
        return probabilities.clone();
    }

    Double modelAuc() {
        return Contest.known(modelAuc);
    }

    Double ruleAuc() {
        return Contest.known(ruleAuc);
    }

    Map<String, Map<String, Double>> metrics() {
        return metrics;
    }

    /** Points of what is drawn on the card. */
    Map<String, List<List<Double>>> curves() {
        return curves;
    }

    Map<String, String> findings() {
        Map<String, String> all = new TreeMap<>(findings);
        if (model != null) {
            all.put("chosen out of fold", String.join("; ", model.description()));
        }
        return all;
    }

    /** What was decided, as a sentence. */
    String decision() {
        return switch (grade) {
            case A, B -> "The model ranked better than the rule on the later period and scores tonight.";
            case C -> "The model did not beat the rule on the later period: the rule scores tonight.";
            case NONE -> "The rule scores tonight: " + why + ".";
        };
    }
}
