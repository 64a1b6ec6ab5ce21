package io.nightjar.identity.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.config.MatchSettings;
import io.nightjar.config.SettingsLoader;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is learned of a crowd in which most pairs worth comparing have something to do with each other. */
final class LearnerTest {
    private static final MatchSettings SETTINGS = new SettingsLoader(Map.of())
            .load(List.of(), Map.of(), Map.of())
            .identity()
            .match();

    /** 2,000 surnames in 100 towns: some 750,000 pairs of one town are compared, and 18,000 of one household. */
    @Test
    void neighboursAreNotTakenForOnePersonHoweverManyThereAre() {
        Crowd crowd = new Crowd(42, 20, 9);
        MatchModel model = new Matcher(crowd.people(40_000), SETTINGS, 42).model();
        double pairs = pairs(crowd.persons());
        assertThat(model.onePerson() * 40_000 * 39_999.0 / 2).isCloseTo(pairs, within(0.1 * pairs));
        assertThat(differ(model, Part.GIVEN_NAME)).isLessThan(0.05);
        // A birth date is copied, never mistyped.
        assertThat(differ(model, Part.BIRTH_DATE)).isLessThan(0.01);
    }

    /** 40 given names and 400 surnames in 20 towns of one postcode each: most people have a namesake in their town. */
    @Test
    void namesakesOfOneTownAreNotTakenForOnePersonWherePostcodeFollowsFromTown() {
        Crowd crowd = new Crowd(42, 100, 1);
        IdentityMatch match = new IdentityMatch(crowd.people(20_000), SETTINGS, 42);
        int[] persons = crowd.persons();
        int[] found = match.personOf();
        double right = pairs(IntStream.range(0, found.length)
                .mapToObj(i -> persons[i] + " " + found[i])
                .toArray());
        assertThat(right / pairs(found)).isGreaterThan(0.98);
        assertThat(right / pairs(persons)).isGreaterThan(0.85);
        // One person in four has moved between two records; those who have not live in the same house.
        MatchModel model = match.matching().model();
        assertThat(1 - model.share() / model.onePerson()).isBetween(0.2, 0.35);
        assertThat(differ(model, Part.HOUSE_NUMBER)).isLessThan(0.01);
    }

    /** The crowd never mistypes a postcode, so that there is nothing to learn of pairs that share the city alone. */
    @Test
    void cityOrPostcodeAloneIsNeverWorthMoreThanBoth() {
        double[][] bits = new Matcher(new Crowd(42, 100, 1).people(20_000), SETTINGS, 42)
                .model()
                .weights()[0];
        double[] town = bits[Part.TOWN.index()];
        for (Part part : List.of(Part.CITY, Part.POSTCODE)) {
            assertThat(2 * bits[part.index()][Levels.same(part)] + town[Levels.DIFFERENT])
                    .isLessThanOrEqualTo(town[Levels.same(Part.TOWN)] + 1e-9);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SURNAME STREET CITY PHONE", "GIVEN_NAME SURNAME EMAIL MAILBOX_MARK"})
    void whereNothingTellsKinFromOnePersonTheyAreOnePerson(String known) {
        Random random = new Random(3);
        People.Builder people = new People.Builder();
        Map<String, String> truth = new HashMap<>();
        for (int i = 0; i < 600; i++) {
            String[] record = strangers(random);
            for (int again = 0; again <= i % 2; again++) {
                String key = i + "-" + again;
                String surname = record[Part.SURNAME.index()];
                record[Part.SURNAME.index()] = again == 1 && i % 3 == 0 ? surname.substring(1) : surname;
                truth.put(IdentityEvaluation.name("customers", key), "p" + i);
                people.add("customers", key, only(List.of(known.split(" ")), record));
            }
        }
        People all = people.build();
        Map<String, Double> found =
                new IdentityEvaluation(all, truth).judge(SETTINGS, 1).methods().get(IdentityEvaluation.CLUSTERED);
        assertThat(found.get("pair recall")).isGreaterThan(0.97);
        assertThat(found.get("pair precision")).isGreaterThan(0.97);
        assertThat(new Matcher(all, SETTINGS, 1).model().kin()).isEmpty();
    }

    private static String[] strangers(Random random) {
        String[] parts = new String[Part.count()];
        parts[Part.GIVEN_NAME.index()] = word(random, 2);
        parts[Part.SURNAME.index()] = word(random, 3);
        parts[Part.STREET.index()] = word(random, 3);
        parts[Part.CITY.index()] = word(random, 1) + "stadt";
        parts[Part.PHONE.index()] = "+43660" + (1_000_000 + random.nextInt(9_000_000));
        parts[Part.EMAIL.index()] = word(random, 4) + "@mail.at";
        parts[Part.MAILBOX_MARK.index()] =
                MailboxMark.of(parts[Part.EMAIL.index()], parts[Part.GIVEN_NAME.index()], parts[Part.SURNAME.index()]);
        return parts;
    }

    private static String[] only(List<String> known, String... parts) {
        return Arrays.stream(Part.all())
                .map(part -> known.contains(part.name()) ? parts[part.index()] : null)
                .toArray(String[]::new);
    }

    private static String word(Random random, int syllables) {
        return IntStream.range(0, syllables)
                .mapToObj(
                        syllable -> List.of("ba", "ne", "ri", "lo", "mu", "ka", "ste", "vi", "dor", "hel", "gan", "per")
                                .get(random.nextInt(12)))
                .collect(Collectors.joining());
    }

    private static double pairs(int... persons) {
        return pairs(Arrays.stream(persons).boxed().toArray());
    }

    private static double pairs(Object... persons) {
        return Arrays.stream(persons)
                .collect(Collectors.groupingBy(person -> person, Collectors.counting()))
                .values()
                .stream()
                .mapToDouble(count -> count * (count - 1.0) / 2)
                .sum();
    }

    private static double differ(MatchModel model, Part part) {
        return model.m()[part.index()][Levels.DIFFERENT];
    }
}
