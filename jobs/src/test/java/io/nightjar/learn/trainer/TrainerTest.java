package io.nightjar.learn.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.config.TrainerSettings;
import io.nightjar.learn.BinaryMetrics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TrainerTest {
    private static final TrainerSettings SETTINGS = new TrainerSettings(3, 20, 100_000, 0.99, 0.1, 0.25, 0.1);
    private static final int ROWS = 1200;

    /** People whose answer depends on age (a threshold), on colour, and on chance; shop and letter mean nothing. */
    private static final class People {
        private final Frame frame;
        private final boolean[] labels = new boolean[ROWS];

        People(long seed) {
            Random random = new Random(seed);
            String[] ids = new String[ROWS];
            double[] age = new double[ROWS];
            double[] shop = new double[ROWS];
            String[] colour = new String[ROWS];
            String[] amount = new String[ROWS];
            for (int i = 0; i < ROWS; i++) {
                ids[i] = "p" + seed + "-" + i;
                age[i] = 18 + random.nextInt(60);
                shop[i] = 1 + random.nextInt(4);
                colour[i] = List.of("red", "green", "blue").get(random.nextInt(3));
                amount[i] = random.nextInt(10) == 0 ? null : String.valueOf(random.nextInt(100));
                double odds = (age[i] > 50 ? 2.5 : -1.5) + (colour[i].equals("red") ? 1.5 : -0.5);
                labels[i] = random.nextDouble() < Losses.sigmoid(odds);
            }
            age[7] = Double.NaN;
            frame = new Frame(
                    ids,
                    List.of(
                            Frame.Column.numbers("age", age),
                            Frame.Column.numbers("shop", shop),
                            Frame.Column.texts("colour", colour),
                            Frame.Column.texts("amount", amount)));
        }
    }

    @Test
    void learnsWhatWasPlantedAndReasonsAddUp() {
        People past = new People(1);
        People later = new People(2);
        Trained model = new Trainer(SETTINGS, 42).train(past.frame, past.labels);
        double[] probabilities = model.probabilities(later.frame);
        // Who knows the odds by which the labels were drawn gets 0.875 on these people.
        assertThat(new BinaryMetrics(probabilities, later.labels).auc()).isGreaterThan(0.855);
        double[] margins = model.margins(later.frame);
        double[][] parts = model.contributions(later.frame);
        for (int i = 0; i < ROWS; i++) {
            assertThat(Arrays.stream(parts[i]).sum()).isCloseTo(margins[i], within(1e-4));
        }
        List<String> reasons =
                Reasons.of(model, later.frame, Map.of("age", "years of age"), 3).get(0);
        assertThat(reasons).hasSize(3);
        assertThat(reasons.get(0)).matches("(years of age: \\d+|colour: \\w+) \\((raises|lowers) it\\)");
    }

    @Test
    void sameRowsGiveTheSameBitsTwiceAndOnOneThread() {
        People past = new People(3);
        double[] once = new Trainer(SETTINGS, 42).train(past.frame, past.labels).probabilities(past.frame);
        double[] again = new ForkJoinPool(1)
                .submit(() ->
                        new Trainer(SETTINGS, 42).train(past.frame, past.labels).probabilities(past.frame))
                .join();
        assertThat(again).isEqualTo(once);
    }

    @Test
    void calibrationIsMadeAnewWhereItIsLearnedAgain() {
        People past = new People(31);
        Trainer trainer = new Trainer(SETTINGS, 42);
        Trained before = trainer.train(past.frame, past.labels);
        Random coin = new Random(32);
        boolean[] byChance = new boolean[ROWS];
        boolean[] alsoByChance = new boolean[ROWS];
        for (int i = 0; i < ROWS; i++) {
            byChance[i] = coin.nextBoolean();
            alsoByChance[i] = coin.nextBoolean();
        }
        int[] few = IntStream.range(0, 200).toArray();
        Trained again = trainer.again(before, new People(33).frame.rows(few), Arrays.copyOf(byChance, few.length));
        People others = new People(34);
        double loss = new BinaryMetrics(again.probabilities(others.frame), alsoByChance).logLoss();
        // Who knows nothing says a half of everybody and loses ln 2; who trusts what 200 rows seem to say loses 0.72.
        assertThat(loss).isLessThan(Math.log(2) + 0.02);
    }

    @Test
    void shuffledLabelsAreNotLearned() {
        People people = new People(4);
        List<Boolean> shuffled = new ArrayList<>(
                IntStream.range(0, ROWS).mapToObj(i -> people.labels[i]).toList());
        java.util.Collections.shuffle(shuffled, new Random(5));
        boolean[] labels = new boolean[ROWS];
        for (int i = 0; i < ROWS; i++) {
            labels[i] = shuffled.get(i);
        }
        String[] many = IntStream.range(0, ROWS).mapToObj(i -> "v" + i % 400).toArray(String[]::new);
        Frame frame = people.frame.with(Frame.Column.texts("many", many));
        double auc = new CrossFit(frame, labels, 3, SETTINGS, 1)
                .metrics()
                .get(CrossFit.SHIPPED)
                .auc();
        assertThat(auc).isBetween(0.45, 0.55);
    }

    @Test
    void columnFilledInAfterwardsIsFound() {
        People people = new People(6);
        Random random = new Random(7);
        double[] later = IntStream.range(0, ROWS)
                .mapToDouble(i -> people.labels[i] ? 1 + random.nextInt(5) : 0)
                .toArray();
        Frame frame = people.frame.with(Frame.Column.numbers("orders_next_month", later));
        assertThat(Gates.leaks(frame, people.labels, 0.99)).containsExactly("orders_next_month");
        assertThat(Gates.leaks(people.frame, people.labels, 0.99)).isEmpty();
    }

    @Test
    void whatNeverComesWithoutTheOutcomeIsItsConsequence() {
        // 300 of 1,000 visited, 120 of them spent something; the visited page count is known for everybody.
        boolean[] visited = new boolean[1000];
        Arrays.fill(visited, 0, 300, true);
        double[] spent = new double[1000];
        Arrays.fill(spent, 0, 120, 9.9);
        double[] pages = IntStream.range(0, 1000).mapToDouble(i -> i % 7).toArray();
        Frame frame = new Frame(
                IntStream.range(0, 1000).mapToObj(String::valueOf).toArray(String[]::new),
                List.of(Frame.Column.numbers("spent", spent), Frame.Column.numbers("pages", pages)));
        assertThat(Gates.consequences(frame, visited)).containsExactly("spent");
    }

    @Test
    void unknownAndMissingValuesAreScored() {
        People past = new People(8);
        Trained model = new Trainer(SETTINGS, 42).train(past.frame, past.labels);
        Frame strange = new Frame(
                new String[] {"x"},
                List.of(
                        Frame.Column.numbers("age", new double[] {Double.NaN}),
                        Frame.Column.numbers("shop", new double[] {99}),
                        Frame.Column.texts("colour", new String[] {"violet"}),
                        Frame.Column.texts("amount", new String[] {"n/a"})));
        assertThat(model.probabilities(strange)[0]).isBetween(0.0, 1.0);
        assertThatThrownBy(() -> model.probabilities(strange.without(List.of("age"))))
                .hasMessage("The model was learned with the column age, which the rows to be scored do not have");
    }

    @Test
    void onlyFewWholeNumbersMayBeNamesOfThings() {
        // Shops 1 to 4 are asked for one by one as well; ages 18 to 77, of which quantiles are whole numbers too, are
        // not.
        People people = new People(40);
        Encoding encoding = Encoding.of(people.frame, Trainer.numbers(people.labels));
        assertThat(encoding.columns()).startsWith("age", "shop");
        assertThat(Arrays.stream(encoding.treeColumns())
                        .filter(column -> column == 0)
                        .count())
                .isEqualTo(1);
        assertThat(Arrays.stream(encoding.treeColumns())
                        .filter(column -> column == 1)
                        .count())
                .isEqualTo(5);
    }

    @Test
    void numbersAndDatesAreReadAsExportsWriteThem() {
        assertThat(Code.Numeric.parsed("1,234,567.50")).isEqualTo(1234567.5);
        assertThat(Code.Numeric.parsed("12,5")).isEqualTo(12.5);
        assertThat(Code.Numeric.parsed("€ 7.20")).isEqualTo(7.2);
        assertThat(Code.Numeric.parsed("12.5 %")).isEqualTo(12.5);
        assertThat(Code.Numeric.parsed("1,23,4")).isNaN();
        assertThat(Code.Numeric.parsed("12 May")).isNaN();
        assertThat(Code.Numeric.day("30.06.2026")).isEqualTo(Code.Numeric.day("2026-06-30 10:00"));
        assertThat(Code.Numeric.day("2026/06/30")).isEqualTo(Code.Numeric.day("2026-06-30"));
        assertThat(Code.Numeric.day("31.02.2026")).isNaN();
    }

    @Test
    void whatMeansNothingIsLeftOutAndSmallTablesAreLearnedAllTheSame() {
        int rows = 40;
        String[] ids =
                java.util.stream.IntStream.range(0, rows).mapToObj(i -> "p" + i).toArray(String[]::new);
        boolean[] labels = new boolean[rows];
        String[] amounts = new String[rows];
        String[] notes = new String[rows];
        for (int i = 0; i < rows; i++) {
            labels[i] = i % 2 == 0;
            amounts[i] = labels[i] ? "1," + (100 + i) + ".00" : "0," + (10 + i);
            notes[i] = "note " + i;
        }
        Frame frame = new Frame(
                ids,
                List.of(
                        Frame.Column.texts("amount", amounts),
                        Frame.Column.texts("note", notes),
                        Frame.Column.texts("nothing", new String[rows]),
                        Frame.Column.numbers("same", new double[rows])));
        Trained model = new Trainer(new TrainerSettings(2, 5, 1000, 1, 0.1, 0.25, 0.1), 42).train(frame, labels);
        assertThat(model.columns()).containsExactly("amount");
        assertThat(model.leftOut())
                .anyMatch(text -> text.startsWith("note is different for nearly everybody"))
                .anyMatch(text -> text.startsWith("nothing is the same"))
                .anyMatch(text -> text.startsWith("same is the same"));
        assertThat(new BinaryMetrics(model.probabilities(frame), labels).auc()).isGreaterThan(0.9);
    }

    @Test
    void tooLittleIsSaid() {
        assertThat(Gates.tooLittle(new boolean[] {true, true}, 1))
                .contains("all of the 2 examples have the same answer, yes: there is nothing to tell apart");
        assertThat(Gates.tooLittle(new boolean[] {true, false, false}, 2))
                .contains("too few examples: 1 yes and 2 no, 2 of each are needed");
        assertThat(Gates.tooLittle(new boolean[] {true, false}, 1)).isEmpty();
    }

    @Test
    void driftIsNoughtForTheSamePeopleAndLargeForOthers() {
        double[] then = IntStream.range(0, 1000).mapToDouble(i -> i).toArray();
        double[] shifted = Arrays.stream(then).map(value -> value + 500).toArray();
        Drift.Bins bins = new Drift.Bins(then);
        assertThat(bins.index(then)).isZero();
        assertThat(bins.index(shifted)).isGreaterThan(0.25);
        // Eleven bins (one for missing), so ten degrees of freedom: 29.588 is exceeded once in a thousand times.
        assertThat(bins.byChance(50)).isCloseTo(29.588 * (1 / 50.0 + 1 / 1000.0), within(1e-4));
    }

    @Test
    void foldsKeepPeopleTogetherAndShareOutAnswers() {
        String[] ids = IntStream.range(0, 100).mapToObj(i -> "p" + i / 2).toArray(String[]::new);
        boolean[] labels = new boolean[100];
        Arrays.fill(labels, 0, 20, true);
        Frame frame = new Frame(ids, List.of());
        Folds folds = Folds.of(frame, labels, 5, 1);
        for (int fold = 0; fold < 5; fold++) {
            int[] held = folds.inside(fold);
            assertThat(held).hasSize(20);
            assertThat(Arrays.stream(held).filter(row -> labels[row]).count()).isEqualTo(4);
        }
        assertThat(IntStream.range(0, 100).allMatch(row -> folds.of(row) == folds.of(row ^ 1)))
                .isTrue();
    }

    @Test
    void isotonicRisesThroughTheSharesFoundAndKeepsOrder() {
        // Margins 1 to 4 with outcomes 0, 1, 0, 1: the middle two are pooled at a half, the ends are a quarter and
        // three
        // quarters; the logistic curve is 0.908 (margin - 2.5). Four fifths of the one and one of the other, in
        // log-odds.
        double[] ones = {1, 1, 1, 1};
        Calibration calibration = Calibration.isotonic(new double[] {1, 2, 3, 4}, new double[] {0, 1, 0, 1}, ones);
        assertThat(calibration.probability(2.5)).isCloseTo(0.5, within(1e-6));
        assertThat(calibration.probability(0)).isCloseTo(0.2087, within(0.002));
        assertThat(calibration.probability(9)).isCloseTo(0.8869, within(0.002));
        // Without its fifth of the logistic curve the line goes exactly through the shares, straight between them.
        assertThat(line(calibration, 0)).isCloseTo(0.25, within(1e-9));
        assertThat(line(calibration, 1.75)).isCloseTo(0.375, within(1e-9));
        assertThat(line(calibration, 2.5)).isCloseTo(0.5, within(1e-9));
        assertThat(line(calibration, 9)).isCloseTo(0.75, within(1e-9));
        // Level beyond its ends, the line alone would put people there in no order.
        assertThat(calibration.probability(-1)).isLessThan(calibration.probability(0));
        assertThat(calibration.probability(10)).isGreaterThan(calibration.probability(9));
    }

    @Test
    void isotonicTakesEqualMarginsTogetherWhateverTheirOrder() {
        // Of two people with margin 1 one has the outcome, of two with margin 2 both: half a person more on either side
        // makes it 1.5 of 3 and 2.5 of 3. One after the other, no and then yes would be two steps at the same margin.
        double[] margin = {1, 1, 2, 2};
        double[] ones = {1, 1, 1, 1};
        double[] noFirst = {0, 1, 1, 1};
        Calibration calibration = Calibration.isotonic(margin, noFirst, ones);
        double smooth = Losses.logit(Calibration.platt(margin, noFirst, ones).probability(1));
        double line = (Losses.logit(calibration.probability(1)) - 0.2 * smooth) / 0.8;
        assertThat(Losses.sigmoid(line)).isCloseTo(0.5, within(1e-9));
        assertThat(calibration.probability(2))
                .isEqualTo(Calibration.isotonic(margin, new double[] {1, 0, 1, 1}, ones)
                        .probability(2));
    }

    @Test
    void treesGrowOnWhereHeldOutPeopleAreToldBetterByMore() {
        // Without chance in the answer, more trees follow the slanting border more closely.
        Random random = new Random(50);
        int rows = 2000;
        double[] one = random.doubles(rows).toArray();
        double[] other = random.doubles(rows).toArray();
        boolean[] labels = new boolean[rows];
        for (int i = 0; i < rows; i++) {
            labels[i] = one[i] + other[i] > 1;
        }
        Frame frame = new Frame(
                IntStream.range(0, rows).mapToObj(i -> "p" + i).toArray(String[]::new),
                List.of(Frame.Column.numbers("one", one), Frame.Column.numbers("other", other)));
        Trained model = new Trainer(new TrainerSettings(2, 5, 10_000, 1, 0.1, 0.25, 0.1), 42).train(frame, labels);
        assertThat(model.description()).anyMatch(text -> text.matches("boosted trees of .*: (450|700|1000) trees.*"));
    }

    /** What the rising line of margins 1 to 4 with outcomes 0, 1, 0, 1 says. */
    private static double line(Calibration isotonic, double margin) {
        Calibration smooth =
                Calibration.platt(new double[] {1, 2, 3, 4}, new double[] {0, 1, 0, 1}, new double[] {1, 1, 1, 1});
        double both = Losses.logit(isotonic.probability(margin));
        return Losses.sigmoid((both - 0.2 * Losses.logit(smooth.probability(margin))) / 0.8);
    }
}
