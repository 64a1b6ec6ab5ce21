package io.nightjar.learn.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AfterTreatmentTest {
    private static final int ROWS = 2000;

    @Test
    void whatOnlyTheTreatedHaveFollowsFromTheTreatment() {
        // Every other is treated; a third of the treated saw the banner, for some seconds. Nineteen people of a small
        // town were all treated: 0.5 to the 19th times four (two towns, two arms) is 8 in a million, which may be
        // chance.
        boolean[] treated = new boolean[ROWS];
        String[] town = new String[ROWS];
        for (int i = 0; i < ROWS; i++) {
            treated[i] = i % 2 == 0;
            town[i] = i % 2 == 0 && i < 38 ? "Ahlen" : "Berlin";
        }
        Random random = new Random(1);
        Frame frame = frame(i -> i)
                .with(numbers("exposure", i -> i % 6 == 0 ? 1 : 0))
                .with(numbers("seconds", i -> i % 6 == 0 ? random.nextDouble() : Double.NaN))
                .with(numbers("age", i -> 20 + i % 50 / 2))
                .with(numbers("income", i -> random.nextGaussian()))
                .with(Frame.Column.texts("town", town));
        assertThat(AfterTreatment.ofOneArm(frame, treated)).containsExactly("exposure", "seconds");
    }

    @Test
    void rowsOfOnePersonAreOnePieceOfEvidence() {
        // A hundred people in twenty rows each; one of them, always treated, is the only one from her street.
        boolean[] treated = new boolean[ROWS];
        for (int i = 0; i < ROWS; i++) {
            treated[i] = i % 100 % 2 == 0;
        }
        Frame frame = frame(i -> i % 100).with(numbers("street", i -> i % 100 == 0 ? 1 : 0));
        assertThat(AfterTreatment.ofOneArm(frame, treated)).isEmpty();
    }

    @Test
    void whatTheOutcomeNeverComesWithoutIsAStepOnTheWayToIt() {
        // One in ten ordered, all of them after a visit; nobody ordered of forty without a telephone: 0.9 to the 40th
        // is 1.5 %, which may be chance. Years of age have many values, some of them without an order.
        boolean[] ordered = new boolean[ROWS];
        for (int i = 0; i < ROWS; i++) {
            ordered[i] = i % 10 == 0;
        }
        Frame frame = frame(i -> i)
                .with(numbers("visit", i -> i % 10 < 4 ? 1 : 0))
                .with(numbers("telephone", i -> i % 50 == 1 ? 0 : 1))
                .with(numbers("woman", i -> i / 7 % 2))
                .with(numbers("age", i -> 20 + i % 50));
        assertThat(AfterTreatment.beforeOutcome(frame, ordered)).containsExactly("visit");
    }

    private static Frame frame(IntToDoubleFunction person) {
        return new Frame(
                IntStream.range(0, ROWS)
                        .mapToObj(i -> "p" + person.applyAsDouble(i))
                        .toArray(String[]::new),
                List.of());
    }

    private static Frame.Column numbers(String name, IntToDoubleFunction value) {
        return Frame.Column.numbers(
                name, IntStream.range(0, ROWS).mapToDouble(value).toArray());
    }
}
