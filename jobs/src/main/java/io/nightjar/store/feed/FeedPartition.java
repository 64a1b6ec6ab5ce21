package io.nightjar.store.feed;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.connector.read.InputPartition;

/** What one task reads: a chunk of a large file, or several small files. */
record FeedPartition(List<Piece> pieces) implements InputPartition {
    /** A chunk with all that is needed to read it. */
    record Piece(String name, String path, List<String> columns, Chunk chunk) implements Serializable {}
}
