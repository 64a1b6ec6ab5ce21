package io.nightjar.learn.trainer;

import io.nightjar.config.TrainerSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Learns to answer a yes-or-no question: a regularised logistic regression and boosted trees of several sizes are
 * fitted with each fold held out in turn; strength, number of trees, the blend and its calibration are chosen on what
 * was held out; then all are fitted once more on everything.
 */
public final class Trainer {
    private static final double[] RIDGES = {1, 10, 100};
    private static final int[] PREFIXES = {25, 50, 75, 100, 150, 200, 300};
    private static final List<Boosting> SIZES = List.of(
            new Boosting(2, 0.08, 300, 0.8, 0.7, 1),
            new Boosting(5, 0.05, 300, 1, 1, 5),
            new Boosting(7, 0.03, 300, 0.6, 0.4, 5));

    private final TrainerSettings settings;
    private final long seed;

    public Trainer(TrainerSettings settings, long seed) {
        this.settings = settings;
        this.seed = seed;
    }

    /** Learns from labelled rows, each person with the same weight. */
    public Trained train(Frame frame, boolean[] labels) {
        double[] weights = new double[labels.length];
        Arrays.fill(weights, 1);
        return train(frame, labels, weights);
    }

    /** Learns from labelled rows with weights. */
    public Trained train(Frame frame, boolean[] labels, double[] weights) {
        double[] y = numbers(labels);
        Folds folds = Folds.of(frame, labels, settings.folds(), seed);
        List<Held> held = sideBySide(settings.folds(), fold -> hold(frame, y, weights, folds, fold));
        Chosen chosen = new Chosen(held, y, weights);
        return finish(frame, y, weights, chosen);
    }

    /** Margins of one held-out fold: by strength of the regression, and by size and number of trees. */
    private static final class Held {
        private final int[] rows;
        private final double[][] logistic = new double[RIDGES.length][];
        private final double[][][] boosted = new double[SIZES.size()][][];

        Held(int[] rows) {
            this.rows = rows;
        }
    }

    private Held hold(Frame frame, double[] y, double[] w, Folds folds, int fold) {
        int[] learned = folds.outside(fold);
        int[] judged = folds.inside(fold);
        Frame past = frame.rows(learned);
        double[] pastY = pick(y, learned);
        double[] pastW = pick(w, learned);
        Encoding encoding = Encoding.of(past, pastY);
        Encoding.Matrices fit = encoding.encodeLearned(past, pastY, seed);
        Encoding.Matrices judge = encoding.encode(frame.rows(judged));
        Held held = new Held(judged);
        for (int k = 0; k < RIDGES.length; k++) {
            held.logistic[k] =
                    Linear.logistic(fit.linear(), pastY, pastW, RIDGES[k]).margins(judge.linear());
        }
        for (int s = 0; s < SIZES.size(); s++) {
            held.boosted[s] =
                    SIZES.get(s).classify(fit.trees(), pastY, pastW, seed).margins(judge.trees(), PREFIXES);
        }
        return held;
    }

    /** What did best on the held-out rows. */
    private static final class Chosen {
        private final double ridge;
        private final int[] rounds = new int[SIZES.size()];
        private final double[][] margins = new double[SIZES.size() + 1][];
        private final double[] losses = new double[SIZES.size() + 1];
        private final Blend blend;
        private final Calibration calibration;
        private final Calibration logisticAlone;
        private final Calibration boostedAlone;
        private final int bestSize;

        Chosen(List<Held> held, double[] y, double[] w) {
            int bestRidge = best(RIDGES.length, k -> gathered(held, y.length, fold -> fold.logistic[k]), 0, y, w);
            ridge = RIDGES[bestRidge];
            for (int s = 0; s < SIZES.size(); s++) {
                int size = s;
                int best = best(
                        PREFIXES.length, k -> gathered(held, y.length, fold -> fold.boosted[size][k]), s + 1, y, w);
                rounds[s] = PREFIXES[best];
            }
            int smallest = 1;
            for (int s = 2; s < losses.length; s++) {
                smallest = losses[s] < losses[smallest] ? s : smallest;
            }
            bestSize = smallest - 1;
            blend = Blend.of(margins, y, w);
            calibration = Calibration.of(blend.margins(margins, y.length), y, w);
            logisticAlone = Calibration.of(margins[0], y, w);
            boostedAlone = Calibration.of(margins[smallest], y, w);
        }

        private int best(int choices, IntFunction<double[]> margins, int learner, double[] y, double[] w) {
            int best = -1;
            for (int k = 0; k < choices; k++) {
                double[] candidate = margins.apply(k);
                double loss = Losses.ofMargins(candidate, y, w);
                if (best < 0 || loss < losses[learner]) {
                    best = k;
                    losses[learner] = loss;
                    this.margins[learner] = candidate;
                }
            }
            return best;
        }

        private static double[] gathered(
                List<Held> held, int rows, java.util.function.Function<Held, double[]> margins) {
            double[] all = new double[rows];
            for (Held fold : held) {
                double[] some = margins.apply(fold);
                for (int i = 0; i < some.length; i++) {
                    all[fold.rows[i]] = some[i];
                }
            }
            return all;
        }
    }

    private Trained finish(Frame frame, double[] y, double[] w, Chosen chosen) {
        Encoding encoding = Encoding.of(frame, y);
        Encoding.Matrices fit = encoding.encodeLearned(frame, y, seed);
        Linear logistic = Linear.logistic(fit.linear(), y, w, chosen.ridge);
        List<Trees> boosted = sideBySide(SIZES.size(), s -> {
            if (chosen.blend.weight(s + 1) == 0 && s != chosen.bestSize) {
                return null;
            }
            Boosting size = SIZES.get(s);
            return new Boosting(
                            size.depth(), size.rate(), chosen.rounds[s], size.rows(), size.columns(), size.minWeight())
                    .classify(fit.trees(), y, w, seed);
        });
        return new Trained(
                encoding,
                logistic,
                boosted,
                chosen.blend,
                chosen.calibration,
                chosen.logisticAlone,
                chosen.boostedAlone,
                chosen.bestSize,
                describe(chosen),
                frame);
    }

    private static List<String> describe(Chosen chosen) {
        List<String> words = new ArrayList<>();
        words.add("logistic regression: ridge " + Words.number(chosen.ridge) + ", weight "
                + Words.number(chosen.blend.weight(0)) + ", log loss " + Words.number(chosen.losses[0]));
        for (int s = 0; s < SIZES.size(); s++) {
            words.add("boosted trees of depth " + SIZES.get(s).depth() + ": " + chosen.rounds[s] + " trees, weight "
                    + Words.number(chosen.blend.weight(s + 1)) + ", log loss " + Words.number(chosen.losses[s + 1]));
        }
        words.add("calibration: " + chosen.calibration.word());
        return words;
    }

    static double[] numbers(boolean[] labels) {
        return IntStream.range(0, labels.length)
                .mapToDouble(i -> labels[i] ? 1 : 0)
                .toArray();
    }

    static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    static double[] pick(double[] values, int[] rows) {
        return Arrays.stream(rows).mapToDouble(i -> values[i]).toArray();
    }

    /** Independent pieces of work on as many cores as there are; results in the order of the pieces. */
    static <T> List<T> sideBySide(int pieces, IntFunction<T> work) {
        Object[] done = IntStream.range(0, pieces).parallel().mapToObj(work).toArray();
        List<T> all = new ArrayList<>();
        for (Object one : done) {
            @SuppressWarnings("unchecked")
            T result = (T) one;
            all.add(result);
        }
        return all;
    }
}
