package io.nightjar.learn.rank;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Boosted trees as plain arrays, read from XGBoost's own dump: scoring needs no native library, is safe for many threads
 * and gives the same bits everywhere.
 */
final class Trees implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int[] root;
    /** Of each node; -1 for leaves. */
    private final int[] feature;
    /** A feature below it goes to yes; a leaf's value. */
    private final float[] value;

    private final int[] yes;
    private final int[] no;
    private final int[] missing;

    private Trees(List<JsonNode> dump) {
        root = new int[dump.size()];
        int nodes = dump.stream().mapToInt(Trees::count).sum();
        feature = new int[nodes];
        value = new float[nodes];
        yes = new int[nodes];
        no = new int[nodes];
        missing = new int[nodes];
        int free = 0;
        for (int tree = 0; tree < root.length; tree++) {
            root[tree] = free;
            free = place(dump.get(tree), free);
        }
    }

    /** @param dump one JSON text per tree, features as f0, f1, … */
    static Trees parsed(String[] dump) {
        ObjectMapper mapper = new ObjectMapper();
        List<JsonNode> trees = new ArrayList<>();
        for (String tree : dump) {
            try {
                trees.add(mapper.readTree(tree));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("XGBoost dumped a tree that is no JSON: " + e.getOriginalMessage(), e);
            }
        }
        return new Trees(trees);
    }

    /**
     * Sums over the trees, row by row. All rows go down one tree before the next, which stays at hand meanwhile.
     *
     * @param rows features, row after row
     * @param width features of a row
     */
    float[] margins(float[] rows, int width) {
        float[] sums = new float[rows.length / width];
        for (int start : root) {
            for (int row = 0; row < sums.length; row++) {
                int node = start;
                while (feature[node] >= 0) {
                    float seen = rows[row * width + feature[node]];
                    node = Float.isNaN(seen) ? missing[node] : seen < value[node] ? yes[node] : no[node];
                }
                sums[row] += value[node];
            }
        }
        return sums;
    }

    private int place(JsonNode node, int at) {
        if (node.has("leaf")) {
            feature[at] = -1;
            value[at] = (float) node.get("leaf").asDouble();
            return at + 1;
        }
        feature[at] = Integer.parseInt(node.get("split").asText().substring(1));
        value[at] = (float) node.get("split_condition").asDouble();
        Map<Integer, Integer> placed = new HashMap<>();
        int free = at + 1;
        for (JsonNode child : node.get("children")) {
            placed.put(child.get("nodeid").asInt(), free);
            free = place(child, free);
        }
        yes[at] = placed.get(node.get("yes").asInt());
        no[at] = placed.get(node.get("no").asInt());
        missing[at] = placed.get(node.get("missing").asInt());
        return free;
    }

    private static int count(JsonNode node) {
        int nodes = 1;
        if (node.has("children")) {
            for (JsonNode child : node.get("children")) {
                nodes += count(child);
            }
        }
        return nodes;
    }
}
