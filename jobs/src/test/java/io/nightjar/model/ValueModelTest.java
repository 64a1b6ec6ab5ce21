package io.nightjar.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.Rows;
import io.nightjar.SparkExtension;
import io.nightjar.Tables;
import io.nightjar.config.ValueSettings;
import io.nightjar.job.ModelJob.Scored;
import io.nightjar.schema.CustomerValue;
import io.nightjar.schema.PersonPurchases;
import java.time.LocalDate;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
final class ValueModelTest {
    private static final LocalDate DAY = LocalDate.parse("2026-06-30");
    private static final ValueSettings SETTINGS = new ValueSettings(90, 1, 20, 1000);
    private static final String HEAD = "customer_id, ordered_on, amount, is_return\n";

    @Test
    void modelShipsWhereCustomersLeaveAndTheFutureChangesNothing(SparkSession spark) {
        String known = HEAD + shop(120);
        Scored without = learn(spark, known);
        assertThat(without.card().shipped()).isTrue();
        assertThat(without.card().modelValue()).isLessThan(without.card().baselineValue());
        assertThat(without.card().metrics()).containsKeys("orders: bg-nbd", "orders: past-rate", "spend: shipped");
        assertThat(without.scores().count()).isEqualTo(120);
        assertThat(Rows.text(without.scores(), CustomerValue.VALUE_MODEL)).containsOnly("btyd-boosted");
        Row totals = without.scores()
                .selectExpr(
                        "min(expected_orders_365 - expected_orders_90)",
                        "min(orders_365_high - orders_365_low)",
                        "min(datediff(next_order_to, next_order_from))",
                        "count_if(next_order_from <= date'2026-06-30')",
                        "count_if(value_tier = 'platinum')",
                        "min(expected_orders_90 - order_probability_90)")
                .head();
        assertThat(totals.getDouble(0)).isGreaterThan(0);
        assertThat(totals.getInt(1)).isGreaterThanOrEqualTo(0);
        assertThat(totals.getInt(2)).isGreaterThan(0);
        assertThat(totals.getLong(3)).isZero();
        assertThat(totals.getLong(4)).isBetween(1L, 2L);
        assertThat(totals.getDouble(5)).isGreaterThanOrEqualTo(0);
        Scored with = learn(spark, known + "c000, 2026-07-01, 999.00, false\nnobody, 2026-07-01, 1.00, false\n");
        assertThat(Rows.text(with.scores(), CustomerValue.TABLE))
                .isEqualTo(Rows.text(without.scores(), CustomerValue.TABLE));
        assertThat(with.card()).isEqualTo(without.card());
    }

    @Test
    void pastRateScoresWhereTooFewCameBack(SparkSession spark) {
        Scored scored = learn(spark, HEAD + """
                ann, 2026-05-01, 10.00, false
                ann, 2026-05-31, 30.00, false
                ann, 2026-06-01, -10.00, true
                bob, 2026-06-30, 5.00, false
                cat, 2026-06-30, -5.00, true
                """);
        // ann: one repeat in 60 days, 1.5 in 90; 30.00 net in two orders, 15.00 each.
        assertThat(scored.card().grade()).isEqualTo("none");
        assertThat(Rows.text(
                        scored.scores(),
                        CustomerValue.CUSTOMER_ID,
                        CustomerValue.EXPECTED_ORDERS_90,
                        CustomerValue.EXPECTED_SPEND_90,
                        CustomerValue.P_ALIVE,
                        CustomerValue.VALUE_MODEL))
                .containsExactly("ann, 1.5, 22.50, , past-rate", "bob, 0.0, 0.00, , past-rate");
    }

    @Test
    void pastRateSaysSpendWhereTheModelWonForOrdersOnly(SparkSession spark) {
        Scored scored = learn(spark, HEAD + shopWhereWhoStaysPaysMost());
        assertThat(scored.card().shipped()).isTrue();
        assertThat(scored.card().settings().get("grade of orders")).isIn("A", "B");
        assertThat(scored.card().settings().get("grade of spend"))
                .startsWith("C: ")
                .endsWith(" of past-rate");
        assertThat(scored.card().decision()).contains("not for spend");
        assertThat(Rows.text(scored.scores(), CustomerValue.VALUE_MODEL))
                .containsOnly("btyd-boosted, spend: past-rate");
        // Spend goes on as it was, and has no range; orders keep theirs.
        Row totals = scored.scores()
                .selectExpr(
                        "count_if(expected_spend_90 is null or expected_spend_365 is null)",
                        "count(coalesce(spend_90_low, spend_90_high, spend_365_low, spend_365_high))",
                        "count_if(orders_90_high is null)",
                        "count_if(value_tier = 'platinum')")
                .head();
        assertThat(totals.getLong(0)).isZero();
        assertThat(totals.getLong(1)).isZero();
        assertThat(totals.getLong(2)).isZero();
        assertThat(totals.getLong(3)).isBetween(1L, 2L);
    }

    /** One in five buys dearly and with the clock; the others buy often for little, and leave. */
    private static String shopWhereWhoStaysPaysMost() {
        StringBuilder rows = new StringBuilder();
        for (int c = 0; c < 200; c++) {
            Random random = new Random(c);
            boolean stays = c % 5 == 0;
            double pace = stays ? 6 + c % 17 : 5 + 10 * random.nextDouble();
            LocalDate on = DAY.minusDays(400 - random.nextInt(180));
            do {
                rows.append(String.format("c%03d, %s, %s, false%n", c, on, stays ? "500.00" : "1.00"));
                on = on.plusDays(stays ? (long) pace : 1 + (long) (-pace * Math.log(1 - random.nextDouble())));
            } while (!on.isAfter(DAY) && (stays || random.nextDouble() > 0.1));
        }
        return rows.toString();
    }

    private static Scored learn(SparkSession spark, String purchases) {
        return new ValueModel(SETTINGS, 42).learn(new Tables(spark).named(PersonPurchases.TABLE, purchases), DAY);
    }

    /** Customers who start within half a year, order at their own pace and may leave after each order. */
    private static String shop(int customers) {
        StringBuilder rows = new StringBuilder();
        for (int c = 0; c < customers; c++) {
            Random random = new Random(c);
            double pace = 10 + 40 * random.nextDouble();
            LocalDate on = DAY.minusDays(400 - random.nextInt(180));
            do {
                rows.append(String.format("c%03d, %s, %d.00, false%n", c, on, 10 + random.nextInt(20)));
                on = on.plusDays(1 + (long) (-pace * Math.log(1 - random.nextDouble())));
            } while (!on.isAfter(DAY) && random.nextDouble() > 0.15);
        }
        return rows.toString();
    }
}
