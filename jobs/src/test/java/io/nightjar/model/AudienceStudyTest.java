package io.nightjar.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.Rows;
import io.nightjar.SparkExtension;
import io.nightjar.Tables;
import io.nightjar.config.ConfigException;
import io.nightjar.config.NextBestProductSettings;
import io.nightjar.config.SettingsLoader;
import io.nightjar.learn.rank.Audience;
import io.nightjar.schema.PersonEvents;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.Products;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * 200 people buy bread every week for twenty weeks; c000 to c049 buy a printer in the week before each period of 28 days
 * and ink in it, c050 to c199 bought ink once, long ago.
 */
@ExtendWith(SparkExtension.class)
final class AudienceStudyTest {
    private static final LocalDate DAY = LocalDate.parse("2026-03-29");
    private static final int WEEKS = 20;

    @Test
    void tellsHowManyPeopleCatchTheBuyersOfAProduct(SparkSession spark) {
        Audience.Advice advice = study(spark).ofProduct("ink");
        assertThat(advice.people()).isEqualTo(200);
        assertThat(advice.buyers()).isEqualTo(50);
        assertThat(advice.examples()).isEqualTo(50);
        assertThat(advice.sizes().get(Audience.OURS).keySet()).containsExactly(50, 70, 90);
        // The fifty who bought a printer first: half of them are 25, and 90 % are 45.
        assertThat(advice.sizes().get(Audience.OURS)).containsEntry(50, 25).containsEntry(90, 45);
    }

    @Test
    void aCategoryIsAllOfItsProducts(SparkSession spark) {
        Audience.Advice advice = study(spark).ofCategory("Office");
        assertThat(advice.buyers()).isEqualTo(50);
        // Everybody buys bread all the time: there is nobody to leave out.
        assertThat(study(spark).ofCategory("Food").buyers()).isEqualTo(200);
    }

    @Test
    void refusesWhatNobodyKnows(SparkSession spark) {
        assertThatThrownBy(() -> study(spark).ofProduct("inc"))
                .isInstanceOf(ConfigException.class)
                .hasMessage("Nobody ever bought a product inc: did you mean ink?");
        // What begins alike is not below.
        assertThatThrownBy(() -> study(spark).ofCategory("Off")).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> study(spark).ofCategory("Garden"))
                .isInstanceOf(ConfigException.class)
                .hasMessage("There is no product in a category Garden or below it");
    }

    private static AudienceStudy study(SparkSession spark) {
        StringBuilder bought = new StringBuilder("customer_id, order_id, ordered_on, product_id, amount, is_return\n");
        for (int who = 0; who < 200; who++) {
            for (int week = 0; week < WEEKS; week++) {
                add(bought, who, DAY.minusDays(7L * week + who % 7), "bread");
            }
            for (int period = 0; period < 3 && who < 50; period++) {
                add(bought, who, DAY.minusDays(28L * (period + 1) + who % 7), "printer");
                add(bought, who, DAY.minusDays(28L * period + 1 + who % 20), "ink");
            }
            if (who >= 50) {
                add(bought, who, DAY.minusDays(120), "ink");
            }
        }
        Tables in = new Tables(spark)
                .with(PersonPurchases.TABLE, Rows.named(spark, PersonPurchases.TABLE, bought.toString()))
                .named(PersonEvents.TABLE, "customer_id\n")
                .named(Products.TABLE, """
                        product_id, category
                        ink, Office > Ink
                        bread, Food
                        """);
        NextBestProductSettings settings =
                new SettingsLoader(Map.of()).load(List.of(), Map.of(), Map.of()).nextBestProduct();
        return new AudienceStudy(in, DAY, settings, 42);
    }

    private static void add(StringBuilder bought, int who, LocalDate on, String product) {
        bought.append("c%03d, o%d-%s-%s, %s, %s, 1.00, false\n".formatted(who, who, on, product, on, product));
    }
}
