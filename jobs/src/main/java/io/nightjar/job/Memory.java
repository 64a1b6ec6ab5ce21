package io.nightjar.job;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.row_number;

import io.nightjar.schema.MergedPersons;
import io.nightjar.schema.Table;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** What the nights before have left about persons, under the ids that the persons have tonight. */
public final class Memory {
    private static final String PERSON = MergedPersons.CUSTOMER_ID.name();
    private static final String GOES_ON = "goes_on_as";
    private static final String PLACE = "place";

    private Memory() {}

    /**
     * The table as the newest published night of an earlier date left it. Where two persons are one tonight, the first by
     * the given order is kept of the rows that have one key.
     */
    public static Optional<Dataset<Row>> of(Inputs in, Table table, Column... order) {
        return in.previous(table).map(rows -> followed(in, table, rows, order));
    }

    private static Dataset<Row> followed(Inputs in, Table table, Dataset<Row> rows, Column... order) {
        Dataset<Row> merged = in.read(MergedPersons.TABLE);
        Column goesOn = MergedPersons.CUSTOMER_ID.col().as(GOES_ON);
        Dataset<Row> concerned = merged.select(MergedPersons.OLD_ID.col().as(PERSON), goesOn)
                .unionByName(merged.select(col(PERSON), goesOn).distinct());
        Dataset<Row> all = rows.join(broadcast(concerned), new String[] {PERSON}, "left");
        Dataset<Row> others = all.where(col(GOES_ON).isNull()).select(table.columns());
        return all.where(col(GOES_ON).isNotNull())
                .withColumn(PERSON, col(GOES_ON))
                .withColumn(
                        PLACE,
                        row_number().over(Window.partitionBy(table.keyColumns()).orderBy(order)))
                .where(col(PLACE).equalTo(1))
                .select(table.columns())
                .unionByName(others);
    }
}
