package io.nightjar.measure;

import io.nightjar.config.PostgresSettings;
import io.nightjar.job.Inputs;
import io.nightjar.publish.postgres.CopyAlone;
import io.nightjar.publish.postgres.PublishPostgres;
import io.nightjar.quality.Audit;
import io.nightjar.schema.CustomerProfiles;
import io.nightjar.schema.SegmentMembers;
import io.nightjar.schema.Table;
import io.nightjar.store.Places;
import io.nightjar.store.TableCommit;
import io.nightjar.store.TableStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * PostgreSQL: what publishing costs beside Spark's own writer, what readers see meanwhile, what a killed publication
 * leaves, and how long going back takes. The server is started here and writes through to the disk.
 */
@Command(
        name = "postgres",
        mixinStandardHelpOptions = true,
        description = "COPY beside Spark's JDBC writer; polls while nights are published; kill -9; rollback.")
final class MeasurePostgres implements Callable<Integer> {
    private static final LocalDate DAY = LocalDate.parse("2026-01-31");
    private static final List<Table> TABLES = List.of(CustomerProfiles.TABLE, SegmentMembers.TABLE);

    @Option(names = "--profiles", defaultValue = "1000000", paramLabel = "N", description = "Default: 1000000.")
    private long profiles;

    @Option(names = "--members", defaultValue = "5000000", paramLabel = "N", description = "Default: 5000000.")
    private long members;

    @Option(names = "--publishes", defaultValue = "20", paramLabel = "N", description = "While polled. Default: 20.")
    private int publishes;

    @Option(names = "--polls", defaultValue = "1000", paramLabel = "N", description = "At least. Default: 1000.")
    private int polls;

    @Option(names = "--kills", defaultValue = "20", paramLabel = "N", description = "Default: 20.")
    private int kills;

    @Option(names = "--seed", defaultValue = "1", paramLabel = "N", description = "Of the moments. Default: 1.")
    private long seed;

    private Path scratch;

