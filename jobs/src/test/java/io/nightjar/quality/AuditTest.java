package io.nightjar.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.Rows;
import io.nightjar.SparkExtension;
import io.nightjar.schema.Field;
import io.nightjar.schema.Table;
import io.nightjar.store.CheckResult;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
final class AuditTest {
    private static final Field ID = Field.string("id");
    private static final Field CITY = Field.string("city");
    private static final Field AMOUNT = Field.money("amount");
    private static final Table TABLE = new Table("orders", List.of(ID), List.of(ID, CITY, AMOUNT));

    @Test
    void hashDoesNotDependOnOrderOrPartitions(SparkSession spark) {
        Dataset<Row> rows = Rows.of(spark, TABLE, """
                a, Wien, 1.00
                b, Graz, 2.00
                c, Linz, 3.00
                """);
        Dataset<Row> turned = Rows.of(spark, TABLE, """
                c, Linz, 3.00
                a, Wien, 1.00
                b, Graz, 2.00
                """);
        assertThat(hash(turned)).isEqualTo(hash(rows));
        assertThat(hash(rows.repartition(3))).isEqualTo(hash(rows));
        assertThat(hash(rows.coalesce(1))).isEqualTo(hash(rows));
    }

    @Test
    void hashChangesWithEveryValue(SparkSession spark) {
        List<String> hashes = List.of(
                hash(spark, "a, Wien, 1.00"),
                hash(spark, "b, Wien, 1.00"),
                hash(spark, "a, Graz, 1.00"),
                hash(spark, "a, Wien, 1.01"),
                hash(spark, "a, Wien,"),
                hash(spark, "a, , 1.00"));
        assertThat(hashes).doesNotHaveDuplicates();
    }

    @Test
    void hashTellsInWhichColumnAValueStands(SparkSession spark) {
        assertThat(hash(spark, "x, , 1.00")).isNotEqualTo(hash(spark, ", x, 1.00"));
    }

    @Test
    void hashTellsNothingFromEmptyText(SparkSession spark) {
        Dataset<Row> unknown = Rows.of(spark, TABLE, "a, , 1.00");
        Dataset<Row> empty = unknown.withColumn("city", functions.lit(""));
        assertThat(hash(empty)).isNotEqualTo(hash(unknown));
    }

    @Test
    void duplicatesCount(SparkSession spark) {
        assertThat(hash(spark, "a, Wien, 1.00")).isNotEqualTo(hash(spark, "a, Wien, 1.00\na, Wien, 1.00"));
        assertThat(hash(spark, "")).isEqualTo("0-0");
    }

    @Test
    void refusesAKeyPartThatIsMissingAndAKeyThatComesTwice(SparkSession spark) {
        Dataset<Row> rows = Rows.of(spark, TABLE, """
                a, Wien, 1.00
                a, Graz, 2.00
                b, Linz, 3.00
                , Bonn, 4.00
                , Kiel, 5.00
                """);
        assertThat(Audit.of(TABLE, rows, Check.key(TABLE)).results())
                .extracting(CheckResult::sentence)
                .containsExactly(
                        "orders: key (id) is filled: 2 rows break it (none may)",
                        "orders: key (id) is unique: 1 rows break it (none may)");
    }

    @Test
    void looksAtAllPartsOfAKey(SparkSession spark) {
        Table lines = new Table("lines", List.of(ID, CITY), List.of(ID, CITY, AMOUNT));
        Dataset<Row> rows = Rows.of(spark, lines, """
                a, 1, 1.00
                a, 2, 1.00
                a, , 1.00
                a, , 1.00
                b, 1, 1.00
                b, 1, 2.00
                """);
        assertThat(Audit.of(lines, rows, Check.key(lines)).results())
                .extracting(CheckResult::observed)
                .containsExactly("2 rows break it", "1 rows break it");
        assertThat(Check.key(new Table("free", List.of(), List.of(ID)))).isEmpty();
    }

    @Test
    void conditionIsFulfilledWhereItIsUnknown(SparkSession spark) {
        Dataset<Row> rows = Rows.of(spark, TABLE, """
                a, Wien, 1.00
                b, Graz, -2.00
                c, Linz,
                """);
        Check check = Check.holds("amount is not negative", AMOUNT.col().geq(0));
        assertThat(Audit.of(TABLE, rows, List.of(check, check.asWarning(), check.asInvariant()))
                        .results())
                .extracting(CheckResult::observed, CheckResult::severity)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("1 rows break it", "error"),
                        org.assertj.core.groups.Tuple.tuple("1 rows break it", "warning"),
                        org.assertj.core.groups.Tuple.tuple("1 rows break it", "invariant"));
    }

    @Test
    void readsTheRowsOnceWhateverIsChecked(SparkSession spark, @TempDir Path folder) throws Exception {
        String place = folder.resolve("rows").toString();
        spark.range(1000)
                .selectExpr("cast(id as string) id", "'Wien' city", "cast(id as decimal(18,2)) amount")
                .repartition(3)
                .write()
                .parquet(place);
        Dataset<Row> written = spark.read().schema(TABLE.structType()).parquet(place);
        List<Check> checks = new java.util.ArrayList<>(Check.key(TABLE));
        checks.add(Check.holds("amount is not negative", AMOUNT.col().geq(0)));
        checks.add(Check.holds("city is known", CITY.col().isNotNull()));
        Meter meter = new Meter();
        spark.sparkContext().listenerBus().waitUntilEmpty();
        spark.sparkContext().addSparkListener(meter);
        try {
            assertThat(Audit.of(TABLE, written, checks).rows()).isEqualTo(1000);
            spark.sparkContext().listenerBus().waitUntilEmpty();
        } finally {
            spark.sparkContext().removeSparkListener(meter);
        }
        assertThat(meter.queries).hasValue(1);
        assertThat(meter.rowsRead).hasValue(1000);
    }

    private static String hash(SparkSession spark, String text) {
        return hash(Rows.of(spark, TABLE, text));
    }

    private static String hash(Dataset<Row> rows) {
        return Audit.of(TABLE, rows, List.of()).contentHash();
    }

    /** Counts what Spark really did. */
    private static final class Meter extends SparkListener {
        private final AtomicLong queries = new AtomicLong();
        private final AtomicLong rowsRead = new AtomicLong();

        @Override
        public void onOtherEvent(SparkListenerEvent event) {
            if (event instanceof SparkListenerSQLExecutionStart) {
                queries.incrementAndGet();
            }
        }

        @Override
        public void onTaskEnd(SparkListenerTaskEnd end) {
            rowsRead.addAndGet(end.taskMetrics().inputMetrics().recordsRead());
        }
    }
}
