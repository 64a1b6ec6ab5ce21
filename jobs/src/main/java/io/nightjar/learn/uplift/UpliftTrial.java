package io.nightjar.learn.uplift;

import io.nightjar.learn.Interval;
import io.nightjar.learn.trainer.Folds;
import io.nightjar.learn.trainer.Frame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How good the uplift model is on an experiment: every person's difference comes from a model that never saw them, the
 * choice of learners included; and the answer for groups of people.
 */
public final class UpliftTrial {
    private static final int DRAWS = 200;

    private final Experiment experiment;
    private final int[] persons;
    private final Map<String, double[]> effects = new LinkedHashMap<>();
    private final double[] psi;
    private final double[] untreated;
    private final List<String> notes = new ArrayList<>();
    private final Map<String, Map<String, Interval>> drawn = new LinkedHashMap<>();
    private final List<UpliftModel> models = new ArrayList<>();
    private final long seed;

    private UpliftTrial(Experiment experiment, long seed) {
        this.experiment = experiment;
        this.persons = experiment.persons();
        this.seed = seed;
        this.psi = new double[experiment.size()];
        this.untreated = new double[experiment.size()];
    }

    /** Predicts every row out of fold. */
    public UpliftTrial(Frame frame, Experiment experiment, int folds, long seed) {
        this(experiment.about(frame), seed);
        Folds parts = Folds.of(frame, experiment.strata(), folds, seed ^ 0x2545f491);
        for (int fold = 0; fold < folds; fold++) {
            int[] held = parts.inside(fold);
            Frame heldFrame = frame.rows(held);
            UpliftModel model = UpliftModel.train(
                    frame.rows(parts.outside(fold)), experiment.rows(parts.outside(fold)), seed + 31L * fold);
            judge(model, heldFrame, held);
        }
    }

    /**
     * For every night: the learners are fitted on each half of the people and predict the other half; which of them ship
     * in one half is chosen by how they did in the other. A twelfth of the work of the full trial.
     */
    public static UpliftTrial quick(Frame frame, Experiment experiment, long seed) {
        UpliftTrial trial = new UpliftTrial(experiment.about(frame), seed);
        Folds halves = Folds.of(frame, experiment.strata(), 2, seed ^ 0x2545f491);
        List<Learners> learners = IntStream.range(0, 2)
                .parallel()
                .mapToObj(half -> UpliftModel.learners(frame, experiment, halves.outside(half), seed + half))
                .toList();
        for (int half = 0; half < 2; half++) {
            int[] held = halves.inside(half);
            int[] other = halves.inside(1 - half);
            List<String> best =
                    UpliftModel.best(learners.get(1 - half).effects(frame.rows(other)), experiment.rows(other));
            trial.judge(new UpliftModel(learners.get(half), best), frame.rows(held), held);
        }
        return trial;
    }

    private void judge(UpliftModel model, Frame heldFrame, int[] held) {
        Map<String, double[]> part = model.effects(heldFrame);
        UpliftModel.scatter(part, held, effects, experiment.size());
        double[] none = model.untreated(heldFrame);
        double[] chance = model.propensity(heldFrame);
        double[] tau = part.get(UpliftModel.SHIPPED);
        for (int i = 0; i < held.length; i++) {
            int row = held[i];
            untreated[row] = none[i];
            psi[row] = Learners.difference(
                    none[i] + tau[i], none[i], chance[i], experiment.isTreated(row), experiment.y(row));
        }
        models.add(model);
        notes.add("Fold " + models.size() + " shipped the mean of " + String.join(", ", model.chosen()));
    }

    /** Whether the order of people, and how far they lie apart, is more than chance. */
    public boolean isOrdered() {
        return intervals(UpliftModel.SHIPPED).get(UpliftMetrics.QINI).isAbove(0) && slope().isAbove(0);
    }

    /** Answers for anybody: the mean of all folds' models, and what was measured in the group they fall into. */
    public UpliftAnswers answers(UpliftGroups groups) {
        return new UpliftAnswers(models, groups);
    }

    /** Measures of every learner and of what is shipped. */
    public Map<String, UpliftMetrics> metrics() {
        Map<String, UpliftMetrics> metrics = new LinkedHashMap<>();
        effects.forEach((name, values) -> metrics.put(name, new UpliftMetrics(values, experiment)));
        return metrics;
    }

    /** Intervals of a learner's measures. */
    public Map<String, Interval> intervals(String learner) {
        return drawn.computeIfAbsent(
                learner, name -> new UpliftMetrics(effects.get(name), experiment).intervals(DRAWS, seed));
    }

    /** The mean difference over everybody (doubly robust), and where it lies. */
    public UpliftGroups.Effect average() {
        return UpliftGroups.Effect.of(psi, Learners.indices(psi.length), persons);
    }

    /** Everybody's answer; {@code unknown} for all where the order of people, or its size, may be chance. */
    public UpliftGroups groups(double noEffectWithin) {
        return new UpliftGroups(effects.get(UpliftModel.SHIPPED), untreated, psi, persons, isOrdered(), noEffectWithin);
    }

    /**
     * How much of the predicted differences between people is real: the slope of the doubly robust differences on the
     * predicted ones (best linear predictor, Chernozhukov et al. 2018). 1 is all, 0 is none. Rows of one person are one
     * piece of evidence.
     */
    Interval slope() {
        double[] tau = effects.get(UpliftModel.SHIPPED);
        double mean = 0;
        double mid = 0;
        for (int i = 0; i < tau.length; i++) {
            mean += tau[i] / tau.length;
            mid += psi[i] / tau.length;
        }
        double spread = 0;
        double together = 0;
        for (int i = 0; i < tau.length; i++) {
            spread += (tau[i] - mean) * (tau[i] - mean);
            together += (tau[i] - mean) * (psi[i] - mid);
        }
        double slope = together / spread;
        double[] rests = new double[tau.length];
        for (int i = 0; i < tau.length; i++) {
            rests[persons[i]] += (tau[i] - mean) * (psi[i] - mid - slope * (tau[i] - mean));
        }
        double error = 0;
        for (double rest : rests) {
            error += rest * rest;
        }
        return Interval.around(slope, Math.sqrt(error) / spread);
    }

    /** What was chosen in each fold. */
    public List<String> notes() {
        return List.copyOf(notes);
    }
}
