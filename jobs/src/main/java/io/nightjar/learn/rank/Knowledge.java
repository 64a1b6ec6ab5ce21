package io.nightjar.learn.rank;

import io.nightjar.learn.factor.Factors;
import io.nightjar.learn.factor.Sparse;
import java.io.Serializable;
import java.util.stream.IntStream;

/**
 * What one shop's histories teach about its products, up to the day of asking: popularity, what goes together, what
 * follows, people alike, taste. Small beside the histories, so that it can travel to wherever people are scored.
 */
record Knowledge(
        Popularity popularity,
        Segments segments,
        Together together,
        Ease ease,
        Sequel sequel,
        Neighbours neighbours,
        Factors taste)
        implements Serializable {
    static Knowledge of(Split split, RankSettings settings) {
        Histories all = split.all();
        int[][] owned = new int[all.people()][];
        int[][] latest = new int[all.people()][];
        int[] start = new int[all.people() + 1];
        Owned[] tables = new Owned[all.people()];
        for (int who = 0; who < owned.length; who++) {
            tables[who] = Owned.of(split.past(who));
            owned[who] = tables[who].item();
            int[] mine = owned[who];
            latest[who] = IntStream.of(tables[who].latest(Owned.LONGEST))
                    .map(place -> mine[place])
                    .toArray();
            start[who + 1] = start[who] + owned[who].length;
        }
        int[] column = new int[start[owned.length]];
        float[] weight = new float[column.length];
        for (int who = 0; who < owned.length; who++) {
            System.arraycopy(owned[who], 0, column, start[who], owned[who].length);
            System.arraycopy(confidence(tables[who]), 0, weight, start[who], owned[who].length);
        }
        // Product vectors start small and people's are solved for anew wherever they are needed: only these travel.
        Factors fitted = Factors.fit(new Sparse(owned.length, all.items(), start, column, weight), settings.taste());
        Factors taste = fitted.withoutRows();
        int[] people = IntStream.range(0, all.people())
                .filter(who -> split.known()[who] > 0)
                .boxed()
                .sorted((a, b) -> Long.compare(all.person()[a], all.person()[b]))
                .limit(settings.neighbours())
                .mapToInt(Integer::intValue)
                .toArray();
        Popularity popularity = Popularity.of(split);
        return new Knowledge(
                popularity,
                Segments.of(split, popularity),
                Together.of(all.items(), latest),
                Ease.of(all.items(), latest, settings.ease()),
                Sequel.of(split),
                Neighbours.of(split, people),
                taste);
    }

    /** How sure a purchase makes us: 1 + log(1 + decayed count). */
    static float[] confidence(Owned owned) {
        float[] weight = new float[owned.size()];
        for (int place = 0; place < weight.length; place++) {
            weight[place] = 1 + (float) Math.log1p(owned.slow()[place]);
        }
        return weight;
    }

    int items() {
        return popularity.share().length;
    }
}
