package io.nightjar.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.SparkExtension;
import io.nightjar.Tables;
import io.nightjar.learn.rank.Histories;
import io.nightjar.schema.PersonEvents;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.Products;
import java.time.LocalDate;
import java.util.Arrays;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
final class BasketsTest {
    /** Six teas, t0 to t5; t5 was bought only in the days that are judged, but most of all. */
    @Test
    void whatIsBestSoldIsWhatWasSoldBeforeAnybodyIsAsked(SparkSession spark) {
        StringBuilder sales = new StringBuilder("customer_id, order_id, ordered_on, product_id, amount, is_return\n");
        for (int tea = 0; tea < 5; tea++) {
            sales.append("ann, o%d, 2026-01-0%d, t%d, 1.00, false\n".formatted(tea, tea + 1, tea));
        }
        for (int n = 0; n < 9; n++) {
            sales.append("bob, p%d, 2026-01-2%d, t5, 1.00, false\n".formatted(n, n));
        }
        Tables in = new Tables(spark)
                .named(PersonPurchases.TABLE, sales.toString())
                .named(PersonEvents.TABLE, """
                        customer_id, occurred_on, event_type, product_id, category
                        ann, 2026-01-06, page_view, , Tea
                        """)
                .named(Products.TABLE, """
                        product_id, category
                        t0, Tea
                        t1, Tea
                        t2, Tea
                        t3, Tea
                        t4, Tea
                        t5, Tea
                        """);
        LocalDate day = LocalDate.parse("2026-01-31");
        assertThat(sought(in, day, day)).containsExactly(0, 1, 2, 3, 5);
        assertThat(sought(in, day, day.minusDays(20))).containsExactly(0, 1, 2, 3, 4);
    }

    private static int[] sought(Tables in, LocalDate day, LocalDate cutoff) {
        Histories all = new Baskets(in, day, cutoff, cutoff.minusDays(28)).histories(1000);
        return Arrays.stream(all.looked()).map(item -> -1 - item).sorted().toArray();
    }
}
