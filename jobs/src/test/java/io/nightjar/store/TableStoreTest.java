package io.nightjar.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.Rows;
import io.nightjar.SparkExtension;
import io.nightjar.schema.Field;
import io.nightjar.schema.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
final class TableStoreTest {
    private static final Field ID = Field.string("id");
    private static final Field AMOUNT = Field.money("amount");
    private static final Table TABLE = new Table("orders", List.of(ID), List.of(ID, AMOUNT));

    @TempDir
    private Path work;

    @Test
    void countsWhatWasWrittenOnlyOnceItIsCommitted(SparkSession spark) {
        TableStore store = store(spark);
        String data = store.write(TABLE, "f1", 7, Rows.of(spark, TABLE, "a, 1.00\nb, 2.00"));
        assertThat(store.committed("orders", "f1")).isEmpty();
        TableCommit commit = commit("f1", data);
        store.commit(commit);
        assertThat(store.committed("orders", "f1")).contains(commit);
        assertThat(store.committed("orders", "f2")).isEmpty();
        assertThat(Rows.text(store.read(TABLE, "f1", data), TABLE)).containsExactly("a, 1.00", "b, 2.00");
    }

    @Test
    void laterAttemptDoesNotMixWithAnInterruptedOne(SparkSession spark) {
        TableStore store = store(spark);
        store.write(TABLE, "f1", 7, Rows.of(spark, TABLE, "half, 1.00"));
        String data = store.write(TABLE, "f1", 8, Rows.of(spark, TABLE, "a, 1.00"));
        store.commit(commit("f1", data));
        String seen = store.committed("orders", "f1").orElseThrow().data();
        assertThat(Rows.text(store.read(TABLE, "f1", seen), TABLE)).containsExactly("a, 1.00");
    }

    @Test
    void sameAttemptMayWriteAgain(SparkSession spark) {
        TableStore store = store(spark);
        store.write(TABLE, "f1", 7, Rows.of(spark, TABLE, "half, 1.00"));
        String data = store.write(TABLE, "f1", 7, Rows.of(spark, TABLE, "a, 1.00"));
        assertThat(Rows.text(store.read(TABLE, "f1", data), TABLE)).containsExactly("a, 1.00");
    }

    @Test
    void forgetsATableWithItsCommit(SparkSession spark) {
        TableStore store = store(spark);
        store.commit(commit("f1", store.write(TABLE, "f1", 7, Rows.of(spark, TABLE, "a, 1.00"))));
        store.forget("orders", "f1");
        assertThat(store.committed("orders", "f1")).isEmpty();
        assertThat(work.resolve("orders").resolve("f1")).doesNotExist();
    }

    @Test
    void makesTablesOfTheDriversRows(SparkSession spark) {
        TableStore store = store(spark);
        assertThat(store.empty(TABLE).schema()).isEqualTo(TABLE.structType());
        assertThat(Rows.text(store.of(TABLE, List.of(RowFactory.create("a", new java.math.BigDecimal("1.00")))), TABLE))
                .containsExactly("a, 1.00");
    }

    private TableStore store(SparkSession spark) {
        return new TableStore(
                spark,
                new Places(new Configuration()),
                new org.apache.hadoop.fs.Path(work.toUri().toString()));
    }

    private static TableCommit commit(String fingerprint, String data) {
        return new TableCommit(
                "orders",
                fingerprint,
                data,
                2,
                "2-ff",
                Map.of("code", "c"),
                List.of(CheckResult.failed("x", 1, "none may", "", "warning")),
                null);
    }
}
