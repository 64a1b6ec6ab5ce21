package io.nightjar.identity.graph;

import java.util.Arrays;

/**
 * Connected components of an undirected graph with 64-bit node names, by union-find over sorted primitive arrays: 16
 * bytes an edge. The component's name is its smallest node, whatever the order of the edges.
 */
final class ConnectedComponents {
    private final long[] nodes;
    private final Forest forest;

    /** Edge i joins from[i] and to[i]; a node on its own is an edge to itself. */
    ConnectedComponents(long[] from, long[] to) {
        nodes = distinct(from, to);
        forest = new Forest(nodes.length);
        for (int i = 0; i < from.length; i++) {
            forest.join(index(from[i]), index(to[i]));
        }
    }

    int size() {
        return nodes.length;
    }

    long node(int i) {
        return nodes[i];
    }

    long component(int i) {
        // Nodes are sorted, so the smallest number is the smallest name.
        return nodes[forest.root(i)];
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
