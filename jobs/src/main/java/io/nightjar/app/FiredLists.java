package io.nightjar.app;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;

import io.nightjar.job.Inputs;
import io.nightjar.publish.ReadyFile;
import io.nightjar.report.SegmentLine;
import io.nightjar.schema.TriggerEvents;
import io.nightjar.schema.Triggers;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/** Triggers as the page shows them: lists of those for whom they are open. */
final class FiredLists {
    private FiredLists() {}

    /** Who joined has none of the trigger from before; who left had the last one until the day before. */
    static List<SegmentLine> of(Inputs made, LocalDate asOf, Optional<ReadyFile> delivered) {
        Map<String, Row> people = people(made, asOf);
        return made.read(Triggers.TABLE).orderBy(Triggers.TRIGGER.col()).collectAsList().stream()
                .map(row -> {
                    String name = row.getAs(Triggers.TRIGGER.name());
                    Row counts = people.get(name);
                    long joined = counts == null ? 0 : counts.getLong(1);
                    long left = counts == null ? 0 : counts.getLong(2);
                    long stayed = counts == null ? 0 : counts.getLong(3);
                    return new SegmentLine(
                            name,
                            row.getAs(Triggers.DESCRIPTION.name()),
                            joined + stayed,
                            joined,
                            left,
                            stayed,
                            delivered
                                    .map(file -> file.withheld().getOrDefault(name, 0L))
                                    .orElse(0L),
                            delivered.map(file -> Finish.names(file, name)).orElse(List.of()));
                })
                .toList();
    }

    private static Map<String, Row> people(Inputs made, LocalDate asOf) {
        Column state = TriggerEvents.TRIGGER_STATE.col();
        Map<String, Row> people = new HashMap<>();
        made.read(TriggerEvents.TABLE)
                .groupBy(TriggerEvents.TRIGGER.col(), TriggerEvents.CUSTOMER_ID.col())
                .agg(
                        max(state.equalTo("new")).as("is_new"),
                        max(state.equalTo("open")).as("is_open"),
                        max(TriggerEvents.EXPIRES_ON.col()).as("until"))
                .groupBy(TriggerEvents.TRIGGER.col())
                .agg(
                        count_if(col("is_new").and(not(col("is_open")))),
                        count_if(col("until").equalTo(lit(asOf.minusDays(1)))),
                        count_if(col("is_open")))
                .collectAsList()
                .forEach(row -> people.put(row.getString(0), row));
        return people;
    }
}
