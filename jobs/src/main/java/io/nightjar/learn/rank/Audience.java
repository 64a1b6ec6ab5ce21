package io.nightjar.learn.rank;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Who is going to buy one of some products: the ranker's trees over the same features, the best of the products standing
 * for all of them, learned on one period and judged on the next; beside the rule that takes who bought them last.
 */
public final class Audience {
    public static final String OURS = Study.OURS;
    public static final String RULE = "bought it last";
    /** Shares of the buyers for which sizes are told. */
    public static final List<Integer> SHARES = List.of(50, 70, 90);

    private static final int ENOUGH = 30;
    private static final int[] LOWEST = {Candidates.BASKETS_SINCE, Candidates.DAYS_SINCE, Candidates.CYCLE};

    private Audience() {}

    /**
     * How many people reach how many of the buyers.
     *
     * @param people asked
     * @param buyers of the products in the period judged
     * @param examples of buyers learned from; too few for a model if there is no line for it
     * @param sizes by method: people needed for each of {@link #SHARES}
     */
    public record Advice(int people, int buyers, int examples, Map<String, Map<Integer, Integer>> sizes) {}

    /**
     * @param before known and bought in the period before
     * @param test known and bought in the period judged
     * @param products ascending
     */
    public static Advice of(Split before, Split test, int[] products, RankSettings settings) {
        Rows lesson = Rows.of(before, products, settings);
        Rows judged = Rows.of(test, products, settings);
        Map<String, Map<Integer, Integer>> sizes = new LinkedHashMap<>();
        if (judged.buyers() > 0) {
            sizes.put(RULE, sizes(judged, judged::lastBought));
            if (lesson.buyers() >= ENOUGH) {
                float[] weights = new float[lesson.label.length];
                Arrays.fill(weights, 1);
                Trees trees = Ranker.trees(
                        lesson.feature,
                        lesson.label,
                        weights,
                        settings.trees(),
                        settings.taste().seed());
                float[] margins = trees.margins(judged.feature, Candidates.WIDTH);
                sizes.put(OURS, sizes(judged, row -> margins[row]));
            }
        }
        return new Advice(judged.label.length, judged.buyers(), lesson.buyers(), sizes);
    }

    /** People in front, equals by number, until the share of the buyers is among them. */
    private static Map<Integer, Integer> sizes(Rows rows, IntToDoubleFunction score) {
        double[] scores =
                IntStream.range(0, rows.label.length).mapToDouble(score).toArray();
        int[] order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(row -> -scores[row])
                        .thenComparingLong(row -> rows.person[row]))
                .mapToInt(Integer::intValue)
                .toArray();
        Map<Integer, Integer> sizes = new TreeMap<>();
        for (int share : SHARES) {
            double wanted = share / 100.0 * rows.buyers();
            int found = 0;
            int size = 0;
            while (found < wanted) {
                found += (int) rows.label[order[size++]];
            }
            sizes.put(share, size);
        }
        return sizes;
    }

    /** One row for each person who bought before. */
    @SuppressWarnings("ArrayRecordComponent") // A matrix and its labels.
    private record Rows(long[] person, float[] feature, float[] label) {
        static Rows of(Split split, int[] products, RankSettings settings) {
            int[] people = IntStream.range(0, split.known().length)
                    .filter(who -> split.known()[who] > 0)
                    .toArray();
            Rows rows = new Rows(
                    new long[people.length], new float[people.length * Candidates.WIDTH], new float[people.length]);
            Lesson.of(split, settings).each(people, products, (place, candidates) -> {
                rows.person[place] = candidates.past().person();
                rows.fill(place, candidates, products);
                rows.label[place] = IntStream.of(split.wanted()[people[place]])
                                .anyMatch(item -> Arrays.binarySearch(products, item) >= 0)
                        ? 1
                        : 0;
            });
            return rows;
        }

        int buyers() {
            int buyers = 0;
            for (float bought : label) {
                buyers += (int) bought;
            }
            return buyers;
        }

        double lastBought(int row) {
            float days = feature[row * Candidates.WIDTH + Candidates.DAYS_SINCE];
            return Float.isNaN(days) ? Double.NEGATIVE_INFINITY : -days;
        }

        private void fill(int row, Candidates candidates, int[] products) {
            int at = row * Candidates.WIDTH;
            Arrays.fill(feature, at, at + Candidates.WIDTH, Float.NaN);
            for (int place = 0; place < candidates.size(); place++) {
                if (Arrays.binarySearch(products, candidates.item()[place]) >= 0) {
                    for (int which = 0; which < Candidates.WIDTH; which++) {
                        feature[at + which] = better(which, feature[at + which], candidates.feature(place, which));
                    }
                }
            }
        }

        private static float better(int which, float one, float other) {
            if (Float.isNaN(one)) {
                return other;
            }
            if (Float.isNaN(other)) {
                return one;
            }
            boolean isLowest = IntStream.of(LOWEST).anyMatch(each -> each == which);
            return isLowest ? Math.min(one, other) : Math.max(one, other);
        }
    }
}
