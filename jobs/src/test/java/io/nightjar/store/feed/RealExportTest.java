package io.nightjar.store.feed;

import static org.apache.spark.sql.functions.max;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.nightjar.SparkExtension;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A year of a real shop, read value for value as Spark's own reader does. Skipped where the data is not at hand. */
@ExtendWith(SparkExtension.class)
final class RealExportTest {
    private static final Path DATA =
            Path.of(System.getProperty("nightjar.root", ".."), "..", "shared", "data", "online-retail");
    private static final List<String> COLUMNS = List.of(
            "InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country");

    @Test
    void readsOnlineRetailExactly(SparkSession spark) {
        assumeThat(DATA).as("the online-retail data").exists();
        Inventory inventory =
                FeedReader.take(spark, FeedSpec.csv("purchases", "shop", DATA.toString(), "*.csv.gz", COLUMNS));
        assertThat(inventory.problems()).isEmpty();
        assertThat(inventory.records()).isEqualTo(541_909);
        Dataset<Row> rows = FeedReader.read(spark, inventory);
        assertThat(rows.filter("_problem is not null").count()).isZero();
        assertThat(rows.filter("CustomerID is null").count()).isEqualTo(135_080);
        assertThat(rows.agg(max("_line")).first().getLong(0)).isGreaterThanOrEqualTo(541_910);
        Dataset<Row> spelled = spark.read()
                .option("header", true)
                .option("multiLine", true)
                .option("escape", "\"")
                .csv(DATA + "/online_retail.csv.gz")
                .selectExpr(COLUMNS.toArray(String[]::new));
        assertThat(hash(rows)).isEqualTo(hash(spelled));
    }

    // The same rows, in whatever order, have the same count and sum of hashes.
    private static String hash(Dataset<Row> rows) {
        return rows.selectExpr("count(*)", "sum(cast(xxhash64(" + String.join(",", COLUMNS) + ") as decimal(38,0)))")
                .first()
                .toString();
    }
}
