package io.nightjar.learn.uplift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.learn.Interval;
import io.nightjar.learn.trainer.Frame;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class UpliftTest {
    @Test
    void qiniByHand() {
        // Order t1, c0, t0, c1 (arm and outcome). q: 1, 1, 1, 0; area by trapezes 0.5 + 1 + 1 + 0.5 = 3; straight
        // line to q(4) = 1 - 1 = 0: area 0. This order is the perfect one, so Qini is 1.
        Experiment experiment =
                new Experiment(new boolean[] {true, false, true, false}, new boolean[] {true, false, false, true});
        assertThat(new UpliftMetrics(new double[] {4, 3, 2, 1}, experiment).qini())
                .isEqualTo(1);
        // Upside down: c1, t0, c0, t1. q: 0, -1, -0.5, 0; area 0 - 0.5 - 0.75 - 0.25 = -1.5; over 3.
        assertThat(new UpliftMetrics(new double[] {1, 2, 3, 4}, experiment).qini())
                .isCloseTo(-0.5, within(1e-12));
        // All tied: only the end of the curve counts, which is the straight line.
        assertThat(new UpliftMetrics(new double[4], experiment).qini()).isZero();
        assertThat(new UpliftMetrics(new double[] {4, 3, 2, 1}, experiment).all())
                .containsEntry("AUUC", (1 * 1 + 1 * 2 + 0.5 * 3 + 0) / 16.0);
    }

    @Test
    void everyPlantedKindIsFoundAgain() {
        People people = new People(12_000, 1, true);
        UpliftTrial trial = new UpliftTrial(people.frame, people.experiment, 2, 42);
        List<String> labels = trial.groups(0.05).labels();
        Map<String, Map<String, Integer>> table = new TreeMap<>();
        for (int i = 0; i < labels.size(); i++) {
            table.computeIfAbsent(people.kinds[i], key -> new TreeMap<>()).merge(labels.get(i), 1, Integer::sum);
        }
        for (String kind : List.of("needs_the_ad", "buys_anyway", "never", "do_not_disturb")) {
            int right = table.get(kind).getOrDefault(kind, 0);
            assertThat(right).as(kind + " in " + table).isGreaterThan(2_000);
        }
        // A quarter gains 0.8, a quarter loses 0.8.
        assertThat(trial.average().interval().isAbove(-0.03)).isTrue();
        assertThat(trial.average().interval().isBelow(0.03)).isTrue();
    }

    @Test
    void anywayIsAsLikelyAsTheAverageWhereTheOutcomeIsRareAndLikelierThanNotElsewhere() {
        assertThat(labelsOf(0.05, 0.25)).containsExactly("never", "buys_anyway");
        assertThat(labelsOf(0.6, 0.9)).containsExactly("buys_anyway", "buys_anyway");
        assertThat(labelsOf(0.4, 0.9)).containsExactly("never", "buys_anyway");
    }

    @Test
    void whereTheOutcomeIsRareALittleIsNotNothing() {
        // 0.3 % have the outcome without a message, and a group's difference is known to within 0.4 %: more than all of
        // it. Where one in four has, within 0.4 % is nothing.
        int people = 800;
        int[] persons = IntStream.range(0, people).toArray();
        double[] psi = new double[people];
        Arrays.setAll(psi, i -> i % 2 == 0 ? 0.04 : -0.04);
        double[] rare = new double[people];
        Arrays.fill(rare, 0.003);
        double[] common = new double[people];
        Arrays.fill(common, 0.25);
        double[] none = new double[people];
        assertThat(new UpliftGroups(none, rare, psi, persons, true, 0.02).labels())
                .containsOnly("unknown");
        assertThat(new UpliftGroups(none, common, psi, persons, true, 0.02).labels())
                .doesNotContain("unknown");
    }

    /** Two hundred towns that mean nothing, of twelve people each. */
    private static Frame towns(int many, long seed) {
        Random random = new Random(seed);
        String[] towns = new String[many];
        Arrays.setAll(towns, i -> "town " + random.nextInt(200));
        return new Frame(
                IntStream.range(0, many).mapToObj(i -> seed + "-" + i).toArray(String[]::new),
                List.of(Frame.Column.texts("town", towns)));
    }

    @Test
    void namesThatMeanNothingTellNeitherWhoIsChangedNorWhoWasTreated() {
        int many = 2_400;
        Random random = new Random(7);
        boolean[] treated = new boolean[many];
        boolean[] noEffect = new boolean[many];
        boolean[] sameForAll = new boolean[many];
        for (int i = 0; i < many; i++) {
            treated[i] = random.nextBoolean();
            noEffect[i] = random.nextDouble() < 0.3;
            sameForAll[i] = random.nextDouble() < (treated[i] ? 0.8 : 0.2);
        }
        Frame towns = towns(many, 1);
        // With each row's own outcome in its town's number the chances would spread by 0.04 and those of being treated
        // by 0.02.
        Frame others = towns(many, 2);
        Learners none = new Learners(towns, new Experiment(treated, noEffect), 42);
        assertThat(spread(none.untreated(others))).isLessThan(0.015);
        assertThat(spread(none.effects(others).get("T linear"))).isLessThan(0.02);
        Learners all = new Learners(towns, new Experiment(treated, sameForAll), 42);
        assertThat(spread(all.untreated(others))).isLessThan(0.015);
        assertThat(spread(all.propensity(others))).isZero();
    }

    private static double spread(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        return Math.sqrt(Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElse(0));
    }

    /** Of people whom a message does not change, and who have the outcome so likely without it. */
    private static List<String> labelsOf(double some, double others) {
        int people = 800;
        double[] untreated = new double[people];
        Arrays.setAll(untreated, i -> i % 2 == 0 ? some : others);
        double[] none = new double[people];
        int[] persons = IntStream.range(0, people).toArray();
        return new UpliftGroups(none, untreated, none, persons, true, 0.05)
                .labels()
                .subList(0, 2);
    }

    @Test
    void aLeafHasHalfAPerCentOfThePeopleHoweverRareTheOutcome() {
        // 20,000 people: 100 in a leaf, each worth p (1 - p); one in four: 18.75; 3 in 1,000: 0.2991, and 1 at least.
        double[] ones = new double[20_000];
        Arrays.fill(ones, 1);
        double[] oneInFour = new double[20_000];
        Arrays.setAll(oneInFour, i -> i % 4 == 0 ? 1 : 0);
        double[] rare = new double[20_000];
        Arrays.fill(rare, 0, 60, 1);
        assertThat(Base.leaf(oneInFour, ones)).isCloseTo(18.75, within(1e-9));
        assertThat(Base.leaf(rare, ones)).isEqualTo(1);
        // Who stands for two is worth twice as much.
        double[] twos = new double[20_000];
        Arrays.fill(twos, 2);
        assertThat(Base.leaf(oneInFour, twos)).isCloseTo(37.5, within(1e-9));
    }

    @Test
    void everybodyIsUnknownWhereAllAreAlike() {
        People people = new People(6_000, 2, false);
        UpliftTrial trial = new UpliftTrial(people.frame, people.experiment, 2, 42);
        assertThat(trial.groups(0.05).labels()).containsOnly("unknown");
        // And yet the mailing worked: from 0.2 to 0.3 for everybody.
        assertThat(trial.average().mean()).isCloseTo(0.1, within(0.03));
    }

    @Test
    void rowsOfTheSamePeopleOverAndOverAreNoMoreEvidence() {
        People people = new People(300, 4, true);
        int times = 5;
        double[] scores = new double[300];
        boolean[] treated = new boolean[300 * times];
        boolean[] outcome = new boolean[300 * times];
        double[] many = new double[300 * times];
        int[] rows = new int[300 * times];
        for (int i = 0; i < rows.length; i++) {
            int row = i % 300;
            rows[i] = row;
            scores[row] = Math.sin(row);
            many[i] = scores[row];
            treated[i] = people.experiment.isTreated(row);
            outcome[i] = people.experiment.y(row) > 0;
        }
        Experiment five = new Experiment(treated, outcome).about(people.frame.rows(rows));
        Interval once =
                new UpliftMetrics(scores, people.experiment).intervals(100, 42).get(UpliftMetrics.QINI);
        Interval again = new UpliftMetrics(many, five).intervals(100, 42).get(UpliftMetrics.QINI);
        assertThat(again.low()).isCloseTo(once.low(), within(1e-9));
        assertThat(again.high()).isCloseTo(once.high(), within(1e-9));

        int[] all = IntStream.range(0, 300).toArray();
        Interval mean =
                UpliftGroups.Effect.of(scores, all, people.experiment.persons()).interval();
        Interval same = UpliftGroups.Effect.of(
                        many, IntStream.range(0, rows.length).toArray(), five.persons())
                .interval();
        assertThat(same.low()).isCloseTo(mean.low(), within(1e-9));
        assertThat(same.high()).isCloseTo(mean.high(), within(1e-9));
    }

    @Test
    void controlGroupWithoutASingleOutcomeIsLearnedFromAllTheSame() {
        People people = new People(1_200, 3, false);
        boolean[] treated = new boolean[1_200];
        boolean[] outcome = new boolean[1_200];
        for (int i = 0; i < treated.length; i++) {
            treated[i] = people.experiment.isTreated(i);
            outcome[i] = treated[i] && people.experiment.y(i) > 0;
        }
        UpliftTrial trial = UpliftTrial.quick(people.frame, new Experiment(treated, outcome), 42);
        // Nobody orders without the mailing, three in ten do with it.
        assertThat(trial.average().mean()).isCloseTo(0.3, within(0.05));
    }

    /** People of four kinds that their tone tells apart, nine times in ten; or all of one kind. */
    private static final class People {
        private static final List<String> KINDS = List.of("needs_the_ad", "buys_anyway", "never", "do_not_disturb");
        private static final double[] WITHOUT = {0.1, 0.9, 0.1, 0.9};
        private static final double[] WITH = {0.9, 0.9, 0.1, 0.1};

        private final Frame frame;
        private final Experiment experiment;
        private final String[] kinds;

        People(int many, long seed, boolean differ) {
            Random random = new Random(seed);
            double[] tone = new double[many];
            double[] noise = new double[many];
            boolean[] treated = new boolean[many];
            boolean[] outcome = new boolean[many];
            kinds = new String[many];
            for (int i = 0; i < many; i++) {
                int kind = i % 4;
                kinds[i] = KINDS.get(kind);
                tone[i] = kind + random.nextDouble();
                noise[i] = random.nextGaussian();
                treated[i] = random.nextBoolean();
                double chance = differ ? (treated[i] ? WITH : WITHOUT)[kind] : treated[i] ? 0.3 : 0.2;
                outcome[i] = random.nextDouble() < chance;
            }
            frame = new Frame(
                    IntStream.range(0, many).mapToObj(i -> "p" + i).toArray(String[]::new),
                    List.of(Frame.Column.numbers("tone", tone), Frame.Column.numbers("noise", noise)));
            experiment = new Experiment(treated, outcome);
        }
    }
}
