package io.nightjar.model;

import io.nightjar.job.Portions;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** Adds columns to rows where they lie, many rows at a time; nobody is brought to the driver. */
final class RowScorer implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int AT_A_TIME = 4096;

    private final Batch batch;

    /** The new columns of some rows. */
    interface Batch extends Serializable {
        /** One array of values for each row, in the order of the rows. */
        List<Object[]> of(List<Row> rows, StructType type);
    }

    RowScorer(Batch batch) {
        this.batch = batch;
    }

    /** The rows with the columns added. */
    Dataset<Row> scored(Dataset<Row> rows, StructType added) {
        StructType type = rows.schema();
        MapPartitionsFunction<Row, Row> score =
                partition -> new Portions(partition, ahead -> next(ahead.some(AT_A_TIME), type));
        StructType all = type;
        for (var field : added.fields()) {
            all = all.add(field);
        }
        return rows.mapPartitions(score, Encoders.row(all));
    }

    private List<Row> next(List<Row> some, StructType type) {
        List<Object[]> added = batch.of(some, type);
        List<Row> scored = new ArrayList<>();
        for (int i = 0; i < some.size(); i++) {
            Row row = some.get(i);
            Object[] values = new Object[row.size() + added.get(i).length];
            for (int k = 0; k < row.size(); k++) {
                values[k] = row.get(k);
            }
            System.arraycopy(added.get(i), 0, values, row.size(), added.get(i).length);
            scored.add(RowFactory.create(values));
        }
        return scored;
    }
}
