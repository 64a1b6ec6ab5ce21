package io.nightjar.learn.value;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A boosted correction of an expected count or amount: expected = offset exp(sum of trees), grown to lower the Poisson
 * deviance (Friedman, Annals of Statistics 29, 2001). A leaf moves the expectation by the observed over the expected,
 * both with a prior's weight added, so where little was seen little is changed. How many trees is found out of fold. The
 * same rows give the same trees on any machine.
 */
public final class BoostedCounts implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int BINS = 32;
    private static final int DEPTH = 3;
    private static final int MOST_TREES = 60;
    private static final double RATE = 0.1;
    private static final int FOLDS = 5;

    private final List<Tree> trees;

    private BoostedCounts(List<Tree> trees) {
        this.trees = trees;
    }

    /**
     * What it learns from, row by row: features, what is expected without it (above 0), what came in the same unit (0 or
     * more), and the fold, 0 to 4; all rows of a customer are in the same.
     */
    public static final class Rows {
        private final double[][] features;
        private final double[] offsets;
        private final double[] observed;
        private final int[] folds;

        public Rows(double[][] features, double[] offsets, double[] observed, int[] folds) {
            this.features = features;
            this.offsets = offsets;
            this.observed = observed;
            this.folds = folds;
        }

        int size() {
            return offsets.length;
        }

        Rows where(java.util.function.IntPredicate taken) {
            int[] chosen =
                    java.util.stream.IntStream.range(0, size()).filter(taken).toArray();
            return new Rows(
                    Arrays.stream(chosen).mapToObj(i -> features[i]).toArray(double[][]::new),
                    Arrays.stream(chosen).mapToDouble(i -> offsets[i]).toArray(),
                    Arrays.stream(chosen).mapToDouble(i -> observed[i]).toArray(),
                    Arrays.stream(chosen).map(i -> folds[i]).toArray());
        }
    }

    /** The correction learned from all rows, and what it would have said of each row without having seen its fold. */
    public static final class Fitted {
        private final BoostedCounts model;
        private final double[] outOfFold;

        public Fitted(BoostedCounts model, double[] outOfFold) {
            this.model = model;
            this.outOfFold = outOfFold;
        }

        public BoostedCounts model() {
            return model;
        }

        double[] outOfFold() {
            return outOfFold;
        }
    }

    /** @param prior weight of "no correction" in every leaf, in units of the observed */
    public static Fitted fit(Rows rows, double prior) {
        double[][] paths = new double[rows.size()][];
        double[] deviance = new double[MOST_TREES + 1];
        for (int fold = 0; fold < FOLDS; fold++) {
            int out = fold;
            List<Tree> grown = grow(rows.where(i -> rows.folds[i] != out), prior, MOST_TREES);
            for (int i = 0; i < rows.size(); i++) {
                if (rows.folds[i] == fold) {
                    paths[i] = path(grown, rows.features[i], rows.offsets[i]);
                    for (int n = 0; n <= MOST_TREES; n++) {
                        deviance[n] += deviance(paths[i][n], rows.observed[i]);
                    }
                }
            }
        }
        int best = 0;
        for (int n = 1; n <= MOST_TREES; n++) {
            best = deviance[n] < deviance[best] ? n : best;
        }
        int trees = best;
        return new Fitted(
                new BoostedCounts(grow(rows, prior, trees)),
                Arrays.stream(paths).mapToDouble(path -> path[trees]).toArray());
    }

    /** What to expect instead of the offset. */
    public double expected(double[] features, double offset) {
        double sum = 0;
        for (Tree tree : trees) {
            sum += tree.value(features);
        }
        return offset * Math.exp(sum);
    }

    public int trees() {
        return trees.size();
    }

    private static double[] path(List<Tree> trees, double[] features, double offset) {
        double[] path = new double[MOST_TREES + 1];
        path[0] = offset;
        for (int n = 0; n < MOST_TREES; n++) {
            path[n + 1] = n < trees.size() ? path[n] * Math.exp(trees.get(n).value(features)) : path[n];
        }
        return path;
    }

    private static double deviance(double expected, double observed) {
        return expected - (observed > 0 ? observed * Math.log(expected) : 0);
    }

    private static List<Tree> grow(Rows rows, double prior, int trees) {
        List<Tree> grown = new ArrayList<>();
        if (rows.size() == 0) {
            return grown;
        }
        Bins bins = Bins.of(rows.features);
        double[] expected = rows.offsets.clone();
        for (int n = 0; n < trees; n++) {
            Tree tree = new Growth(bins, expected, rows.observed, prior).tree();
            grown.add(tree);
            for (int i = 0; i < expected.length; i++) {
                expected[i] *= Math.exp(tree.value(rows.features[i]));
            }
        }
        return grown;
    }

    /**
     * A complete tree: at inner node i go to 2i + 1 where the feature is at most the cut, else to 2i + 2; feature -1
     * always goes left. Leaves are what is added to the logarithm.
     */
    private static final class Tree implements Serializable {
        private static final long serialVersionUID = 1;

        private final int[] feature;
        private final double[] cut;
        private final double[] leaves;

        Tree(int[] feature, double[] cut, double[] leaves) {
            this.feature = feature;
            this.cut = cut;
            this.leaves = leaves;
        }

        double value(double[] features) {
            int node = 0;
            while (node < feature.length) {
                boolean isLeft = feature[node] < 0 || features[feature[node]] <= cut[node];
                node = 2 * node + (isLeft ? 1 : 2);
            }
            return leaves[node - feature.length];
        }
    }

    /** Features as numbers of bins of about equal size. */
    private static final class Bins {
        private final byte[][] bin;
        private final double[][] cuts;

        Bins(byte[][] bin, double[][] cuts) {
            this.bin = bin;
            this.cuts = cuts;
        }

        static Bins of(double[][] rows) {
            int features = rows[0].length;
            double[][] cuts = new double[features][];
            byte[][] bin = new byte[features][rows.length];
            for (int f = 0; f < features; f++) {
                int feature = f;
                double[] sorted = Arrays.stream(rows)
                        .mapToDouble(row -> row[feature])
                        .sorted()
                        .toArray();
                cuts[f] = java.util.stream.IntStream.range(1, BINS)
                        .mapToDouble(i -> sorted[(int) ((long) i * sorted.length / BINS)])
                        .distinct()
                        .filter(cut -> cut < sorted[sorted.length - 1])
                        .toArray();
                for (int i = 0; i < rows.length; i++) {
                    int found = Arrays.binarySearch(cuts[f], rows[i][f]);
                    bin[f][i] = (byte) (found >= 0 ? found : -found - 1);
                }
            }
            return new Bins(bin, cuts);
        }
    }

    /** One tree in the making. */
    private static final class Growth {
        private final Bins bins;
        private final double[] expected;
        private final double[] observed;
        private final double prior;
        private final int[] feature = new int[(1 << DEPTH) - 1];
        private final double[] cut = new double[(1 << DEPTH) - 1];

        Growth(Bins bins, double[] expected, double[] observed, double prior) {
            this.bins = bins;
            this.expected = expected;
            this.observed = observed;
            this.prior = prior;
        }

        Tree tree() {
            int[] node = new int[expected.length];
            for (int inner = 0; inner < feature.length; inner++) {
                split(inner, node);
            }
            double[] seen = new double[1 << DEPTH];
            double[] foreseen = new double[1 << DEPTH];
            for (int i = 0; i < node.length; i++) {
                seen[node[i] - feature.length] += observed[i];
                foreseen[node[i] - feature.length] += expected[i];
            }
            double[] leaves = new double[1 << DEPTH];
            for (int leaf = 0; leaf < leaves.length; leaf++) {
                leaves[leaf] = RATE * Math.log((seen[leaf] + prior) / (foreseen[leaf] + prior));
            }
            return new Tree(feature, cut, leaves);
        }

        /** Takes the cut that explains most: the gain of a side is (seen - expected)^2 / (expected + prior). */
        private void split(int at, int[] node) {
            int[] here = java.util.stream.IntStream.range(0, node.length)
                    .filter(i -> node[i] == at)
                    .toArray();
            double allSeen = 0;
            double allExpected = 0;
            for (int i : here) {
                allSeen += observed[i];
                allExpected += expected[i];
            }
            double best = gain(allSeen, allExpected) + 1e-9;
            feature[at] = -1;
            int bestBin = 0;
            for (int f = 0; f < bins.cuts.length; f++) {
                double[] seen = new double[BINS];
                double[] foreseen = new double[BINS];
                byte[] bin = bins.bin[f];
                for (int i : here) {
                    seen[bin[i]] += observed[i];
                    foreseen[bin[i]] += expected[i];
                }
                double leftSeen = 0;
                double leftExpected = 0;
                for (int c = 0; c < bins.cuts[f].length; c++) {
                    leftSeen += seen[c];
                    leftExpected += foreseen[c];
                    double gain = gain(leftSeen, leftExpected) + gain(allSeen - leftSeen, allExpected - leftExpected);
                    if (gain > best) {
                        best = gain;
                        feature[at] = f;
                        bestBin = c;
                        cut[at] = bins.cuts[f][c];
                    }
                }
            }
            for (int i : here) {
                boolean isLeft = feature[at] < 0 || bins.bin[feature[at]][i] <= bestBin;
                node[i] = 2 * at + (isLeft ? 1 : 2);
            }
        }

        private double gain(double seen, double foreseen) {
            double surprise = seen - foreseen;
            return surprise * surprise / (Math.max(0, foreseen) + prior);
        }
    }
}
