package io.nightjar.segment;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.nightjar.config.SegmentDefinition;
import io.nightjar.config.SegmentFiles;
import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.quality.Check;
import io.nightjar.schema.SegmentChanges;
import io.nightjar.schema.Segments;
import io.nightjar.schema.Table;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Counts each list and its changes; a list that became empty is still there, with 0 members and its removals. */
public final class SumUpSegments implements TableJob {
    private final List<SegmentDefinition> segments;

    public SumUpSegments(List<SegmentDefinition> segments) {
        this.segments = List.copyOf(segments);
    }

    @Override
    public List<Table> inputs() {
        return Stream.concat(Stream.of(SegmentChanges.TABLE), SegmentBase.inputs().stream())
                .toList();
    }

    @Override
    public List<Table> previousInputs() {
        return AssignSegments.remembered(segments);
    }

    @Override
    public Table output() {
        return Segments.TABLE;
    }

    @Override
    public String settings() {
        return SegmentFiles.fingerprintText(segments);
    }

    @Override
    public List<Check> checks() {
        return List.of(Check.holds(
                "members = added + kept",
                Segments.MEMBER_COUNT.col().equalTo(Segments.ADDED_COUNT.col().plus(Segments.KEPT_COUNT.col()))));
    }

    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        List<Row> rows = segments.stream()
                .map(segment -> RowFactory.create(
                        segment.name(),
                        segment.description(),
                        SegmentBase.missing(in, SegmentBase.expressions(segment))
                                .orElse(null)))
                .toList();
        StructType type = new StructType()
                .add(Segments.SEGMENT.name(), DataTypes.StringType)
                .add(Segments.DESCRIPTION.name(), DataTypes.StringType)
                .add(Segments.NOTE.name(), DataTypes.StringType);
        Column change = SegmentChanges.CHANGE.col();
        Dataset<Row> counts = in.read(SegmentChanges.TABLE)
                .groupBy(SegmentChanges.SEGMENT.col())
                .agg(
                        count_if(not(change.equalTo("remove"))).as(Segments.MEMBER_COUNT.name()),
                        count_if(change.equalTo("add")).as(Segments.ADDED_COUNT.name()),
                        count_if(change.equalTo("remove")).as(Segments.REMOVED_COUNT.name()),
                        count_if(change.equalTo("keep")).as(Segments.KEPT_COUNT.name()));
        return counts.sparkSession()
                .createDataFrame(rows, type)
                .join(counts, new String[] {Segments.SEGMENT.name()}, "full")
                .select(
                        Segments.SEGMENT.col(),
                        coalesce(Segments.DESCRIPTION.col(), lit("(no longer defined: everybody was removed)"))
                                .as(Segments.DESCRIPTION.name()),
                        zero(Segments.MEMBER_COUNT.col()),
                        zero(Segments.ADDED_COUNT.col()),
                        zero(Segments.REMOVED_COUNT.col()),
                        zero(Segments.KEPT_COUNT.col()),
                        Segments.NOTE.col())
                .toDF(Segments.TABLE.names().toArray(String[]::new));
    }

    private static Column zero(Column count) {
        return coalesce(count, lit(0L));
    }
}
