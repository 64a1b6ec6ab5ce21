package io.nightjar.publish.postgres;

import io.nightjar.config.PostgresSettings;
import io.nightjar.job.DeliveryJob;
import io.nightjar.job.DeliveryReport;
import io.nightjar.job.Inputs;
import io.nightjar.quality.Audit;
import io.nightjar.quality.BrokenInvariantException;
import io.nightjar.schema.Field;
import io.nightjar.schema.Table;
import io.nightjar.store.StoreException;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Publishes tables to PostgreSQL: each is copied into a table of the run's own, read back and compared, and attached to
 * the table behind its view, which nobody sees yet. One transaction then moves the one row that all views go by, so
 * readers see all tables of the old night or all of the new one, and wait for nothing.
 */
public final class PublishPostgres implements DeliveryJob {
    private final SparkSession spark;
    private final List<Table> tables;
    private final PostgresSettings settings;
    private final int keptRuns;
    private final long epoch;
    private final Runnable fence;
    private final Connector connector;
    private final Layout layout;

    /**
     * @param tables in the order of publication
     * @param keptRuns published runs kept for going back
     * @param epoch of this run's lock; a later one may not be overruled
     * @param fence fails if this run may not publish any more
     */
    public PublishPostgres(
            SparkSession spark,
            List<Table> tables,
            PostgresSettings settings,
            int keptRuns,
            long epoch,
            Runnable fence) {
        this.spark = spark;
        this.tables = List.copyOf(tables);
        this.settings = settings;
        this.keptRuns = keptRuns;
        this.epoch = epoch;
        this.fence = fence;
        this.connector = new Connector(settings);
        this.layout = new Layout(settings.schema(), settings.readers());
    }

    @Override
    public List<Table> inputs() {
        return tables;
    }

    @Override
    public DeliveryReport stage(Inputs in, LocalDate asOf, String runId) {
        connector.inTransaction("prepare schema " + settings.schema(), connection -> {
            layout.prepare(connection);
            return null;
        });
        int number = connector.inTransaction("note run " + runId, connection -> number(connection, asOf, runId));
        List<DeliveryReport.Output> outputs = new ArrayList<>();
        for (Table table : tables) {
            if (in.has(table)) {
                outputs.add(stage(
                        table, in.read(table), in.commit(table).orElseThrow().contentHash(), number));
            }
        }
        return new DeliveryReport("postgres", settings.schema(), outputs);
    }

    @Override
    public void flip(String runId) {
        fence.run();
        connector.inTransaction("publish " + runId, connection -> {
            int number = numberOf(connection, runId)
                    .orElseThrow(() -> new StoreException("Cannot publish " + runId + ": PostgreSQL does not have it"));
            try (PreparedStatement move = connection.prepareStatement("INSERT INTO " + layout.live()
                    + " (run_number, epoch) VALUES (?, ?) ON CONFLICT (only_row) DO UPDATE SET run_number ="
                    + " excluded.run_number, epoch = excluded.epoch WHERE nightjar_live.epoch <= excluded.epoch")) {
                move.setInt(1, number);
                move.setLong(2, epoch);
                if (move.executeUpdate() == 0) {
                    throw new StoreException(
                            StoreException.Kind.CONFLICT,
                            "Cannot publish " + runId + " to PostgreSQL: a run that started later has published");
                }
            }
            Connector.execute(
                    connection,
                    "UPDATE " + layout.runs() + " SET published_at = coalesce(published_at, current_timestamp)"
                            + " WHERE run_number = " + number);
            return null;
        });
        connector.run("remove old runs", connection -> {
            sweep(connection);
            return null;
        });
    }

    @Override
    public void forgetOthers(String runId) {
        fence.run();
        connector.run("remove all other runs", connection -> {
            if (layout.hasRelation(connection, settings.schema(), "publication")) {
                int kept = numberOf(connection, runId)
                        .orElseThrow(() -> new StoreException("PostgreSQL does not have run " + runId));
                drop(
                        connection,
                        Layout.texts(
                                connection,
                                "SELECT run_number FROM " + layout.runs() + " WHERE run_number <> " + kept));
            }
            return null;
        });
    }

    @Override
    public Optional<String> live() {
        return connector.run("say which run is live", connection -> {
            if (!layout.hasRelation(connection, settings.schema(), "publication")) {
                return Optional.empty();
            }
            return Layout.texts(connection, "SELECT run_id FROM " + layout.view("publication")).stream()
                    .findFirst();
        });
    }

