package io.nightjar.learn.trainer;

import java.io.Serializable;
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
 * @param depth of a tree
 * @param rate of learning
 * @param rounds trees
 * @param rows share of rows a tree sees
 * @param columns share of columns a split sees
 * @param minWeight least sum of second derivatives in a leaf
 */
public record Boosting(int depth, double rate, int rounds, double rows, double columns, double minWeight)
        implements Serializable {
    /** The same with another number of trees. */
    Boosting withRounds(int other) {
        return new Boosting(depth, rate, other, rows, columns, minWeight);
    }

    /** Learns yes or no; margins are log-odds. */
    public Trees classify(Dense x, double[] y, double[] w, long seed) {
        return fit(x, y, w, "binary:logistic", seed);
    }

    /** Learns a number by least squares. */
    public Trees regress(Dense x, double[] y, double[] w, long seed) {
        return fit(x, y, w, "reg:squarederror", seed);
    }

    private Trees fit(Dense x, double[] y, double[] w, String objective, long seed) {
        Map<String, Object> settings = new TreeMap<>();
        settings.put("objective", objective);
        settings.put("tree_method", "hist");
        settings.put("max_depth", depth);
        settings.put("eta", rate);
        settings.put("subsample", rows);
        settings.put("colsample_bynode", columns);
        settings.put("min_child_weight", minWeight);
        settings.put("lambda", 1.0);
        settings.put("max_bin", 256);
        settings.put("seed", (int) (seed & 0x7fffffff));
        settings.put("nthread", 1);
        settings.put("verbosity", 0);
        try {
            DMatrix matrix = x.matrix();
            try {
                matrix.setLabel(floats(y));
                matrix.setWeight(floats(w));
                Booster booster = XGBoost.train(matrix, settings, rounds, Map.of(), null, null);
                try {
                    return new Trees(booster.toByteArray("ubj"), x.columns());
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

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
