package io.nightjar.identity.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.config.SettingsLoader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is learned of a crowd in which most pairs worth comparing have something to do with each other. */
final class LearnerTest {
    private static final int RECORDS = 40_000;

    /** 2,000 surnames in 100 towns: some 750,000 pairs of one town are compared, and 18,000 of one household. */
    @Test
    void neighboursAreNotTakenForOnePersonHoweverManyThereAre() {
        MatchModel model = new Matcher(
                        new Crowd(42, 20).people(RECORDS),
                        new SettingsLoader(Map.of())
                                .load(List.of(), Map.of(), Map.of())
                                .identity()
                                .match(),
                        42)
                .model();
        // One record in six is of somebody written down before, some of them for a third time.
        double written = RECORDS / 6.0;
        assertThat(model.share() * RECORDS * (RECORDS - 1.0) / 2).isCloseTo(1.15 * written, within(0.1 * written));
        assertThat(differ(model, Part.GIVEN_NAME)).isLessThan(0.05);
        // A birth date is copied, never mistyped.
        assertThat(differ(model, Part.BIRTH_DATE)).isLessThan(0.01);
    }

    private static double differ(MatchModel model, Part part) {
        return model.m()[part.index()][Levels.DIFFERENT];
    }
}
