package io.nightjar.learn.uplift;

import io.nightjar.learn.trainer.Folds;
import io.nightjar.learn.trainer.Frame;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a treatment changes for each person: all learners are fitted with each fold held out in turn, and the mean of
 * the three that order held-out people best (Qini) is shipped; with effects this small the best one alone is luck.
 */
public final class UpliftModel implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Name of what is shipped, beside the learners. */
    public static final String SHIPPED = "shipped";

    private static final int INNER_FOLDS = 3;
    private static final int SHARE_THE_WORK = 3;

    private final Learners learners;
    private final ArrayList<String> chosen;

    UpliftModel(Learners learners, List<String> chosen) {
        this.learners = learners;
        this.chosen = new ArrayList<>(chosen);
    }

    /** Learns from an experiment. */
    public static UpliftModel train(Frame frame, Experiment experiment, long seed) {
        Folds folds = Folds.of(frame, experiment.strata(), INNER_FOLDS, seed ^ 0x7f4a7c15);
        Map<String, double[]> held = new LinkedHashMap<>();
        List<Map<String, double[]>> parts = IntStream.range(0, INNER_FOLDS)
                .parallel()
                .mapToObj(fold -> learners(frame, experiment, folds.outside(fold), seed + fold)
                        .effects(frame.rows(folds.inside(fold))))
                .toList();
        for (int fold = 0; fold < INNER_FOLDS; fold++) {
            scatter(parts.get(fold), folds.inside(fold), held, frame.size());
        }
        return new UpliftModel(new Learners(frame, experiment, seed), best(held, experiment));
    }

    /** The learners that order these people best, who were held out from them. */
    static List<String> best(Map<String, double[]> held, Experiment experiment) {
        Map<String, Double> qini = new LinkedHashMap<>();
        held.forEach((name, effects) -> qini.put(name, new UpliftMetrics(effects, experiment).qini()));
        return qini.keySet().stream()
                .sorted(Comparator.comparingDouble(name -> -qini.get(name)))
                .limit(SHARE_THE_WORK)
                .toList();
    }

    static Learners learners(Frame frame, Experiment experiment, int[] rows, long seed) {
        return new Learners(frame.rows(rows), experiment.rows(rows), seed);
    }

    static void scatter(Map<String, double[]> part, int[] rows, Map<String, double[]> into, int size) {
        part.forEach((name, values) -> {
            double[] all = into.computeIfAbsent(name, key -> new double[size]);
            for (int i = 0; i < rows.length; i++) {
                all[rows[i]] = values[i];
            }
        });
    }

    /** The learners whose mean is shipped, the best first. */
    public List<String> chosen() {
        return List.copyOf(chosen);
    }

    /** The difference for each person by each learner, and what is shipped last. */
    public Map<String, double[]> effects(Frame frame) {
        Map<String, double[]> all = new LinkedHashMap<>(learners.effects(frame));
        double[] mean = new double[frame.size()];
        for (String name : chosen) {
            double[] effects = all.get(name);
            for (int i = 0; i < mean.length; i++) {
                mean[i] += effects[i] / chosen.size();
            }
        }
        all.put(SHIPPED, mean);
        return all;
    }

    /** The chance of the outcome without treatment. */
    public double[] untreated(Frame frame) {
        return learners.untreated(frame);
    }

    /** The chance of being treated. */
    double[] propensity(Frame frame) {
        return learners.propensity(frame);
    }
}
