package io.nightjar.config;

/**
 * How the probability of a purchase soon is learned.
 *
 * @param cutOffs earlier dates that are learned from, 1 to 24
 * @param stepDays between two of them, 1 or more
 * @param maxExamples learned from at most, and judged on at most, 100 or more
 */
public record IntentSettings(int cutOffs, int stepDays, long maxExamples) {
    public IntentSettings {
        new Checks()
                .between("cut-offs", 1, 24, cutOffs)
                .positive("step-days", stepDays)
                .between("max-examples", 100, 1_000_000_000, maxExamples)
                .done();
    }
}
