package io.nightjar.identity.match;

import io.nightjar.config.MatchSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds the pairs of records that are one person: blocks, counts patterns, learns, scores. Work is cut into a fixed
 * number of shards, so the outcome does not depend on the number of threads.
 */
final class Matcher {
    /** Pairs with fewer bits than this are not worth keeping, whatever else their neighbours say. */
    static final double LEAST_BITS = -12;

    private static final long RANDOM_PAIRS = 300_000;
    private static final long LEARNED_FROM = 5_000_000;
    private static final int SHARDS = 64;
    private static final Part[] PARTS = Part.all();

    private final People people;
    private final Blocks blocks;
    private final long seed;
    private MatchModel model;
    private TermWeights terms;

    Matcher(People people, MatchSettings settings, long seed) {
        this.people = people;
        this.blocks = new Blocks(people, settings.rules(), settings.maxBlock());
        this.seed = seed;
    }

    Blocks blocks() {
        return blocks;
    }

    MatchModel model() {
        return model;
    }

    Comparer comparer() {
        return new Comparer(people);
    }

    void learn() {
        long every = 1 + blocks.pairs() / LEARNED_FROM;
        PatternCounts candidates = new PatternCounts();
        shards((comparer, block) -> {
                    PatternCounts counts = new PatternCounts();
                    pairs(block, (a, b) -> {
                        if (every == 1 || Long.remainderUnsigned(Mix.of(((long) a << 32) | b), every) == 0) {
                            counts.add(comparer.pattern(a, b));
                        }
                    });
                    return counts;
                })
                .forEach(candidates::add);
        double n = people.size();
        // A sample of candidates stands for a sample of all pairs.
        double[] same = Arrays.stream(PARTS).mapToDouble(people::sameShare).toArray();
        model = new Learner(candidates, random(), same, n * (n - 1) / 2 / every).learn();
        terms = new TermWeights(people, model);
    }

    Matches score() {
        List<PairList> found = shards((comparer, block) -> {
            PairList list = new PairList();
            pairs(block, (a, b) -> {
                double bits = bits(comparer, a, b);
                if (bits >= LEAST_BITS) {
                    list.add(a, b, bits);
                }
            });
            return list;
        });
        return PairList.sorted(found);
    }

    /** Evidence of a pair, the prior included. */
    double bits(Comparer comparer, int a, int b) {
        long pattern = comparer.pattern(a, b);
        double bits = model.prior();
        for (int part = 0; part < PARTS.length; part++) {
            bits += bits(pattern, part, a);
        }
        return bits;
    }

    /** Evidence of one part of a pair. */
    double bits(long pattern, int part, int a) {
        int level = Comparer.level(pattern, part);
        double bits = model.weight(part, level);
        if (level == Levels.same(PARTS[part])) {
            bits += terms.bits(PARTS[part], people.value(PARTS[part], a));
        }
        return bits;
    }

    private PatternCounts random() {
        long n = people.size();
        long all = n * (n - 1) / 2;
        PatternCounts counts = new PatternCounts();
        Comparer comparer = new Comparer(people);
        if (all <= RANDOM_PAIRS) {
            for (int a = 0; a < n; a++) {
                for (int b = a + 1; b < n; b++) {
                    counts.add(comparer.pattern(a, b));
                }
            }
            return counts;
        }
        for (long i = 0; i < RANDOM_PAIRS; i++) {
            int a = (int) Long.remainderUnsigned(Mix.of(seed + 2 * i), n);
            int b = (int) Long.remainderUnsigned(Mix.of(seed + 2 * i + 1), n);
            if (a != b) {
                counts.add(comparer.pattern(Math.min(a, b), Math.max(a, b)));
            }
        }
        return counts;
    }

    private interface PairTask {
        void pair(int a, int b);
    }

    private interface BlockTask<T> {
        T block(Comparer comparer, int block);
    }

    private void pairs(int block, PairTask task) {
        int[] members = blocks.members(block);
        for (int i = 0; i < members.length; i++) {
            for (int j = i + 1; j < members.length; j++) {
                if (!blocks.isElsewhere(block, members[i], members[j])) {
                    task.pair(members[i], members[j]);
                }
            }
        }
    }

    private <T> List<T> shards(BlockTask<T> task) {
        int count = blocks.count();
        List<List<T>> done = IntStream.range(0, SHARDS)
                .parallel()
                .mapToObj(shard -> {
                    Comparer comparer = new Comparer(people);
                    List<T> results = new ArrayList<>();
                    int from = (int) ((long) count * shard / SHARDS);
                    int to = (int) ((long) count * (shard + 1) / SHARDS);
                    for (int block = from; block < to; block++) {
                        results.add(task.block(comparer, block));
                    }
                    return results;
                })
                .toList();
        List<T> all = new ArrayList<>();
        done.forEach(all::addAll);
        return all;
    }

    /** Pairs as they are found. */
    static final class PairList {
        private long[] pairs = new long[16];
        private double[] bits = new double[16];
        private int size;

        void add(int a, int b, double evidence) {
            if (size == pairs.length) {
                pairs = Arrays.copyOf(pairs, size * 2);
                bits = Arrays.copyOf(bits, size * 2);
            }
            pairs[size] = ((long) a << 32) | b;
            bits[size++] = evidence;
        }

        static Matches sorted(List<PairList> lists) {
            int all = lists.stream().mapToInt(list -> list.size).sum();
            long[] pairs = new long[all];
            double[] bits = new double[all];
            int filled = 0;
            for (PairList list : lists) {
                System.arraycopy(list.pairs, 0, pairs, filled, list.size);
                System.arraycopy(list.bits, 0, bits, filled, list.size);
                filled += list.size;
            }
            int[] order = IntStream.range(0, all)
                    .boxed()
                    .sorted((x, y) -> Long.compare(pairs[x], pairs[y]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            return new Matches(
                    Arrays.stream(order).map(i -> (int) (pairs[i] >> 32)).toArray(),
                    Arrays.stream(order).map(i -> (int) pairs[i]).toArray(),
                    Arrays.stream(order).mapToDouble(i -> bits[i]).toArray());
        }
    }
}
