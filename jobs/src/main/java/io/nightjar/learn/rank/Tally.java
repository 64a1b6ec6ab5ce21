package io.nightjar.learn.rank;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** One method's hits, person by person; people may come in any order and from many threads. */
final class Tally {
    private static final int RESAMPLES = 200;
    private static final int[] LENGTHS = {1, 2, 4, 8, Integer.MAX_VALUE};
    private static final String[] LENGTH_NAMES = {"1", "2-3", "4-7", "8+"};

    private final int k;
    private final float[] share;
    private final int[] baskets;
    private final double[] ndcg;
    private final double[] ndcgCut;
    private final double[] recall;
    private final double[] repeat;
    private final double[] explore;
    private final double[] novelty;
    private final java.util.concurrent.atomic.AtomicIntegerArray proposed;

    /** @param share of people who have each product */
    Tally(int people, int k, float[] share) {
        this.k = k;
        this.share = share;
        baskets = new int[people];
        ndcg = new double[people];
        ndcgCut = new double[people];
        recall = new double[people];
        repeat = new double[people];
        explore = new double[people];
        novelty = new double[people];
        proposed = new java.util.concurrent.atomic.AtomicIntegerArray(share.length);
    }

    /** @param list best first, at most k are looked at */
    void add(int place, int known, int[] owned, int[] wanted, int[] list) {
        int[] best = list.length > k ? Arrays.copyOf(list, k) : list;
        int hits = 0;
        int ownedHits = 0;
        double bits = 0;
        for (int item : best) {
            boolean hit = Arrays.binarySearch(wanted, item) >= 0;
            hits += hit ? 1 : 0;
            ownedHits += hit && Arrays.binarySearch(owned, item) >= 0 ? 1 : 0;
            bits -= Math.log(Math.max(share[item], 1e-9)) / Math.log(2);
            proposed.set(item, 1);
        }
        long again = IntStream.of(wanted)
                .filter(item -> Arrays.binarySearch(owned, item) >= 0)
                .count();
        baskets[place] = known;
        ndcg[place] = Ndcg.of(best, wanted);
        ndcgCut[place] = ndcg[place] * Ndcg.ideal(wanted.length) / Ndcg.ideal(Math.min(k, wanted.length));
        recall[place] = (double) hits / wanted.length;
        repeat[place] = again == 0 ? Double.NaN : (double) ownedHits / again;
        explore[place] = again == wanted.length ? Double.NaN : (double) (hits - ownedHits) / (wanted.length - again);
        novelty[place] = best.length == 0 ? Double.NaN : bits / best.length;
    }

    RankingReport report(long seed) {
        double[] ndcgs = interval(ndcg, seed);
        double[] recalls = interval(recall, seed);
        return new RankingReport(
                ndcg.length,
                mean(ndcg, all -> true),
                ndcgs[0],
                ndcgs[1],
                mean(ndcgCut, all -> true),
                mean(recall, all -> true),
                recalls[0],
                recalls[1],
                (double) Arrays.stream(recall).filter(hit -> hit > 0).count() / recall.length,
                mean(repeat, all -> true),
                mean(explore, all -> true),
                (double) IntStream.range(0, share.length)
                                .filter(item -> proposed.get(item) > 0)
                                .count()
                        / share.length,
                mean(novelty, all -> true),
                byLength());
    }

    private Map<String, Double> byLength() {
        Map<String, Double> all = new LinkedHashMap<>();
        for (int n = 0; n < LENGTH_NAMES.length; n++) {
            int low = LENGTHS[n];
            int high = LENGTHS[n + 1];
            double mean = mean(ndcg, place -> baskets[place] >= low && baskets[place] < high);
            if (!Double.isNaN(mean)) {
                all.put(LENGTH_NAMES[n], mean);
            }
        }
        return all;
    }

    private static double mean(double[] values, IntPredicate which) {
        return IntStream.range(0, values.length)
                .filter(place -> which.test(place) && !Double.isNaN(values[place]))
                .mapToDouble(place -> values[place])
                .average()
                .orElse(Double.NaN);
    }

    /** The middle 95 % of the means of samples drawn again from the same people. */
    private static double[] interval(double[] values, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] means = new double[RESAMPLES];
        for (int sample = 0; sample < RESAMPLES; sample++) {
            double sum = 0;
            for (int n = 0; n < values.length; n++) {
                sum += values[random.nextInt(values.length)];
            }
            means[sample] = sum / values.length;
        }
        Arrays.sort(means);
        return new double[] {means[RESAMPLES / 40], means[RESAMPLES - 1 - RESAMPLES / 40]};
    }
}
