package io.nightjar.config;

/**
 * How customer value is learned.
 *
 * @param horizonDays the models are judged on what came in this many days before the as-of date, 1 to 3650
 * @param unitDays days in the unit of time in which parameters are told, 1 to 31; forecasts do not depend on it
 * @param minRepeaters customers who came back needed to learn at all, 20 or more
 * @param maxExamples customers learned from at most, 100 or more
 */
public record ValueSettings(int horizonDays, int unitDays, int minRepeaters, int maxExamples) {
    public ValueSettings {
        new Checks()
                .between("horizon-days", 1, 3650, horizonDays)
                .between("unit-days", 1, 31, unitDays)
                .between("min-repeaters", 20, 1_000_000, minRepeaters)
                .between("max-examples", 100, 10_000_000, maxExamples)
                .done();
    }
}
