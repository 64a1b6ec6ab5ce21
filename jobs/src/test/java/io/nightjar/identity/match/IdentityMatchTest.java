package io.nightjar.identity.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.config.ConfigException;
import io.nightjar.config.MatchSettings;
import io.nightjar.config.SettingsLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** From standardised records to persons, on people whose duplicates were planted. */
final class IdentityMatchTest {
    private static final MatchSettings SETTINGS = new SettingsLoader(Map.of())
            .load(List.of(), Map.of(), Map.of())
            .identity()
            .match();
    private static final int PERSONS = 400;
    private static final double WRONG_BIRTH_DATE = 0.2;

    @Test
    void plantedDuplicatesAreFoundAndHowOftenTheyDifferIsLearned() {
        Planted planted = new Planted(PERSONS);
        IdentityReport report = new IdentityEvaluation(planted.people, planted.persons).judge(SETTINGS, 1);
        assertThat(report.truePairs()).isEqualTo(PERSONS / 2);
        assertThat(report.methods().get(IdentityEvaluation.CLUSTERED).get(IdentityEvaluation.F1))
                .isGreaterThan(0.98)
                .isGreaterThan(report.methods().get(IdentityEvaluation.EXACT).get(IdentityEvaluation.F1));
        Map<String, Double> m = new IdentityMatch(planted.people, SETTINGS, 1)
                .matching()
                .parameters()
                .get("m");
        assertThat(m.get("birth-date same")).isCloseTo(1 - WRONG_BIRTH_DATE, within(0.07));
    }

    @Test
    void theWeightsOfTheEvidenceAddUpToTheProbability() {
        List<Row> edges = new IdentityMatch(new Planted(PERSONS).people, SETTINGS, 1).edges();
        assertThat(edges).isNotEmpty().allSatisfy(edge -> {
            double bits = 0;
            String[] weights = edge.getString(6).split(", ");
            for (String weight : weights) {
                bits += Double.parseDouble(weight.substring(weight.lastIndexOf(' ') + 1));
            }
            double probability = edge.getDouble(5);
            double logOdds = Math.log(probability / (1 - probability)) / Math.log(2);
            assertThat(bits).as("%s", edge).isCloseTo(logOdds, within(0.05 * (weights.length + 2)));
            assertThat(edge.getString(6)).contains(", prior -");
        });
    }

    @Test
    void theCardTellsWhatAScoreIsMadeOf() {
        IdentityMatch match = new IdentityMatch(new Planted(PERSONS).people, SETTINGS, 1);
        Map<String, Map<String, Double>> parameters = match.matching().parameters();
        Map<String, Double> shares = parameters.get("share of pairs");
        String[] weights = match.edges().get(0).getString(6).split(", ");
        String prior = Arrays.stream(weights)
                .filter(weight -> weight.startsWith("prior "))
                .findFirst()
                .orElseThrow();
        assertThat(Double.parseDouble(prior.substring("prior ".length())))
                .isCloseTo(Math.log(shares.get("one person") / shares.get("strangers")) / Math.log(2), within(0.06));
        assertThat(shares.keySet()).hasSizeGreaterThan(2);
        shares.keySet().stream()
                .filter(kin -> !List.of("one person", "strangers").contains(kin))
                .forEach(kin -> assertThat(parameters.get("bits as " + kin)).isNotEmpty());
    }

    @Test
    void theNumberOfThreadsChangesNothing() {
        People people = new Planted(PERSONS).people;
        IdentityMatch one = on(1, people);
        IdentityMatch four = on(4, people);
        assertThat(four.edges()).isEqualTo(one.edges()).isNotEmpty();
        assertThat(four.matches().bits()).containsExactly(one.matches().bits());
        assertThat(four.personOf()).containsExactly(one.personOf());
    }

    @Test
    void aPairIsComparedOnceHoweverManyRulesHaveIt() {
        People people = people("ann|berg|19800101", "ann|berg|19800101", "ann|berg|19800102");
        Blocks blocks = new Blocks(people, List.of("birth-date", "given-sound", "surname-sound"), 10);
        assertThat(pairs(blocks)).containsExactly("0-1", "0-2", "1-2");
    }

    @Test
    void aLargeBlockIsCutByWhatComesNextAndThenLeftOut() {
        People people = people("ann|berg|19800101", "ann|berg|19800101", "ann|cole|19800101", "ann|cole|19800101");
        Blocks blocks = new Blocks(people, List.of("birth-date, surname-sound", "given-sound"), 3);
        assertThat(pairs(blocks)).containsExactly("0-1", "2-3");
        assertThat(blocks.leftOut()).isEqualTo(4);
    }

