package io.nightjar.learn.rank;

import io.nightjar.learn.factor.Blocks;
import io.nightjar.learn.factor.TopItems;
import java.util.Arrays;
import java.util.List;

/**
 * A weighted sum of a person's own frequency and everything that may speak for a product: each part is divided by its
 * mean over the examples, and weights are searched one after the other for the highest NDCG on past purchases.
 *
 * @param weight of each of {@link #PARTS}
 */
@SuppressWarnings("ArrayRecordComponent") // A vector.
record Blend(float[] weight) implements Scorer {
    static final int[] PARTS = {
        Candidates.SLOW,
        Candidates.FAST,
        Candidates.TOGETHER,
        Candidates.LATELY,
        Candidates.SEQUEL,
        Candidates.TASTE,
        Candidates.ALIKE,
        Candidates.NEAR,
        Candidates.WITH_LAST,
        Candidates.LOOKS_WEEK,
        Candidates.LOOKS_MONTH,
        Candidates.SOUGHT,
        Candidates.EASE,
        Candidates.SEGMENT
    };
    private static final float[] STEPS = {0, 0.1f, 0.2f, 0.5f, 1, 2, 4, 8};
    private static final int ROUNDS = 2;

    @Override
    public float[] score(Candidates person) {
        float[] scores = new float[person.size()];
        for (int part = 0; part < PARTS.length; part++) {
            for (int place = 0; weight[part] > 0 && place < scores.length; place++) {
                scores[place] += weight[part] * person.feature(place, PARTS[part]);
            }
        }
        return scores;
    }

    /** Frequency first, then what goes with it, then popularity: where there is too little to learn weights from. */
    static Blend plain(List<Example> examples) {
        float[] weight = new float[PARTS.length];
        for (int part = 0; part < 4; part++) {
            float scale = scale(examples, PARTS[part]);
            weight[part] = scale == 0 ? 1 : scale;
        }
        return new Blend(weight);
    }

    static Blend fit(List<Example> examples, int k) {
        float[] scale = new float[PARTS.length];
        for (int part = 0; part < PARTS.length; part++) {
            scale[part] = scale(examples, PARTS[part]);
        }
        float[] weight = new float[PARTS.length];
        weight[0] = scale[0];
        double best = quality(examples, new Blend(weight), k);
        for (int round = 0; round < ROUNDS; round++) {
            for (int part = 1; part < PARTS.length; part++) {
                if (scale[part] > 0) {
                    float[] tried = new float[STEPS.length];
                    for (int step = 0; step < STEPS.length; step++) {
                        tried[step] = STEPS[step] * scale[part];
                    }
                    double[] reached = qualities(examples, new Blend(weight), part, tried, k);
                    for (int step = 0; step < STEPS.length; step++) {
                        if (reached[step] > best) {
                            best = reached[step];
                            weight[part] = tried[step];
                        }
                    }
                }
            }
        }
        return new Blend(weight);
    }

    /** What the blend reaches with other weights of one part: what the other parts say is added up only once. */
    private static double[] qualities(List<Example> examples, Blend blend, int part, float[] tried, int k) {
        float[] others = blend.weight.clone();
        others[part] = 0;
        Blend rest = new Blend(others);
        double[][] ndcg = new double[examples.size()][];
        Blocks.each(examples.size(), 256, (from, to) -> {
            for (int n = from; n < to; n++) {
                ndcg[n] = rest.withPart(examples.get(n), part, tried, k);
            }
        });
        double[] sums = new double[tried.length];
        for (double[] each : ndcg) {
            for (int step = 0; step < sums.length; step++) {
                sums[step] += each[step];
            }
        }
        return sums;
    }

    private double[] withPart(Example example, int part, float[] tried, int k) {
        Candidates person = example.candidates();
        float[] rest = score(person);
        double[] ndcg = new double[tried.length];
        TopItems best = new TopItems(k);
        for (int step = 0; step < tried.length; step++) {
            for (int place = 0; place < rest.length; place++) {
                best.offer(person.item()[place], rest[place] + tried[step] * person.feature(place, PARTS[part]));
            }
            ndcg[step] = Ndcg.of(best.items(), example.wanted());
            best.clear();
        }
        return ndcg;
    }

    static double quality(List<Example> examples, Scorer scorer, int k) {
        double[] ndcg = new double[examples.size()];
        Blocks.each(examples.size(), 256, (from, to) -> {
            for (int n = from; n < to; n++) {
                Example example = examples.get(n);
                ndcg[n] = Ndcg.of(scorer.best(example.candidates(), k), example.wanted());
            }
        });
        return Arrays.stream(ndcg).sum();
    }

    /** One over the mean of the values above 0. */
    private static float scale(List<Example> examples, int feature) {
        double sum = 0;
        long count = 0;
        for (Example example : examples) {
            for (int place = 0; place < example.candidates().size(); place++) {
                float value = example.candidates().feature(place, feature);
                if (value > 0) {
                    sum += value;
                    count++;
                }
            }
        }
        return count == 0 ? 0 : (float) (count / sum);
    }
}
