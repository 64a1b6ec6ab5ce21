package io.nightjar.learn.uplift;

import io.nightjar.learn.trainer.Encoding;
import io.nightjar.learn.trainer.Folds;
import io.nightjar.learn.trainer.Frame;
import java.io.Serializable;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Every learner of what a treatment changes, fitted on the same people: S (one model with the treatment as a feature),
 * T (a model for each arm), X (Kuenzel et al. 2019), DR (Kennedy 2020: regression on the doubly robust difference) and
 * the transformed outcome (Athey and Imbens 2015), each with both bases, weighted by the propensity of treatment.
 */
final class Learners implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int NUISANCE_FOLDS = 3;

    private final Encoding encoding;
    private final LinkedHashMap<String, Base.Curve> effects = new LinkedHashMap<>();
    private final Base.Curve untreated;
    private final Propensity propensity;

    Learners(Frame frame, Experiment experiment, long seed) {
        double[] y = new double[experiment.size()];
        Arrays.setAll(y, experiment::y);
        encoding = Encoding.of(frame, y);
        Encoding.Matrices x = encoding.encodeLearned(frame, y, seed);
        propensity = Propensity.of(frame, x, experiment, seed);
        Fit fit = new Fit(frame, experiment, y, x, seed);
        Base.Curve linearUntreated = null;
        for (Base base : Base.values()) {
            Arms arms = fit.arms(base);
            linearUntreated = linearUntreated == null ? arms.untreated() : linearUntreated;
            effects.put(
                    "T " + base.word(),
                    rows -> minus(arms.treated().of(rows), arms.untreated().of(rows)));
            effects.put("S " + base.word(), fit.single(base));
            effects.put("X " + base.word(), fit.crossed(base, arms));
            effects.put("DR " + base.word(), fit.doublyRobust(base));
            effects.put("transformed outcome " + base.word(), fit.transformed(base));
        }
        untreated = linearUntreated;
    }

    /** The difference for each person, by learner. */
    Map<String, double[]> effects(Frame frame) {
        Encoding.Matrices rows = encoding.encode(frame);
        Map<String, double[]> all = new LinkedHashMap<>();
        effects.forEach((name, effect) -> all.put(name, effect.of(rows)));
        return all;
    }

    /** The chance of the outcome without treatment. */
    double[] untreated(Frame frame) {
        return untreated.of(encoding.encode(frame));
    }

    /** The chance of being treated. */
    double[] propensity(Frame frame) {
        return propensity.of(encoding.encode(frame));
    }

    /** A model of the outcome for each arm. */
    private record Arms(Base.Curve treated, Base.Curve untreated) implements Serializable {}

    /** The people learned from. */
    private final class Fit {
        private final Frame frame;
        private final Experiment experiment;
        private final double[] y;
        private final long seed;
        private final double[] e;
        private final Encoding.Matrices x;
        private final Map<Base, double[]> psi = new EnumMap<>(Base.class);

        Fit(Frame frame, Experiment experiment, double[] y, Encoding.Matrices x, long seed) {
            this.frame = frame;
            this.experiment = experiment;
            this.y = y;
            this.seed = seed;
            this.x = x;
            this.e = propensity.of(x);
            Folds folds = Folds.of(frame, experiment.strata(), NUISANCE_FOLDS, seed ^ 0x632be59b);
            for (int fold = 0; fold < NUISANCE_FOLDS; fold++) {
                difference(folds.outside(fold), folds.inside(fold));
            }
        }

        /** The doubly robust difference of each person held out, by models and an encoding that did not see them. */
        private void difference(int[] learned, int[] held) {
            Frame past = frame.rows(learned);
            double[] pastY = pick(y, learned);
            Encoding unseeing = Encoding.of(past, pastY);
            Encoding.Matrices fit = unseeing.encodeLearned(past, pastY, seed);
            Encoding.Matrices judge = unseeing.encode(frame.rows(held));
            for (Base base : Base.values()) {
                double[] m1 = arm(base, true, learned, fit).of(judge);
                double[] m0 = arm(base, false, learned, fit).of(judge);
                double[] all = psi.computeIfAbsent(base, key -> new double[y.length]);
                for (int i = 0; i < held.length; i++) {
                    int row = held[i];
                    all[row] = Learners.difference(m1[i], m0[i], e[row], experiment.isTreated(row), y[row]);
                }
            }
        }

        Arms arms(Base base) {
            return new Arms(arm(base, true, all(), x), arm(base, false, all(), x));
        }

        /** @param seen the rows as numbers, of which those of the arm are learned from */
        private Base.Curve arm(Base base, boolean treated, int[] rows, Encoding.Matrices seen) {
            int[] which = Arrays.stream(indices(rows.length))
                    .filter(i -> experiment.isTreated(rows[i]) == treated)
                    .toArray();
            int[] ofArm = Arrays.stream(which).map(i -> rows[i]).toArray();
            return base.chance(seen.rows(which), pick(y, ofArm), weights(treated, ofArm), seed + (treated ? 1 : 0));
        }

        /** People who were unlikely to be in this arm stand for others like them. */
        private double[] weights(boolean treated, int[] rows) {
            return values(rows, i -> propensity.isConstant() ? 1 : treated ? 1 / e[i] : 1 / (1 - e[i]));
        }

        Base.Curve single(Base base) {
            double[] w = values(
                    all(), i -> propensity.isConstant() ? 1 : experiment.isTreated(i) ? 1 / e[i] : 1 / (1 - e[i]));
            Base.Curve both = base.chance(Treated.with(x, experiment::isTreated), y, w, seed + 2);
            return rows -> minus(both.of(Treated.with(rows, i -> true)), both.of(Treated.with(rows, i -> false)));
        }

        Base.Curve crossed(Base base, Arms arms) {
            int[] treated = experiment.arm(true);
            int[] control = experiment.arm(false);
            Encoding.Matrices treatedX = x.rows(treated);
            Encoding.Matrices controlX = x.rows(control);
            double[] gained = minus(pick(y, treated), arms.untreated().of(treatedX));
            double[] missed = minus(arms.treated().of(controlX), pick(y, control));
            Base.Curve onTreated = base.number(treatedX, gained, weights(true, treated), seed + 3);
            Base.Curve onControl = base.number(controlX, missed, weights(false, control), seed + 4);
            Propensity chance = propensity;
            return rows -> {
                double[] share = chance.of(rows);
                double[] one = onTreated.of(rows);
                double[] other = onControl.of(rows);
                return values(indices(share.length), i -> share[i] * other[i] + (1 - share[i]) * one[i]);
            };
        }

        Base.Curve doublyRobust(Base base) {
            return base.number(x, psi.get(base), ones(), seed + 5);
        }

        Base.Curve transformed(Base base) {
            double[] z = values(all(), i -> experiment.isTreated(i) ? y[i] / e[i] : -y[i] / (1 - e[i]));
            return base.number(x, z, ones(), seed + 6);
        }

        private double[] ones() {
            double[] ones = new double[y.length];
            Arrays.fill(ones, 1);
            return ones;
        }

        private int[] all() {
            return indices(y.length);
        }
    }

    /** psi = m1 - m0 + t (y - m1) / e - (1 - t) (y - m0) / (1 - e). */
    static double difference(double m1, double m0, double e, boolean treated, double y) {
        return m1 - m0 + (treated ? (y - m1) / e : -(y - m0) / (1 - e));
    }

    static double[] pick(double[] values, int[] rows) {
        return values(rows, i -> values[i]);
    }

    static double[] values(int[] rows, IntToDoubleFunction value) {
        return Arrays.stream(rows).mapToDouble(value).toArray();
    }

    static int[] indices(int count) {
        return IntStream.range(0, count).toArray();
    }

    static double[] minus(double[] one, double[] other) {
        return values(indices(one.length), i -> one[i] - other[i]);
    }
}