    @Test
    void recordsOfALargeBlockThatLackWhatComesNextStayTogether() {
        People people = people("ann|berg|19800101", "ann|berg|19800101", "ann||19800101", "ann||19800101", "ann||");
        Blocks blocks = new Blocks(people, List.of("birth-date, surname-sound"), 3);
        assertThat(pairs(blocks)).as("but none without a date").containsExactly("0-1", "2-3");
        assertThat(blocks.leftOut()).isZero();
    }

    /** Among so many values some have the same half of a hash. */
    @Test
    void differentValuesAreNotTogetherHoweverManyThereAre() {
        People.Builder people = new People.Builder();
        for (int i = 0; i < 200_000; i++) {
            String[] record = new String[Part.count()];
            record[Part.CUSTOMER_NUMBER.index()] = "c" + i;
            people.add("customers", "r" + i, record);
        }
        assertThat(new Blocks(people.build(), List.of("customer-number"), 100).count())
                .isZero();
    }

    @Test
    void whoLacksTheNextPartIsCutByThePartAfterIt() {
        String[] records = {
            "ann||19800101|linz",
            "ann||19800101|linz",
            "bob||19800101|wels",
            "bob||19800101|wels",
            "ann|berg|19800101|linz"
        };
        Blocks blocks = new Blocks(people(records), List.of("birth-date, surname-sound, city"), 3);
        assertThat(pairs(blocks)).containsExactly("0-1", "2-3");
        assertThat(blocks.leftOut()).isZero();
        Blocks cut = new Blocks(people(records), List.of("birth-date, surname-sound"), 3);
        assertThat(pairs(cut)).isEmpty();
        assertThat(cut.leftOut()).as("nothing comes after").isEqualTo(4);
    }

    @Test
    void namesThatWereSwappedAreSeenAsSwapped() {
        People people = people("isla|hall|", "hall|isla|", "isla|hall|", "ann|berg|", "|isla|");
        Comparer comparer = new Comparer(people);
        assertThat(levels(comparer, 0, 1)).containsExactly("swapped", "swapped");
        assertThat(levels(comparer, 0, 2)).containsExactly("same", "same");
        assertThat(levels(comparer, 0, 3)).containsExactly("different", "different");
        assertThat(levels(comparer, 0, 4)).containsExactly("swapped", "missing");
    }

    @Test
    void rareValuesTellMoreThanFrequentOnes() {
        Planted planted = new Planted(PERSONS);
        double[][] m = new double[Part.count()][];
        double[][] u = new double[Part.count()][];
        for (Part part : Part.all()) {
            m[part.index()] = new double[Levels.count(part)];
            u[part.index()] = new double[Levels.count(part)];
            Arrays.fill(m[part.index()], 0.9);
            Arrays.fill(u[part.index()], 0.01);
        }
        People people = planted.people;
        TermWeights weights = new TermWeights(people, new MatchModel(m, u, 0.0001, List.of()), people.size());
        int[] byCount = java.util.stream.IntStream.range(0, people.distinct(Part.SURNAME))
                .boxed()
                .sorted(Comparator.comparingInt(value -> people.count(Part.SURNAME, value)))
                .mapToInt(Integer::intValue)
                .toArray();
        assertThat(weights.bits(Part.SURNAME, byCount[0]))
                .isGreaterThan(weights.bits(Part.SURNAME, byCount[byCount.length - 1]));
    }

    @Test
    void brothersAtOneAddressStayApartAlsoWhenARecordFitsBoth() {
        Planted planted = new Planted(PERSONS);
        planted.add("karl", "karl|zwettler|19700105|linz|4020");
        planted.add("somebody", "|zwettler||linz|4020");
        planted.add("bruno", "bruno|zwettler|19740920|linz|4020");
        People people = planted.build();
        int[] person = new IdentityMatch(people, SETTINGS, 1).personOf();
        assertThat(person[people.size() - 3]).isNotEqualTo(person[people.size() - 1]);
    }

