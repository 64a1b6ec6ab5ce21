package io.nightjar.learn.uplift;

import io.nightjar.learn.trainer.Boosting;
import io.nightjar.learn.trainer.Encoding;
import io.nightjar.learn.trainer.Linear;
import io.nightjar.learn.trainer.Losses;
import io.nightjar.learn.trainer.Trees;
import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;

/** What uplift learners are built from: regularised regression, or boosted trees, for chances and for numbers. */
enum Base {
    LINEAR("linear") {
        @Override
        Curve chance(Encoding.Matrices x, double[] y, double[] w, long seed) {
            Linear fitted = Linear.logistic(x.linear(), y, w, RIDGE);
            return rows -> sigmoids(fitted.margins(rows.linear()));
        }

        @Override
        Curve number(Encoding.Matrices x, double[] y, double[] w, long seed) {
            Linear fitted = Linear.leastSquares(x.linear(), y, w, RIDGE);
            return rows -> fitted.margins(rows.linear());
        }
    },
    BOOSTED("boosted") {
        @Override
        Curve chance(Encoding.Matrices x, double[] y, double[] w, long seed) {
            Trees fitted = new Boosting(3, 0.06, 80, 0.7, 0.7, leaf(y, w)).classify(x.trees(), y, w, seed);
            return rows -> sigmoids(fitted.margins(rows.trees()));
        }

        @Override
        Curve number(Encoding.Matrices x, double[] y, double[] w, long seed) {
            Trees fitted = new Boosting(2, 0.06, 60, 0.7, 0.7, leaf(w.length)).regress(x.trees(), y, w, seed);
            return rows -> fitted.margins(rows.trees());
        }
    };

    private static final double RIDGE = 30;

    private final String word;

    Base(String word) {
        this.word = word;
    }

    /** A fitted function of people. */
    interface Curve extends Serializable {
        double[] of(Encoding.Matrices rows);
    }

    /** The chance of an outcome. */
    abstract Curve chance(Encoding.Matrices x, double[] y, double[] w, long seed);

    /** A number by least squares. */
    abstract Curve number(Encoding.Matrices x, double[] y, double[] w, long seed);

    String word() {
        return word;
    }

    /** A leaf has half a per cent of the people, so that what it says of a difference is not noise. */
    static double leaf(int rows) {
        return Math.max(10, rows / 200.0);
    }

    /** The same as a sum of second derivatives of the logistic loss, which are p (1 - p) a person. */
    static double leaf(double[] y, double[] w) {
        double weight = Arrays.stream(w).sum();
        double share =
                IntStream.range(0, y.length).mapToDouble(i -> w[i] * y[i]).sum() / weight;
        return Math.max(1, leaf(y.length) * weight / y.length * share * (1 - share));
    }

    private static double[] sigmoids(double[] margins) {
        return Arrays.stream(margins).map(Losses::sigmoid).toArray();
    }
}
