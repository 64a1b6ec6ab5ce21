package io.nightjar.learn.trainer;

import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** A matrix row by row, as trees want it; NaN is missing. */
final class Dense {
    private final float[] values;
    private final int rows;
    private final int columns;

    Dense(int rows, int columns) {
        this.values = new float[Math.multiplyExact(rows, columns)];
        this.rows = rows;
        this.columns = columns;
    }

    void set(int row, int column, double value) {
        values[row * columns + column] = (float) value;
    }

    int rows() {
        return rows;
    }

    int columns() {
        return columns;
    }

    DMatrix matrix() throws XGBoostError {
        return new DMatrix(values, rows, columns, Float.NaN);
    }
}
