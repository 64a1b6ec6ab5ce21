package io.nightjar.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.Rows;
import io.nightjar.SparkExtension;
import io.nightjar.Tables;
import io.nightjar.job.DeliveryReport;
import io.nightjar.job.Inputs;
import io.nightjar.quality.BrokenInvariantException;
import io.nightjar.schema.Field;
import io.nightjar.schema.Publication;
import io.nightjar.schema.Table;
import io.nightjar.store.StoreException;
import io.nightjar.store.TableCommit;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Publishes to a real Iceberg catalog: a SQLite file and a warehouse folder of its own for every test. */
@ExtendWith(SparkExtension.class)
final class PublishWarehouseTest {
    private static final AtomicInteger CATALOGS = new AtomicInteger();
    private static final Field ID = Field.string("customer_id");
    private static final Field SPENT = Field.money("spent");
    private static final Field SEEN = Field.timestamp("seen_at");
    private static final Table PEOPLE = new Table("people", List.of(ID), List.of(ID, SPENT, SEEN));
    private static final Table CARDS = new Table("cards", List.of(ID), List.of(ID));
    private static final LocalDate DAY = LocalDate.parse("2026-01-31");
    private static final String ONE = "20260131-aa";
    private static final String TWO = "20260201-bb";

    @TempDir
    private Path folder;

    private SparkSession spark;
    private String namespace;

    @BeforeEach
    void openCatalog(SparkSession session) {
        spark = session;
        String catalog = "wh" + CATALOGS.incrementAndGet();
        String key = "spark.sql.catalog." + catalog;
        spark.conf().set(key, "org.apache.iceberg.spark.SparkCatalog");
        spark.conf().set(key + ".type", "jdbc");
        spark.conf().set(key + ".cache-enabled", "false");
        spark.conf().set(key + ".warehouse", folder.resolve("warehouse").toUri().toString());
        spark.conf().set(key + ".uri", "jdbc:sqlite:" + folder.resolve("catalog.db"));
        spark.conf().set(key + ".jdbc.schema-version", "V1");
        namespace = catalog + ".crm";
    }

    @Test
    void stagingShowsReadersNothing() {
        warehouse().stage(night("ann, 1.00, 2026-01-31 08:00:00"), DAY, ONE);
        assertThat(people()).isEmpty();
        assertThat(warehouse().live()).isEmpty();
        assertThat(Rows.text(at("people", "run_20260131_aa"), PEOPLE))
                .containsExactly("ann, 1.00, 2026-01-31 08:00:00");
    }

