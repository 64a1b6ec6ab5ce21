package io.nightjar.learn.trainer;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What was chosen out of fold, so that the same can be learned again from newer rows.
 *
 * @param ridge strength of the regression
 * @param sizes of boosted trees, each with its number of trees
 * @param blend of the learners
 * @param calibration of the blend
 * @param logisticAlone calibration of the regression
 * @param boostedAlone calibration of the best size
 * @param bestSize place of the size that did best
 * @param description a sentence for each choice
 */
record Recipe(
        double ridge,
        List<Boosting> sizes,
        Blend blend,
        Calibration calibration,
        Calibration logisticAlone,
        Calibration boostedAlone,
        int bestSize,
        List<String> description)
        implements Serializable {
    Recipe {
        sizes = new ArrayList<>(sizes);
        description = new ArrayList<>(description);
    }

    /** The same with another calibration of the blend. */
    Recipe calibrated(Calibration anew) {
        return new Recipe(ridge, sizes, blend, anew, logisticAlone, boostedAlone, bestSize, description);
    }
}
