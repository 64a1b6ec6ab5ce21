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
    private static final int[] PREFIXES = {25, 50, 75, 100, 150, 200, 300, 450, 700, 1000};
    private static final List<Boosting> SIZES = List.of(
            new Boosting(2, 0.08, 1000, 0.8, 0.7, 1),
            new Boosting(0, 15, 0.05, 1000, 1, 1, 1),
            new Boosting(7, 0.03, 1000, 0.6, 0.4, 5));

    private static final List<Boosting> ONE_SIZE = List.of(new Boosting(3, 0.1, 150, 0.8, 0.7, 3));

    private static final double[] ONE_RIDGE = {10};
    private static final int FEW_FOLDS = 2;
    private static final int FEW_TO_CALIBRATE = 20;
    /** Chi-squared of one degree, 1 in 100. */
    private static final double BEYOND_CHANCE = 6.63;

    private final long seed;
    private final int folds;
    private final List<Boosting> sizes;
    private final double[] ridges;

    public Trainer(TrainerSettings settings, long seed) {
        this(seed, settings.folds(), SIZES, RIDGES);
    }

    private Trainer(long seed, int folds, List<Boosting> sizes, double[] ridges) {
        this.seed = seed;
        this.folds = folds;
        this.sizes = sizes;
        this.ridges = ridges;
    }

    /**
     * With one size of trees instead of three, one strength and two folds: a tenth of the time, where many questions are
     * asked every night.
     */
    public static Trainer quick(long seed) {
        return new Trainer(seed, FEW_FOLDS, ONE_SIZE, ONE_RIDGE);
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
        Folds parts = Folds.of(frame, labels, folds, seed);
        List<Held> held = sideBySide(folds, fold -> hold(frame, y, weights, parts, fold));
        return finish(frame, y, weights, new Chosen(held, y, weights, sizes, ridges).recipe());
    }

    /** Learns the same again from other rows: choices stay as they were made before, calibration is made anew. */
    public Trained again(Trained before, Frame frame, boolean[] labels) {
        double[] weights = new double[labels.length];
        Arrays.fill(weights, 1);
        return finish(frame, numbers(labels), weights, calibrated(before.recipe(), frame, labels));
    }

    /** With the calibration that these rows ask for, each held out once; as it was where one answer is rare. */
    private Recipe calibrated(Recipe recipe, Frame frame, boolean[] labels) {
        if (Gates.tooLittle(labels, FEW_TO_CALIBRATE).isPresent()) {
            return recipe;
        }
        double[] y = numbers(labels);
        double[] same = new double[y.length];
        Arrays.fill(same, 1);
        double[] margins = new double[y.length];
        Folds parts = Folds.of(frame, labels, folds, seed);
        for (int fold = 0; fold < folds; fold++) {
            int[] learned = parts.outside(fold);
            int[] held = parts.inside(fold);
            double[] some = finish(frame.rows(learned), pick(y, learned), pick(same, learned), recipe)
                    .margins(frame.rows(held));
            for (int i = 0; i < held.length; i++) {
                margins[held[i]] = some[i];
            }
        }
        return recipe.calibrated(Calibration.of(margins, y, same));
    }

    /** Margins of one held-out fold: by strength of the regression, and by size and number of trees tried. */
    private static final class Held {
        private final int[] rows;
        private final double[][] logistic;
        private final double[][][] boosted;

        Held(int[] rows, int ridges, int sizes) {
            this.rows = rows;
            this.logistic = new double[ridges][];
            this.boosted = new double[sizes][][];
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
        double[] judgedY = pick(y, judged);
        double[] judgedW = pick(w, judged);
        Held held = new Held(judged, ridges.length, sizes.size());
        for (int k = 0; k < ridges.length; k++) {
            held.logistic[k] =
                    Linear.logistic(fit.linear(), pastY, pastW, ridges[k]).margins(judge.linear());
        }
        for (int s = 0; s < sizes.size(); s++) {
            held.boosted[s] = sizes.get(s)
                    .classified(
                            fit.trees(),
                            pastY,
                            pastW,
                            seed,
                            judge.trees(),
                            prefixes(sizes.get(s)),
                            margins -> Losses.ofMargins(margins, judgedY, judgedW));
        }
        return held;
    }

    private static int[] prefixes(Boosting size) {
        return Arrays.stream(PREFIXES).filter(rounds -> rounds <= size.rounds()).toArray();
    }

    /** What did best on the held-out rows. */
    private static final class Chosen {
        private final List<Boosting> sizes;
        private final double ridge;
        private final int[] rounds;
        private final double[][] margins;
        private final double[] losses;
        private final double[] y;
        private final double[] w;

        Chosen(List<Held> held, double[] y, double[] w, List<Boosting> sizes, double[] ridges) {
            this.sizes = sizes;
            this.y = y;
            this.w = w;
            rounds = new int[sizes.size()];
            margins = new double[sizes.size() + 1][];
            losses = new double[sizes.size() + 1];
            ridge = ridges[best(ridges.length, k -> gathered(held, y.length, fold -> fold.logistic[k]), 0)];
            for (int s = 0; s < sizes.size(); s++) {
                int size = s;
                int[] prefixes = prefixes(sizes.get(s));
                rounds[s] = prefixes[
                        best(prefixes.length, k -> gathered(held, y.length, fold -> fold.boosted[size][k]), s + 1)];
            }
        }

        Recipe recipe() {
            int smallest = 1;
            for (int s = 2; s < losses.length; s++) {
                smallest = losses[s] < losses[smallest] ? s : smallest;
            }
            Blend blend = saysSomething(Blend.of(margins, y, w));
            Calibration calibration = Calibration.of(blend.margins(margins, y.length), y, w);
            List<Boosting> chosen = new ArrayList<>();
            for (int s = 0; s < sizes.size(); s++) {
                chosen.add(sizes.get(s).withRounds(rounds[s]));
            }
            return new Recipe(
                    ridge,
                    chosen,
                    blend,
                    calibration,
                    Calibration.of(margins[0], y, w),
                    Calibration.of(margins[smallest], y, w),
                    smallest - 1,
                    describe(blend, calibration));
        }

        /**
         * What foretells held-out answers no better than their share does, but for chance (likelihood ratio), has learned
         * nothing: then everybody has the same margin.
         */
        private Blend saysSomething(Blend blend) {
            double[] same = new double[y.length];
            Arrays.fill(same, Losses.logit(Calibration.mean(y, w)));
            double gained = Losses.ofMargins(same, y, w) - Losses.ofMargins(blend.margins(margins, y.length), y, w);
            // Rows that stand for others are not so many pieces of evidence.
            double rows =
                    sum(w) * sum(w) / Arrays.stream(w).map(each -> each * each).sum();
            return 2 * rows * gained > BEYOND_CHANCE ? blend : Blend.ofNothing(margins.length, same[0]);
        }

        private int best(int choices, IntFunction<double[]> margins, int learner) {
            int best = -1;
            for (int k = 0; k < choices; k++) {
                double[] candidate = margins.apply(k);
                if (candidate == null) {
                    continue;
                }
                double loss = Losses.ofMargins(candidate, y, w);
                if (best < 0 || loss < losses[learner]) {
                    best = k;
                    losses[learner] = loss;
                    this.margins[learner] = candidate;
                }
            }
            return best;
        }

        /** Null where some fold was not tried so far. */
        private static double[] gathered(
                List<Held> held, int rows, java.util.function.Function<Held, double[]> margins) {
            double[] all = new double[rows];
            for (Held fold : held) {
                double[] some = margins.apply(fold);
                if (some == null) {
                    return null;
                }
                for (int i = 0; i < some.length; i++) {
                    all[fold.rows[i]] = some[i];
                }
            }
            return all;
        }

        private List<String> describe(Blend blend, Calibration calibration) {
            List<String> words = new ArrayList<>();
            words.add("logistic regression: ridge " + Words.number(ridge) + ", weight " + Words.number(blend.weight(0))
                    + ", log loss " + Words.number(losses[0]));
            for (int s = 0; s < sizes.size(); s++) {
                words.add("boosted trees of " + sizes.get(s).shape() + ": " + rounds[s] + " trees, weight "
                        + Words.number(blend.weight(s + 1)) + ", log loss " + Words.number(losses[s + 1]));
            }
            if (blend.isNothing()) {
                words.add("nothing was found that tells held-out people apart");
            }
            words.add("calibration: " + calibration.word());
            return words;
        }
    }

    private Trained finish(Frame frame, double[] y, double[] w, Recipe recipe) {
        Encoding encoding = Encoding.of(frame, y);
        Encoding.Matrices fit = encoding.encodeLearned(frame, y, seed);
        Linear logistic = Linear.logistic(fit.linear(), y, w, recipe.ridge());
        List<Trees> boosted = sideBySide(recipe.sizes().size(), s -> {
            if (recipe.blend().weight(s + 1) == 0 && s != recipe.bestSize()) {
                return null;
            }
            return recipe.sizes().get(s).classify(fit.trees(), y, w, seed);
        });
        return new Trained(encoding, logistic, boosted, recipe, frame);
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
