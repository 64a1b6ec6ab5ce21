package io.nightjar.learn.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.nightjar.learn.factor.Blocks;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Three products; 100 people own the first two, 100 the third alone. */
final class EaseTest {
    @Test
    void weighsWhatIsOwnedTogetherAsTheFormulaSays() {
        int[][] owned = new int[200][];
        for (int who = 0; who < 200; who++) {
            owned[who] = who < 100 ? new int[] {0, 1} : new int[] {2};
        }
        Scores scores = new Scores(3);
        Ease.of(3, owned, 3).add(0, 2, scores);
        // G + 100 I = (200 100; 100 200) and (200): P = (2 -1; -1 2) / 300, weight = -P(0, 1) / P(1, 1) = 1/2; twice.
        assertThat(scores.get(1)).isCloseTo(1f, within(1e-6f));
        assertThat(scores.get(0)).isZero();
        assertThat(scores.get(2)).isZero();
    }

    @Test
    void isLearnedForTheItemsThatMostPeopleOwn() {
        int[][] owned = new int[300][];
        for (int who = 0; who < 300; who++) {
            // 0 alone is rare; 1 and 3 are owned together, as in the case above; 2 is owned by nobody.
            owned[who] = who < 50 ? new int[] {0} : who < 150 ? new int[] {1, 3} : new int[] {0, 4};
        }
        assertThat(Ease.chosen(5, owned, 3)).containsExactly(0, 1, 4);
        assertThat(Ease.chosen(5, owned, 4)).containsExactly(0, 1, 3, 4);
        Scores scores = new Scores(5);
        Ease.of(5, owned, 4).add(1, 2, scores);
        assertThat(scores.get(3)).isCloseTo(1f, within(1e-6f));
        scores.clear();
        Ease.of(5, owned, 3).add(1, 2, scores);
        Ease.of(5, owned, 3).add(3, 2, scores);
        Ease.of(5, owned, 0).add(1, 2, scores);
        assertThat(scores.size()).isZero();
    }

    @Test
    void isLearnedManyTimesSideBySide() {
        int items = 300;
        int[][] owned = IntStream.range(0, 400)
                .mapToObj(who -> new int[] {who % 299, 299})
                .toArray(int[][]::new);
        // A lock around work that is cut into blocks stops for ever once a block waits behind another lesson.
        assertTimeoutPreemptively(Duration.ofMinutes(1), () -> {
            List<Thread> threads = IntStream.range(0, 4)
                    .mapToObj(n -> new Thread(() -> Blocks.of(60, lesson -> Ease.of(items, owned, items))))
                    .toList();
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
        });
    }
}