    @Override
    public Integer call() throws Exception {
        scratch = Files.createTempDirectory("nightjar-postgres");
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("full_page_writes", "on")
                        .start();
                SparkSession spark = Bench.spark(4)) {
            String url = server.getJdbcUrl("postgres", "postgres");
            boolean isGood = true;
            if (profiles > 0) {
                isGood &= writers(spark, url);
            }
            if (publishes > 0) {
                isGood &= polls(spark, url);
            }
            if (kills > 0) {
                isGood &= kills(url);
            }
            return isGood ? 0 : 1;
        } finally {
            Bench.delete(scratch);
        }
    }

    /** Of a night that is published over and over: every run has another number of rows, known from its name. */
    static void publish(SparkSession spark, String url, int run) {
        Dataset<Row> people = MadeUpRows.of(spark, rows(run), CustomerProfiles.TABLE, people());
        Dataset<Row> onLists = MadeUpRows.of(spark, 3 * rows(run), SegmentMembers.TABLE, onLists());
        PublishPostgres warehouse = publisher(spark, url, "polled", run);
        warehouse.stage(new Made(Map.of(TABLES.get(0), people, TABLES.get(1), onLists)), DAY, "run-" + run);
        warehouse.flip("run-" + run);
    }

    private static long rows(int run) {
        return 2000 + 10L * run;
    }

    private static Map<io.nightjar.schema.Field, String> people() {
        return Map.of(CustomerProfiles.CUSTOMER_ID, "concat('c', id)");
    }

    private static Map<io.nightjar.schema.Field, String> onLists() {
        return Map.of(
                SegmentMembers.SEGMENT, "concat('list-', id % 5)", SegmentMembers.CUSTOMER_ID, "concat('c', id div 5)");
    }

    private static PublishPostgres publisher(SparkSession spark, String url, String schema, int epoch) {
        return new PublishPostgres(spark, TABLES, settings(url, schema), 3, epoch, () -> {});
    }

    private static PostgresSettings settings(String url, String schema) {
        return new PostgresSettings(true, url, "postgres", Optional.empty(), schema, List.of(), 2);
    }

    private boolean writers(SparkSession spark, String url) throws SQLException {
        TableStore store = new TableStore(
                spark,
                new Places(new Configuration()),
                new org.apache.hadoop.fs.Path(scratch.resolve("tables").toUri().toString()));
        Made made = new Made(Map.of(
                TABLES.get(0), kept(store, TABLES.get(0), MadeUpRows.of(spark, profiles, TABLES.get(0), people())),
                TABLES.get(1), kept(store, TABLES.get(1), MadeUpRows.of(spark, members, TABLES.get(1), onLists()))));
        for (Table table : TABLES) {
            if (made.commit(table).isEmpty()) {
                throw new IllegalStateException("Rows of " + table.name() + " were not kept.");
            }
        }
        Lines lines = new Lines("way", "profiles s", "members s", "both s", "rows a second");
        double[] copy = new double[2];
        double[] jdbc = new double[2];
        double[] rewriting = new double[2];
        for (int i = 0; i < 2; i++) {
            Table table = TABLES.get(i);
            copy[i] = seconds(() -> CopyAlone.fill(settings(url, "big"), table, made.read(table)));
            jdbc[i] = seconds(() -> jdbc(url, "spark_" + table.name(), made.read(table)));
            rewriting[i] = seconds(() -> jdbc(
                    url + (url.contains("?") ? "&" : "?") + "reWriteBatchedInserts=true",
                    "spark_" + table.name(),
                    made.read(table)));
        }
        PublishPostgres warehouse = publisher(spark, url, "big", 1);
        double whole = seconds(() -> warehouse.stage(made, DAY, "run-1"));
        double flip = seconds(() -> warehouse.flip("run-1"));
        add(lines, "COPY", copy);
        add(lines, "Spark's JDBC writer", jdbc);
        add(lines, "Spark's JDBC writer, reWriteBatchedInserts", rewriting);
        System.out.printf(
                Locale.ROOT,
                "%,d profiles of %d columns, %,d members%n",
                profiles,
                TABLES.get(0).fields().size(),
                members);
        lines.print();
        System.out.printf(
                Locale.ROOT,
                "COPY is %.1f times as fast as Spark's writer, %.1f times as fast as with reWriteBatchedInserts%n"
                        + "whole publication (COPY, read back and compared, index, statistics): %.1f s; flip %.3f s%n",
                (jdbc[0] + jdbc[1]) / (copy[0] + copy[1]),
                (rewriting[0] + rewriting[1]) / (copy[0] + copy[1]),
                whole,
                flip);
        double back = rollback(spark, url);
        System.out.printf(Locale.ROOT, "rollback to the run before: %.3f s%n", back);
        return back < 5;
    }

    private double rollback(SparkSession spark, String url) throws SQLException {
        PublishPostgres next = publisher(spark, url, "big", 2);
        Map<Table, Dataset<Row>> small = new HashMap<>();
        small.put(TABLES.get(0), MadeUpRows.of(spark, 10, TABLES.get(0), people()));
        small.put(TABLES.get(1), MadeUpRows.of(spark, 10, TABLES.get(1), onLists()));
        next.stage(new Made(small), DAY.plusDays(1), "run-2");
        next.flip("run-2");
        double seconds = seconds(() -> publisher(spark, url, "big", 3).goBack("run-1"));
        try (Connection connection = DriverManager.getConnection(url)) {
            String seen = one(
                    connection,
                    "SELECT (SELECT run_id FROM big.publication) || ' ' || (SELECT count(*) FROM"
                            + " big.customer_profiles)");
            if (!seen.equals("run-1 " + profiles)) {
                throw new IllegalStateException("After going back readers see " + seen);
            }
        }
        return seconds;
    }

    private void add(Lines lines, String way, double[] seconds) {
        lines.add(
                way, seconds[0], seconds[1], seconds[0] + seconds[1], (profiles + members) / (seconds[0] + seconds[1]));
    }

    private static void jdbc(String url, String table, Dataset<Row> rows) {
        Properties properties = new Properties();
        properties.setProperty("driver", "org.postgresql.Driver");
        rows.coalesce(2).write().mode(SaveMode.Overwrite).jdbc(url, "public." + table, properties);
    }

    private boolean polls(SparkSession spark, String url) throws Exception {
        publish(spark, url, 1);
        AtomicBoolean isOver = new AtomicBoolean();
        List<Double> waits = new ArrayList<>();
        List<String> mixtures = new ArrayList<>();
        Thread reader = new Thread(() -> {
            try (Connection connection = DriverManager.getConnection(url)) {
                while (!isOver.get() || waits.size() < polls) {
                    long start = System.nanoTime();
                    String mixture = mixture(connection);
                    waits.add((System.nanoTime() - start) / 1e9);
                    if (!mixture.isEmpty()) {
                        mixtures.add(mixture);
                    }
                }
            } catch (SQLException e) {
                mixtures.add(e.toString());
            }
        });
        reader.start();
        double took = seconds(() -> {
            for (int run = 2; run <= publishes + 1; run++) {
                publish(spark, url, run);
            }
        });
        isOver.set(true);
        reader.join();
        double longest = waits.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
        System.out.printf(
                Locale.ROOT,
                "%,d polls of two tables and the publication during %d publications in %.0f s: %d mixtures, longest wait"
                        + " %.3f s%n",
                waits.size(),
                publishes,
                took,
                mixtures.size(),
                longest);
        mixtures.stream().limit(5).forEach(System.out::println);
        return mixtures.isEmpty() && longest < 1;
    }

    /** What readers see that no night made; empty if there is nothing. */
    private static String mixture(Connection connection) throws SQLException {
        String seen = one(
                connection,
                "SELECT (SELECT run_id FROM polled.publication) || ' ' || (SELECT count(*) FROM polled.customer_profiles)"
                        + " || ' ' || (SELECT count(*) FROM polled.segment_members)");
        String[] parts = seen.split(" ", -1);
        long rows = rows(Integer.parseInt(parts[0].substring("run-".length())));
        return parts[1].equals(rows + "") && parts[2].equals(3 * rows + "") ? "" : seen;
    }

    /** Kills programs that publish one night after the other; the next one begins with the run the last left. */
    private boolean kills(String url) throws Exception {
        Random random = new Random(seed);
        int live = liveRun(url);
        int broken = 0;
        int advanced = 0;
        Lines lines = new Lines("killed after s", "printed last", "live", "whole");
        for (int i = 0; i < kills; i++) {
            Path output = scratch.resolve("killed-" + i + ".out");
            List<String> command = Child.java("1g", System.getProperty("java.class.path"), List.of());
            command.addAll(List.of("io.nightjar.measure.PublishForever", url, String.valueOf(live + 1)));
            Child child = Child.start(command, Map.of(), ShopConf.root(), output);
            if (!child.awaitOutput("begins", Duration.ofMinutes(5))) {
                throw new IllegalStateException("It never began:\n" + child.output());
            }
            double moment = 6 * random.nextDouble();
            child.letRun(moment);
            child.close();
            int printed = child.output()
                    .lines()
                    .filter(line -> line.startsWith("flipped "))
                    .mapToInt(line -> Integer.parseInt(line.substring("flipped ".length())))
                    .max()
                    .orElse(live);
            int now = liveRun(url);
            String mixture;
            try (Connection connection = DriverManager.getConnection(url)) {
                mixture = mixture(connection);
            }
            boolean isWhole = mixture.isEmpty() && (now == printed || now == printed + 1);
            broken += isWhole ? 0 : 1;
            advanced += now > live ? 1 : 0;
            lines.add(moment, printed, now, isWhole ? "yes" : "NO: " + mixture);
            live = now;
        }
        lines.print();
        System.out.printf(
                "%d of %d kills left something that is neither the old run nor the new one; %d programs published before"
                        + " they were killed%n",
                broken, kills, advanced);
        return broken == 0;
    }

    private static int liveRun(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            return Integer.parseInt(
                    one(connection, "SELECT run_id FROM polled.publication").substring("run-".length()));
        }
    }

    private static String one(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static Dataset<Row> kept(TableStore store, Table table, Dataset<Row> rows) {
        return store.read(table, "made", store.write(table, "made", 1, rows));
    }

    private interface Work {
        void run() throws Exception;
    }

    private static double seconds(Work work) {
        long start = System.nanoTime();
        try {
            work.run();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    /** Tables as the night would hand them over, audited once. */
    private static final class Made implements Inputs {
        private final Map<Table, Dataset<Row>> tables;
        private final Map<Table, TableCommit> commits = new HashMap<>();

        Made(Map<Table, Dataset<Row>> tables) {
            this.tables = tables;
        }

        @Override
        public Dataset<Row> read(Table table) {
            return tables.get(table);
        }

        @Override
        public Optional<TableCommit> commit(Table table) {
            return Optional.of(commits.computeIfAbsent(table, one -> {
                Audit audit = Audit.of(one, tables.get(one), List.of());
                return new TableCommit(
                        one.name(), "made", "data", audit.rows(), audit.contentHash(), Map.of(), List.of(), null);
            }));
        }
    }
}
