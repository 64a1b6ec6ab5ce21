package io.nightjar.job;

import io.nightjar.schema.SourceTable;
import io.nightjar.schema.Table;
import io.nightjar.store.TableCommit;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What a job may read. */
public interface Inputs {
    /** A table made earlier in this night; without rows if its source is not configured. */
    Dataset<Row> read(Table table);

    /** Whether the table is made tonight. */
    default boolean has(Table table) {
        return true;
    }

    /**
     * What is remembered: the same table of the newest published night of an earlier date. A job that asks lists it in
     * its previous inputs.
     */
    default Optional<Dataset<Row>> previous(Table table) {
        return Optional.empty();
    }

    /**
     * What others have seen last: the same table of the night that is live, which is of this date if tonight is made
     * again. A job that asks lists it in its live inputs.
     */
    default Optional<Dataset<Row>> live(Table table) {
        return Optional.empty();
    }

    /** The feeds of a source, each as raw rows with file and line. */
    default List<Feed> feeds(SourceTable source) {
        throw new UnsupportedOperationException("No feeds of " + source.name() + " here");
    }

    /** Rows and content hash of a table made tonight, as audited. */
    default Optional<TableCommit> commit(Table table) {
        return Optional.empty();
    }
}
