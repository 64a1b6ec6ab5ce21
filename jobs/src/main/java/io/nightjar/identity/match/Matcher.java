package io.nightjar.identity.match;

import io.nightjar.config.MatchSettings;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * Finds the pairs of records that are one person: blocks, counts patterns, learns, scores. Work is cut into a fixed
 * number of shards, so the outcome does not depend on the number of threads.
 */
final class Matcher {
    /** Pairs with fewer bits than this are not worth keeping, whatever else their neighbours say. */
    static final double LEAST_BITS = -6;

    static final long RANDOM_PAIRS = 300_000;
    private static final long LEARNED_FROM = 5_000_000;
    private static final int SHARDS = 64;
    private static final Part[] PARTS = Part.all();

    private final People people;
    private final Blocks blocks;
    private final MatchModel model;
    private final Evidence evidence;

    Matcher(People people, MatchSettings settings, long seed) {
        this.people = people;
        this.blocks = new Blocks(people, settings.rules(), settings.maxBlock());
        this.model = learned(seed);
        this.evidence = new Evidence(people, model, people.size());
    }

    Blocks blocks() {
        return blocks;
    }

    MatchModel model() {
        return model;
    }

    Evidence evidence() {
        return evidence;
    }

    Matches score() {
        return PairList.sorted(shards((shard, comparer) -> {
            PairList list = new PairList();
            pairs(shard, (a, b) -> {
                double bits = evidence.bits(comparer, a, b);
                if (bits >= LEAST_BITS) {
                    list.add(a, b, bits);
                }
            });
            return list;
        }));
    }

    private MatchModel learned(long seed) {
        long every = every(blocks.pairs());
        PatternCounts candidates = sum(shards((shard, comparer) -> {
            PatternCounts counts = new PatternCounts();
            pairs(shard, (a, b) -> {
                if (isToldFrom(a, b, every)) {
                    counts.add(comparer.pattern(a, b));
                }
            });
            return counts;
        }));
        PatternCounts random = sum(shards((shard, comparer) -> random(shard, comparer, seed)));
        double[] same = Arrays.stream(PARTS).mapToDouble(people::sameShare).toArray();
        double[] known = Arrays.stream(PARTS).mapToDouble(people::known).toArray();
        double n = people.size();
        // A sample of candidates stands for a sample of all pairs.
        return new Learner(candidates, random, same, known, n * (n - 1) / 2 / every).learn();
    }

    /** One of so many pairs in blocks is learned from. */
    static long every(long pairs) {
        return 1 + pairs / LEARNED_FROM;
    }

    static boolean isToldFrom(long a, long b, long every) {
        return every == 1 || Long.remainderUnsigned(Mix.of((a << 32) | b), every) == 0;
    }

    /** The record that is drawn at a turn, of so many. */
    static int drawn(long seed, long turn, long records) {
        return (int) Long.remainderUnsigned(Mix.of(seed + turn), records);
    }

    private static PatternCounts sum(List<PatternCounts> parts) {
        PatternCounts sum = new PatternCounts();
        parts.forEach(sum::add);
        return sum;
    }

    private PatternCounts random(int shard, Comparer comparer, long seed) {
        long n = people.size();
        PatternCounts counts = new PatternCounts();
        for (long i = shard; i < RANDOM_PAIRS && n > 1; i += SHARDS) {
            int a = drawn(seed, 2 * i, n);
            int b = drawn(seed, 2 * i + 1, n);
            if (a != b) {
                counts.add(comparer.pattern(Math.min(a, b), Math.max(a, b)));
            }
        }
        return counts;
    }

    private void pairs(int shard, Blocks.PairTask task) {
        int end = (int) ((long) blocks.count() * (shard + 1) / SHARDS);
        for (int block = (int) ((long) blocks.count() * shard / SHARDS); block < end; block++) {
            blocks.pairs(block, task);
        }
    }

    /** Outcomes in the order of the shards; shards of one rule cost alike, so neighbours are given to different threads. */
    private <T> List<T> shards(BiFunction<Integer, Comparer, T> work) {
        List<T> done = IntStream.range(0, SHARDS)
                .parallel()
                .mapToObj(turn -> work.apply(turned(turn), new Comparer(people)))
                .toList();
        return IntStream.range(0, SHARDS)
                .mapToObj(shard -> done.get(turned(shard)))
                .toList();
    }

    /** Its bits the other way round: those of the first half of all turns are the even shards, and so on in each half. */
    private static int turned(int shard) {
        return Integer.reverse(shard) >>> (Integer.SIZE - Integer.numberOfTrailingZeros(SHARDS));
    }
}
