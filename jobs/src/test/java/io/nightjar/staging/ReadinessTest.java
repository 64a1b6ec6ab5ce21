package io.nightjar.staging;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.SparkExtension;
import io.nightjar.schema.Clickstream;
import io.nightjar.schema.Customers;
import io.nightjar.schema.Purchases;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the readiness report says of sources that are on, full, gappy and off. */
@ExtendWith(SparkExtension.class)
final class ReadinessTest {
    @TempDir
    private Path folder;

    @Test
    void saysForEveryColumnHowMuchIsThereAndWhatAGapSwitchesOff(SparkSession spark) throws IOException {
        Staged staged = new Desk(spark, folder).file("a.csv", """
                        order_id,ordered_at,product_id,amount,email,is_return
                        o1,2026-01-05 10:00:00,p1,1,a@b.at,no
                        o2,2026-01-07 11:30:00,p1,1,,perhaps
                        o3,2026-01-06 09:00:00,p1,1,,
                        o4,2026-01-09 09:00:00,p1,NaN,c@b.at,perhaps
                        """).purchases();
        // 3 of 4 rows are kept. Columns: rows, filled, unreadable, missing share, oldest, newest, what is off.
        assertThat(staged.readiness(Purchases.SOURCE, "ordered_at"))
                .isEqualTo("3|3|0|0.0|2026-01-05 10:00:00|2026-01-07 11:30:00|null");
        assertThat(staged.readiness(Purchases.SOURCE, "email")).isEqualTo("3|1|0|0.666667|null|null|null");
        // Where it is not said whether a line is a return, its sign says so; values of refused rows do not count.
        assertThat(staged.readiness(Purchases.SOURCE, "is_return")).isEqualTo("3|3|1|0.0|null|null|null");
        assertThat(staged.readiness(Purchases.SOURCE, "customer_key"))
                .isEqualTo("3|0|0|1.0|null|null|profiles of buyers without loyalty number, e-mail or phone");
        assertThat(staged.readiness(Purchases.SOURCE, "line_id"))
                .isEqualTo("3|0|0|1.0|null|null|telling repeated order lines from copies");
        assertThat(staged.readiness(Customers.SOURCE, "(source)"))
                .isEqualTo("0|0|0|1.0|null|null|contact points, consent, declared values: lists carry ids only");
        assertThat(staged.readiness(Clickstream.SOURCE, "(source)"))
                .isEqualTo("0|0|0|1.0|null|null|visits, searches, carts, affinities by browsing, anonymous visitors");
    }

    @Test
    void takesAFolderWithoutDataAsMissingAndAFileWithoutRowsAsEmpty(SparkSession spark) throws IOException {
        Desk desk =
                new Desk(spark, folder).file("p/_SUCCESS", "").file("a.csv", "order_id,ordered_at,product_id,amount\n");
        Staged staged = desk.stage("""
                sources.purchases.feeds = [
                  { path = ${IN}"/a.csv" }, { name = p, optional = true, path = ${IN}"/p", format = parquet }]""");
        assertThat(staged.inventories().get("purchases").get(1).isEmpty()).isTrue();
        assertThat(staged.inventories().get("purchases").get(1).ignored())
                .containsExactly("in/p/_SUCCESS: not data, by the underscore before its name");
        assertThat(staged.accounts()).containsExactly("purchases/purchases in/a.csv 0=0+0+0+0");
        assertThat(staged.readiness(Purchases.SOURCE, "order_id")).isEqualTo("0|0|0|1.0|null|null|null");
    }
}
