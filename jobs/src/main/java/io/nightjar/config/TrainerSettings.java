package io.nightjar.config;

/**
 * How every yes-or-no model is trained and when it is not trusted.
 *
 * @param folds parts that take turns at being held out while settings are chosen, 2 to 20
 * @param minPositives people of the rarer answer needed to learn at all, 1 or more
 * @param maxRows learned from at most; more are thinned out by hash of the person, 100 or more
 * @param leakAuc a column that alone ranks people this well knows the future, above 0.5 to 1
 * @param driftWarn population stability index from which a change is reported, above 0 to 10
 * @param driftStop the same from which a model does not score, above 0 to 10
 * @param calibrationStop how far a model's probabilities may be off on average where the simple rule's are nearer, 0 to 1
 */
public record TrainerSettings(
        int folds,
        int minPositives,
        long maxRows,
        double leakAuc,
        double driftWarn,
        double driftStop,
        double calibrationStop) {
    public TrainerSettings {
        new Checks()
                .between("folds", 2, 20, folds)
                .positive("min-positives", minPositives)
                .between("max-rows", 100, 100_000_000, maxRows)
                .between("leak-auc", 0.5, 1, leakAuc)
                .between("drift-warn", 0, 10, driftWarn)
                .between("drift-stop", 0, 10, driftStop)
                .between("calibration-stop", 0, 1, calibrationStop)
                .done();
    }

    /** What {@code reference.conf} says. */
    public static TrainerSettings defaults() {
        return new TrainerSettings(4, 50, 200_000, 0.99, 0.1, 0.25, 0.1);
    }
}
