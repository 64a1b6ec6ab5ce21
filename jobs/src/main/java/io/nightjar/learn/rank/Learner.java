package io.nightjar.learn.rank;

import io.nightjar.learn.factor.Blocks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Learns how to weigh everything that speaks for a product, from what people bought in an earlier period: a blend and a
 * boosted ranker are both learned on one half of the people and compared on the other; the better one is learned again
 * on all. Nothing is set by hand, and nothing later than the lesson is seen.
 *
 * @param scorer the better one
 * @param method its name
 * @param people learned from
 * @param compared NDCG of each on the half it did not see
 */
record Learner(Scorer scorer, String method, int people, Map<String, Double> compared) {
    static final String BLEND = "blend";
    static final String RANKER = "boosted ranker";
    private static final String PLAIN = "plain blend";
    private static final int ENOUGH = 100;
    private static final int FEW = 4000;

    /** Knows which method is better; where there are too few examples to say, the plain blend of them. */
    static Learner compared(List<Example> examples, RankSettings settings) {
        if (!isEnough(examples)) {
            return new Learner(Blend.plain(examples), PLAIN, examples.size(), Map.of());
        }
        List<Example> learned = new ArrayList<>();
        List<Example> kept = new ArrayList<>();
        for (Example example : examples) {
            (Long.bitCount(example.candidates().past().person() * 0x9E3779B97F4A7C15L) % 2 == 0 ? learned : kept)
                    .add(example);
        }
        List<Supplier<Scorer>> methods = List.of(() -> blend(learned, settings), () -> ranker(learned, settings));
        // Side by side, for trees are work for one core.
        List<Scorer> scorers = Blocks.of(methods.size(), n -> methods.get(n).get());
        Map<String, Double> compared = new LinkedHashMap<>();
        compared.put(BLEND, Blend.quality(kept, scorers.get(0), settings.size().k()) / kept.size());
        compared.put(RANKER, Blend.quality(kept, scorers.get(1), settings.size().k()) / kept.size());
        return compared.get(RANKER) > compared.get(BLEND)
                ? new Learner(scorers.get(1), RANKER, learned.size(), compared)
                : new Learner(scorers.get(0), BLEND, learned.size(), compared);
    }

    /** The same method, learned from other examples. */
    Learner learned(List<Example> examples, RankSettings settings) {
        if (method.equals(PLAIN)) {
            Learner now = compared(examples, settings);
            return now.method.equals(PLAIN) ? now : now.learned(examples, settings);
        }
        Scorer later = method.equals(RANKER) ? ranker(examples, settings) : blend(examples, settings);
        return new Learner(later, method, examples.size(), compared);
    }

    /** Whether they can tell a better method from a worse. */
    static boolean isEnough(List<Example> examples) {
        return examples.size() >= ENOUGH;
    }

    /** As many as a few weights need. */
    static List<Example> few(List<Example> examples) {
        return examples.subList(0, Math.min(FEW, examples.size()));
    }

    private static Blend blend(List<Example> examples, RankSettings settings) {
        return Blend.fit(few(examples), settings.size().k());
    }

    private static Ranker ranker(List<Example> examples, RankSettings settings) {
        return Ranker.fit(examples, settings.trees(), settings.taste().seed());
    }
}
