package io.nightjar.learn.trainer;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/** A model that answers a yes-or-no question for any rows with its columns: probabilities, and what they are made of. */
public final class Trained implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int USUAL = 1000;

    private final Encoding encoding;
    private final Linear logistic;
    private final List<Trees> boosted;
    private final Recipe recipe;
    private final Blend blend;
    private final double[] usual;

    Trained(Encoding encoding, Linear logistic, List<Trees> boosted, Recipe recipe, Frame learned) {
        this.encoding = encoding;
        this.logistic = logistic;
        this.boosted = boosted;
        this.recipe = recipe;
        this.blend = recipe.blend();
        this.usual = new double[encoding.columns().size()];
        double[][] parts = contributions(
                learned.rows(IntStream.range(0, Math.min(USUAL, learned.size())).toArray()));
        double[] mean = new double[usual.length];
        for (double[] row : parts) {
            for (int column = 0; column < mean.length; column++) {
                mean[column] += row[column] / parts.length;
            }
        }
        System.arraycopy(mean, 0, usual, 0, mean.length);
    }

    /** The columns it looks at. */
    public List<String> columns() {
        return List.copyOf(encoding.columns());
    }

    /** Whether the frame has every column it looks at. */
    boolean fits(Frame frame) {
        List<String> there = frame.columns().stream().map(Frame.Column::name).toList();
        return there.containsAll(encoding.columns());
    }

    /** The frame's columns, in the order of {@link #columns}. */
    List<Frame.Column> ordered(Frame frame) {
        return encoding.columnsOf(frame);
    }

    /** Sentences on columns that it does not look at. */
    public List<String> leftOut() {
        return List.copyOf(encoding.leftOut());
    }

    /** What was chosen out of fold, a sentence each. */
    public List<String> description() {
        return List.copyOf(recipe.description());
    }

    Recipe recipe() {
        return recipe;
    }

    /** Probabilities by the blend. */
    public double[] probabilities(Frame frame) {
        return recipe.calibration().probabilities(margins(frame));
    }

    /** Probabilities by all learners at once: logistic, boosted, blend. */
    public double[][] byLearner(Frame frame) {
        Encoding.Matrices x = encoding.encode(frame);
        double[] linear = logistic.margins(x.linear());
        double[][] margins = margins(x, linear);
        int best = recipe.bestSize();
        return new double[][] {
            recipe.logisticAlone().probabilities(linear),
            recipe.boostedAlone()
                    .probabilities(
                            margins[best + 1] == null ? boosted.get(best).margins(x.trees()) : margins[best + 1]),
            recipe.calibration().probabilities(blend.margins(margins, frame.size()))
        };
    }

    /** Blended log-odds before calibration. */
    public double[] margins(Frame frame) {
        Encoding.Matrices x = encoding.encode(frame);
        return blend.margins(margins(x, logistic.margins(x.linear())), frame.size());
    }

    /**
     * What each column adds to each person's log-odds (regression: weight times value; trees: SHAP values), in the order
     * of {@link #columns}, and last what everybody has: together exactly the blended log-odds.
     */
    public double[][] contributions(Frame frame) {
        Encoding.Matrices x = encoding.encode(frame);
        int width = encoding.columns().size();
        double[][] parts = new double[frame.size()][width + 1];
        for (double[] row : parts) {
            row[width] = blend.intercept() + blend.weight(0) * logistic.intercept();
        }
        if (blend.weight(0) > 0) {
            int[] owner = encoding.linearColumns();
            for (int i = 0; i < parts.length; i++) {
                double[] row = parts[i];
                x.linear()
                        .forEach(
                                i,
                                (column, value) ->
                                        row[owner[column]] += blend.weight(0) * logistic.weight(column) * value);
            }
        }
        int[] owner = encoding.treeColumns();
        for (int s = 0; s < boosted.size(); s++) {
            double weight = blend.weight(s + 1);
            if (weight == 0) {
                continue;
            }
            float[][] shares = boosted.get(s).contributions(x.trees());
            for (int i = 0; i < parts.length; i++) {
                for (int column = 0; column < owner.length; column++) {
                    parts[i][owner[column]] += weight * shares[i][column];
                }
                parts[i][width] += weight * shares[i][shares[i].length - 1];
            }
        }
        return centred(parts);
    }

    /** A regression's parts are measured from nought; what counts is how a person differs from the usual one. */
    private double[][] centred(double[][] parts) {
        for (double[] row : parts) {
            for (int column = 0; column < usual.length; column++) {
                row[column] -= usual[column];
                row[usual.length] += usual[column];
            }
        }
        return parts;
    }

    private double[][] margins(Encoding.Matrices x, double[] linear) {
        double[][] margins = new double[boosted.size() + 1][];
        margins[0] = linear;
        for (int s = 0; s < boosted.size(); s++) {
            if (blend.weight(s + 1) > 0) {
                margins[s + 1] = boosted.get(s).margins(x.trees());
            }
        }
        return margins;
    }
}
