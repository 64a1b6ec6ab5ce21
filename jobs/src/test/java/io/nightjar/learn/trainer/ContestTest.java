package io.nightjar.learn.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.config.TrainerSettings;
import io.nightjar.learn.Grade;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ContestTest {
    private static final TrainerSettings SETTINGS = new TrainerSettings(2, 20, 100_000, 0.99, 0.1, 0.25, 0.1);
    private static final String AUC = "area under the ROC curve";
    private static final int ROWS = 800;

    @Test
    void challengerThatIsBetterTakesOverAndOneThatIsNotChangesNothing() {
        People past = new People(1, 1);
        People later = new People(2, 1);
        Contest first = contest(past, later, later, Optional.empty());
        assertThat(first.grade()).isIn(Grade.A, Grade.B);
        assertThat(first.findings())
                .containsKeys("95 % interval", "95 % interval of the Brier score", "95 % interval of the log loss");
        Champion champion = first.champion("2026-06-29", first::challenger).orElseThrow();

        // The champion comes back from its text as it was; the same people teach tonight's model the same.
        Champion kept = Stored.read(Stored.text(champion), Champion.class).orElseThrow();
        Contest second = contest(past, later, later, Optional.of(kept));
        assertThat(second.metrics().get("champion")).isEqualTo(second.metrics().get("blend"));
        assertThat(second.champion("2026-06-30", second::challenger)
                        .orElseThrow()
                        .learnedOn())
                .isEqualTo("2026-06-29");
        assertThat(second.decision()).contains("The champion of 2026-06-29 stays");

        // A champion that learned from people of whom nothing could be told is beaten.
        Contest poor = contest(new People(3, 0), later, later, Optional.empty());
        Champion weak = new Champion(
                "who?",
                "2026-06-28",
                poor.challenger(),
                poor.challenger(),
                new Population(past.frame, poor.challenger().margins(later.frame)));
        Contest third = contest(past, later, later, Optional.of(weak));
        assertThat(third.champion("2026-06-30", third::challenger).orElseThrow().learnedOn())
                .isEqualTo("2026-06-30");
        assertThat(third.decision()).contains("It takes over from the champion of 2026-06-28");
    }

    @Test
    void theIntervalOnTheCardIsThatOfWhoeverScores() {
        People past = new People(22, 1);
        People later = new People(23, 1);
        Contest first = contest(past, later, later, Optional.empty());
        Champion champion = first.champion("2026-06-29", first::challenger).orElseThrow();
        // Of these people nothing could be told, so tonight's model ranks by chance and the champion stays.
        Contest second = contest(new People(24, 0), later, later, Optional.of(champion));
        assertThat(second.decision()).contains("The champion of 2026-06-29 stays");
        assertThat(second.auc()).isEqualTo(first.auc());
        for (String name : List.of("95 % interval", "95 % interval of the Brier score")) {
            assertThat(second.findings().get(name)).isEqualTo(first.findings().get(name));
        }
        assertThat(second.curves()).isEqualTo(first.curves());
    }

    @Test
    void columnThatKnowsTheFutureIsRefusedAndOneThatKnewItOnlyOnceLiftsNothing() {
        People past = new People(4, 1);
        People later = new People(5, 1);
        Contest leaking = contest(past.knowing(past.labels), later.knowing(later.labels), later, Optional.empty());
        assertThat(leaking.isShipped()).isFalse();
        assertThat(leaking.decision())
                .isEqualTo(
                        "The rule scores tonight: orders next month alone tells the answer, so it knows the future.");

        // Filled in afterwards for the past only: on the later period, which is what is claimed, it says nothing.
        double honest = contest(past, later, later, Optional.empty())
                .metrics()
                .get("blend")
                .get(AUC);
        boolean[] nothing = new boolean[ROWS];
        Contest once =
                contest(past.knowing(past.labels), later.knowing(nothing), later.knowing(nothing), Optional.empty());
        assertThat(once.metrics().get("blend").get(AUC)).isLessThan(honest + 0.01);
        assertThat(once.isShipped()).isFalse();
    }

    @Test
    void shuffledAnswersRankLaterPeopleByChance() {
        People past = new People(6, 1);
        List<Boolean> shuffled = new ArrayList<>();
        for (boolean label : past.labels) {
            shuffled.add(label);
        }
        java.util.Collections.shuffle(shuffled, new Random(7));
        for (int i = 0; i < ROWS; i++) {
            past.labels[i] = shuffled.get(i);
        }
        People later = new People(8, 1);
        double auc = contest(past, later, later, Optional.empty())
                .metrics()
                .get("blend")
                .get(AUC);
        assertThat(auc).isCloseTo(0.5, within(0.08));
    }

    @Test
    void otherPeopleThanThoseLearnedFromStopTheModel() {
        People past = new People(9, 1);
        People later = new People(10, 1);
        double[] old = new double[ROWS];
        Arrays.fill(old, 95);
        Frame tonight = later.frame.without(List.of("age")).with(Frame.Column.numbers("age", old));
        Contest contest = contest(past, later, tonight);
        assertThat(contest.isShipped()).isFalse();
        assertThat(contest.decision()).contains("people differ too much from those learned from: stability index");
        assertThat(contest.findings()).containsKey("drift of age");
    }

    @Test
    void fewPeopleDifferByChanceAndStopNoModel() {
        People past = new People(9, 1);
        People later = new People(10, 1);
        int[] fifteen = IntStream.range(40, 55).toArray();
        Frame few = later.frame.rows(fifteen);
        Contest usual = contest(past, later, few);
        assertThat(Double.parseDouble(usual.findings().get("drift of the score")))
                .isGreaterThan(SETTINGS.driftStop());
        assertThat(usual.isShipped()).isTrue();

        double[] old = new double[fifteen.length];
        Arrays.fill(old, 95);
        Frame others = few.without(List.of("age")).with(Frame.Column.numbers("age", old));
        assertThat(contest(past, later, others).isShipped()).isFalse();
    }

    /** One of four yes stands for four, so the yes are as many as the no of people told by chance alone. */
    @Test
    void rowsThatStandForMoreCountForMore() {
        People past = new People(20, 1);
        People later = new People(21, 1);
        People thinned = past.withPositives(4);
        double[] weights = new double[thinned.labels.length];
        Arrays.setAll(weights, row -> thinned.labels[row] ? 4 : 1);
        Labelled weighted = new Labelled(thinned.frame, thinned.labels, weights);
        assertThat(weighted.share()).isCloseTo(past.labelled().share(), within(0.005));
        // All of those who stand for four are kept, and every fourth of the others.
        long yes = thinned.labelled().positives();
        assertThat(weighted.evened().size()).isBetween((int) yes, (int) (yes + (thinned.labels.length - yes) / 4 + 1));

        double off = calibrationError(weighted, later);
        assertThat(off).isLessThan(0.1);
        assertThat(calibrationError(thinned.labelled(), later)).isGreaterThan(0.15);
    }

    private static double calibrationError(Labelled past, People later) {
        return new Contest(
                        terms(),
                        past,
                        later.labelled(),
                        later.frame,
                        Optional.empty(),
                        Map.of("rule", new double[ROWS]),
                        Optional.empty())
                .metrics()
                .get("blend")
                .get("calibration error");
    }

    @Test
    void modelWhoseProbabilitiesAreOffIsRefusedHoweverWellItRanks() {
        People past = new People(14, 1);
        People later = new People(15, 1);
        double[] share = new double[ROWS];
        Arrays.fill(share, 0.5);
        assertThat(contest(past, later, share).isShipped()).isTrue();

        // A third of those whose answer was yes are left: people are ranked as before, but far fewer say yes.
        People fewer = later.withPositives(3);
        double[] known = new double[fewer.labels.length];
        Arrays.fill(known, 0.25);
        Contest off = contest(past, fewer, known);
        assertThat(off.auc()).isCloseTo(contest(past, later, share).auc(), within(0.03));
        assertThat(off.isShipped()).isFalse();
        assertThat(off.decision())
                .matches("The rule scores tonight: its probabilities are off by 0\\.[12]\\d on average, the rule's by"
                        + " 0\\.\\d\\d\\.");

        // Where the rule is as far off, the model is not the worse of the two.
        assertThat(contest(past, fewer, new double[fewer.labels.length]).isShipped())
                .isTrue();
    }

    @Test
    void championThatAnswersAnotherQuestionIsNone() {
        People past = new People(18, 1);
        People later = new People(19, 1);
        Contest first = contest(past, later, later, Optional.empty());
        Champion champion = first.champion("2026-06-29", first::challenger).orElseThrow();
        Contest second = new Contest(
                terms("who else?"),
                past.labelled(),
                later.labelled(),
                later.frame,
                Optional.empty(),
                Map.of("rule", new double[ROWS]),
                Optional.of(champion));
        assertThat(second.findings()).containsEntry("champion", "the model of 2026-06-29 answers another question");
        assertThat(second.metrics()).doesNotContainKey("champion");
        assertThat(second.champion("2026-06-30", second::challenger)
                        .orElseThrow()
                        .learnedOn())
                .isEqualTo("2026-06-30");
    }

    @Test
    void championThatLooksAtAColumnThatIsGoneIsReplacedAndDamagedTextIsNone() {
        People past = new People(12, 1);
        People later = new People(13, 1);
        Contest first = contest(past, later, later, Optional.empty());
        Champion champion = first.champion("2026-06-29", first::challenger).orElseThrow();

        Contest second = contest(past.without("shop"), later.without("shop"), later, Optional.of(champion));
        assertThat(second.findings())
                .containsEntry("champion", "the model of 2026-06-29 looks at columns that are no longer there");
        assertThat(second.champion("2026-06-30", second::challenger)
                        .orElseThrow()
                        .learnedOn())
                .isEqualTo("2026-06-30");

        String text = Stored.text(champion);
        assertThat(Stored.read(text.substring(0, text.length() / 2 - 1), Champion.class))
                .isEmpty();
        assertThat(Stored.read("?" + text, Champion.class)).isEmpty();
        assertThat(Stored.read(Stored.text("of another kind"), Champion.class)).isEmpty();
    }

    @Test
    void whatIsSaidWithoutLookingAtAnybodyIsAmongTheBaselines() {
        People past = new People(16, 1);
        People fewer = new People(17, 1).withPositives(3);
        Map<String, Double> base =
                contest(past, fewer, new double[fewer.labels.length]).metrics().get("base rate");
        assertThat(base.get(AUC)).isEqualTo(0.5);
        double off = (double) past.labelled().positives() / ROWS
                - (double) fewer.labelled().positives() / fewer.labels.length;
        // All have the same probability, so on average it is off by the difference of the shares, or by more.
        assertThat(base.get("calibration error")).isGreaterThanOrEqualTo(Math.abs(off) - 1e-6);
    }

    @Test
    void tooLittleIsSaidAndTheCurvesEndWhereTheyMust() {
        People past = new People(11, 1);
        Contest contest = new Contest(
                terms(),
                past.labelled(),
                past.labelled(),
                past.frame,
                Optional.of("too few examples"),
                Map.of("rule", new double[ROWS]),
                Optional.empty());
        assertThat(contest.grade()).isEqualTo(Grade.NONE);
        assertThat(contest.decision()).isEqualTo("The rule scores tonight: too few examples.");
        Map<String, List<List<Double>>> curves = contest.curves();
        assertThat(curves.get("lift of the rule")).hasSize(11);
        assertThat(curves.get("lift of the rule").get(0)).containsExactly(0.0, 0.0);
        assertThat(curves.get("lift of the rule").get(10)).containsExactly(1.0, 1.0);
    }

    private static Contest contest(People past, People later, double[] byRule) {
        return new Contest(
                terms(),
                past.labelled(),
                later.labelled(),
                later.frame,
                Optional.empty(),
                Map.of("rule", byRule),
                Optional.empty());
    }

    private static Contest contest(People past, People later, Frame tonight) {
        return new Contest(
                terms(),
                past.labelled(),
                later.labelled(),
                tonight,
                Optional.empty(),
                Map.of("rule", new double[ROWS]),
                Optional.empty());
    }

    private static Contest contest(People past, People later, People tonight, Optional<Champion> champion) {
        return new Contest(
                terms(),
                past.labelled(),
                later.labelled(),
                tonight.frame,
                Optional.empty(),
                Map.of("rule", new double[ROWS]),
                champion);
    }

    private static Contest.Terms terms() {
        return terms("who?");
    }

    private static Contest.Terms terms(String question) {
        return new Contest.Terms(
                question, Trainer.quick(42), SETTINGS, 42, List.of(), Map.of("orders_next", "orders next month"));
    }

    /** People whose answer depends on age as much as told, and on chance. */
    private static final class People {
        private final Frame frame;
        private final boolean[] labels;

        People(long seed, double strength) {
            Random random = new Random(seed);
            double[] age = new double[ROWS];
            double[] shop = new double[ROWS];
            labels = new boolean[ROWS];
            String[] ids = new String[ROWS];
            for (int i = 0; i < ROWS; i++) {
                ids[i] = "p" + i;
                age[i] = 18 + random.nextInt(60);
                shop[i] = 1 + random.nextInt(4);
                labels[i] = random.nextDouble() < Losses.sigmoid(strength * (age[i] - 48) / 10);
            }
            frame = new Frame(ids, List.of(Frame.Column.numbers("age", age), Frame.Column.numbers("shop", shop)));
        }

        private People(Frame frame, boolean[] labels) {
            this.frame = frame;
            this.labels = labels;
        }

        People knowing(boolean[] future) {
            double[] orders = new double[ROWS];
            Arrays.setAll(orders, i -> future[i] ? 1 : 0);
            return new People(frame.with(Frame.Column.numbers("orders_next", orders)), labels);
        }

        /** One of so many whose answer is yes, and all others. */
        People withPositives(int oneOf) {
            int yes = 0;
            List<Integer> kept = new ArrayList<>();
            for (int i = 0; i < ROWS; i++) {
                if (!labels[i] || yes++ % oneOf == 0) {
                    kept.add(i);
                }
            }
            int[] rows = kept.stream().mapToInt(i -> i).toArray();
            boolean[] some = new boolean[rows.length];
            for (int i = 0; i < some.length; i++) {
                some[i] = labels[rows[i]];
            }
            return new People(frame.rows(rows), some);
        }

        People without(String column) {
            return new People(frame.without(List.of(column)), labels);
        }

        Labelled labelled() {
            return new Labelled(frame, labels);
        }
    }
}
