package io.nightjar.publish.postgres;

import io.nightjar.schema.Field;
import io.nightjar.schema.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Copies one partition of a table in one transaction, together with a note that it was copied: a task that runs again
 * finds the note and adds nothing.
 *
 * @param loads table of the notes
 * @param target table to fill
 */
record CopyPartition(
        Connector connector,
        String loads,
        String target,
        int runNumber,
        String table,
        String columns,
        List<DataType> types)
        implements VoidFunction<Iterator<InternalRow>> {
    private static final int CHUNK = 1 << 16;
    private static final String UNIQUE_VIOLATION = "23505";

    static CopyPartition of(Connector connector, String loads, String target, int runNumber, Table table) {
        List<DataType> types = table.fields().stream().map(Field::type).toList();
        return new CopyPartition(connector, loads, target, runNumber, table.name(), Layout.columns(table), types);
    }

    /** Copies all rows of the table, over so many connections at a time. */
    void all(Dataset<Row> rows, Table table, int connections) {
        Column[] typed =
                table.fields().stream().map(field -> field.of(field.col())).toArray(Column[]::new);
        rows.select(typed)
                .coalesce(connections)
                .queryExecution()
                .toRdd()
                .toJavaRDD()
                .foreachPartition(this);
    }

    @Override
    public void call(Iterator<InternalRow> rows) throws SQLException {
        try (Connection connection = connector.open()) {
            connection.setAutoCommit(false);
            if (note(connection)) {
                copy(connection, rows);
                connection.commit();
            }
        }
    }

    private boolean note(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO " + loads + " VALUES (?, ?, ?)")) {
            insert.setInt(1, runNumber);
            insert.setString(2, table);
            insert.setInt(3, TaskContext.getPartitionId());
            insert.executeUpdate();
            return true;
        } catch (SQLException e) {
            if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    private void copy(Connection connection, Iterator<InternalRow> rows) throws SQLException {
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY " + target + " (" + columns + ") FROM STDIN (FORMAT binary)");
        CopyBytes bytes = new CopyBytes(types.toArray(DataType[]::new));
        while (rows.hasNext()) {
            bytes.add(runNumber, rows.next());
            if (bytes.length() >= CHUNK) {
                send(copy, bytes);
            }
        }
        bytes.end();
        send(copy, bytes);
        copy.endCopy();
    }

    private static void send(CopyIn copy, CopyBytes rows) throws SQLException {
        byte[] bytes = rows.drain();
        copy.writeToCopy(bytes, 0, bytes.length);
    }
}
