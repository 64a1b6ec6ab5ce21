package io.nightjar.publish.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.Rows;
import io.nightjar.SparkExtension;
import io.nightjar.Tables;
import io.nightjar.config.PostgresSettings;
import io.nightjar.job.DeliveryReport;
import io.nightjar.schema.Field;
import io.nightjar.schema.Table;
import io.nightjar.store.StoreException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/** Publishes to a real PostgreSQL, started once for all tests here; each has schemas of its own. */
@ExtendWith(SparkExtension.class)
final class PublishPostgresTest {
    private static final Field ID = Field.string("customer_id");
    private static final Field SPENT = Field.money("spent");
    private static final Field SEEN = Field.timestamp("seen_at");
    private static final Field LIKES = Field.texts("likes");
    private static final Table PEOPLE = new Table("people", List.of(ID), List.of(ID, SPENT, SEEN));
    private static final Table CARDS = new Table("cards", List.of(), List.of(ID));
    private static final LocalDate DAY = LocalDate.parse("2026-01-31");
    private static final String ONE = "2026-01-31-aa";
    private static final String TWO = "2026-02-01-bb";

    private static EmbeddedPostgres server;

    private SparkSession spark;
    private String schema;

    @BeforeAll
    static void start() throws IOException, SQLException {
        server = EmbeddedPostgres.start();
        sql("CREATE ROLE nightjar LOGIN", "CREATE ROLE marketer", "GRANT CREATE ON DATABASE postgres TO nightjar");
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @BeforeEach
    void name(SparkSession session, TestInfo test) {
        spark = session;
        String name = test.getTestMethod().orElseThrow().getName().toLowerCase(java.util.Locale.ROOT);
        schema = name.substring(0, Math.min(40, name.length()));
    }

    @Test
    void stagingShowsReadersNothing() throws SQLException {
        warehouse(1).stage(night("ann, 1.00, 2026-01-31 08:00:00"), DAY, ONE);
        assertThat(people()).isEmpty();
        assertThat(warehouse(1).live()).isEmpty();
    }

    @Test
    void flipShowsTheNightAndNamesItsRun() throws SQLException {
        DeliveryReport report = publish(1, "ann, 1.00, 2026-01-31 08:00:00\nbob, 2.00,", ONE);
        assertThat(people()).containsExactly("ann|1.00|2026-01-31 08:00:00+00", "bob|2.00|null");
        assertThat(warehouse(1).live()).contains(ONE);
        assertThat(report.outputs().get(0).rows()).isEqualTo(2);
        assertThat(query("SELECT run_id, as_of_on FROM " + schema + ".publication"))
                .containsExactly(ONE + "|2026-01-31");
    }

    @Test
    void textThatCopyCouldTrip() throws SQLException {
        Table odd = new Table("odd", List.of(ID), List.of(ID, LIKES));
        List<Row> rows = List.of(
                RowFactory.create("tab\there \\N back\\slash\nnew\rline", new String[] {"a,b", "\"q\"", null, "\\"}),
                RowFactory.create("\\.", new String[] {}),
                RowFactory.create("", null));
        PublishPostgres warehouse = new PublishPostgres(spark, List.of(odd), settings("postgres"), 7, 1, () -> {});
        warehouse.stage(new Tables(spark).with(odd, spark.createDataFrame(rows, odd.structType())), DAY, ONE);
        warehouse.flip(ONE);
        assertThat(query(
                        "SELECT customer_id = E'tab\\there \\\\N back\\\\slash\\nnew\\rline', likes[2], likes[3] IS NULL,"
                                + " likes[4] FROM " + schema + ".odd WHERE customer_id LIKE 'tab%'"))
                .containsExactly("t|\"q\"|t|\\");
        assertThat(query("SELECT count(*), count(likes) FROM " + schema + ".odd WHERE customer_id IN ('', E'\\\\.')"))
                .containsExactly("2|1");
    }

    @Test
    void valuesOfEveryTypeArriveAsTheyWere() throws SQLException {
        Table typed = new Table(
                "typed",
                List.of(ID),
                List.of(
                        ID,
                        SPENT,
                        Field.decimal("share", 6),
                        SEEN,
                        Field.date("born_on"),
                        Field.flag("is_new"),
                        Field.whole("visits"),
                        Field.count("views"),
                        Field.real("score")));
        PublishPostgres warehouse = new PublishPostgres(spark, List.of(typed), settings("postgres"), 7, 1, () -> {});
        warehouse.stage(new Tables(spark).with(typed, """
                a, 1234567890123456.78, 0.000001, 1999-12-31T23:59:59.999999Z, 1899-02-28, true, -2147483648, 9223372036854775807, 0.1
                b, -10000.00, -12.345678, 2026-11-23T08:15:30Z, 2000-01-01, false, 0, -1, -1.7976931348623157E308
                c, 0.00, 100000000.000000, 1900-01-01T00:00:00Z, 2299-12-31, , , ,
                d, 0.05, , , , , , , NaN
                """), DAY, ONE);
        warehouse.flip(ONE);
        assertThat(query("SELECT * FROM " + schema + ".typed ORDER BY 1"))
                .containsExactly(
                        "a|1234567890123456.78|0.000001|1999-12-31 23:59:59.999999+00|1899-02-28|t|-2147483648|9223372036854775807|0.1",
                        "b|-10000.00|-12.345678|2026-11-23 08:15:30+00|2000-01-01|f|0|-1|-1.7976931348623157e+308",
                        "c|0.00|100000000.000000|1900-01-01 00:00:00+00|2299-12-31|null|null|null|null",
                        "d|0.05|null|null|null|null|null|null|NaN");
    }

    @Test
    void secondNightReplacesTheFirstAndKeepsWhatWasGranted() throws SQLException {
        publish(1, "ann, 1.00,\nbob, 2.00,", ONE);
        sql("CREATE ROLE analyst", "GRANT SELECT ON " + schema + ".people TO analyst");
        publish(2, "ann, 5.00,\ncat, 3.00,", TWO);
        assertThat(people()).containsExactly("ann|5.00|null", "cat|3.00|null");
        assertThat(query("SELECT has_table_privilege('analyst', '" + schema + ".people', 'SELECT'),"
                        + " has_table_privilege('marketer', '" + schema + ".people', 'SELECT'),"
                        + " has_table_privilege('marketer', '" + schema + "_runs.people', 'SELECT')"))
                .containsExactly("t|t|f");
    }

    @Test
    void flippingAndStagingAgainIsHarmless() throws SQLException {
        publish(1, "ann, 1.00,", ONE);
        warehouse(1).flip(ONE);
        warehouse(2).stage(night("ann, 1.00,"), DAY, ONE);
        assertThat(people()).containsExactly("ann|1.00|null");
        publish(3, "ann, 5.00,", TWO);
        warehouse(3).flip(TWO);
        assertThat(people()).containsExactly("ann|5.00|null");
    }

    @Test
    void goesBackToAKeptRun() throws SQLException {
        publish(1, "ann, 1.00,", ONE);
        publish(2, "ann, 5.00,", TWO);
        warehouse(3).flip(ONE);
        assertThat(people()).containsExactly("ann|1.00|null");
        assertThat(warehouse(3).live()).contains(ONE);
    }

    @Test
    void whatAnEarlierAttemptLeftHalfWrittenIsBegunAnew() throws SQLException {
        PublishPostgres first = warehouse(1);
        first.stage(new Tables(spark), DAY, ONE);
        first.stage(night("ann, 1.00,\nbob, 2.00,"), DAY, ONE);
        sql(
                "ALTER TABLE " + schema + "_runs.people DETACH PARTITION " + schema + "_runs.people_1",
                "DELETE FROM " + schema + "_runs.people_1 WHERE customer_id = 'ann'");
        publish(2, "ann, 1.00,\nbob, 2.00,", ONE);
        assertThat(people()).containsExactly("ann|1.00|null", "bob|2.00|null");
    }

    @Test
    void olderRunMayNotOverruleALaterOne() {
        publish(5, "ann, 1.00,", ONE);
        warehouse(4).stage(night("ann, 9.00,"), DAY, TWO);
        assertThatThrownBy(() -> warehouse(4).flip(TWO))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("a run that started later has published");
        assertThat(warehouse(5).live()).contains(ONE);
    }

    @Test
    void newColumnIsAddedAndAChangedOneIsForAPerson() throws SQLException {
        publish(1, "ann, 1.00,", ONE);
        Table wider = new Table("people", List.of(ID), List.of(ID, Field.flag("is_new"), SPENT, SEEN));
        PublishPostgres warehouse = new PublishPostgres(spark, List.of(wider), settings("nightjar"), 7, 2, () -> {});
        warehouse.stage(new Tables(spark).with(wider, "ann, true, 2.00,"), DAY, TWO);
        warehouse.flip(TWO);
        assertThat(query("SELECT * FROM " + schema + ".people")).containsExactly("ann|2.00|null|t");
        Table other = new Table("people", List.of(ID), List.of(ID, Field.string("spent"), SEEN));
        assertThatThrownBy(() -> new PublishPostgres(spark, List.of(other), settings("nightjar"), 7, 3, () -> {})
                        .stage(new Tables(spark).with(other, "ann, much,"), DAY, "2026-02-02-cc"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("column spent")
                .hasMessageContaining("is numeric(18,2) but tonight's is text");
    }

    @Test
    void keepsTheLastRunsOnly() throws SQLException {
        for (int night = 1; night <= 4; night++) {
            PublishPostgres warehouse = warehouse(night, 2);
            warehouse.stage(night("ann, " + night + ".00,"), DAY.plusDays(night), "run-" + night);
            warehouse.flip("run-" + night);
        }
        assertThat(query(
                        "SELECT relname FROM pg_class WHERE relname LIKE 'people%' AND relkind = 'r' AND relnamespace = '"
                                + schema + "_runs'::regnamespace ORDER BY 1"))
                .containsExactly("people_3", "people_4");
        assertThat(people()).containsExactly("ann|4.00|null");
    }

    @Test
    void readersSeeOneNightInAllTablesWhileNightsChange() throws Exception {
        publishBoth(1, 10);
        AtomicBoolean isOver = new AtomicBoolean();
        AtomicReference<String> mixture = new AtomicReference<>();
        List<Integer> seen = new ArrayList<>();
        Thread reader = new Thread(() -> {
            while (!isOver.get()) {
                try {
                    String counts = query("SELECT (SELECT count(*) FROM " + schema + ".people),"
                                    + " (SELECT count(*) FROM " + schema + ".cards)")
                            .get(0);
                    String[] both = counts.split("\\|", -1);
                    seen.add(Integer.valueOf(both[0]));
                    if (!both[0].equals(both[1])) {
                        mixture.set(counts);
                    }
                } catch (SQLException e) {
                    mixture.set(e.toString());
                }
            }
        });
        reader.start();
        for (int night = 2; night <= 4; night++) {
            publishBoth(night, 10 * night);
        }
        isOver.set(true);
        reader.join();
        assertThat(mixture.get()).isNull();
        assertThat(seen).contains(10).isSorted();
    }

    @Test
    void saysWhatIsWrongAndNoPassword() {
        PostgresSettings wrong = new PostgresSettings(
                true,
                "jdbc:postgresql://127.0.0.1:1/none",
                "nightjar",
                Optional.of(new io.nightjar.config.Secret("s3cret-word")),
                "nightjar",
                List.of(),
                1);
        assertThatThrownBy(() -> new PublishPostgres(spark, List.of(PEOPLE), wrong, 7, 1, () -> {}).live())
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.UNAVAILABLE))
                .hasMessageStartingWith("PostgreSQL cannot say which run is live")
                .hasMessageNotContaining("s3cret-word");
    }

    private void publishBoth(int night, int rows) {
        Dataset<Row> ids = spark.range(rows).selectExpr("cast(id as string) as customer_id");
        Dataset<Row> people = ids.selectExpr(
                "customer_id", "cast(1 as decimal(18,2)) as spent", "timestamp'2026-01-31 08:00:00' as seen_at");
        PublishPostgres warehouse =
                new PublishPostgres(spark, List.of(PEOPLE, CARDS), settings("nightjar"), 2, night, () -> {});
        warehouse.stage(new Tables(spark).with(PEOPLE, people).with(CARDS, ids), DAY.plusDays(night), "run-" + night);
        warehouse.flip("run-" + night);
    }

    private DeliveryReport publish(long epoch, String people, String runId) {
        DeliveryReport report = warehouse(epoch).stage(night(people), DAY, runId);
        warehouse(epoch).flip(runId);
        return report;
    }

    private PublishPostgres warehouse(long epoch) {
        return warehouse(epoch, 7);
    }

    private PublishPostgres warehouse(long epoch, int keptRuns) {
        return new PublishPostgres(spark, List.of(PEOPLE), settings("nightjar"), keptRuns, epoch, () -> {});
    }

    /** Trust authentication: the test's server asks nobody for a password. */
    private PostgresSettings settings(String user) {
        return new PostgresSettings(
                true, server.getJdbcUrl(user, "postgres"), user, Optional.empty(), schema, List.of("marketer"), 2);
    }

    private Tables night(String people) {
        return new Tables(spark).with(PEOPLE, Rows.of(spark, PEOPLE, people));
    }

    private List<String> people() throws SQLException {
        return query("SELECT * FROM " + schema + ".people ORDER BY 1");
    }

    private static void sql(String... statements) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection()) {
            Connector.execute(connection, statements);
        }
    }

    private static List<String> query(String sql) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET TIME ZONE 'UTC'");
            List<String> lines = new ArrayList<>();
            try (ResultSet row = statement.executeQuery(sql)) {
                while (row.next()) {
                    StringBuilder line = new StringBuilder();
                    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                        line.append(i > 1 ? "|" : "").append(row.getString(i));
                    }
                    lines.add(line.toString());
                }
            }
            return lines;
        }
    }
}
