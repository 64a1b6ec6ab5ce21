package io.nightjar.store.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Statistics;
import org.apache.spark.sql.connector.read.SupportsReportStatistics;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/** One reading of a feed, divided into tasks in a way that does not depend on the number of cores. */
record FeedScan(Inventory inventory, StructType schema) implements SupportsReportStatistics, Batch {
    // What opening one more file is worth in bytes read, so that many tiny files share a task.
    private static final long OPEN_COST = 256L << 10;
    private static final long VALUE_BYTES = 16;

    @Override
    public StructType readSchema() {
        return schema;
    }

    @Override
    public String description() {
        return "feed " + inventory.spec().source() + "/" + inventory.spec().feed() + ", "
                + inventory.readable().size() + " files";
    }

    @Override
    public Batch toBatch() {
        return this;
    }

    @Override
    public Statistics estimateStatistics() {
        long rows = inventory.records();
        long bytes = rows * VALUE_BYTES * Math.max(1, schema.size());
        return new Statistics() {
            @Override
            public OptionalLong sizeInBytes() {
                return OptionalLong.of(bytes);
            }

            @Override
            public OptionalLong numRows() {
                return OptionalLong.of(rows);
            }
        };
    }

    @Override
    public InputPartition[] planInputPartitions() {
        List<InputPartition> partitions = new ArrayList<>();
        List<FeedPartition.Piece> pieces = new ArrayList<>();
        long weight = 0;
        for (FileFacts file : inventory.readable()) {
            for (Chunk chunk : file.chunks()) {
                if (weight > 0 && weight + chunk.bytes() > inventory.spec().chunkBytes()) {
                    partitions.add(new FeedPartition(List.copyOf(pieces)));
                    pieces.clear();
                    weight = 0;
                }
                pieces.add(new FeedPartition.Piece(file.name(), file.path(), file.columns(), chunk));
                weight += chunk.bytes() + OPEN_COST;
            }
        }
        if (!pieces.isEmpty()) {
            partitions.add(new FeedPartition(List.copyOf(pieces)));
        }
        return partitions.toArray(InputPartition[]::new);
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        return new FeedRowsFactory(
                SerializableConfiguration.broadcast(SparkSession.active().sparkContext()), inventory.spec(), schema);
    }
}
