package io.nightjar.decide;

import static org.apache.spark.sql.functions.lit;

import io.nightjar.job.Inputs;
import io.nightjar.schema.ControlGroups;
import io.nightjar.schema.IdentityLinks;
import io.nightjar.schema.SegmentMembers;
import io.nightjar.schema.TriggerEvents;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** People on segments, and people for whom triggers have fired that have not expired: what both are to the plan. */
final class ListMembers {
    private ListMembers() {}

    /** List, person and what it is about, which is empty for segments. */
    static Dataset<Row> of(Inputs in) {
        Dataset<Row> segments = in.read(SegmentMembers.TABLE)
                .select(
                        ControlGroups.LIST.of(SegmentMembers.SEGMENT.col()),
                        IdentityLinks.CUSTOMER_ID.col(),
                        TriggerEvents.OBJECT.of(lit("")));
        Dataset<Row> triggers = in.read(TriggerEvents.TABLE)
                .where(TriggerEvents.TRIGGER_STATE.col().isin("new", "open"))
                .select(
                        ControlGroups.LIST.of(TriggerEvents.TRIGGER.col()),
                        IdentityLinks.CUSTOMER_ID.col(),
                        TriggerEvents.OBJECT.col());
        return segments.union(triggers);
    }
}