    private int number(Connection connection, LocalDate asOf, String runId) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO " + layout.runs() + " (run_id, as_of_on) VALUES (?, ?) ON CONFLICT (run_id) DO NOTHING")) {
            insert.setString(1, runId);
            insert.setDate(2, Date.valueOf(asOf));
            insert.executeUpdate();
        }
        return numberOf(connection, runId).orElseThrow();
    }

    private Optional<Integer> numberOf(Connection connection, String runId) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT run_number FROM " + layout.runs() + " WHERE run_id = ?")) {
            select.setString(1, runId);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getInt(1)) : Optional.empty();
            }
        }
    }

    private DeliveryReport.Output stage(Table table, Dataset<Row> rows, String expected, int number) {
        connector.inTransaction("prepare " + table.name(), connection -> {
            layout.prepare(connection, table);
            return null;
        });
        String own = layout.data(table, number);
        boolean isAttached = connector.run("look for " + own, connection -> isAttached(connection, table, number));
        if (!isAttached) {
            fill(table, rows, number);
        }
        Audit audit = Audit.of(table, readBack(table, own), List.of());
        if (!audit.contentHash().equals(expected)) {
            throw new BrokenInvariantException("Cannot publish " + table.name() + ": the rows read back from " + own
                    + " are not those that were written (" + audit.contentHash() + " instead of " + expected + ")");
        }
        if (!isAttached) {
            attach(table, number);
        }
        return new DeliveryReport.Output(table.name(), layout.view(table.name()), audit.rows(), 0, audit.contentHash());
    }

    private boolean isAttached(Connection connection, Table table, int number) throws SQLException {
        return !Layout.texts(
                        connection,
                        "SELECT inhrelid::text FROM pg_inherits WHERE inhrelid = to_regclass(?)",
                        layout.data(table, number))
                .isEmpty();
    }

    /** What an earlier attempt left unfinished is begun anew. */
    private void fill(Table table, Dataset<Row> rows, int number) {
        String own = layout.data(table, number);
        connector.inTransaction("create " + own, connection -> {
            Connector.execute(
                    connection,
                    "DROP TABLE IF EXISTS " + own,
                    "CREATE TABLE " + own + " (LIKE " + layout.data(table.name()) + ", CHECK (" + Layout.RUN_NUMBER
                            + " = " + number + "))");
            forgetLoads(connection, number, table.name());
            return null;
        });
        CopyPartition.of(connector, layout.loads(), own, number, table).all(rows, table, settings.connections());
    }

    private void forgetLoads(Connection connection, int number, String table) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM " + layout.loads() + " WHERE run_number = ? AND table_name = ?")) {
            delete.setInt(1, number);
            delete.setString(2, table);
            delete.executeUpdate();
        }
    }

    /** By ranges of pages, as many at a time as there may be connections. */
    private Dataset<Row> readBack(Table table, String own) {
        long pages = connector.run(
                "measure " + own,
                connection -> Long.parseLong(Layout.texts(
                                connection,
                                "SELECT pg_relation_size(?::regclass) / current_setting('block_size')::bigint",
                                own)
                        .get(0)));
        int parts = settings.connections();
        String[] ranges = new String[parts];
        for (int part = 0; part < parts; part++) {
            String from = "ctid >= '(" + pages * part / parts + ",0)'::tid";
            ranges[part] =
                    part == parts - 1 ? from : from + " AND ctid < '(" + pages * (part + 1) / parts + ",0)'::tid";
        }
        Dataset<Row> read = spark.read().jdbc(connector.url(), own, ranges, connector.properties());
        return read.select(table.fields().stream()
                .map(field -> field.of(field.col()))
                .toArray(org.apache.spark.sql.Column[]::new));
    }

    /** An index for those who look for one person, statistics for the planner, and then a place below the view. */
    private void attach(Table table, int number) {
        String own = layout.data(table, number);
        connector.inTransaction("attach " + own, connection -> {
            String key =
                    table.key().stream().map(Field::name).map(Layout::quoted).collect(Collectors.joining(", "));
            if (!key.isEmpty()) {
                Connector.execute(connection, "CREATE UNIQUE INDEX ON " + own + " (" + key + ")");
            }
            Connector.execute(
                    connection,
                    "ANALYZE " + own,
                    "ALTER TABLE " + layout.data(table.name()) + " ATTACH PARTITION " + own + " FOR VALUES IN ("
                            + number + ")");
            return null;
        });
    }

    /** Runs before the live one that nobody goes back to any more. Readers of the others wait for nothing. */
    private void sweep(Connection connection) throws SQLException {
        List<String> old = Layout.texts(
                connection,
                "SELECT run_number FROM " + layout.runs() + " r WHERE run_number < (SELECT run_number FROM "
                        + layout.live() + ") AND (published_at IS NULL OR (SELECT count(*) FROM " + layout.runs()
                        + " n WHERE n.published_at > r.published_at) >= " + keptRuns + ")");
        drop(connection, old);
    }

    private void drop(Connection connection, List<String> runNumbers) throws SQLException {
        for (String number : runNumbers) {
            for (String parent : layout.parents(connection)) {
                String name = parent + "_" + number;
                if (layout.hasData(connection, name)) {
                    detach(connection, parent, name);
                    Connector.execute(connection, "DROP TABLE " + layout.data(name));
                }
            }
            Connector.execute(
                    connection,
                    "DELETE FROM " + layout.loads() + " WHERE run_number = " + number,
                    "DELETE FROM " + layout.runs() + " WHERE run_number = " + number);
        }
    }

    private void detach(Connection connection, String parent, String name) throws SQLException {
        List<String> pending = Layout.texts(
                connection,
                "SELECT inhdetachpending::text FROM pg_inherits WHERE inhrelid = to_regclass(?)",
                layout.data(name));
        if (!pending.isEmpty()) {
            String how = pending.get(0).equals("true") ? " FINALIZE" : " CONCURRENTLY";
            Connector.execute(
                    connection, "ALTER TABLE " + layout.data(parent) + " DETACH PARTITION " + layout.data(name) + how);
        }
    }
}
