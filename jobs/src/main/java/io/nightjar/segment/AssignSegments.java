package io.nightjar.segment;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;

import io.nightjar.config.SegmentDefinition;
import io.nightjar.config.SegmentFiles;
import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.schema.SegmentMembers;
import io.nightjar.schema.SqlColumns;
import io.nightjar.schema.Table;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Puts people on the lists whose rule they fulfil, best first, cut at the list's size. */
public final class AssignSegments implements TableJob {
    private final List<SegmentDefinition> segments;

    public AssignSegments(List<SegmentDefinition> segments) {
        this.segments = List.copyOf(segments);
    }

    @Override
    public List<Table> inputs() {
        return SegmentBase.inputs();
    }

    @Override
    public Table output() {
        return SegmentMembers.TABLE;
    }

    @Override
    public String settings() {
        return SegmentFiles.fingerprintText(segments);
    }

    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        Dataset<Row> base = SegmentBase.of(in);
        Dataset<Row> none = base.sparkSession().createDataFrame(List.of(), SegmentMembers.TABLE.structType());
        return segments.stream()
                .map(segment -> members(base, segment))
                .reduce(Dataset::union)
                .orElse(none);
    }

    private static Dataset<Row> members(Dataset<Row> base, SegmentDefinition segment) {
        Dataset<Row> ranked =
                base.where(segment.when()).withColumn(SegmentMembers.MEMBER_RANK.name(), SegmentBase.rank(segment));
        Dataset<Row> cut = segment.maxSize().isPresent()
                ? ranked.where(
                        SegmentMembers.MEMBER_RANK.col().leq(segment.maxSize().getAsLong()))
                : ranked;
        return cut.select(
                SegmentMembers.SEGMENT.of(lit(segment.name())),
                SegmentMembers.CUSTOMER_ID.col(),
                SegmentMembers.MEMBER_RANK.col(),
                SegmentMembers.REASON.of(reason(base, segment)));
    }

    /** The person's own values of the columns that the rule speaks about. */
    private static Column reason(Dataset<Row> base, SegmentDefinition segment) {
        Column[] facts = SqlColumns.of(segment.when()).stream()
                .filter(List.of(base.columns())::contains)
                .map(name -> concat(lit(name + " "), coalesce(col(name).cast("string"), lit("unknown"))))
                .toArray(Column[]::new);
        return concat_ws(", ", facts);
    }
}