    @Test
    void cardsThatSayOnlyANameAreTheirsWhoRegisteredThatDay() {
        Random random = new Random(5);
        People.Builder people = new People.Builder();
        Map<String, String> truth = new HashMap<>();
        for (int i = 0; i < PERSONS; i++) {
            String number = "c" + i;
            String[] record = parts(word(random) + "|" + word(random) + "||town" + i % 9 + "|");
            record[Part.REGISTERED_ON.index()] = "2024" + (1001 + random.nextInt(365));
            record[Part.CUSTOMER_NUMBER.index()] = number;
            people.add("customers", number, record);
            String[] card = record.clone();
            card[Part.CITY.index()] = null;
            card[Part.CUSTOMER_NUMBER.index()] = i % 2 == 0 ? number : null;
            people.add("loyalty_members", "card" + i, card);
            truth.put(IdentityEvaluation.name("customers", number), number);
            truth.put(IdentityEvaluation.name("loyalty_members", "card" + i), number);
        }
        People all = people.build();
        Map<String, Double> bits =
                new IdentityMatch(all, SETTINGS, 1).matching().parameters().get("bits");
        assertThat(bits.get("registered-on same")).isGreaterThan(7);
        assertThat(bits.get("registered-on different"))
                .as("people register twice")
                .isZero();
        Map<String, Double> found =
                new IdentityEvaluation(all, truth).judge(SETTINGS, 1).methods().get(IdentityEvaluation.CLUSTERED);
        assertThat(found.get("pair recall")).isGreaterThan(0.98);
        assertThat(found.get("pair precision")).isGreaterThan(0.98);
    }

    @Test
    void judgesByHand() {
        // ann1 and ann2 share a date and both names; bob1 and bob2 nothing; carl shares all with ann but is another.
        People people =
                people("ann|berg|19800101", "ann|berg|19800101", "bob|moss|", "rob||19900505", "ann|berg|19800101");
        Map<String, String> truth = new HashMap<>();
        List<String> persons = List.of("ann", "ann", "bob", "bob", "carl");
        for (int record = 0; record < persons.size(); record++) {
            truth.put(IdentityEvaluation.name("customers", "r" + record), persons.get(record));
        }
        IdentityReport report = new IdentityEvaluation(people, truth).judge(SETTINGS, 1);
        Map<String, Double> exact = report.methods().get(IdentityEvaluation.EXACT);
        assertThat(report.truePairs()).isEqualTo(2);
        assertThat(exact.get("pair precision")).isCloseTo(1 / 3.0, within(1e-9));
        assertThat(exact.get("pair recall")).isCloseTo(1 / 2.0, within(1e-9));
        assertThat(exact.get("cluster precision")).isZero();
        assertThat(report.blockingRecall()).isCloseTo(1 / 2.0, within(1e-9));
        assertThat(report.methods()).doesNotContainKey(IdentityEvaluation.NIGHT);
        Map<String, String> linked = Map.of("customers\nr0", "A", "customers\nr1", "A", "customers\nr4", "A");
        Map<String, Double> night = new IdentityEvaluation(people, truth)
                .judge(SETTINGS, 1, linked)
                .methods()
                .get(IdentityEvaluation.NIGHT);
        assertThat(night.get("pair precision")).as("ann, and carl twice").isCloseTo(1 / 3.0, within(1e-9));
        assertThat(night.get("pair recall")).as("not bob").isCloseTo(1 / 2.0, within(1e-9));
    }

    @Test
    void theBestThresholdIsOneThatCanBeSet() {
        People people = people("ann||", "ann||", "carl||", "bob||", "bob||");
        Map<String, String> truth = new HashMap<>();
        List<String> persons = List.of("ann", "ann", "carl", "bob", "bob");
        for (int record = 0; record < persons.size(); record++) {
            truth.put(IdentityEvaluation.name("customers", "r" + record), persons.get(record));
        }
        // The first three have one probability, of which one is right; with bob two of four are.
        Matches matches = new Matches(new int[] {0, 0, 1, 3}, new int[] {1, 2, 2, 4}, new double[] {9, 9, 9, 5});
        Map<String, Double> best = new IdentityEvaluation(people, truth).best(matches);
        assertThat(best.get("at probability")).isEqualTo(matches.probability(3));
        assertThat(best.get(IdentityEvaluation.F1)).isCloseTo(2 / 3.0, within(1e-9));
    }

    @Test
    void pairsOfRecordsThatNobodyReadAreMissed() {
        People people = people("ann|berg|19800101", "ann|berg|19800101");
        Map<String, String> truth = Map.of(
                "customers\nr0", "ann",
                "customers\nr1", "ann",
                "customers\nr9", "ann",
                "purchases\no1", "ann");
        IdentityReport report = new IdentityEvaluation(people, truth).judge(SETTINGS, 1);
        assertThat(report.named()).as("of customers and cards").isEqualTo(3);
        assertThat(report.judged()).isEqualTo(2);
        assertThat(report.truePairs()).isEqualTo(3);
        assertThat(report.methods().get(IdentityEvaluation.EXACT).get("pair recall"))
                .isCloseTo(1 / 3.0, within(1e-9));
    }

