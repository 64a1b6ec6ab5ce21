package io.nightjar.identity.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** String distances against published values and by hand. */
final class DistancesTest {
    @ParameterizedTest
    @CsvSource({"martha, marhta, 0.9611", "dixon, dicksonx, 0.8133", "dwayne, duane, 0.84", "abc, xyz, 0", "abc, abc, 1"
    })
    void jaroWinklerIsWinklers(String a, String b, double alike) {
        assertThat(Distances.jaroWinkler(a, b)).isCloseTo(alike, within(0.0001));
        assertThat(Distances.jaroWinkler(b, a)).isCloseTo(alike, within(0.0001));
    }

    @ParameterizedTest
    @CsvSource({"smith, smiht, 1", "ca, abc, 3", "kitten, sitting, 3", "anna, anna, 0", "anna, anna maria, 3"})
    void editsAreCountedUpToTheLimit(String a, String b, int edits) {
        assertThat(Distances.edits(a, b, 2)).isEqualTo(Math.min(edits, 3));
        assertThat(Distances.edits(b, a, 2)).isEqualTo(Math.min(edits, 3));
    }

    /** Letters that are not ASCII are counted by the table of distances, the others in bits. */
    @Test
    void bitsAndTableCountTheSameEdits() {
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            String a = few(random);
            String b = few(random);
            int limit = random.nextInt(9);
            int edits = Distances.edits(greek(a), greek(b), limit);
            assertThat(Distances.edits(a, b, limit))
                    .as("%s and %s, at most %d", a, b, limit)
                    .isEqualTo(edits);
            assertThat(Levels.leastEdits(Levels.letters(a), Levels.letters(b)))
                    .as("%s and %s", a, b)
                    .isLessThanOrEqualTo(Distances.edits(a, b, 99));
        }
    }

    @Test
    void theShortCutByLettersNeverChangesALevel() {
        Random random = new Random(7);
        int far = 0;
        for (int i = 0; i < 20_000; i++) {
            String a = word(random);
            String b = random.nextInt(4) == 0 ? a.substring(0, a.length() / 2) + word(random) : word(random);
            if (Levels.areFar(a, Levels.letters(a), b, Levels.letters(b))) {
                far++;
                assertThat(Levels.of(Part.SURNAME, a, b)).as("%s and %s", a, b).isEqualTo(Levels.DIFFERENT);
                assertThat(Levels.of(Part.CITY, a, b)).as("%s and %s", a, b).isEqualTo(Levels.DIFFERENT);
            }
        }
        assertThat(far).isGreaterThan(5_000);
    }

    @ParameterizedTest
    @CsvSource({
        "GIVEN_NAME, catherine, katherine, near",
        "GIVEN_NAME, rob, robert, alike",
        "GIVEN_NAME, r, robert, same initial",
        "GIVEN_NAME, ben, bernd, different",
        "GIVEN_NAME, vera, petra, different",
        "SURNAME, mueller, muller, near",
        "SURNAME, mueller, huber, different",
        "BIRTH_DATE, 19710624, 19710524, near",
        "BIRTH_DATE, 19710605, 19710506, near",
        "BIRTH_DATE, 19710624, 19711128, a part",
        "EMAIL, ann@mail.at, anne@mail.at, near",
        "EMAIL, robert.allen@mail.at, x@mail.at, same domain",
        "PHONE, +436601234567, +436601234568, near",
        "PHONE, 06601234567, +436601234567, near",
        "PHONE, 1234567, +436601234567, different",
        "POSTCODE, sw1a1aa, sw1a2bb, alike",
        "STREET, park street, parkstreet, near",
    })
    void levelsSayHowAlikeTwoValuesAre(Part part, String a, String b, String level) {
        assertThat(Levels.words(part).get(Levels.of(part, a, b))).isEqualTo(level);
        assertThat(Levels.of(part, b, a)).isEqualTo(Levels.of(part, a, b));
    }

    @ParameterizedTest
    @CsvSource({
        "main road, mai park, 0",
        "main road, mains park, 0.5",
        "main mait, main road, 0.5",
        "park, mill park, 1",
        "mill lane, mill lnae, 1",
    })
    void sharedWordsAreThoseOfTheTextWithFewer(String a, String b, double shared) {
        assertThat(Distances.sharedWords(a, b)).isEqualTo(shared);
        assertThat(Distances.sharedWords(b, a)).isEqualTo(shared);
    }

    @Test
    void nothingDependsOnWhichOfTheTwoComesFirst() {
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            String a = text(random);
            String b = random.nextInt(3) == 0
                    ? a.substring(random.nextInt(a.length())).strip() + "a"
                    : text(random);
            String both = a + " and " + b;
            assertThat(Distances.jaroWinkler(a, b)).as(both).isCloseTo(Distances.jaroWinkler(b, a), within(1e-12));
            assertThat(Distances.sharedWords(a, b)).as(both).isEqualTo(Distances.sharedWords(b, a));
            assertThat(Distances.edits(a, b, 4)).as(both).isEqualTo(Distances.edits(b, a, 4));
            long lettersA = Levels.letters(a);
            long lettersB = Levels.letters(b);
            assertThat(Levels.areFar(a, lettersA, b, lettersB))
                    .as(both)
                    .isEqualTo(Levels.areFar(b, lettersB, a, lettersA));
            for (Part part : Part.all()) {
                assertThat(Levels.of(part, a, b)).as(part + ": " + both).isEqualTo(Levels.of(part, b, a));
            }
        }
    }

    /** One to three words of few letters, signs and digits, so that many are alike. */
    private static String text(Random random) {
        return IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(word -> random.ints(2 + random.nextInt(5), 0, 5)
                        .mapToObj(letter -> List.of("a", "e", "n", random.nextInt(9) == 0 ? "@" : "i", "4")
                                .get(letter))
                        .collect(Collectors.joining()))
                .collect(Collectors.joining(" "));
    }

    private static String few(Random random) {
        return random.ints(random.nextInt(12), 'a', 'e')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String greek(String text) {
        StringBuilder greek = new StringBuilder();
        text.chars().forEach(letter -> greek.append((char) (letter - 'a' + 'α')));
        return greek.toString();
    }

    private static String word(Random random) {
        return random.ints(2 + random.nextInt(8), 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
