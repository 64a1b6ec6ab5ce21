package io.nightjar.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.SparkExtension;
import io.nightjar.schema.Field;
import io.nightjar.schema.Table;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The content hash tells whether rows are the same: a night's steps are kept or made again by it. */
@ExtendWith(SparkExtension.class)
final class AuditHashTest {
    private static final Table TABLE =
            new Table("t", List.of(), List.of(Field.string("email"), Field.string("phone"), Field.count("points")));

    @Test
    void doesNotDependOnTheOrderOfRows(SparkSession spark) {
        assertThat(hash(spark, row("a", null, 1L), row("b", "c", null)))
                .isEqualTo(hash(spark, row("b", "c", null), row("a", null, 1L)));
    }

    @Test
    void seesAValueThatMovedToItsNeighbour(SparkSession spark) {
        assertThat(hash(spark, row("0660", null, null))).isNotEqualTo(hash(spark, row(null, "0660", null)));
    }

    @Test
    void seesARowThatIsThereTwice(SparkSession spark) {
        assertThat(hash(spark, row("a", null, 1L))).isNotEqualTo(hash(spark, row("a", null, 1L), row("a", null, 1L)));
    }

    private static Row row(Object... values) {
        return RowFactory.create(values);
    }

    private static String hash(SparkSession spark, Row... rows) {
        return Audit.of(TABLE, spark.createDataFrame(List.of(rows), TABLE.structType()), List.of())
                .contentHash();
    }
}
