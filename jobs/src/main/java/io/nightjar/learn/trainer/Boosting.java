package io.nightjar.learn.trainer;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Gradient-boosted trees (XGBoost, histogram method), on one thread so that the same rows give the same trees on any
 * machine; what can run side by side are different fits.
 *
 * @param depth of a tree; 0 for any
 * @param leaves of a tree that splits where it gains most first; 0 for any number, level by level
 * @param rate of learning
 * @param rounds trees
 * @param rows share of rows a tree sees
 * @param columns share of columns a split sees
 * @param minWeight least sum of second derivatives in a leaf
 */
public record Boosting(int depth, int leaves, double rate, int rounds, double rows, double columns, double minWeight)
        implements Serializable {
    private static final String YES_OR_NO = "binary:logistic";
    private static final int PATIENCE = 2;

    /** Trees that grow level by level. */
    public Boosting(int depth, double rate, int rounds, double rows, double columns, double minWeight) {
        this(depth, 0, rate, rounds, rows, columns, minWeight);
    }

    /** The same with another number of trees. */
    Boosting withRounds(int other) {
        return new Boosting(depth, leaves, rate, other, rows, columns, minWeight);
    }

    /** What a tree looks like, in words. */
    String shape() {
        return leaves == 0 ? "depth " + depth : leaves + " leaves";
    }

    /** Learns yes or no; margins are log-odds. */
    public Trees classify(Dense x, double[] y, double[] w, long seed) {
        return fit(x, y, w, YES_OR_NO, seed);
    }

    /** Learns a number by least squares. */
    public Trees regress(Dense x, double[] y, double[] w, long seed) {
        return fit(x, y, w, "reg:squarederror", seed);
    }

    /** How badly margins of the other rows foretell their answers. */
    interface Judge {
        double lossOf(double[] margins);
    }

    /**
     * Margins of other rows by the first so many trees, for each of the numbers in rising order. Ends where two numbers
     * in turn were worse than the best so far; what was not tried is null.
     */
    double[][] classified(Dense x, double[] y, double[] w, long seed, Dense other, int[] numbers, Judge judge) {
        return grown(x, y, w, YES_OR_NO, seed, numbers[0], (booster, matrix) -> {
            double[][] margins = new double[numbers.length][];
            DMatrix others = other.matrix();
            try {
                int best = 0;
                double least = Double.POSITIVE_INFINITY;
                for (int k = 0; k < numbers.length && k - best <= PATIENCE; k++) {
                    for (int tree = k == 0 ? numbers[0] : numbers[k - 1]; tree < numbers[k]; tree++) {
                        booster.update(matrix, tree);
                    }
                    margins[k] = Trees.margins(booster.predict(others, true, 0));
                    double loss = judge.lossOf(margins[k]);
                    if (loss < least) {
                        least = loss;
                        best = k;
                    }
                }
            } finally {
                others.dispose();
            }
            return margins;
        });
    }

    private Trees fit(Dense x, double[] y, double[] w, String objective, long seed) {
        return grown(
                x,
                y,
                w,
                objective,
                seed,
                rounds,
                (booster, matrix) -> new Trees(booster.toByteArray("ubj"), x.columns()));
    }

    private interface Use<T> {
        T of(Booster booster, DMatrix learned) throws XGBoostError;
    }

    private <T> T grown(Dense x, double[] y, double[] w, String objective, long seed, int trees, Use<T> use) {
        try {
            DMatrix matrix = x.matrix();
            try {
                matrix.setLabel(floats(y));
                matrix.setWeight(floats(w));
                Map<String, Object> settings = settings(objective, seed);
                if (objective.equals(YES_OR_NO) && Arrays.stream(y).distinct().count() == 1) {
                    // XGBoost begins with the log-odds of the share, and of none or all there are none.
                    settings.put("base_score", (y[0] * y.length + 0.5) / (y.length + 1));
                }
                Booster booster = XGBoost.train(matrix, settings, trees, Map.of(), null, null);
                try {
                    return use.of(booster, matrix);
                } finally {
                    booster.dispose();
                }
            } finally {
                matrix.dispose();
            }
        } catch (XGBoostError e) {
            throw new IllegalStateException("Boosted trees could not be fitted on " + x.rows() + " rows", e);
        }
    }

    private Map<String, Object> settings(String objective, long seed) {
        Map<String, Object> settings = new TreeMap<>();
        settings.put("objective", objective);
        settings.put("tree_method", "hist");
        settings.put("max_depth", depth);
        if (leaves > 0) {
            settings.put("grow_policy", "lossguide");
            settings.put("max_leaves", leaves);
        }
        settings.put("eta", rate);
        settings.put("subsample", rows);
        settings.put("colsample_bynode", columns);
        settings.put("min_child_weight", minWeight);
        settings.put("lambda", 1.0);
        settings.put("max_bin", 256);
        settings.put("seed", (int) (seed & 0x7fffffff));
        settings.put("nthread", 1);
        settings.put("verbosity", 0);
        return settings;
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
