package io.nightjar.identity.graph;

import java.util.Arrays;

/**
 * Connected components of an undirected graph with 64-bit node names, by union-find with path halving over sorted
 * primitive arrays: 16 bytes an edge. The component's name is its smallest node, whatever the order of the edges.
 */
final class ConnectedComponents {
    private final long[] nodes;
    private final int[] parents;

    /** Edge i joins from[i] and to[i]; a node on its own is an edge to itself. */
    ConnectedComponents(long[] from, long[] to) {
        nodes = distinct(from, to);
        parents = new int[nodes.length];
        Arrays.setAll(parents, i -> i);
        for (int i = 0; i < from.length; i++) {
            union(index(from[i]), index(to[i]));
        }
    }

    int size() {
        return nodes.length;
    }

    long node(int i) {
        return nodes[i];
    }

    long component(int i) {
        return nodes[root(i)];
    }

    private void union(int a, int b) {
        int rootA = root(a);
        int rootB = root(b);
        // Nodes are sorted, so the smaller index is the smaller name.
        parents[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
    }

    private int root(int i) {
        int node = i;
        while (parents[node] != node) {
            parents[node] = parents[parents[node]];
            node = parents[node];
        }
        return node;
    }

    private int index(long node) {
        return Arrays.binarySearch(nodes, node);
    }

    private static long[] distinct(long[] from, long[] to) {
        long[] all = Arrays.copyOf(from, from.length + to.length);
        System.arraycopy(to, 0, all, from.length, to.length);
        Arrays.sort(all);
        int kept = 0;
        for (int i = 0; i < all.length; i++) {
            if (i == 0 || all[i] != all[i - 1]) {
                all[kept++] = all[i];
            }
        }
        return Arrays.copyOf(all, kept);
    }
}
