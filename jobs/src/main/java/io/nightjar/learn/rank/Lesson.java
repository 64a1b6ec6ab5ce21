package io.nightjar.learn.rank;

import io.nightjar.learn.factor.Blocks;
import io.nightjar.learn.factor.TopColumns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A split with what could be known before it.
 *
 * @param split what was known and what was then bought
 * @param knowledge learned from what was known only
 */
record Lesson(Split split, Knowledge knowledge, RankSettings settings) {
    static Lesson of(Split split, RankSettings settings) {
        return new Lesson(split, Knowledge.of(split, settings), settings);
    }

    /** People for whom there is something to predict, at most so many: those with the lowest numbers of their own. */
    int[] judged(int most) {
        int[] all = split.judged();
        if (all.length <= most) {
            return all;
        }
        long[] person = split.all().person();
        return IntStream.of(all)
                .boxed()
                .sorted((a, b) -> Long.compare(person[a], person[b]))
                .limit(most)
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
    }

    List<Example> examples(int[] people) {
        Example[] all = new Example[people.length];
        each(people, (place, candidates) -> all[place] = new Example(candidates, split.wanted()[people[place]]));
        return Arrays.asList(all);
    }

    /** What to do with the candidates of the person at a place. */
    interface Use {
        void with(int place, Candidates candidates);
    }

    /** Side by side. */
    void each(int[] people, Use use) {
        each(people, new int[0], use);
    }

    /** Side by side; some products are everybody's candidates. */
    void each(int[] people, int[] always, Use use) {
        boolean[] blocked = new boolean[knowledge.items()];
        TopColumns taste = new TopColumns(knowledge.taste(), blocked);
        int batches = (people.length + Scout.BATCH - 1) / Scout.BATCH;
        Blocks.each(batches, 4, (from, to) -> {
            Scout scout = new Scout(knowledge, taste, settings.size().each(), always, blocked);
            for (int batch = from; batch < to; batch++) {
                int first = batch * Scout.BATCH;
                List<Past> pasts = new ArrayList<>();
                for (int n = first; n < Math.min(people.length, first + Scout.BATCH); n++) {
                    pasts.add(split.past(people[n]));
                }
                List<Candidates> found = scout.candidates(pasts);
                for (int n = 0; n < found.size(); n++) {
                    use.with(first + n, found.get(n));
                }
            }
        });
    }
}
