package io.nightjar.identity.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is learned of pairs whose kinds are planted: how many are one person, whatever else there is more of. */
final class LearnerTest {
    private static final int MATCHES = 4_000;
    private static final int HOUSEHOLDS = 10_000;
    private static final int STRANGERS = 40_000;
    private static final double ALL_PAIRS = 2e10;
    private static final List<Part> PARTS = List.of(
            Part.GIVEN_NAME, Part.SURNAME, Part.BIRTH_DATE, Part.STREET, Part.HOUSE_NUMBER, Part.CITY, Part.POSTCODE);
    /** How often two strangers have the same. */
    private static final Map<Part, Double> SAME = Map.of(
            Part.GIVEN_NAME, 0.004,
            Part.SURNAME, 0.001,
            Part.BIRTH_DATE, 5e-5,
            Part.STREET, 0.002,
            Part.HOUSE_NUMBER, 0.008,
            Part.CITY, 0.004,
            Part.POSTCODE, 4e-4);

    @Test
    void pairsOfOneTownAreNotTakenForMatchesHoweverManyThereAre() {
        for (int towns : new int[] {20_000, 300_000, 900_000}) {
            MatchModel model = learned(towns);
            assertThat(model.share() * ALL_PAIRS)
                    .as("with %,d pairs of one town", towns)
                    .isCloseTo(MATCHES, within(0.1 * MATCHES));
            assertThat(model.m()[Part.BIRTH_DATE.index()][Levels.same(Part.BIRTH_DATE)])
                    .isCloseTo(0.95, within(0.02));
        }
    }

    private static MatchModel learned(int towns) {
        SplittableRandom random = new SplittableRandom(5);
        PatternCounts candidates = new PatternCounts();
        draw(candidates, random, MATCHES, Map.of(), 0.95);
        draw(
                candidates,
                random,
                HOUSEHOLDS,
                SAME,
                0.99,
                Part.SURNAME,
                Part.STREET,
                Part.HOUSE_NUMBER,
                Part.CITY,
                Part.POSTCODE);
        draw(candidates, random, towns - towns / 9, SAME, 0.999, Part.CITY);
        draw(candidates, random, towns / 9, SAME, 0.999, Part.CITY, Part.POSTCODE);
        draw(candidates, random, STRANGERS, SAME, 0.9, Part.GIVEN_NAME);
        PatternCounts strangers = new PatternCounts();
        draw(strangers, random, 300_000, SAME, 0);
        double[] same = new double[Part.count()];
        SAME.forEach((part, share) -> same[part.index()] = share);
        return new Learner(candidates, strangers, same, ALL_PAIRS).learn();
    }

    /**
     * Pairs that are the same on each part as often as strangers are, or so often where it is a common one; of a match
     * every part is common.
     */
    private static void draw(
            PatternCounts counts,
            SplittableRandom random,
            int times,
            Map<Part, Double> chance,
            double agree,
            Part... common) {
        for (int i = 0; i < times; i++) {
            long pattern = 0;
            for (Part part : PARTS) {
                boolean isCommon = chance.isEmpty() || List.of(common).contains(part);
                boolean isSame = random.nextDouble() < (isCommon ? agree : chance.get(part));
                // A tenth of what is not the same is alike.
                int other = random.nextInt(10) == 0 ? Levels.same(part) - 2 : Levels.DIFFERENT;
                pattern |= Comparer.placed(part, isSame ? Levels.same(part) : other);
            }
            counts.add(pattern);
        }
    }
}
