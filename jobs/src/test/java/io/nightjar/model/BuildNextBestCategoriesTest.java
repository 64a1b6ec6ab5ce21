package io.nightjar.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.Rows;
import io.nightjar.SparkExtension;
import io.nightjar.Tables;
import io.nightjar.config.SettingsLoader;
import io.nightjar.schema.CustomerProfiles;
import io.nightjar.schema.NextBestCategories;
import io.nightjar.schema.NextBestProducts;
import io.nightjar.schema.PersonEvents;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.Products;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Ann buys food, looked at toys and is proposed garden; Bob is new and has consented to wine; the others have not. */
@ExtendWith(SparkExtension.class)
final class BuildNextBestCategoriesTest {
    @Test
    void ranksWhatIsBoughtLookedAtProposedAndPopularWithConsentOnly(SparkSession spark) {
        Tables in = new Tables(spark)
                .named(Products.TABLE, """
                        product_id, category
                        bread, Food
                        bear, Toys
                        rose, Garden
                        merlot, Wine > Red
                        """)
                .named(CustomerProfiles.TABLE, """
                        customer_id, ads_permitted
                        ann, false
                        bob, true
                        """)
                .named(PersonPurchases.TABLE, """
                        customer_id, order_id, ordered_on, product_id, amount, is_return
                        ann, o1, 2026-01-31, bread, 1.00, false
                        ann, o2, 2025-11-02, bread, 1.00, false
                        ann, o3, 2026-01-01, merlot, 1.00, false
                        , o4, 2026-01-01, merlot, 1.00, false
                        , o5, 2026-01-01, merlot, 1.00, false
                        """)
                .named(PersonEvents.TABLE, """
                        customer_id, occurred_on, event_type, product_id, category
                        ann, 2026-01-30, product_view, bear,
                        ann, 2026-01-29, page_view, , Toys
                        """)
                .named(NextBestProducts.TABLE, """
                        customer_id, product_rank, product_id
                        ann, 3, rose
                        """);
        // Food 1 + 1/2 (90 days ago) and 2 of 5 lines; toys two days at 1/2; garden 1 / log2(4); Ann's wine is left
        // out.
        assertThat(Rows.text(
                        job("Wine: ads_permitted").build(in, LocalDate.parse("2026-01-31")), NextBestCategories.TABLE))
                .containsExactly(
                        "ann, 1, Food, 1.9, repeat, bought from on 2 days",
                        "ann, 2, Toys, 1.0, looked-at, looked at in the last four weeks",
                        "ann, 3, Garden, 0.5, proposed, products of it suit them",
                        "bob, 1, Wine > Red, 0.6, popular, popular with all customers",
                        "bob, 2, Food, 0.4, popular, popular with all customers");
    }

    @Test
    void manyCategoriesThatNeedAConsentTakeNoPlaceFromOthers(SparkSession spark) {
        StringBuilder products = new StringBuilder("product_id, category\n");
        StringBuilder sales = new StringBuilder("customer_id, order_id, ordered_on, product_id, amount, is_return\n");
        for (int n = 10; n < 30; n++) {
            products.append("w%d, Wine > W%d\nf%d, Wineglasses > F%d\n".formatted(n, n, n, n));
            for (int times = 0; times < 2; times++) {
                sales.append(", o%d-%d, 2026-01-01, w%d, 1.00, false\n".formatted(n, times, n));
            }
            sales.append(", p%d, 2026-01-01, f%d, 1.00, false\n".formatted(n, n));
        }
        Tables in = new Tables(spark)
                .named(Products.TABLE, products.toString())
                .named(CustomerProfiles.TABLE, """
                        customer_id, ads_permitted
                        ann, false
                        bob, true
                        """)
                .named(PersonPurchases.TABLE, sales.toString())
                .named(PersonEvents.TABLE, "customer_id\n")
                .named(NextBestProducts.TABLE, "customer_id\n");
        Dataset<Row> ranked = job("Wine: ads_permitted").build(in, LocalDate.parse("2026-01-31"));
        assertThat(ranked.where("customer_id = 'ann' and category like 'Wineglasses%'")
                        .count())
                .isEqualTo(ranked.where("customer_id = 'bob'").count())
                .isGreaterThan(1);
        assertThat(ranked.where("customer_id = 'bob' and category like 'Wine >%'")
                        .count())
                .isEqualTo(ranked.where("customer_id = 'bob'").count());
    }

    @Test
    void namesTheFlagThatIsNone() {
        assertThatThrownBy(() -> job("Wine: ads_permited"))
                .hasMessageContaining("needs ads_permited, which is no flag of customer_profiles")
                .hasMessageContaining("ads_permitted");
    }

    private static BuildNextBestCategories job(String consent) {
        return new BuildNextBestCategories(new SettingsLoader(Map.of())
                .load(List.of(), Map.of(), Map.of("next-best-product.consent-categories", "[\"" + consent + "\"]"))
                .nextBestProduct());
    }
}