    @Test
    void nothingToMatchIsNoTrouble() {
        assertThat(new IdentityMatch(people(), SETTINGS, 1).edges()).isEmpty();
        assertThat(new IdentityMatch(people("ann|berg|"), SETTINGS, 1).edges()).isEmpty();
    }

    @Test
    void aRuleThatNamesNothingIsRefusedWithAHint() {
        assertThatThrownBy(() -> new Blocks(people("ann|berg|"), List.of("birth-dat"), 10))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("identity.match.rules")
                .hasMessageContaining("birth-date");
    }

    private static IdentityMatch on(int threads, People people) {
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            return pool.submit(() -> new IdentityMatch(people, SETTINGS, 1)).join();
        } finally {
            pool.shutdown();
        }
    }

    private static List<String> pairs(Blocks blocks) {
        List<String> pairs = new ArrayList<>();
        for (int block = 0; block < blocks.count(); block++) {
            blocks.pairs(block, (a, b) -> pairs.add(a + "-" + b));
        }
        return pairs.stream().sorted().toList();
    }

    private static List<String> levels(Comparer comparer, int a, int b) {
        long pattern = comparer.pattern(a, b);
        return List.of(
                Levels.words(Part.GIVEN_NAME).get(Comparer.level(pattern, Part.GIVEN_NAME.index())),
                Levels.words(Part.SURNAME).get(Comparer.level(pattern, Part.SURNAME.index())));
    }

    /** One of some two hundred. */
    private static String word(Random random) {
        return random.ints(3, 0, 6)
                .mapToObj(
                        syllable -> List.of("ba", "ke", "lu", "mo", "ti", "so").get(syllable))
                .collect(java.util.stream.Collectors.joining());
    }

    /** given name, surname, birth date, city and postcode, separated by bars. */
    private static People people(String... records) {
        People.Builder people = new People.Builder();
        for (int i = 0; i < records.length; i++) {
            people.add("customers", "r" + i, parts(records[i]));
        }
        return people.build();
    }

    private static String[] parts(String record) {
        List<Part> order = List.of(Part.GIVEN_NAME, Part.SURNAME, Part.BIRTH_DATE, Part.CITY, Part.POSTCODE);
        String[] values = record.split("\\|", -1);
        String[] parts = new String[Part.count()];
        for (int i = 0; i < values.length; i++) {
            parts[order.get(i).index()] = values[i].isEmpty() ? null : values[i];
        }
        return parts;
    }

    /**
     * People with names made of syllables; every second one has a second record with a typing error or two, every
     * fourth one a sister or brother at the same address.
     */
    private static final class Planted {
        private static final String[] SYLLABLES = {
            "ba", "ne", "ri", "lo", "mu", "ka", "ste", "vi", "dor", "hel", "gan", "per"
        };

        final Map<String, String> persons = new HashMap<>();
        final People people;
        private final People.Builder records = new People.Builder();
        private final Random random = new Random(11);
        private final Set<String> dates = new HashSet<>();

        Planted(int count) {
            for (int i = 0; i < count; i++) {
                String given = word(2);
                String surname = word(3);
                String date = date();
                String city = word(2);
                String code = String.valueOf(1000 + random.nextInt(300));
                add("p" + i, String.join("|", given, surname, date, city, code));
                if (i % 4 == 1) {
                    add("sibling of p" + i, String.join("|", word(2), surname, date(), city, code));
                }
                if (i % 2 == 0) {
                    boolean isWrong = random.nextDouble() < WRONG_BIRTH_DATE;
                    String typed = random.nextInt(3) == 0 ? surname.substring(1) : surname;
                    add("p" + i, String.join("|", given, typed, isWrong ? date() : date, city, code));
                }
            }
            people = records.build();
        }

        void add(String person, String record) {
            String key = "r" + persons.size();
            persons.put(IdentityEvaluation.name("customers", key), person);
            records.add("customers", key, parts(record));
        }

        People build() {
            return records.build();
        }

        private String word(int syllables) {
            StringBuilder word = new StringBuilder();
            for (int i = 0; i < syllables; i++) {
                word.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
            }
            return word.toString();
        }

        private String date() {
            String date;
            do {
                date = String.format(
                        java.util.Locale.ROOT,
                        "%d%02d%02d",
                        1930 + random.nextInt(70),
                        1 + random.nextInt(12),
                        1 + random.nextInt(28));
            } while (!dates.add(date));
            return date;
        }
    }
}
