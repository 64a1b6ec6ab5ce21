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
    private static final double LEAST_BITS = -12;

    private static final long RANDOM_PAIRS = 300_000;
    private static final long LEARNED_FROM = 5_000_000;
    private static final int SHARDS = 64;
    private static final Part[] PARTS = Part.all();

    private final People people;
    private final Blocks blocks;
    private final MatchModel model;
    private final TermWeights terms;
    private final double[] priors;
    private final double[][][] weights;
    /** Parts that any record has. */
    private final int[] known;
    /** By kin and part: whether such people agree on it for a common reason. */
    private final boolean[][] isCommon;

    Matcher(People people, MatchSettings settings, long seed) {
        this.people = people;
        this.blocks = new Blocks(people, settings.rules(), settings.maxBlock());
        this.model = learned(seed);
        this.terms = new TermWeights(people, model);
        this.priors = model.priors();
        this.weights = model.weights();
        this.known = Arrays.stream(PARTS)
                .filter(part -> people.distinct(part) > 0)
                .mapToInt(Part::index)
                .toArray();
        this.isCommon = new boolean[priors.length][PARTS.length];
        for (int kind = 1; kind < priors.length; kind++) {
            for (Part part : PARTS) {
                isCommon[kind][part.index()] = model.kin().get(kind - 1).kind().has(part);
            }
        }
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

    Matches score() {
        return PairList.sorted(shards((shard, comparer) -> {
            PairList list = new PairList();
            pairs(shard, (a, b) -> {
                double bits = bits(comparer, a, b);
                if (bits >= LEAST_BITS) {
                    list.add(a, b, bits);
                }
            });
            return list;
        }));
    }

    /** Evidence of a pair, the prior included. */
    double bits(Comparer comparer, int a, int b) {
        return bits(comparer.pattern(a, b), a);
    }

    /** Evidence of a pair of which a is one. */
    double bits(long pattern, int a) {
        double[] bits = priors.clone();
        for (int part : known) {
            add(pattern, part, a, bits);
        }
        return MatchModel.against(bits);
    }

    /** Parts that any record has. */
    int[] known() {
        return known;
    }

    double[] priors() {
        return priors.clone();
    }

    /** Adds the evidence of one part for one person, and for each kin, against strangers. */
    void add(long pattern, int part, int a, double[] bits) {
        int level = Comparer.level(pattern, part);
        boolean isSame = level == weights[0][part].length - 1;
        double term = isSame ? terms.bits(PARTS[part], people.value(PARTS[part], a)) : 0;
        bits[0] += weights[0][part][level] + term;
        for (int kind = 1; kind < bits.length; kind++) {
            bits[kind] += isCommon[kind][part] ? weights[kind][part][level] + term : 0;
        }
    }

    private MatchModel learned(long seed) {
        long every = 1 + blocks.pairs() / LEARNED_FROM;
        PatternCounts candidates = sum(shards((shard, comparer) -> {
            PatternCounts counts = new PatternCounts();
            pairs(shard, (a, b) -> {
                if (every == 1 || Long.remainderUnsigned(Mix.of(((long) a << 32) | b), every) == 0) {
                    counts.add(comparer.pattern(a, b));
                }
            });
            return counts;
        }));
        PatternCounts random = sum(shards((shard, comparer) -> random(shard, comparer, seed)));
        double[] same = Arrays.stream(PARTS).mapToDouble(people::sameShare).toArray();
        double n = people.size();
        // A sample of candidates stands for a sample of all pairs.
        return new Learner(candidates, random, same, n * (n - 1) / 2 / every).learn();
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
            int a = (int) Long.remainderUnsigned(Mix.of(seed + 2 * i), n);
            int b = (int) Long.remainderUnsigned(Mix.of(seed + 2 * i + 1), n);
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
                .mapToObj(turn -> work.apply(turned(turn), comparer()))
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
