package io.nightjar.learn.rank;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Boosted trees (XGBoost) over the features of candidates, learned from what people bought in an earlier period. The
 * score is the chance that a candidate is bought.
 */
record Ranker(Trees trees) implements Scorer {
    private static final double RATE = 0.1;
    private static final int DEPTH = 6;
    // Some 100 bytes each, and XGBoost keeps its own.
    private static final int ROWS = 4_000_000;

    static Ranker fit(List<Example> all, int trees, long seed) {
        List<Example> examples = thinned(all, ROWS);
        int rows = Math.toIntExact(rows(examples));
        float[] features = new float[rows * Candidates.WIDTH];
        float[] labels = new float[rows];
        float[] weights = new float[rows];
        int row = 0;
        for (Example example : examples) {
            Candidates candidates = example.candidates();
            System.arraycopy(candidates.feature(), 0, features, row * Candidates.WIDTH, candidates.feature().length);
            for (int item : candidates.item()) {
                labels[row] = Arrays.binarySearch(example.wanted(), item) >= 0 ? 1 : 0;
                // One hit is worth more to a person who buys little: between one over their purchases and one.
                weights[row] = (float) (1 / Math.sqrt(example.wanted().length));
                row++;
            }
        }
        return new Ranker(trees(features, labels, weights, trees, seed));
    }

    /** The chance of the label, learned from rows of features. */
    static Trees trees(float[] features, float[] labels, float[] weights, int trees, long seed) {
        int rows = labels.length;
        try {
            DMatrix data = new DMatrix(features, rows, Candidates.WIDTH, Float.NaN);
            data.setLabel(labels);
            data.setWeight(weights);
            Booster booster = XGBoost.train(data, parameters(seed), trees, new HashMap<>(), null, null);
            Trees read = Trees.parsed(booster.getModelDump((String) null, false, "json"));
            data.dispose();
            booster.dispose();
            return read;
        } catch (XGBoostError e) {
            throw new IllegalStateException("XGBoost could not learn from " + rows + " rows: " + e.getMessage(), e);
        }
    }

    @Override
    public float[] score(Candidates person) {
        float[] scores = trees.margins(person.feature(), Candidates.WIDTH);
        for (int place = 0; place < scores.length; place++) {
            scores[place] = (float) (1 / (1 + Math.exp(-scores[place])));
        }
        return scores;
    }

    /** Whole examples, by the hash of the person, as many as have no more rows than that; in their order. */
    static List<Example> thinned(List<Example> examples, long most) {
        if (rows(examples) <= most) {
            return examples;
        }
        List<Example> byHash = new ArrayList<>(examples);
        byHash.sort(Comparator.comparingLong(Ranker::hash));
        long rows = 0;
        Set<Example> kept = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Example example : byHash) {
            rows += example.candidates().size();
            if (rows > most) {
                break;
            }
            kept.add(example);
        }
        return examples.stream().filter(kept::contains).toList();
    }

    private static long hash(Example example) {
        return example.candidates().past().person() * 0x9E3779B97F4A7C15L;
    }

    private static long rows(List<Example> examples) {
        return examples.stream()
                .mapToLong(example -> example.candidates().size())
                .sum();
    }

    private static Map<String, Object> parameters(long seed) {
        Map<String, Object> all = new HashMap<>();
        all.put("objective", "binary:logistic");
        all.put("base_score", 0.5);
        all.put("tree_method", "hist");
        all.put("max_depth", DEPTH);
        all.put("eta", RATE);
        all.put("min_child_weight", 5);
        all.put("subsample", 0.8);
        all.put("colsample_bytree", 0.7);
        all.put("max_bin", 64);
        all.put("seed", seed);
        // Sums of several threads would depend on their number.
        all.put("nthread", 1);
        all.put("verbosity", 0);
        return all;
    }
}
