package io.nightjar.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.SparkExtension;
import io.nightjar.job.Before;
import io.nightjar.job.Progress;
import io.nightjar.job.Runner;
import io.nightjar.schema.FeedAccounts;
import io.nightjar.schema.Purchases;
import io.nightjar.schema.SourceReadiness;
import io.nightjar.schema.Table;
import io.nightjar.store.Places;
import io.nightjar.store.TableStore;
import io.nightjar.store.feed.Forgotten;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** How recent a source is: by its newest record that is not ahead of the night. */
@ExtendWith(SparkExtension.class)
final class BooksTest {
    private static final LocalDate AS_OF = LocalDate.parse("2026-01-31");

    @TempDir
    private Path folder;

    @Test
    void doesNotTakeAnOldExportForFreshBecauseOneRecordLiesAhead(SparkSession spark) {
        assertThat(books(spark, "2026-01-20 12:00:00", "2026-01-10 12:00:00").newest("purchases", AS_OF))
                .contains(LocalDate.parse("2026-01-20"));
        assertThat(books(spark, "2026-03-01 12:00:00", "2026-01-10 12:00:00").newest("purchases", AS_OF))
                .contains(LocalDate.parse("2026-01-10"));
        assertThat(books(spark, "2026-02-01 00:00:00", "2026-01-31 23:59:59").newest("purchases", AS_OF))
                .contains(AS_OF);
        assertThat(books(spark, "2026-02-01 00:00:00", "2026-02-01 00:00:00").newest("purchases", AS_OF))
                .isEmpty();
    }

    private Books books(SparkSession spark, String newest, String other) {
        TableStore store = new TableStore(
                spark,
                new Places(spark.sparkContext().hadoopConfiguration()),
                new org.apache.hadoop.fs.Path(folder.toUri()));
        Runner runner = new Runner(
                store, source -> List.of(), "code", AS_OF, 1, Before.NOTHING, Progress.silent(), Forgotten.nobody());
        runner.record(FeedAccounts.TABLE, List.of());
        runner.record(
                SourceReadiness.TABLE,
                List.of(RowFactory.create("purchases", "ordered_at", 2L, 2L, 0L, 0.0, other, newest, null)));
        runner.record(Purchases.TABLE, List.of(purchase(newest), purchase(other)));
        return new Books(runner, Map.of());
    }

    private static Row purchase(String at) {
        Table table = Purchases.TABLE;
        List<Object> values = new ArrayList<>();
        table.fields().forEach(field -> values.add(field.equals(Purchases.ORDERED_AT) ? moment(at) : null));
        return RowFactory.create(values.toArray());
    }

    private static Timestamp moment(String utc) {
        return Timestamp.from(LocalDateTime.parse(utc.replace(' ', 'T')).toInstant(ZoneOffset.UTC));
    }
}
