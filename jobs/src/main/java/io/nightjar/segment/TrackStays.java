package io.nightjar.segment;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.when;

import io.nightjar.job.Inputs;
import io.nightjar.job.Memory;
import io.nightjar.job.TableJob;
import io.nightjar.schema.ControlGroups;
import io.nightjar.schema.CustomerProfiles;
import io.nightjar.schema.MergedPersons;
import io.nightjar.schema.SegmentMembers;
import io.nightjar.schema.SegmentStays;
import io.nightjar.schema.Table;
import io.nightjar.schema.TriggerEvents;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Keeps who was on which list when, fired triggers included, and who of them was held out, as far back as receipts look. */
public final class TrackStays implements TableJob {
    private static final String[] KEY = {SegmentStays.SEGMENT.name(), SegmentStays.CUSTOMER_ID.name()};
    private static final String IS_IN = "is_in";
    private static final String HELD_TONIGHT = "held_tonight";

    private final int days;

    /** @param days that stays which have ended are kept */
    public TrackStays(int days) {
        this.days = days;
    }

    @Override
    public List<Table> inputs() {
        return List.of(
                SegmentMembers.TABLE,
                TriggerEvents.TABLE,
                ControlGroups.TABLE,
                CustomerProfiles.TABLE,
                MergedPersons.TABLE);
    }

    @Override
    public Table output() {
        return SegmentStays.TABLE;
    }

    @Override
    public List<Table> previousInputs() {
        return List.of(SegmentStays.TABLE);
    }

    @Override
    public String settings() {
        return String.valueOf(days);
    }

    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        Dataset<Row> before = before(in, asOf);
        Column left = SegmentStays.LEFT_ON.col();
        Dataset<Row> ended = before.where(left.isNotNull());
        // Two persons who are one tonight may both have been in.
        Dataset<Row> open = before.where(left.isNull())
                .groupBy(SegmentStays.SEGMENT.col(), SegmentStays.CUSTOMER_ID.col())
                .agg(
                        min(SegmentStays.ENTERED_ON.col()).as(SegmentStays.ENTERED_ON.name()),
                        min_by(SegmentStays.IS_HELD_OUT.col(), SegmentStays.ENTERED_ON.col())
                                .as(SegmentStays.IS_HELD_OUT.name()));
        Dataset<Row> heldOut = in.read(ControlGroups.TABLE)
                .select(
                        SegmentStays.SEGMENT.of(ControlGroups.LIST.col()),
                        SegmentStays.CUSTOMER_ID.col(),
                        lit(true).as(HELD_TONIGHT));
        Dataset<Row> triggered = in.read(TriggerEvents.TABLE)
                .where(TriggerEvents.EXPIRES_ON.col().geq(lit(asOf)))
                .select(SegmentStays.SEGMENT.of(TriggerEvents.TRIGGER.col()), SegmentStays.CUSTOMER_ID.col())
                .distinct();
        Dataset<Row> tonight = in.read(SegmentMembers.TABLE)
                .select(SegmentStays.SEGMENT.col(), SegmentStays.CUSTOMER_ID.col())
                .union(triggered)
                .withColumn(IS_IN, lit(true))
                .join(heldOut, KEY, "left");
        return tonight.join(open, KEY, "full")
                .select(
                        SegmentStays.SEGMENT.col(),
                        SegmentStays.CUSTOMER_ID.col(),
                        SegmentStays.ENTERED_ON.of(coalesce(SegmentStays.ENTERED_ON.col(), lit(asOf))),
                        SegmentStays.LEFT_ON.of(when(col(IS_IN).isNull(), lit(asOf))),
                        SegmentStays.IS_HELD_OUT.of(
                                when(col(IS_IN).isNotNull(), coalesce(col(HELD_TONIGHT), lit(false)))
                                        .otherwise(SegmentStays.IS_HELD_OUT.col())))
                .unionByName(ended);
    }

    /** As they were before this date, also if this date has been run before; of people who still are there. */
    private Dataset<Row> before(Inputs in, LocalDate asOf) {
        Dataset<Row> people = in.read(CustomerProfiles.TABLE).select(SegmentStays.CUSTOMER_ID.col());
        Column left = SegmentStays.LEFT_ON.col();
        return Memory.of(in, SegmentStays.TABLE, SegmentStays.LEFT_ON.col().desc_nulls_first())
                .orElseGet(() -> people.sparkSession().createDataFrame(List.of(), SegmentStays.TABLE.structType()))
                .where(SegmentStays.ENTERED_ON.col().lt(lit(asOf)))
                .where(left.isNull().or(left.gt(lit(asOf.minusDays(days)))))
                .withColumn(SegmentStays.LEFT_ON.name(), when(left.lt(lit(asOf)), left))
                .join(people, new String[] {SegmentStays.CUSTOMER_ID.name()}, "left_semi")
                .select(SegmentStays.TABLE.columns());
    }
}
