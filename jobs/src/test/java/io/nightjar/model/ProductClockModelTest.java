package io.nightjar.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.Rows;
import io.nightjar.SparkExtension;
import io.nightjar.Tables;
import io.nightjar.config.ProductClockSettings;
import io.nightjar.job.ModelJob.Scored;
import io.nightjar.learn.value.GapClock;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.ProductClocks;
import io.nightjar.schema.Products;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
final class ProductClockModelTest {
    private static final LocalDate DAY = LocalDate.parse("2026-06-30");
    private static final ProductClockSettings SETTINGS = new ProductClockSettings(60, 365, 10);

    @Test
    void waitedTimeIsTakenOffTheAnswer() {
        // ln gap is normal around ln 30: half have bought after 30 days; of those still waiting then, half after the
        // upper quartile, exp(0.6745 sigma) later.
        assertThat(GapClock.days(Math.log(30), 0.5, 0, 0.5)).isCloseTo(30, within(1e-9));
        assertThat(GapClock.days(Math.log(30), 0.5, 30, 0.5)).isCloseTo(30 * Math.exp(0.5 * 0.67449), within(1e-3));
        assertThat(GapClock.days(Math.log(30), 0.5, 1000, 0.5)).isGreaterThanOrEqualTo(1000);
    }

    @Test
    void ownRhythmAndQuantityDecideAndTheFutureChangesNothing(SparkSession spark) {
        String known = shop();
        Scored without = learn(spark, known);
        // Weekly buyers of milk are due a week after their last purchase, monthly ones a month after it.
        List<Row> milk = without.scores()
                .where("product_id = 'milk' and customer_id in ('week1', 'month1')")
                .orderBy("customer_id")
                .selectExpr(
                        "datediff(due_on, last_on)", "own_gap_count", "clock_confidence", "suppress_until <= due_on")
                .collectAsList();
        assertThat(milk.get(0).getInt(0)).isBetween(25, 40);
        assertThat(milk.get(1).getInt(0)).isBetween(6, 12);
        assertThat(milk).extracting(row -> row.getString(2)).containsOnly("high");
        assertThat(milk).extracting(row -> row.getBoolean(3)).containsOnly(true);
        // Whoever took four bags of coffee the last time comes later than whoever took one.
        assertThat(due(without, "four1", "coffee")).isGreaterThan(2 * due(without, "one1", "coffee"));
        // Nobody bought tea or bread twice: their clocks are the shop's and the category's, and say so.
        assertThat(without.scores()
                        .where("product_id in ('tea', 'bread')")
                        .orderBy("product_id")
                        .selectExpr("clock_grain || ' ' || clock_confidence")
                        .collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactly("category low", "shop low");
        assertThat(without.card().modelValue()).isLessThan(without.card().baselineValue());
        Scored with = learn(spark, known + "week1, milk, 2026-07-01, 1, false\n");
        assertThat(Rows.text(with.scores(), ProductClocks.TABLE))
                .isEqualTo(Rows.text(without.scores(), ProductClocks.TABLE));
    }

    @Test
    void whoDoesNotBuyAgainIsOutOfTheRange(SparkSession spark) {
        StringBuilder rows = new StringBuilder(shop());
        // Twenty come weekly up to the day on which the clocks are judged, and never again.
        for (int person = 1; person <= 20; person++) {
            for (int week = 0; week < 15; week++) {
                rows.append("quit%d, milk, %s, 1, false\n".formatted(person, DAY.minusDays(60 + 7 * week)));
            }
        }
        Scored scored = learn(spark, rows.toString());
        Map<String, Double> own = scored.card().metrics().get("own-and-product-gaps");
        long over = scored.card().rows().get("ranges over");
        assertThat(over).isGreaterThanOrEqualTo(20);
        assertThat(own.get("in range, of all whose range is over")).isLessThanOrEqualTo((over - 20.0) / over);
        assertThat(own.get("in 80 % range")).isGreaterThan(own.get("in range, of all whose range is over"));
        assertThat(own.get("in range, expected")).isCloseTo(0.8, within(1e-12));
    }

    private static int due(Scored scored, String person, String product) {
        return scored.scores()
                .where("customer_id = '" + person + "' and product_id = '" + product + "'")
                .selectExpr("datediff(due_on, last_on)")
                .head()
                .getInt(0);
    }

    private static Scored learn(SparkSession spark, String purchases) {
        return new ProductClockModel(SETTINGS)
                .learn(new Tables(spark).named(PersonPurchases.TABLE, purchases).named(Products.TABLE, """
                        product_id, category
                        milk, food
                        coffee, food
                        bread, food
                        """), DAY);
    }

    private static String shop() {
        StringBuilder rows = new StringBuilder("customer_id, product_id, ordered_on, quantity, is_return\n");
        for (int person = 1; person <= 6; person++) {
            every(rows, "week" + person, "milk", 7, 1, person);
            every(rows, "month" + person, "milk", 30, 1, person);
            every(rows, "one" + person, "coffee", 10, 1, person);
            every(rows, "four" + person, "coffee", 40, 4, person);
        }
        return rows + "week1, tea, 2026-06-01, 1, false\nweek1, bread, 2026-06-01, 1, false\n";
    }

    /** Purchases every so many days, a day more or less, the last some days ago. */
    private static void every(StringBuilder rows, String person, String product, int days, int quantity, int shift) {
        int wobble = 0;
        for (LocalDate on = DAY.minusDays(shift % 5);
                on.isAfter(DAY.minusDays(200));
                on = on.minusDays(days + wobble)) {
            rows.append(String.format("%s, %s, %s, %d, false%n", person, product, on, quantity));
            wobble = (wobble + 2) % 3 - 1;
        }
    }
}
