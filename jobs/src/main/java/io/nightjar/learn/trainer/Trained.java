package io.nightjar.learn.trainer;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** A model that answers a yes-or-no question for any rows with its columns: probabilities, and what they are made of. */
public final class Trained implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Encoding encoding;
    private final Linear logistic;
    private final List<Trees> boosted;
    private final Blend blend;
    private final Calibration calibration;
    private final Calibration logisticAlone;
    private final Calibration boostedAlone;
    private final int bestSize;
    private final List<String> description;

    Trained(
            Encoding encoding,
            Linear logistic,
            List<Trees> boosted,
            Blend blend,
            Calibration calibration,
            Calibration logisticAlone,
            Calibration boostedAlone,
            int bestSize,
            List<String> description) {
        this.encoding = encoding;
        this.logistic = logistic;
        this.boosted = boosted;
        this.blend = blend;
        this.calibration = calibration;
        this.logisticAlone = logisticAlone;
        this.boostedAlone = boostedAlone;
        this.bestSize = bestSize;
        this.description = new ArrayList<>(description);
    }

    /** The columns it looks at. */
    public List<String> columns() {
        return List.copyOf(encoding.columns());
    }

    /** Sentences on columns that it does not look at. */
    public List<String> leftOut() {
        return List.copyOf(encoding.leftOut());
    }

    /** What was chosen out of fold, a sentence each. */
    public List<String> description() {
        return List.copyOf(description);
    }

    /** Probabilities by the blend. */
    public double[] probabilities(Frame frame) {
        return calibration.probabilities(margins(frame));
    }

    /** Probabilities by all learners at once: logistic, boosted, blend. */
    public double[][] byLearner(Frame frame) {
        Encoding.Matrices x = encoding.encode(frame);
        double[] linear = logistic.margins(x.linear());
        double[][] margins = margins(x, linear);
        return new double[][] {
            logisticAlone.probabilities(linear),
            boostedAlone.probabilities(
                    margins[bestSize + 1] == null ? boosted.get(bestSize).margins(x.trees()) : margins[bestSize + 1]),
            calibration.probabilities(blend.margins(margins, frame.size()))
        };
    }

    /** Blended log-odds before calibration. */
    public double[] margins(Frame frame) {
        Encoding.Matrices x = encoding.encode(frame);
        return blend.margins(margins(x, logistic.margins(x.linear())), frame.size());
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
