package io.nightjar.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.Rows;
import io.nightjar.SparkExtension;
import io.nightjar.Tables;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.Rfm;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
final class BuildRfmTest {
    private static final LocalDate DAY = LocalDate.parse("2026-01-31");
    private static final String HEAD =
            "customer_id, order_id, ordered_on, product_id, amount, discount_amount, is_return\n";

    @Test
    void netsReturnsAndCountsDays(SparkSession spark) {
        // ann: two orders on one day are one; 30 + 20 + 50 sold, 20 back; 25 off a gross of 125.
        Dataset<Row> rfm = rfm(spark, """
                ann, o1, 2026-01-01, p, 30.00, 10.00, false
                ann, o2, 2026-01-01, q, 20.00, 15.00, false
                ann, o3, 2026-01-21, p, 50.00, , false
                ann, o4, 2026-01-25, q, -20.00, , true
                bob, o5, 2025-12-31, p, 7.00, 0.00, false
                """);
        assertThat(Rows.text(
                        rfm,
                        Rfm.CUSTOMER_ID,
                        Rfm.FIRST_ORDER_ON,
                        Rfm.LAST_ORDER_ON,
                        Rfm.RECENCY_DAYS,
                        Rfm.TENURE_DAYS,
                        Rfm.FREQUENCY,
                        Rfm.MONETARY,
                        Rfm.AVERAGE_ORDER_VALUE,
                        Rfm.RETURN_COUNT,
                        Rfm.RETURNED_AMOUNT,
                        Rfm.DISCOUNT_SHARE,
                        Rfm.PRODUCT_COUNT))
                .containsExactly(
                        "ann, 2026-01-01, 2026-01-21, 10, 30, 2, 80.00, 50.00, 1, 20.00, 0.2, 2",
                        "bob, 2025-12-31, 2025-12-31, 31, 31, 1, 7.00, 7.00, 0, 0.00, 0.0, 1");
    }

    @Test
    void ignoresWhatHappensAfterTheAsOfDate(SparkSession spark) {
        Dataset<Row> rfm = rfm(spark, """
                ann, o1, 2026-01-31, p, 1.00, , false
                ann, o2, 2026-02-01, q, 99.00, , false
                bob, o3, 2026-02-01, p, 99.00, , false
                """);
        assertThat(Rows.text(rfm, Rfm.CUSTOMER_ID, Rfm.RECENCY_DAYS, Rfm.FREQUENCY, Rfm.MONETARY))
                .containsExactly("ann, 0, 1, 1.00");
    }

    @Test
    void aShopThatTellsOfNoDiscountHasNoShareOfIt(SparkSession spark) {
        assertThat(Rows.text(
                        rfm(spark, "ann, o1, 2026-01-30, p, 5.00, , false\nbob, o2, 2026-01-30, p, 5.00, , false\n"),
                        Rfm.CUSTOMER_ID,
                        Rfm.DISCOUNT_SHARE))
                .containsExactly("ann, ", "bob, ");
        assertThat(Rows.text(
                        rfm(
                                spark,
                                "ann, o1, 2026-01-30, p, 5.00, 0.00, false\nbob, o2, 2026-01-30, p, 5.00, , false\n"),
                        Rfm.CUSTOMER_ID,
                        Rfm.DISCOUNT_SHARE))
                .containsExactly("ann, 0.0", "bob, 0.0");
    }

    @Test
    void leavesOutPeopleWhoOnlyReturnedAndLinesOfNobody(SparkSession spark) {
        Dataset<Row> rfm = rfm(spark, """
                ann, o1, 2026-01-30, p, -5.00, , true
                , o2, 2026-01-30, p, 5.00, , false
                """);
        assertThat(rfm.count()).isZero();
    }

