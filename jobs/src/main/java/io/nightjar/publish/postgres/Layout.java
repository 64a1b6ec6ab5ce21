package io.nightjar.publish.postgres;

import io.nightjar.schema.Field;
import io.nightjar.schema.Table;
import io.nightjar.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where things are: views for readers in one schema, the tables behind them in another. Every table is partitioned by
 * the number of the run; a view shows the partition of the run that the one row of {@code live} names.
 */
final class Layout {
    static final String RUN_NUMBER = "run_number";

    private final String schema;
    private final List<String> readers;

    Layout(String schema, List<String> readers) {
        this.schema = schema;
        this.readers = readers;
    }

    String view(String table) {
        return quoted(schema) + "." + quoted(table);
    }

    String data(String table) {
        return quoted(schema + "_runs") + "." + quoted(table);
    }

    String data(Table table, int runNumber) {
        return data(table.name() + "_" + runNumber);
    }

    String runs() {
        return data("nightjar_runs");
    }

    String live() {
        return data("nightjar_live");
    }

    String loads() {
        return data("nightjar_loads");
    }

    static String columns(Table table) {
        return RUN_NUMBER + ", "
                + table.fields().stream().map(field -> quoted(field.name())).collect(Collectors.joining(", "));
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Makes what is missing; changes nothing that is there. */
    void prepare(Connection connection) throws SQLException {
        for (String name : List.of(schema, schema + "_runs")) {
            if (!exists(connection, "SELECT FROM pg_namespace WHERE nspname = ?", name)) {
                Connector.execute(connection, "CREATE SCHEMA " + quoted(name));
            }
        }
        Connector.execute(
                connection,
                "CREATE TABLE IF NOT EXISTS " + runs()
                        + " (run_number integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
                        + " run_id text NOT NULL UNIQUE, as_of_on date NOT NULL, published_at timestamptz)",
                "CREATE TABLE IF NOT EXISTS " + live() + " (only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),"
                        + " run_number integer NOT NULL REFERENCES " + runs() + ", epoch bigint NOT NULL)",
                "CREATE TABLE IF NOT EXISTS " + loads() + " (run_number integer, table_name text, part integer,"
                        + " PRIMARY KEY (run_number, table_name, part))");
        if (!hasRelation(connection, schema, "publication")) {
            Connector.execute(
                    connection,
                    "CREATE VIEW " + view("publication") + " AS SELECT run_id, as_of_on, published_at FROM " + runs()
                            + " JOIN " + live() + " USING (run_number)");
        }
        grant(connection, "publication");
    }

    /** The table's partitioned parent and its view, with tonight's columns; new columns come last. */
    void prepare(Connection connection, Table table) throws SQLException {
        if (!hasRelation(connection, schema + "_runs", table.name())) {
            String columns = table.fields().stream()
                    .map(field -> quoted(field.name()) + " " + ColumnType.of(field))
                    .collect(Collectors.joining(", "));
            Connector.execute(
                    connection,
                    "CREATE TABLE " + data(table.name()) + " (" + RUN_NUMBER + " integer NOT NULL, " + columns
                            + ") PARTITION BY LIST (" + RUN_NUMBER + ")");
        }
        boolean grown = addColumns(connection, table);
        if (grown || !hasRelation(connection, schema, table.name())) {
            String shown = present(connection, table).keySet().stream()
                    .filter(name -> !name.equals(RUN_NUMBER))
                    .map(Layout::quoted)
                    .collect(Collectors.joining(", "));
            Connector.execute(
                    connection,
                    "CREATE OR REPLACE VIEW " + view(table.name()) + " AS SELECT " + shown + " FROM "
                            + data(table.name()) + " WHERE " + RUN_NUMBER + " = (SELECT " + RUN_NUMBER + " FROM "
                            + live() + ")");
        }
        grant(connection, table.name());
    }

    private boolean addColumns(Connection connection, Table table) throws SQLException {
        Map<String, String> present = present(connection, table);
        boolean grown = false;
        for (Field field : table.fields()) {
            String type = present.get(field.name());
            if (type == null) {
                Connector.execute(
                        connection,
                        "ALTER TABLE " + data(table.name()) + " ADD COLUMN " + quoted(field.name()) + " "
                                + ColumnType.of(field));
                grown = true;
            } else if (!type.equals(ColumnType.of(field))) {
                throw new StoreException("Cannot publish " + table.name() + " to PostgreSQL: column " + field.name()
                        + " of " + data(table.name()) + " is " + type + " but tonight's is " + ColumnType.of(field)
                        + ". Rename the table and its view, or change the column by hand.");
            }
        }
        return grown;
    }

    private Map<String, String> present(Connection connection, Table table) throws SQLException {
        Map<String, String> columns = new LinkedHashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = ?::regclass"
                        + " AND attnum > 0 AND NOT attisdropped ORDER BY attnum")) {
            select.setString(1, data(table.name()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    columns.put(row.getString(1), row.getString(2));
                }
            }
        }
        return columns;
    }

    private void grant(Connection connection, String view) throws SQLException {
        for (String reader : readers) {
            Connector.execute(
                    connection,
                    "GRANT USAGE ON SCHEMA " + quoted(schema) + " TO " + quoted(reader),
                    "GRANT SELECT ON " + view(view) + " TO " + quoted(reader));
        }
    }

    boolean hasRelation(Connection connection, String schemaName, String name) throws SQLException {
        return exists(
                connection,
                "SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ?"
                        + " AND c.relname = ?",
                schemaName,
                name);
    }

    boolean hasData(Connection connection, String name) throws SQLException {
        return hasRelation(connection, schema + "_runs", name);
    }

    /** Names of the parents below which runs have partitions. */
    List<String> parents(Connection connection) throws SQLException {
        return texts(
                connection,
                "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'p'"
                        + " AND n.nspname = ? ORDER BY 1",
                schema + "_runs");
    }

    static List<String> texts(Connection connection, String sql, String... parameters) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                select.setString(i + 1, parameters[i]);
            }
            List<String> texts = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    texts.add(row.getString(1));
                }
            }
            return texts;
        }
    }

    private static boolean exists(Connection connection, String sql, String... parameters) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                select.setString(i + 1, parameters[i]);
            }
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }
}
