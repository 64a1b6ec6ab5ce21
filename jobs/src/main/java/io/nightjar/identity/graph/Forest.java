package io.nightjar.identity.graph;

import java.util.Arrays;

/** Union-find with path halving over the numbers from 0: sets that grow together, each named by its smallest number. */
public final class Forest {
    private final int[] parents;

    /** Each number on its own. */
    public Forest(int size) {
        parents = new int[size];
        Arrays.setAll(parents, i -> i);
    }

    /** The smallest number of the set that a number is in. */
    public int root(int number) {
        int node = number;
        while (parents[node] != node) {
            parents[node] = parents[parents[node]];
            node = parents[node];
        }
        return node;
    }

    /** Makes one set of the two that the numbers are in. */
    public void join(int a, int b) {
        int rootA = root(a);
        int rootB = root(b);
        parents[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
    }
}
