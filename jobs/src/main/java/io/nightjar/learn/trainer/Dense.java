package io.nightjar.learn.trainer;

import java.util.function.IntToDoubleFunction;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** A matrix row by row, as trees want it; NaN is missing. */
public final class Dense {
    private final float[] values;
    private final int rows;
    private final int columns;

    /** All noughts. */
    public Dense(int rows, int columns) {
        this.values = new float[Math.multiplyExact(rows, columns)];
        this.rows = rows;
        this.columns = columns;
    }

    public void set(int row, int column, double value) {
        values[row * columns + column] = (float) value;
    }

    /** With one more column. */
    public Dense with(IntToDoubleFunction column) {
        Dense wider = new Dense(rows, columns + 1);
        for (int i = 0; i < rows; i++) {
            System.arraycopy(values, i * columns, wider.values, i * (columns + 1), columns);
            wider.set(i, columns, column.applyAsDouble(i));
        }
        return wider;
    }

    /** The given rows, in the given order. */
    Dense rows(int[] wanted) {
        Dense some = new Dense(wanted.length, columns);
        for (int i = 0; i < wanted.length; i++) {
            System.arraycopy(values, wanted[i] * columns, some.values, i * columns, columns);
        }
        return some;
    }

    public int rows() {
        return rows;
    }

    int columns() {
        return columns;
    }

    DMatrix matrix() throws XGBoostError {
        return new DMatrix(values, rows, columns, Float.NaN);
    }
}