    @Test
    void sortsIntoTiersOfEqualSizeWithEqualValuesTogether(SparkSession spark) {
        // Spent 10, 20, 20, 20, 50 in 5 tiers: the three equals begin after one of five people, so in tier 2.
        Dataset<Row> rfm = rfm(spark, """
                a, o1, 2026-01-01, p, 10.00, , false
                b, o2, 2026-01-02, p, 20.00, , false
                c, o3, 2026-01-03, p, 20.00, , false
                d, o4, 2026-01-04, p, 20.00, , false
                e, o5, 2026-01-05, p, 50.00, , false
                """);
        assertThat(Rows.text(rfm, Rfm.CUSTOMER_ID, Rfm.RECENCY_SCORE, Rfm.FREQUENCY_SCORE, Rfm.MONETARY_SCORE))
                .containsExactly("a, 1, 1, 1", "b, 2, 1, 2", "c, 3, 1, 2", "d, 4, 1, 2", "e, 5, 1, 5");
    }

    @Test
    void tiersDoNotDependOnHowTheDataLie(SparkSession spark) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            text.append("c%02d, o%d, 2026-01-%02d, p, %d.00, , false\n".formatted(i, i, 1 + i % 30, 1 + i * i % 37));
        }
        Dataset<Row> purchases = Rows.named(spark, PersonPurchases.TABLE, HEAD + text);
        Dataset<Row> once = rfm(spark, purchases.coalesce(1));
        assertThat(Rows.text(rfm(spark, purchases.repartition(7)), Rfm.TABLE)).isEqualTo(Rows.text(once, Rfm.TABLE));
        assertThat(once.groupBy(Rfm.RECENCY_SCORE.col()).count().count()).isEqualTo(5);
    }

    @Test
    void rhythmIsThePersonsOwnDrawnToTheShops(SparkSession spark) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            text.append("day, d%d, %s, p, 1.00, , false\n".formatted(i, DAY.minusDays(2L * i)));
            text.append("long, m%d, %s, p, 1.00, , false\n".formatted(i, DAY.minusDays(200 + 30L * i)));
        }
        text.append("odd, o1, 2026-01-01, p, 1.00, , false\nodd, o2, 2026-01-02, p, 1.00, , false\n");
        text.append("odd, o3, 2026-01-11, p, 1.00, , false\nodd, o4, 2026-01-31, p, 1.00, , false\n");
        text.append("once, x, 2026-01-31, p, 1.00, , false\n");
        List<Row> rows = rfm(spark, text.toString())
                .orderBy(Rfm.CUSTOMER_ID.col())
                .select(
                        Rfm.CUSTOMER_ID.col(),
                        Rfm.GAP_MEDIAN_DAYS.col(),
                        Rfm.GAP_SPREAD_DAYS.col(),
                        Rfm.REGULARITY.col(),
                        Rfm.EXPECTED_GAP_DAYS.col(),
                        Rfm.ACTIVE_PROBABILITY.col())
                .collectAsList();
        // Gaps of 1, 9 and 20 days: median 9, off by 8, 0 and 11; mean 10, variance 182 / 3, so 1 / (1 + 0.6067).
        assertThat(rows.get(2).getDouble(1)).isEqualTo(9);
        assertThat(rows.get(2).getDouble(2)).isEqualTo(8);
        assertThat(rows.get(2).getDouble(3)).isEqualTo(0.6224);
        assertThat(rows.get(0).getDouble(3)).isEqualTo(1);
        // Eleven equal gaps are nearly all that is to be expected; who came once is expected after the shop's usual
        // gap.
        assertThat(rows.get(0).getDouble(4)).isBetween(2.0, 2.6);
        assertThat(rows.get(1).getDouble(4)).isBetween(25.0, 30.0);
        assertThat(rows.get(3).getDouble(4)).isBetween(4.0, 16.0);
        assertThat(rows.get(3).isNullAt(1)).isTrue();
        assertThat(rows.get(0).getDouble(5)).isGreaterThan(0.9);
        assertThat(rows.get(1).getDouble(5)).isLessThan(0.1);
    }

    private static Dataset<Row> rfm(SparkSession spark, String text) {
        return rfm(spark, Rows.named(spark, PersonPurchases.TABLE, HEAD + text));
    }

    private static Dataset<Row> rfm(SparkSession spark, Dataset<Row> purchases) {
        return new BuildRfm(ProfileFixtures.SETTINGS)
                .build(new Tables(spark).with(PersonPurchases.TABLE, purchases), DAY);
    }
}
