package io.nightjar.publish.postgres;

import io.nightjar.config.PostgresSettings;
import io.nightjar.schema.Table;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Only the copying of a publication, into a table of its own: what compares with Spark's own writer. */
public final class CopyAlone {
    private CopyAlone() {}

    /** Fills {@code public.copy_TABLE}, made anew, over as many connections as the settings allow. */
    public static void fill(PostgresSettings settings, Table table, Dataset<Row> rows) {
        Connector connector = new Connector(settings);
        String target = "public." + Layout.quoted("copy_" + table.name());
        String columns = table.fields().stream()
                .map(field -> Layout.quoted(field.name()) + " " + ColumnType.of(field))
                .collect(Collectors.joining(", "));
        connector.inTransaction("make " + target, connection -> {
            Connector.execute(
                    connection,
                    "DROP TABLE IF EXISTS " + target,
                    "CREATE TABLE " + target + " (" + Layout.RUN_NUMBER + " integer, " + columns + ")",
                    "CREATE TABLE IF NOT EXISTS public.copy_loads (run_number integer, table_name text, part integer,"
                            + " PRIMARY KEY (run_number, table_name, part))",
                    "TRUNCATE public.copy_loads");
            return null;
        });
        CopyPartition.of(connector, "public.copy_loads", target, 1, table).all(rows, table, settings.connections());
    }
}
