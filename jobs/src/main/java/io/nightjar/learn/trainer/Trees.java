package io.nightjar.learn.trainer;

import java.io.IOException;
import java.io.Serializable;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Fitted boosted trees; they travel as bytes and are loaded once where they are used. */
public final class Trees implements Serializable {
    private static final long serialVersionUID = 1L;

    private final byte[] model;
    private final int columns;

    Trees(byte[] model, int columns) {
        this.model = model.clone();
        this.columns = columns;
    }

    private interface Use<T> {
        T of(Booster booster, DMatrix matrix) throws XGBoostError;
    }

    /** Margins by all trees. */
    public double[] margins(Dense x) {
        return use(x, (booster, matrix) -> margins(booster.predict(matrix, true, 0)));
    }

    static double[] margins(float[][] predicted) {
        double[] margins = new double[predicted.length];
        for (int i = 0; i < margins.length; i++) {
            margins[i] = predicted[i][0];
        }
        return margins;
    }

    /** Contributions of each column to each margin, and the bias last (SHAP values, Lundberg and Lee 2017). */
    float[][] contributions(Dense x) {
        return use(x, (booster, matrix) -> booster.predictContrib(matrix, 0));
    }

    private <T> T use(Dense x, Use<T> use) {
        if (x.columns() != columns) {
            throw new IllegalArgumentException(
                    "The trees were fitted on " + columns + " columns but are given " + x.columns());
        }
        try {
            Booster booster = XGBoost.loadModel(model);
            try {
                booster.setParam("nthread", 1);
                DMatrix matrix = x.matrix();
                try {
                    return use.of(booster, matrix);
                } finally {
                    matrix.dispose();
                }
            } finally {
                booster.dispose();
            }
        } catch (XGBoostError | IOException e) {
            throw new IllegalStateException("Boosted trees cannot be used: their bytes are damaged", e);
        }
    }
}
