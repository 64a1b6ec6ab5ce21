package io.nightjar.staging;

import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.schema.Field;
import io.nightjar.schema.Provenance;
import io.nightjar.schema.SourceTable;
import io.nightjar.schema.Table;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Gives the usable rows of a source: those with no reason against them, less the copies. */
public final class StageSource implements TableJob {
    private final SourceTable source;

    public StageSource(SourceTable source) {
        this.source = source;
    }

    @Override
    public String name() {
        return "stage-" + source.kebab();
    }

    @Override
    public List<Table> inputs() {
        return List.of(source.parsed(), source.dropped());
    }

    @Override
    public Table output() {
        return source.staged();
    }

    @Override
    public boolean isView(Inputs in) {
        return true;
    }

    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        String[] place = Provenance.FIELDS.stream().map(Field::name).toArray(String[]::new);
        Column[] columns = Provenance.FIELDS.stream().map(Field::col).toArray(Column[]::new);
        return in.read(source.parsed())
                .where(Provenance.REASON.col().isNull())
                .join(in.read(source.dropped()).select(columns), place, "left_anti")
                .select(source.staged().columns());
    }
}
