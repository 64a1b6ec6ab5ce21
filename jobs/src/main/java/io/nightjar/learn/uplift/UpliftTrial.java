package io.nightjar.learn.uplift;

import io.nightjar.learn.Interval;
import io.nightjar.learn.trainer.Folds;
import io.nightjar.learn.trainer.Frame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How good the uplift model is on an experiment: every person's difference comes from a model that never saw them, the
 * choice of learners included; and the answer for groups of people.
 */
public final class UpliftTrial {
    private static final int DRAWS = 200;

    private final Experiment experiment;
    private final Map<String, double[]> effects = new LinkedHashMap<>();
    private final double[] psi;
    private final double[] untreated;
    private final List<String> notes = new ArrayList<>();
    private final long seed;

    /** Predicts every row out of fold. */
    public UpliftTrial(Frame frame, Experiment experiment, int folds, long seed) {
        this.experiment = experiment;
        this.seed = seed;
        this.psi = new double[frame.size()];
        this.untreated = new double[frame.size()];
        Folds parts = Folds.of(frame, experiment.strata(), folds, seed ^ 0x2545f491);
        for (int fold = 0; fold < folds; fold++) {
            int[] held = parts.inside(fold);
            Frame heldFrame = frame.rows(held);
            UpliftModel model = UpliftModel.train(
                    frame.rows(parts.outside(fold)), experiment.rows(parts.outside(fold)), seed + 31L * fold);
            Map<String, double[]> part = model.effects(heldFrame);
            UpliftModel.scatter(part, held, effects, frame.size());
            double[] none = model.untreated(heldFrame);
            double[] chance = model.propensity(heldFrame);
            double[] tau = part.get(UpliftModel.SHIPPED);
            for (int i = 0; i < held.length; i++) {
                int row = held[i];
                untreated[row] = none[i];
                psi[row] = Learners.difference(
                        none[i] + tau[i], none[i], chance[i], experiment.isTreated(row), experiment.y(row));
            }
            notes.add("Fold " + (fold + 1) + " shipped the mean of " + String.join(", ", model.chosen()));
        }
    }

    /** Measures of every learner and of what is shipped. */
    public Map<String, UpliftMetrics> metrics() {
        Map<String, UpliftMetrics> metrics = new LinkedHashMap<>();
        effects.forEach((name, values) -> metrics.put(name, new UpliftMetrics(values, experiment)));
        return metrics;
    }

    /** Intervals of a learner's measures. */
    public Map<String, Interval> intervals(String learner) {
        return new UpliftMetrics(effects.get(learner), experiment).intervals(DRAWS, seed);
    }

    /** The mean difference over everybody (doubly robust), and where it lies. */
    public UpliftGroups.Effect average() {
        return UpliftGroups.Effect.of(psi, Learners.indices(psi.length));
    }

    /** Everybody's answer; {@code unknown} for all where the order of people, or its size, may be chance. */
    public UpliftGroups groups(double noEffectWithin) {
        boolean isOrdered =
                intervals(UpliftModel.SHIPPED).get(UpliftMetrics.QINI).isAbove(0) && slope().isAbove(0);
        return new UpliftGroups(effects.get(UpliftModel.SHIPPED), untreated, psi, isOrdered, noEffectWithin);
    }

    /**
     * How much of the predicted differences between people is real: the slope of the doubly robust differences on the
     * predicted ones (best linear predictor, Chernozhukov et al. 2018). 1 is all, 0 is none.
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
        double error = 0;
        for (int i = 0; i < tau.length; i++) {
            double rest = psi[i] - mid - slope * (tau[i] - mean);
            error += (tau[i] - mean) * (tau[i] - mean) * rest * rest;
        }
        return Interval.around(slope, Math.sqrt(error) / spread);
    }

    /** What was chosen in each fold. */
    public List<String> notes() {
        return List.copyOf(notes);
    }
}
