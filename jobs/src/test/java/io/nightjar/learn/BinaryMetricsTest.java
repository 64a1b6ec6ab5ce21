package io.nightjar.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class BinaryMetricsTest {
    @Test
    void countsTheSharePairsInTheRightOrder() {
        // Positives .8 and .4, negatives .6 and .2: of four pairs only .4 against .6 is wrong.
        assertThat(of("0.8+ 0.6- 0.4+ 0.2-").auc()).isEqualTo(0.75);
    }

    @Test
    void countsATiedPairAsHalf() {
        // .5+ against .5- is half, against .1- a win; .9+ wins both: 3.5 of 4.
        assertThat(of("0.9+ 0.5+ 0.5- 0.1-").auc()).isEqualTo(0.875);
        assertThat(of("0.5+ 0.5- 0.5- 0.5+").auc()).isEqualTo(0.5);
    }

    @Test
    void isOneForAPerfectOrderAndNoughtForItsReverse() {
        assertThat(of("0.9+ 0.8+ 0.2- 0.1-").auc()).isEqualTo(1);
        assertThat(of("0.9- 0.8- 0.2+ 0.1+").auc()).isZero();
    }

    @Test
    void doesNotRankOneKindOfOutcome() {
        assertThat(of("0.9+ 0.8+").auc()).isNaN();
        assertThat(of("0.9- 0.8-").auc()).isNaN();
    }

    @Test
    void agreesWithCountingAllPairs() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            double[] scores = random.doubles(30).map(it -> Math.floor(it * 6)).toArray();
            boolean[] labels = new boolean[30];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = random.nextInt(3) == 0;
            }
            labels[0] = true;
            labels[1] = false;
            assertThat(new BinaryMetrics(scores, labels).auc()).isCloseTo(allPairs(scores, labels), within(1e-12));
        }
    }

    @Test
    void brierIsTheMeanSquaredMiss() {
        // .2^2 + .6^2 + .4^2 = .04 + .36 + .16 = .56, over 3.
        assertThat(of("0.8+ 0.6- 0.6+").brier()).isCloseTo(0.56 / 3, within(1e-12));
    }

    @Test
    void calibrationComparesTenEquallyFilledBins() {
        // One row a bin: five rows of .1 that did not come true, five of .9 of which one did not.
        BinaryMetrics metrics = of("0.1- 0.1- 0.1- 0.1- 0.1- 0.9+ 0.9+ 0.9+ 0.9+ 0.9-");
        assertThat(metrics.calibrationError()).isCloseTo((5 * 0.1 + 4 * 0.1 + 0.9) / 10, within(1e-12));
    }

    @Test
    void liftComparesTheTopTenthWithAll() {
        // 20 rows, 4 positives: a fifth of all. The top two hold one: a half.
        String top = "0.95+ 0.94- ";
        String rest = "0.5+ 0.5+ 0.5+ " + "0.1- ".repeat(15);
        assertThat(of(top + rest).topDecileLift()).isCloseTo(2.5, within(1e-12));
    }

    @Test
    void measuresNothingWithoutRows() {
        BinaryMetrics none = new BinaryMetrics(new double[0], new boolean[0]);
        assertThat(none.size()).isZero();
        assertThat(none.auc()).isNaN();
        assertThat(none.brier()).isNaN();
        assertThat(none.calibrationError()).isNaN();
        assertThat(none.topDecileLift()).isNaN();
    }

    @Test
    void refusesScoresWithoutLabels() {
        assertThatThrownBy(() -> new BinaryMetrics(new double[2], new boolean[3]))
                .hasMessage("2 scores but 3 labels");
    }

    /** Scores, each followed by + if it came true and - if not. */
    private static BinaryMetrics of(String text) {
        String[] words = text.strip().split(" ");
        double[] scores = new double[words.length];
        boolean[] labels = new boolean[words.length];
        for (int i = 0; i < words.length; i++) {
            scores[i] = Double.parseDouble(words[i].substring(0, words[i].length() - 1));
            labels[i] = words[i].endsWith("+");
        }
        return new BinaryMetrics(scores, labels);
    }

    private static double allPairs(double[] scores, boolean[] labels) {
        double wins = 0;
        double pairs = 0;
        for (int i = 0; i < scores.length; i++) {
            for (int j = 0; j < scores.length; j++) {
                if (labels[i] && !labels[j]) {
                    pairs++;
                    wins += (Math.signum(scores[i] - scores[j]) + 1) / 2;
                }
            }
        }
        return wins / pairs;
    }

    @Test
    void averagePrecisionIsThePrecisionAtEachPositive() {
        // From the top: yes (1 of 1), no, yes (2 of 3): the mean of 1 and 2/3.
        BinaryMetrics metrics = new BinaryMetrics(new double[] {0.7, 0.8, 0.9}, new boolean[] {true, false, true});
        assertThat(metrics.averagePrecision()).isCloseTo((1 + 2.0 / 3) / 2, within(1e-12));
        // Where all tie, both are found at once among three.
        assertThat(new BinaryMetrics(new double[3], new boolean[] {true, false, true}).averagePrecision())
                .isCloseTo(2.0 / 3, within(1e-12));
    }

    @Test
    void logLossIsTheMeanCostOfWhatHappened() {
        BinaryMetrics metrics = new BinaryMetrics(new double[] {0.9, 0.8}, new boolean[] {true, false});
        assertThat(metrics.logLoss()).isCloseTo(-(Math.log(0.9) + Math.log(0.2)) / 2, within(1e-12));
    }

    @Test
    void intervalsHoldTheMeasureAndShrinkWithPeople() {
        double[] scores = new double[400];
        boolean[] labels = new boolean[400];
        for (int i = 0; i < 400; i++) {
            scores[i] = i % 20;
            labels[i] = i % 20 + (i / 20) % 7 > 12;
        }
        Interval few = new BinaryMetrics(java.util.Arrays.copyOf(scores, 100), java.util.Arrays.copyOf(labels, 100))
                .intervals(100, 1)
                .get(BinaryMetrics.AUC);
        BinaryMetrics all = new BinaryMetrics(scores, labels);
        Interval many = all.intervals(100, 1).get(BinaryMetrics.AUC);
        assertThat(many.low()).isLessThan(all.auc());
        assertThat(many.high()).isGreaterThan(all.auc());
        assertThat(many.high() - many.low()).isLessThan(few.high() - few.low());
    }
}
