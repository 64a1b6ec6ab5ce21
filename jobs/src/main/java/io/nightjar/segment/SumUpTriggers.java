package io.nightjar.segment;

import io.nightjar.config.TriggerDefinition;
import io.nightjar.config.TriggerFiles;
import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.schema.Table;
import io.nightjar.schema.TriggerEvents;
import io.nightjar.schema.Triggers;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Counts what fired, and says which triggers were left out tonight and why. */
public final class SumUpTriggers implements TableJob {
    private final List<TriggerDefinition> triggers;

    public SumUpTriggers(List<TriggerDefinition> triggers) {
        this.triggers = List.copyOf(triggers);
    }

    @Override
    public List<Table> inputs() {
        return Stream.of(List.of(TriggerEvents.TABLE), SegmentBase.inputs(), TriggerGrounds.inputs())
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    @Override
    public List<Table> previousInputs() {
        return FireTriggers.remembered(triggers);
    }

    @Override
    public Table output() {
        return Triggers.TABLE;
    }

    @Override
    public String settings() {
        return TriggerFiles.fingerprintText(triggers);
    }

    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        Dataset<Row> events = in.read(TriggerEvents.TABLE);
        Map<String, Long> counts = new HashMap<>();
        events.groupBy(TriggerEvents.TRIGGER.col(), TriggerEvents.TRIGGER_STATE.col())
                .count()
                .collectAsList()
                .forEach(row -> counts.put(row.getString(0) + " " + row.getString(1), row.getLong(2)));
        List<Row> rows = triggers.stream()
                .map(trigger -> RowFactory.create(
                        trigger.name(),
                        trigger.description(),
                        counts.getOrDefault(trigger.name() + " new", 0L),
                        counts.getOrDefault(trigger.name() + " open", 0L),
                        FireTriggers.missing(in, trigger).orElse(null)))
                .toList();
        return events.sparkSession().createDataFrame(rows, Triggers.TABLE.structType());
    }
}
