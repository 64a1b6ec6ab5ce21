package io.nightjar.segment;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.schema.SegmentChanges;
import io.nightjar.schema.SegmentMembers;
import io.nightjar.schema.Table;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Says who joins, who leaves and who stays on each list, against the last published night. */
public final class CompareSegments implements TableJob {
    @Override
    public List<Table> inputs() {
        return List.of(SegmentMembers.TABLE);
    }

    @Override
    public Table output() {
        return SegmentChanges.TABLE;
    }

    @Override
    public List<Table> liveInputs() {
        return List.of(SegmentMembers.TABLE);
    }

    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        Dataset<Row> tonight = members(in.read(SegmentMembers.TABLE)).withColumn("is_in", lit(true));
        Dataset<Row> before = in.live(SegmentMembers.TABLE)
                .map(CompareSegments::members)
                .orElseGet(() -> members(in.read(SegmentMembers.TABLE)).limit(0))
                .withColumn("was_in", lit(true));
        String[] key = {SegmentMembers.SEGMENT.name(), SegmentMembers.CUSTOMER_ID.name()};
        return tonight.join(before, key, "full")
                .withColumn(
                        SegmentChanges.CHANGE.name(),
                        when(coalesce(col("was_in"), lit(false)).and(coalesce(col("is_in"), lit(false))), "keep")
                                .when(coalesce(col("is_in"), lit(false)), "add")
                                .otherwise("remove"))
                .select(SegmentChanges.TABLE.columns());
    }

    private static Dataset<Row> members(Dataset<Row> rows) {
        return rows.select(SegmentMembers.SEGMENT.col(), SegmentMembers.CUSTOMER_ID.col());
    }
}
