package io.nightjar.staging;

import io.nightjar.job.Feed;
import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.quality.Check;
import io.nightjar.schema.SourceTable;
import io.nightjar.schema.Table;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The books of a night in which one parsed row got lost, to see that somebody notices. */
record LosingBooks(BuildFeedAccounts books) implements TableJob {
    @Override
    public List<Table> inputs() {
        return books.inputs();
    }

    @Override
    public Table output() {
        return books.output();
    }

    @Override
    public List<Check> checks() {
        return books.checks();
    }

    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        return books.build(new OneRowShort(in), asOf);
    }

    private record OneRowShort(Inputs in) implements Inputs {
        @Override
        public Dataset<Row> read(Table table) {
            Dataset<Row> rows = in.read(table);
            return table.name().startsWith("parsed_") ? rows.limit((int) rows.count() - 1) : rows;
        }

        @Override
        public List<Feed> feeds(SourceTable source) {
            return in.feeds(source);
        }
    }
}