    @Test
    void flipShowsTheNightAndNamesItsRun() throws Exception {
        DeliveryReport report = publish("ann, 1.00,\nbob, 2.00,", DAY, ONE);
        assertThat(people()).containsExactly("ann, 1.00, ", "bob, 2.00, ");
        assertThat(warehouse().live()).contains(ONE);
        assertThat(table("people").currentSnapshot().summary()).containsEntry("nightjar.run-id", ONE);
        assertThat(report.outputs())
                .extracting(DeliveryReport.Output::name, DeliveryReport.Output::rows)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(namespace + ".people", 2L));
        assertThat(Rows.text(spark.table(namespace + ".publication"), Publication.TABLE))
                .containsExactly(ONE + ", 2026-01-31, run_20260131_aa");
    }

    @Test
    void flippingTwiceIsHarmless() throws Exception {
        publish("ann, 1.00,", DAY, ONE);
        long before = table("people").currentSnapshot().snapshotId();
        warehouse().flip(ONE);
        assertThat(table("people").currentSnapshot().snapshotId()).isEqualTo(before);
        assertThat(people()).containsExactly("ann, 1.00, ");
    }

    @Test
    void stagingAgainWritesNothingAgain() throws Exception {
        warehouse().stage(night("ann, 1.00,"), DAY, ONE);
        long before = table("people").refs().get("run_20260131_aa").snapshotId();
        warehouse().stage(night("ann, 1.00,"), DAY, ONE);
        assertThat(table("people").refs().get("run_20260131_aa").snapshotId()).isEqualTo(before);
        warehouse().flip(ONE);
        warehouse().stage(night("ann, 1.00,"), DAY, ONE);
        assertThat(table("people").currentSnapshot().snapshotId()).isEqualTo(before);
    }

    @Test
    void secondNightReplacesTheFirst() {
        publish("ann, 1.00,\nbob, 2.00,", DAY, ONE);
        publish("ann, 5.00,\ncat, 3.00,", DAY.plusDays(1), TWO);
        assertThat(people()).containsExactly("ann, 5.00, ", "cat, 3.00, ");
        assertThat(warehouse().live()).contains(TWO);
    }

    @Test
    void readersOfTheBranchInThePublicationSeeOneNightOnly() {
        publish("ann, 1.00,", DAY, ONE);
        warehouse().stage(night("ann, 5.00,"), DAY.plusDays(1), TWO);
        // A flip that dies half-way: people is moved, publication is not.
        assertThatThrownBy(() -> new PublishWarehouse(spark, namespace, List.of(PEOPLE), 7, diesAt(2)).flip(TWO))
                .hasMessage("died");
        assertThat(people()).containsExactly("ann, 5.00, ");
        String branch = Rows.text(spark.table(namespace + ".publication"), Publication.BRANCH)
                .get(0);
        assertThat(branch).isEqualTo("run_20260131_aa");
        assertThat(Rows.text(at("people", branch), PEOPLE)).containsExactly("ann, 1.00, ");
        warehouse().flip(TWO);
        assertThat(warehouse().live()).contains(TWO);
    }

    @Test
    void readersKeepTheirBranchEvenIfOnlyOneRunIsKept() {
        publish(1, "ann, 1.00,", DAY, ONE);
        warehouse(1).stage(night("ann, 5.00,"), DAY.plusDays(1), TWO);
        assertThatThrownBy(() -> new PublishWarehouse(spark, namespace, List.of(PEOPLE), 1, diesAt(2)).flip(TWO))
                .hasMessage("died");
        String branch = Rows.text(spark.table(namespace + ".publication"), Publication.BRANCH)
                .get(0);
        assertThat(Rows.text(at("people", branch), PEOPLE)).containsExactly("ann, 1.00, ");
    }

    @Test
    void changeBySomebodyElseIsAConflictAndIsKept() {
        publish("ann, 1.00,", DAY, ONE);
        warehouse().stage(night("ann, 5.00,"), DAY.plusDays(1), TWO);
        spark.sql("INSERT INTO " + namespace + ".people VALUES ('foreign', 9.00, null)");
        assertThatThrownBy(() -> warehouse().flip(TWO))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.CONFLICT))
                .hasMessage("Cannot publish people: " + namespace + ".people was changed by somebody else meanwhile");
        assertThat(people()).containsExactly("ann, 1.00, ", "foreign, 9.00, ");
    }

    @Test
    void tryingAgainAfterAConflictSucceeds() {
        publish("ann, 1.00,", DAY, ONE);
        warehouse().stage(night("ann, 5.00,"), DAY.plusDays(1), TWO);
        spark.sql("INSERT INTO " + namespace + ".people VALUES ('foreign', 9.00, null)");
        assertThatThrownBy(() -> warehouse().flip(TWO)).isInstanceOf(StoreException.class);
        warehouse().stage(night("ann, 5.00,"), DAY.plusDays(1), TWO);
        warehouse().flip(TWO);
        assertThat(people()).containsExactly("ann, 5.00, ");
    }

    @Test
    void rowsThatReadBackDifferentlyAreNotPublished() throws Exception {
        publish("ann, 1.00,", DAY, ONE);
        Tables tonight = night("ann, 5.00,");
        Inputs damaged = new Inputs() {
            @Override
            public Dataset<Row> read(Table table) {
                return tonight.read(table);
            }

            @Override
            public boolean has(Table table) {
                return tonight.has(table);
            }

            @Override
            public Optional<TableCommit> commit(Table table) {
                return Optional.of(new TableCommit(table.name(), "f", "data", 1, "1-0000", Map.of(), List.of(), null));
            }
        };
        assertThatThrownBy(() -> warehouse().stage(damaged, DAY.plusDays(1), TWO))
                .isInstanceOf(BrokenInvariantException.class)
                .hasMessageStartingWith("Cannot publish people: the rows read back from " + namespace + ".people")
                .hasMessageEndingWith("instead of 1-0000)");
        assertThat(people()).containsExactly("ann, 1.00, ");
        assertThat(table("people").refs()).doesNotContainKey("run_20260201_bb");
    }

    @Test
    void tableOfASourceThatIsOffIsLeftAlone() {
        PublishWarehouse warehouse = new PublishWarehouse(spark, namespace, List.of(PEOPLE, CARDS), 7, () -> {});
        DeliveryReport report = warehouse.stage(night("ann, 1.00,"), DAY, ONE);
        warehouse.flip(ONE);
        assertThat(report.outputs()).extracting(DeliveryReport.Output::dataset).containsExactly("people");
        assertThat(spark.catalog().tableExists(namespace + ".cards")).isFalse();
    }

    @Test
    void emptyNightIsPublishedToo() {
        publish("ann, 1.00,", DAY, ONE);
        publish("", DAY.plusDays(1), TWO);
        assertThat(people()).isEmpty();
    }

    @Test
    void newColumnIsAddedAndAChangedOrVanishedOneIsForAPersonToDecide() {
        Table narrow = new Table("people", List.of(ID), List.of(ID, SPENT));
        PublishWarehouse before = new PublishWarehouse(spark, namespace, List.of(narrow), 7, () -> {});
        before.stage(new Tables(spark).with(narrow, "ann, 1.00"), DAY, ONE);
        before.flip(ONE);
        publish("ann, 5.00, 2026-01-31 08:00:00", DAY.plusDays(1), TWO);
        assertThat(people()).containsExactly("ann, 5.00, 2026-01-31 08:00:00");

        Table other = new Table("people", List.of(ID), List.of(ID, Field.string("spent"), SEEN));
        PublishWarehouse changed = new PublishWarehouse(spark, namespace, List.of(other), 7, () -> {});
        assertThatThrownBy(() -> changed.stage(new Tables(spark).with(other, "ann, much,"), DAY, "20260202-cc"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("column spent")
                .hasMessageContaining("but tonight's is string");
        assertThatThrownBy(() -> before.stage(new Tables(spark).with(narrow, "ann, 1.00"), DAY, "20260202-cc"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("column seen_at")
                .hasMessageContaining("is not made any more");
    }

    @Test
    void keepsTheLastRunsOnly() throws Exception {
        for (int night = 1; night <= 4; night++) {
            publish(2, "ann, " + night + ".00,", DAY.plusDays(night), "2026020" + night + "-xx");
        }
        assertThat(table("people").refs().keySet())
                .containsExactlyInAnyOrder("main", "run_20260203_xx", "run_20260204_xx");
        assertThat(people()).containsExactly("ann, 4.00, ");
        assertThat(Rows.text(at("people", "run_20260203_xx"), PEOPLE)).containsExactly("ann, 3.00, ");
    }

    @Test
    void goesBackToAKeptRunAndOnFromThere() {
        publish("ann, 1.00,", DAY, ONE);
        publish("ann, 5.00,", DAY.plusDays(1), TWO);
        warehouse().goBack(ONE);
        warehouse().goBack(ONE);
        assertThat(people()).containsExactly("ann, 1.00, ");
        assertThat(warehouse().live()).contains(ONE);
        publish("ann, 7.00,", DAY.plusDays(2), "20260202-cc");
        assertThat(people()).containsExactly("ann, 7.00, ");
        assertThatThrownBy(() -> warehouse().goBack("20250101-zz"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("branch run_20250101_zz is not there");
    }

    @Test
    void fencedRunMovesNothing() {
        publish("ann, 1.00,", DAY, ONE);
        warehouse().stage(night("ann, 5.00,"), DAY.plusDays(1), TWO);
        assertThatThrownBy(() -> new PublishWarehouse(spark, namespace, List.of(PEOPLE), 7, diesAt(1)).flip(TWO))
                .hasMessage("died");
        assertThat(people()).containsExactly("ann, 1.00, ");
        assertThat(warehouse().live()).contains(ONE);
    }

    private DeliveryReport publish(String people, LocalDate asOf, String runId) {
        return publish(7, people, asOf, runId);
    }

    private DeliveryReport publish(int keptRuns, String people, LocalDate asOf, String runId) {
        DeliveryReport report = warehouse(keptRuns).stage(night(people), asOf, runId);
        warehouse(keptRuns).flip(runId);
        return report;
    }

    private PublishWarehouse warehouse() {
        return warehouse(7);
    }

    private PublishWarehouse warehouse(int keptRuns) {
        return new PublishWarehouse(spark, namespace, List.of(PEOPLE), keptRuns, () -> {});
    }

    private Tables night(String people) {
        return new Tables(spark).with(PEOPLE, people);
    }

    /** A fence that lets so many tables less one pass. */
    private static Runnable diesAt(int table) {
        AtomicInteger passed = new AtomicInteger();
        return () -> {
            if (passed.incrementAndGet() == table) {
                throw new IllegalStateException("died");
            }
        };
    }

    private List<String> people() {
        return Rows.text(spark.table(namespace + ".people"), PEOPLE);
    }

    private Dataset<Row> at(String table, String branch) {
        return spark.read().option("branch", branch).table(namespace + "." + table);
    }

    private org.apache.iceberg.Table table(String name) throws Exception {
        return Spark3Util.loadIcebergTable(spark, namespace + "." + name);
    }
}
