package io.nightjar.store.feed;

import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/** Travels to the executors and opens the reader of each task there. */
record FeedRowsFactory(Broadcast<SerializableConfiguration> conf, FeedSpec spec, StructType schema)
        implements PartitionReaderFactory {
    @Override
    public PartitionReader<InternalRow> createReader(InputPartition partition) {
        return new FeedRows(conf.value().value(), spec, schema, (FeedPartition) partition);
    }
}
