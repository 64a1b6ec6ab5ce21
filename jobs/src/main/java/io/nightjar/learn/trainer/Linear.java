package io.nightjar.learn.trainer;

import java.io.Serializable;
import java.util.Arrays;

/**
 * A regression with a ridge penalty: logistic for yes or no, least squares for numbers. Fitted by Newton's method with
 * conjugate gradients (Lin, Weng and Keerthi 2008, without the trust region: a step that does not improve is halved),
 * one thread, sums in the order of the rows: the same bits everywhere.
 */
public final class Linear implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int STEPS = 40;
    private static final int CONJUGATE_STEPS = 60;
    private static final double GOOD_ENOUGH = 1e-5;

    private final double intercept;
    private final double[] weights;

    private Linear(double[] parameters) {
        this.intercept = parameters[parameters.length - 1];
        this.weights = Arrays.copyOf(parameters, parameters.length - 1);
    }

    public static Linear logistic(Sparse x, double[] y, double[] w, double ridge) {
        return new Linear(new Fit(x, y, w, ridge, true).run());
    }

    public static Linear leastSquares(Sparse x, double[] y, double[] w, double ridge) {
        return new Linear(new Fit(x, y, w, ridge, false).run());
    }

    /** Log-odds for a logistic fit, the number itself for least squares. */
    double margin(Sparse x, int row) {
        return intercept + x.times(row, weights);
    }

    public double[] margins(Sparse x) {
        double[] margins = new double[x.rows()];
        for (int i = 0; i < margins.length; i++) {
            margins[i] = margin(x, i);
        }
        return margins;
    }

    double intercept() {
        return intercept;
    }

    double weight(int column) {
        return weights[column];
    }

    /** The minimisation; the last parameter is the intercept, which is not penalised. */
    private static final class Fit {
        private final Sparse x;
        private final double[] y;
        private final double[] w;
        private final double ridge;
        private final boolean logistic;
        private final int d;
        private final double[] slope;
        private final double[] curve;

        Fit(Sparse x, double[] y, double[] w, double ridge, boolean logistic) {
            this.x = x;
            this.y = y;
            this.w = w;
            this.ridge = ridge;
            this.logistic = logistic;
            this.d = x.columns();
            this.slope = new double[x.rows()];
            this.curve = new double[x.rows()];
        }

        double[] run() {
            double[] parameters = new double[d + 1];
            double loss = evaluate(parameters);
            double first = Double.NaN;
            for (int step = 0; step < STEPS; step++) {
                double[] gradient = gradient(parameters);
                double norm = Math.sqrt(dot(gradient, gradient));
                first = Double.isNaN(first) ? norm : first;
                if (norm <= GOOD_ENOUGH * first || norm == 0) {
                    break;
                }
                double[] direction = newton(gradient, Math.min(0.1, Math.sqrt(norm / first)) * norm);
                double better = search(parameters, direction, loss);
                if (!(better < loss)) {
                    break;
                }
                loss = better;
            }
            return parameters;
        }

        /** Halves the step until it improves; moves the parameters there. */
        private double search(double[] parameters, double[] direction, double loss) {
            double[] trial = new double[d + 1];
            double length = 1;
            for (int tries = 0; tries < 30; tries++, length /= 2) {
                for (int j = 0; j <= d; j++) {
                    trial[j] = parameters[j] + length * direction[j];
                }
                double value = evaluate(trial);
                if (value < loss) {
                    System.arraycopy(trial, 0, parameters, 0, d + 1);
                    return value;
                }
            }
            evaluate(parameters);
            return loss;
        }

        private double evaluate(double[] parameters) {
            double loss = 0;
            for (int i = 0; i < x.rows(); i++) {
                double m = x.times(i, parameters) + parameters[d];
                if (logistic) {
                    double p = 1 / (1 + Math.exp(-m));
                    loss += w[i] * (Math.max(m, 0) - m * y[i] + Math.log1p(Math.exp(-Math.abs(m))));
                    slope[i] = w[i] * (p - y[i]);
                    curve[i] = w[i] * Math.max(p * (1 - p), 1e-9);
                } else {
                    loss += w[i] * (m - y[i]) * (m - y[i]) / 2;
                    slope[i] = w[i] * (m - y[i]);
                    curve[i] = w[i];
                }
            }
            for (int j = 0; j < d; j++) {
                loss += ridge * parameters[j] * parameters[j] / 2;
            }
            return loss;
        }

        private double[] gradient(double[] parameters) {
            double[] gradient = new double[d + 1];
            for (int i = 0; i < x.rows(); i++) {
                x.addTo(i, slope[i], gradient);
                gradient[d] += slope[i];
            }
            for (int j = 0; j < d; j++) {
                gradient[j] += ridge * parameters[j];
            }
            return gradient;
        }

        /** Solves Hessian times direction = -gradient, preconditioned by the diagonal. */
        private double[] newton(double[] gradient, double tolerance) {
            double[] scale = new double[d + 1];
            Arrays.fill(scale, 0, d, ridge);
            for (int i = 0; i < x.rows(); i++) {
                x.addSquaresTo(i, curve[i], scale);
                scale[d] += curve[i];
            }
            double[] direction = new double[d + 1];
            double[] residual = new double[d + 1];
            double[] z = new double[d + 1];
            for (int j = 0; j <= d; j++) {
                residual[j] = -gradient[j];
                z[j] = residual[j] / Math.max(scale[j], 1e-12);
            }
            double[] p = z.clone();
            double rz = dot(residual, z);
            for (int step = 0; step < CONJUGATE_STEPS && Math.sqrt(dot(residual, residual)) > tolerance; step++) {
                double[] hp = hessian(p);
                double alpha = rz / dot(p, hp);
                for (int j = 0; j <= d; j++) {
                    direction[j] += alpha * p[j];
                    residual[j] -= alpha * hp[j];
                    z[j] = residual[j] / Math.max(scale[j], 1e-12);
                }
                double next = dot(residual, z);
                for (int j = 0; j <= d; j++) {
                    p[j] = z[j] + next / rz * p[j];
                }
                rz = next;
            }
            return direction;
        }

        private double[] hessian(double[] v) {
            double[] out = new double[d + 1];
            for (int i = 0; i < x.rows(); i++) {
                double t = curve[i] * (x.times(i, v) + v[d]);
                x.addTo(i, t, out);
                out[d] += t;
            }
            for (int j = 0; j < d; j++) {
                out[j] += ridge * v[j];
            }
            return out;
        }

        private static double dot(double[] a, double[] b) {
            double sum = 0;
            for (int j = 0; j < a.length; j++) {
                sum += a[j] * b[j];
            }
            return sum;
        }
    }
}
