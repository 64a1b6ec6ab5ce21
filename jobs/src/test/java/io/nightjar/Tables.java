package io.nightjar;

import io.nightjar.job.Inputs;
import io.nightjar.quality.Audit;
import io.nightjar.schema.Table;
import io.nightjar.store.TableCommit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What a job under test may read: tables in memory. A table that was not put in is one whose source is off. */
public final class Tables implements Inputs {
    private final SparkSession spark;
    private final Map<String, Dataset<Row>> tonight = new LinkedHashMap<>();
    private final Map<String, Dataset<Row>> lastNight = new LinkedHashMap<>();

    public Tables(SparkSession spark) {
        this.spark = spark;
    }

    public Tables with(Table table, Dataset<Row> rows) {
        tonight.put(table.name(), rows);
        return this;
    }

    /** A line for every column of the table: see {@link Rows#of}. */
    public Tables with(Table table, String text) {
        return with(table, Rows.of(spark, table, text));
    }

    /** The first line names the columns: see {@link Rows#named}. */
    public Tables named(Table table, String text) {
        return with(table, Rows.named(spark, table, text));
    }

    public Tables lastNight(Table table, String text) {
        lastNight.put(table.name(), Rows.of(spark, table, text));
        return this;
    }

    public Tables lastNight(Table table, Dataset<Row> rows) {
        lastNight.put(table.name(), rows);
        return this;
    }

    @Override
    public Dataset<Row> read(Table table) {
        Dataset<Row> rows = tonight.get(table.name());
        return rows == null ? spark.createDataFrame(List.of(), table.structType()) : rows;
    }

    @Override
    public boolean has(Table table) {
        return tonight.containsKey(table.name());
    }

    @Override
    public Optional<Dataset<Row>> previous(Table table) {
        return Optional.ofNullable(lastNight.get(table.name()));
    }

    @Override
    public Optional<Dataset<Row>> live(Table table) {
        return previous(table);
    }

    @Override
    public Optional<TableCommit> commit(Table table) {
        return Optional.ofNullable(tonight.get(table.name())).map(rows -> {
            Audit audit = Audit.of(table, rows, List.of());
            return new TableCommit(
                    table.name(), "test", "data", audit.rows(), audit.contentHash(), Map.of(), List.of(), null);
        });
    }
}
