package io.nightjar.identity.graph;

import static org.apache.spark.sql.functions.bit_xor;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.xxhash64;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/**
 * Connected components of links between 64-bit node names, as {@code node, component}; a component is named after its
 * smallest node. Few links go to the driver as 16 bytes each; many stay on the cluster, by alternating large-star and
 * small-star steps (Kiveris et al., Connected Components in MapReduce and Beyond, SoCC 2014). Both find the same names,
 * for node names are values of the data and never depend on partitions or retries.
 */
public final class Components {
    /** Column with the name of a node. */
    public static final String NODE = "node";
    /** Column with the name of its component. */
    public static final String COMPONENT = "component";

    private static final String U = "u";
    private static final String V = "v";
    private static final int LINK_BYTES = 2 * Long.BYTES;

    private Components() {}

    /**
     * Nodes with their components.
     *
     * @param links two columns of node names
     * @param driverLinks so many links and fewer are joined in the driver's memory
     */
    public static Dataset<Row> of(Dataset<Row> links, long driverLinks) {
        Dataset<Row> named = links.toDF(U, V);
        return named.count() <= driverLinks ? onDriver(named) : onCluster(named);
    }

    static Dataset<Row> onDriver(Dataset<Row> links) {
        MapPartitionsFunction<Row, byte[]> pack = Components::packed;
        List<byte[]> parts =
                links.toDF(U, V).mapPartitions(pack, Encoders.BINARY()).collectAsList();
        int size = parts.stream().mapToInt(part -> part.length / LINK_BYTES).sum();
        long[] from = new long[size];
        long[] to = new long[size];
        int next = 0;
        for (byte[] part : parts) {
            ByteBuffer bytes = ByteBuffer.wrap(part);
            while (bytes.hasRemaining()) {
                from[next] = bytes.getLong();
                to[next++] = bytes.getLong();
            }
        }
        ConnectedComponents found = new ConnectedComponents(from, to);
        long[] nodes = new long[found.size()];
        long[] components = new long[found.size()];
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = found.node(i);
            components[i] = found.component(i);
        }
        return table(links, nodes, components);
    }

    /** The arrays travel once to each executor; rows are made there. */
    private static Dataset<Row> table(Dataset<Row> links, long[] nodes, long[] components) {
        Broadcast<long[][]> found = JavaSparkContext.fromSparkContext(
                        links.sparkSession().sparkContext())
                .broadcast(new long[][] {nodes, components});
        UDF1<Long, Long> node = i -> found.value()[0][i.intValue()];
        UDF1<Long, Long> component = i -> found.value()[1][i.intValue()];
        return links.sparkSession()
                .range(nodes.length)
                .select(
                        udf(node, DataTypes.LongType).apply(col("id")).as(NODE),
                        udf(component, DataTypes.LongType).apply(col("id")).as(COMPONENT));
    }

    private static Iterator<byte[]> packed(Iterator<Row> links) {
        ByteBuffer bytes = ByteBuffer.allocate(1024 * LINK_BYTES);
        while (links.hasNext()) {
            Row link = links.next();
            if (!bytes.hasRemaining()) {
                bytes = ByteBuffer.allocate(2 * bytes.capacity()).put(bytes.flip());
            }
            bytes.putLong(link.getLong(0)).putLong(link.getLong(1));
        }
        byte[] packed = new byte[bytes.flip().remaining()];
        bytes.get(packed);
        return List.of(packed).iterator();
    }

    /** Until both kinds of step leave every link as it is: then each links a node to the smallest of its component. */
    static Dataset<Row> onCluster(Dataset<Row> links) {
        Dataset<Row> all = links.toDF(U, V);
        Dataset<Row> nodes =
                all.select(col(U)).union(all.select(col(V))).distinct().toDF(NODE);
        Dataset<Row> stars = checkpoint(all.where(col(U).notEqual(col(V))).distinct());
        Row before = null;
        Row now = fingerprint(stars);
        while (!now.equals(before)) {
            stars = checkpoint(smallStar(largeStar(stars)));
            before = now;
            now = fingerprint(stars);
        }
        Dataset<Row> members = stars.toDF(NODE, COMPONENT);
        Dataset<Row> smallest =
                nodes.join(members, new String[] {NODE}, "left_anti").withColumn(COMPONENT, col(NODE));
        return members.unionByName(smallest);
    }

    /** Links each larger neighbour of a node to the smallest of the node and its neighbours. */
    private static Dataset<Row> largeStar(Dataset<Row> links) {
        Dataset<Row> both = links.union(links.select(col(V), col(U))).toDF(U, V);
        Dataset<Row> smallest = both.groupBy(U).agg(least(col(U), min(V)).as("least"));
        return both.where(col(V).gt(col(U)))
                .join(smallest, U)
                .select(col(V).as(U), col("least").as(V))
                .distinct();
    }

    /** Links each smaller neighbour of a node, and the node itself, to the smallest of them. */
    private static Dataset<Row> smallStar(Dataset<Row> links) {
        Dataset<Row> down = links.select(
                greatest(col(U), col(V)).as(U), least(col(U), col(V)).as(V));
        Dataset<Row> smallest = down.groupBy(U).agg(min(V).as("least"));
        Dataset<Row> moved =
                down.join(smallest, U).select(col(V).as(U), col("least").as(V));
        return moved.union(smallest.select(col(U), col("least")))
                .toDF(U, V)
                .where(col(U).notEqual(col(V)))
                .distinct();
    }

    private static Row fingerprint(Dataset<Row> links) {
        return links.agg(count(lit(1)), bit_xor(xxhash64(col(U), col(V)))).head();
    }

    /** On reliable storage where the session has a place for it: executors may be lost. */
    private static Dataset<Row> checkpoint(Dataset<Row> rows) {
        boolean hasPlace = rows.sparkSession().sparkContext().getCheckpointDir().isDefined();
        return hasPlace ? rows.checkpoint() : rows.localCheckpoint();
    }
}
