package io.nightjar.publish.postgres;

import java.io.Serializable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.ForeachPartitionFunction;
import org.apache.spark.sql.Row;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Copies one partition of a table in one transaction, together with a note that it was copied: a task that runs again
 * finds the note and adds nothing.
 *
 * @param loads table of the notes
 * @param target table to fill
 */
record CopyPartition(Connector connector, String loads, String target, int runNumber, String table, String columns)
        implements ForeachPartitionFunction<Row>, Serializable {
    private static final int CHUNK = 1 << 16;
    private static final String UNIQUE_VIOLATION = "23505";

    @Override
    public void call(Iterator<Row> rows) throws SQLException {
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

    private void copy(Connection connection, Iterator<Row> rows) throws SQLException {
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY " + target + " (" + columns + ") FROM STDIN");
        CopyText text = new CopyText();
        String prefix = String.valueOf(runNumber);
        while (rows.hasNext()) {
            text.add(prefix, rows.next());
            if (text.length() >= CHUNK) {
                send(copy, text);
            }
        }
        send(copy, text);
        copy.endCopy();
    }

    private static void send(CopyIn copy, CopyText text) throws SQLException {
        byte[] bytes = text.drain();
        copy.writeToCopy(bytes, 0, bytes.length);
    }
}
