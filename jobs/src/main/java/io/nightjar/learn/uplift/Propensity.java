package io.nightjar.learn.uplift;

import io.nightjar.learn.BinaryMetrics;
import io.nightjar.learn.Interval;
import io.nightjar.learn.trainer.Encoding;
import io.nightjar.learn.trainer.Folds;
import io.nightjar.learn.trainer.Frame;
import io.nightjar.learn.trainer.Linear;
import io.nightjar.learn.trainer.Losses;
import java.io.Serializable;
import java.util.Arrays;

/**
 * The chance of being treated: the same for everybody where a draw decided, else by a regression. A draw is believed
 * where held-out people cannot be told apart by arm.
 */
final class Propensity implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final double RIDGE = 100;
    private static final double LEAST = 0.02;
    private static final int DRAWS = 50;

    private final double share;
    private final Linear fitted;

    private Propensity(double share, Linear fitted) {
        this.share = share;
        this.fitted = fitted;
    }

    /** @param x the frame's people as rows that were learned from, so that nobody's outcome tells how they were treated */
    static Propensity of(Frame frame, Encoding.Matrices x, Experiment experiment, long seed) {
        boolean[] treated = new boolean[experiment.size()];
        double[] t = new double[treated.length];
        double[] ones = new double[treated.length];
        for (int i = 0; i < treated.length; i++) {
            treated[i] = experiment.isTreated(i);
            t[i] = treated[i] ? 1 : 0;
        }
        Arrays.fill(ones, 1);
        double share = (double) experiment.count(true)[0] / treated.length;
        Folds folds = Folds.of(frame, experiment.strata(), 2, seed ^ 0x1b873593);
        double[] predicted = new double[treated.length];
        for (int fold = 0; fold < 2; fold++) {
            int[] learned = folds.outside(fold);
            int[] held = folds.inside(fold);
            Linear half = Linear.logistic(
                    x.rows(learned).linear(), Learners.pick(t, learned), Learners.pick(ones, learned), RIDGE);
            double[] margins = half.margins(x.rows(held).linear());
            for (int i = 0; i < held.length; i++) {
                predicted[held[i]] = margins[i];
            }
        }
        Interval auc =
                new BinaryMetrics(predicted, treated).intervals(DRAWS, seed).get(BinaryMetrics.AUC);
        return auc.isAbove(0.51)
                ? new Propensity(share, Linear.logistic(x.linear(), t, ones, RIDGE))
                : new Propensity(share, null);
    }

    boolean isConstant() {
        return fitted == null;
    }

    double share() {
        return share;
    }

    /** The chance of each person, never nearer to 0 or 1 than one in fifty: no one stands for more. */
    double[] of(Encoding.Matrices x) {
        double[] chances = new double[x.trees().rows()];
        if (isConstant()) {
            Arrays.fill(chances, share);
            return chances;
        }
        double[] margins = fitted.margins(x.linear());
        Arrays.setAll(chances, i -> Math.min(1 - LEAST, Math.max(LEAST, Losses.sigmoid(margins[i]))));
        return chances;
    }
}
