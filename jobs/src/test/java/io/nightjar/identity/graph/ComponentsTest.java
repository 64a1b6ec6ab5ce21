package io.nightjar.identity.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.SparkExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A thousand random graphs beside one another, and a long chain, against a plain union-find. */
@ExtendWith(SparkExtension.class)
final class ComponentsTest {
    private static final StructType LINKS =
            new StructType().add("one", DataTypes.LongType, false).add("other", DataTypes.LongType, false);
    private static final String ADAPTIVE = "spark.sql.adaptive.enabled";

    @Test
    void driverAndClusterAgreeWithPlainUnionFind(SparkSession spark) {
        List<long[]> links = graphs(new Random(42));
        Map<Long, Long> expected = plain(links);
        Dataset<Row> rows = spark.createDataFrame(
                        links.stream()
                                .map(link -> RowFactory.create(link[0], link[1]))
                                .toList(),
                        LINKS)
                .repartition(3);
        assertThat(found(Components.of(rows, Long.MAX_VALUE))).isEqualTo(expected);
        String before = spark.conf().get(ADAPTIVE);
        try {
            for (boolean isAdaptive : new boolean[] {true, false}) {
                spark.conf().set(ADAPTIVE, String.valueOf(isAdaptive));
                assertThat(found(Components.of(rows, 0)))
                        .as("adaptive: %s", isAdaptive)
                        .isEqualTo(expected);
            }
        } finally {
            spark.conf().set(ADAPTIVE, before);
        }
    }

    @Test
    void noLinksAreNoComponents(SparkSession spark) {
        Dataset<Row> none = spark.createDataFrame(List.of(), LINKS);
        assertThat(found(Components.onDriver(none))).isEmpty();
        assertThat(found(Components.onCluster(none))).isEmpty();
    }

    /** Node names are far apart and of both signs, as hashes are; some nodes are linked to themselves only. */
    private static List<long[]> graphs(Random random) {
        List<long[]> links = new ArrayList<>();
        for (int graph = 0; graph < 1000; graph++) {
            int nodes = 1 + random.nextInt(20);
            int count = random.nextInt(25);
            for (int i = 0; i < count; i++) {
                links.add(new long[] {name(graph, random.nextInt(nodes)), name(graph, random.nextInt(nodes))});
            }
        }
        for (int i = 0; i < 60; i++) {
            links.add(new long[] {name(1000, i), name(1000, i + 1)});
        }
        return links;
    }

    private static long name(int graph, int node) {
        return (graph * 1000L + node) * 0x9E3779B97F4A7C15L;
    }

    private static Map<Long, Long> found(Dataset<Row> components) {
        Map<Long, Long> names = new TreeMap<>();
        for (Row row : components.collectAsList()) {
            assertThat(names.put(row.getLong(0), row.getLong(1)))
                    .as("a node has one component")
                    .isNull();
        }
        return names;
    }

    private static Map<Long, Long> plain(List<long[]> links) {
        Map<Long, Long> parents = new TreeMap<>();
        for (long[] link : links) {
            long one = root(parents, link[0]);
            long other = root(parents, link[1]);
            parents.put(Math.max(one, other), Math.min(one, other));
        }
        Map<Long, Long> names = new TreeMap<>();
        parents.keySet().forEach(node -> names.put(node, root(parents, node)));
        return names;
    }

    private static long root(Map<Long, Long> parents, long node) {
        long at = node;
        while (parents.computeIfAbsent(at, it -> it) != at) {
            at = parents.get(at);
        }
        parents.putIfAbsent(at, at);
        return at;
    }
}
