package io.nightjar.identity.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class ConnectedComponentsTest {
    @Test
    void namesEachComponentAfterItsSmallestNode() {
        ConnectedComponents found = new ConnectedComponents(new long[] {9, 7, 5, -3, 8}, new long[] {7, 5, 5, -3, 6});
        assertThat(components(found)).isEqualTo(Map.of(9L, 5L, 7L, 5L, 5L, 5L, -3L, -3L, 8L, 6L, 6L, 6L));
    }

    @Test
    void isEmptyWithoutEdges() {
        assertThat(new ConnectedComponents(new long[0], new long[0]).size()).isZero();
    }

    @Test
    void agreesWithSpreadingTheSmallestNameUntilNothingChanges() {
        Random random = new Random(42);
        for (int graph = 0; graph < 1000; graph++) {
            int nodes = 1 + random.nextInt(40);
            int edges = random.nextInt(50);
            long[] from =
                    random.longs(edges, 0, nodes).map(it -> it * 1_000_003 - 7).toArray();
            long[] to =
                    random.longs(edges, 0, nodes).map(it -> it * 1_000_003 - 7).toArray();
            assertThat(components(new ConnectedComponents(from, to)))
                    .as("graph %d", graph)
                    .isEqualTo(spread(from, to));
        }
    }

    private static Map<Long, Long> components(ConnectedComponents found) {
        Map<Long, Long> names = new TreeMap<>();
        for (int i = 0; i < found.size(); i++) {
            names.put(found.node(i), found.component(i));
        }
        return names;
    }

    private static Map<Long, Long> spread(long[] from, long[] to) {
        Map<Long, Long> names = new TreeMap<>();
        for (int i = 0; i < from.length; i++) {
            names.put(from[i], from[i]);
            names.put(to[i], to[i]);
        }
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int i = 0; i < from.length; i++) {
                long least = Math.min(names.get(from[i]), names.get(to[i]));
                changed |= names.put(from[i], least) != least;
                changed |= names.put(to[i], least) != least;
            }
        }
        return names;
    }
}
