package io.nightjar.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.Rows;
import io.nightjar.SparkExtension;
import io.nightjar.Tables;
import io.nightjar.schema.Affinities;
import io.nightjar.schema.PersonContacts;
import io.nightjar.schema.PersonEvents;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.Products;
import io.nightjar.schema.SearchCategories;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
final class BuildAffinitiesTest {
    private static final LocalDate DAY = LocalDate.parse("2026-01-31");

    private Tables in;

    @BeforeEach
    void sixTeasAndCakes(SparkSession spark) {
        in = new Tables(spark).named(Products.TABLE, """
                product_id, product_name, category, brand, price
                t1, Green Tea, Tea, Leaf, 1.00
                t2, Black Tea, Tea, Leaf, 5.00
                t3, Fine Tea, Tea, Gold, 9.00
                c1, Plum Cake, Cake, Oven, 3.00
                """);
    }

    @Test
    void comparesAPersonWithEverybody() {
        in.named(PersonPurchases.TABLE, """
                customer_id, ordered_on, product_id, is_return
                ann, 2026-01-31, t1, false
                ann, 2026-01-31, t2, false
                ann, 2026-01-31, t1, false
                ann, 2026-01-31, c1, false
                ann, 2026-01-31, t3, true
                bob, 2026-01-31, c1, false
                bob, 2026-01-31, c1, false
                bob, 2026-01-31, c1, false
                bob, 2026-02-01, t3, false
                """);
        // Of seven lines three are tea. ann: 3 of 4; lift (3 + 9/7) / 7 / (3/7) = 10/7; surprise (3 - 12/7) / sqrt(4 x
        // 3/7 x 4/7 + 1/4) = 1.1595, of which the normal distribution is 0.8768.
        assertThat(text(
                        "category",
                        Affinities.CUSTOMER_ID,
                        Affinities.VALUE,
                        Affinities.EVIDENCE,
                        Affinities.RANK,
                        Affinities.SHARE,
                        Affinities.LIFT,
                        Affinities.CONFIDENCE))
                .contains("ann, Tea, 3, 1, 0.75, 1.4286, 0.8768")
                .contains("ann, Cake, 1, 2, 0.25, 0.6786, 0.1232")
                .contains("bob, Cake, 3, 1, 1.0, 1.375, 0.9023");
        assertThat(text("price_band", Affinities.CUSTOMER_ID, Affinities.VALUE, Affinities.EVIDENCE))
                .containsExactly("ann, low, 2", "ann, middle, 1");
    }

    @Test
    void whatIsAHalfLifeOldCountsHalf() {
        in.named(PersonPurchases.TABLE, """
                customer_id, ordered_on, product_id, is_return
                ann, 2026-01-31, t1, false
                ann, 2025-08-04, c1, false
                """);
        assertThat(text("category", Affinities.VALUE, Affinities.SHARE)).containsExactly("Cake, 0.3333", "Tea, 0.6667");
    }

    @Test
    void keepsBuyingBrowsingSearchingAndAnsweringApart() {
        in.named(
                        PersonPurchases.TABLE,
                        "customer_id, ordered_on, product_id, is_return, channel\n"
                                + "ann, 2026-01-31, t1, false, store")
                .named(PersonEvents.TABLE, """
                        customer_id, occurred_on, event_type, product_id, category, search_terms
                        ann, 2026-01-30, product_view, c1, ,
                        ann, 2026-01-30, add_to_cart, , Bread,
                        ann, 2026-01-30, search, , , Darjeeling
                        """)
                .named(SearchCategories.TABLE, "search_term, category\ndarjeeling, Tea")
                .named(PersonContacts.TABLE, """
                        customer_id, channel, sent_at, opened_at, clicked_at
                        ann, email, 2026-01-20 10:00:00, 2026-01-20 10:00:03,
                        ann, sms, 2026-01-20 10:00:00, , 2026-01-20 11:00:00
                        """);
        assertThat(text("category", Affinities.BASIS, Affinities.VALUE))
                .containsExactly("bought, Tea", "browsed, Bread", "browsed, Cake", "searched, Tea");
        // The mail was opened by a machine.
        assertThat(text("channel", Affinities.BASIS, Affinities.VALUE))
                .containsExactly("answered, sms", "bought, store");
    }

    @Test
    void searchMeansWhatIsLookedAtAfterItOrWhatIsCalledSo() {
        in.named(PersonEvents.TABLE, """
                customer_id, occurred_on, occurred_at, event_type, product_id, search_terms
                a, 2026-01-30, 2026-01-30 10:00:00, search, , Five  o'clock
                a, 2026-01-30, 2026-01-30 10:05:00, product_view, t1,
                a, 2026-01-30, 2026-01-30 10:06:00, product_view, t2,
                a, 2026-01-30, 2026-01-30 10:40:00, product_view, c1,
                b, 2026-01-30, 2026-01-30 10:00:00, search, , five o'clock
                b, 2026-01-30, 2026-01-30 10:01:00, product_view, c1,
                c, 2026-01-30, 2026-01-30 10:00:00, search, , five o'clock
                a, 2026-01-30, 2026-01-30 20:00:00, search, , plum
                b, 2026-01-30, 2026-01-30 20:00:00, search, , plum
                c, 2026-01-30, 2026-01-30 20:00:00, search, , Plum
                d, 2026-01-30, 2026-01-30 20:00:00, search, , ann@mail.at
                """);
        assertThat(Rows.text(new MapSearches().build(in, DAY), SearchCategories.TABLE))
                .containsExactly("five o'clock, Tea, 0.6667, 2, 3, behaviour", "plum, Cake, 1.0, 0, 3, name");
    }

    @Test
    void aViewIsOfTheLastSearchBeforeItAlone() {
        StringBuilder events =
                new StringBuilder("customer_id, occurred_on, occurred_at, event_type, product_id, search_terms\n");
        for (String person : List.of("a", "b", "c")) {
            events.append(person + ", 2026-01-30, 2026-01-30 10:00:00, search, , five o'clock\n");
            events.append(person + ", 2026-01-30, 2026-01-30 10:01:00, search, , plum\n");
            events.append(person + ", 2026-01-30, 2026-01-30 10:02:00, product_view, c1,\n");
        }
        in.named(PersonEvents.TABLE, events.toString());
        assertThat(Rows.text(new MapSearches().build(in, DAY), SearchCategories.TABLE))
                .containsExactly("plum, Cake, 1.0, 3, 3, both");
    }

    private List<String> text(String kind, io.nightjar.schema.Field... fields) {
        return Rows.text(
                new BuildAffinities(ProfileFixtures.SETTINGS)
                        .build(in, DAY)
                        .where(Affinities.KIND.col().equalTo(kind)),
                fields);
    }
}
