package io.nightjar.job;

import io.nightjar.quality.Check;
import io.nightjar.schema.Table;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Makes one table from others. */
public non-sealed interface TableJob extends Job {
    Table output();

    Dataset<Row> build(Inputs in, LocalDate asOf);

    /** Promises beyond the key. */
    default List<Check> checks() {
        return List.of();
    }

    /**
     * A view keeps no rows of its own: readers get the query, which must be cheap.
     *
     * @param in what it is made from, as counted; the same inputs must give the same answer
     */
    default boolean isView(Inputs in) {
        return false;
    }

    /** What it remembers of the night before, which then is part of what the outcome depends on. */
    default List<Table> previousInputs() {
        return List.of();
    }

    /** What it compares with in the live night, which then is part of what the outcome depends on. */
    default List<Table> liveInputs() {
        return List.of();
    }
}
