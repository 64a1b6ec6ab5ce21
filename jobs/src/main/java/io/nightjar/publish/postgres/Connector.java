package io.nightjar.publish.postgres;

import io.nightjar.config.PostgresSettings;
import io.nightjar.config.Secret;
import io.nightjar.store.StoreException;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** Opens connections, on the driver and on executors. Every one has a pinned search path and a bound on waiting. */
final class Connector implements Serializable {
    private static final long serialVersionUID = 1L;
    /** Milliseconds we wait for a lock, and with us everybody behind us. */
    private static final String LOCK_TIMEOUT = "3000";

    private final String url;
    private final String user;
    private final String password;

    Connector(PostgresSettings settings) {
        url = settings.url();
        user = settings.user();
        password = settings.password().map(Secret::revealed).orElse("");
    }

    /** Something to do with a connection. */
    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    Connection open() throws SQLException {
        Properties properties = properties();
        properties.setProperty("options", "-c search_path=pg_catalog -c lock_timeout=" + LOCK_TIMEOUT);
        return DriverManager.getConnection(url, properties);
    }

    /** What Spark's own reader needs to connect. */
    Properties properties() {
        Properties properties = new Properties();
        if (!user.isEmpty()) {
            properties.setProperty("user", user);
        }
        if (!password.isEmpty()) {
            properties.setProperty("password", password);
        }
        properties.setProperty("ApplicationName", "nightjar");
        properties.setProperty("driver", "org.postgresql.Driver");
        return properties;
    }

    String url() {
        return url;
    }

    /** Statement by statement. */
    <T> T run(String what, Work<T> work) {
        try (Connection connection = open()) {
            return work.with(connection);
        } catch (SQLException e) {
            throw failure(what, e);
        }
    }

    /** All or nothing. */
    <T> T inTransaction(String what, Work<T> work) {
        return run(what, connection -> {
            connection.setAutoCommit(false);
            T result = work.with(connection);
            connection.commit();
            return result;
        });
    }

    static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    static StoreException failure(String what, SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        StoreException.Kind kind = StoreException.Kind.IO;
        if (state.startsWith("08") || state.startsWith("57") || state.startsWith("53")) {
            kind = StoreException.Kind.UNAVAILABLE;
        } else if (state.startsWith("28") || state.equals("42501")) {
            kind = StoreException.Kind.NO_PERMISSION;
        } else if (state.startsWith("40") || state.equals("55P03")) {
            kind = StoreException.Kind.CONFLICT;
        }
        return new StoreException(kind, "PostgreSQL cannot " + what + ": " + e.getMessage(), e);
    }
}
