package io.nightjar.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.Rows;
import io.nightjar.SparkExtension;
import io.nightjar.Tables;
import io.nightjar.config.SettingsLoader;
import io.nightjar.schema.NextBestProducts;
import io.nightjar.schema.PersonContacts;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.ShownProducts;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Ann was proposed tea (old), rice and soap (new) last night; Bob rice. Ann has bought soap since. */
@ExtendWith(SparkExtension.class)
final class BuildShownProductsTest {
    private static final LocalDate DAY = LocalDate.parse("2026-01-31");

    @Test
    void countsWhatWasShownAndNotBought(SparkSession spark) {
        // Ann's rice was counted 2 before: 2 * 0.9 + 1.
        assertThat(shown(spark, Optional.empty())).containsExactly("ann, rice, 2.8", "bob, rice, 1.0");
    }

    @Test
    void countsOnlyNightsWithAMessageWhereMessagesAreKnown(SparkSession spark) {
        Dataset<Row> contacts = Rows.named(spark, PersonContacts.TABLE, """
                customer_id, campaign, channel, sent_at, is_control
                ann, spring, email, 2026-01-31 08:00:00, true
                bob, spring, email, 2026-01-30 08:00:00, false
                """);
        assertThat(shown(spark, Optional.of(contacts))).containsExactly("ann, rice, 1.8", "bob, rice, 1.0");
    }

    private static List<String> shown(SparkSession spark, Optional<Dataset<Row>> contacts) {
        Tables in = new Tables(spark)
                .named(PersonPurchases.TABLE, """
                        customer_id, order_id, ordered_on, product_id, amount, is_return
                        ann, o1, 2026-01-01, tea, 1.00, false
                        ann, o2, 2026-01-31, soap, 1.00, false
                        """)
                .lastNight(NextBestProducts.TABLE, Rows.named(spark, NextBestProducts.TABLE, """
                        customer_id, product_rank, product_id, repeat_rank, explore_rank
                        ann, 1, tea, 1,
                        ann, 2, rice, , 1
                        ann, 3, soap, , 2
                        ann, 11, milk, , 3
                        bob, 1, rice, , 1
                        """))
                .lastNight(ShownProducts.TABLE, Rows.named(spark, ShownProducts.TABLE, """
                        customer_id, product_id, shown
                        ann, rice, 2
                        bob, milk, 0.2
                        """));
        contacts.ifPresent(rows -> in.with(PersonContacts.TABLE, rows));
        BuildShownProducts job = new BuildShownProducts(
                new SettingsLoader(Map.of()).load(List.of(), Map.of(), Map.of()).nextBestProduct());
        return Rows.text(job.build(in, DAY), ShownProducts.TABLE);
    }
}
