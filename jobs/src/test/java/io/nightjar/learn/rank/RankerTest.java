package io.nightjar.learn.rank;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ten people with three candidates each. */
final class RankerTest {
    @Test
    void isLearnedFromWholeExamplesOfTheSamePeopleInAnyOrder() {
        List<Example> examples = new ArrayList<>();
        for (long person = 0; person < 10; person++) {
            Past past = Past.unknown(person, 9);
            Candidates candidates = new Candidates(past, Owned.of(past), new int[3], new float[3 * Candidates.WIDTH]);
            examples.add(new Example(candidates, new int[] {0}));
        }
        assertThat(Ranker.thinned(examples, 30)).isEqualTo(examples);
        List<Long> kept = people(Ranker.thinned(examples, 14));
        assertThat(kept).hasSize(4).isSorted();
        Collections.reverse(examples);
        assertThat(people(Ranker.thinned(examples, 14))).containsExactlyInAnyOrderElementsOf(kept);
    }

    private static List<Long> people(List<Example> examples) {
        return examples.stream()
                .map(example -> example.candidates().past().person())
                .toList();
    }
}
