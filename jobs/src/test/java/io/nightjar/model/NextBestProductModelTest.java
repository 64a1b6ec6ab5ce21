package io.nightjar.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.Rows;
import io.nightjar.SparkExtension;
import io.nightjar.Tables;
import io.nightjar.config.NextBestProductSettings;
import io.nightjar.config.ProductClockSettings;
import io.nightjar.job.ModelJob.Scored;
import io.nightjar.schema.CustomerProfiles;
import io.nightjar.schema.NextBestProducts;
import io.nightjar.schema.PersonEvents;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.ProductClocks;
import io.nightjar.schema.Products;
import io.nightjar.schema.ShownProducts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A shop of four planted tastes: 24 products, p00 to p23, six to a taste, and 240 people, c000 to c239, sixty to a
 * taste, who buy only what their taste offers, no product twice: four before the holdout and one in it. p05 is sold out;
 * d00 to d29 buy milk every ten days and nothing else; cold never bought anything, window only looked at p07, seeker
 * searched for p16 and browser looked at the category of p20.
 */
@ExtendWith(SparkExtension.class)
final class NextBestProductModelTest {
    private static final LocalDate DAY = LocalDate.parse("2026-01-31");
    private static final int TASTES = 4;
    private static final int OF_EACH = 6;
    private static final int PEOPLE = 240;
    private static final int MILK = 30;
    private static final int WITHOUT_PURCHASE = 4;

    @Test
    void findsThePlantedTastes(SparkSession spark) {
        Dataset<Row> purchases = purchases(spark, true);
        Map<String, Set<String>> owned = products(purchases);
        Set<String> justOrdered =
                products(purchases.where("ordered_on > '2026-01-28'")).keySet();
        Scored scored = learn(spark, purchases, 2);
        assertThat(scored.card().grade()).isEqualTo("A");
        assertThat(scored.card().shipped()).isTrue();
        assertThat(scored.card().modelValue()).isGreaterThan(2 * scored.card().baselineValue());
        long first = 0;
        long asked = 0;
        long own = 0;
        for (Row row : scored.scores()
                .where("explore_rank = 1 and customer_id like 'c%' and customer_id <> 'cold'")
                .collectAsList()) {
            first++;
            String person = row.getString(0);
            if (mayNotGet(person, left(person, owned.get(person)))) {
                assertThat(tasteOf(row.getString(2))).isNotEqualTo(taste(person));
                continue;
            }
            asked++;
            if (tasteOf(row.getString(2)) == taste(person)) {
                own++;
                // What goes with an order of the last three days goes before.
                assertThat(row.getString(5))
                        .startsWith(
                                justOrdered.contains(person) ? "goes with Product p" : "often bought with Product p");
            }
        }
        assertThat(first).isEqualTo(PEOPLE);
        assertThat(own).as("first new products of the person's own taste").isGreaterThanOrEqualTo(asked * 95 / 100);
        assertThat(asked).isGreaterThan(PEOPLE * 3 / 4);
    }

    @Test
    void knowsWhenMilkIsDue(SparkSession spark) {
        List<Row> milk = learn(spark, purchases(spark, true), 5)
                .scores()
                .where("customer_id = 'd00' and product_id = 'milk'")
                .collectAsList();
        assertThat(milk).hasSize(1);
        // Bought on 9 days from 2025-11-03 to 2026-01-22, every ten days; so again ten days later.
        assertThat(milk.get(0).getString(4)).isEqualTo("repeat");
        assertThat(milk.get(0).getString(5)).isEqualTo("bought 9 times, every 10 days, due on 2026-02-01");
        assertThat(milk.get(0).getDate(8)).hasToString("2026-02-01");
    }

    @Test
    void saysTheSameDayAsTheClocks(SparkSession spark) {
        Dataset<Row> purchases = purchases(spark, true);
        Tables known = new Tables(spark)
                .with(PersonPurchases.TABLE, purchases)
                .named(Products.TABLE, "product_id, category\nmilk, Food\n");
        Scored clock = new ProductClockModel(new ProductClockSettings(60, 365, 10)).learn(known, DAY);
        Dataset<Row> clocks = spark.createDataFrame(clock.scores().collectAsList(), ProductClocks.TABLE.structType());
        Dataset<Row> both = learn(spark, purchases, 5, nothingShown(spark), clocks)
                .scores()
                .where("repeat_rank is not null")
                .join(clocks, new String[] {"customer_id", "product_id"});
        assertThat(both.where("repeat_due_on is not null").count()).isGreaterThanOrEqualTo(MILK / 2);
        assertThat(both.where("repeat_due_on <> due_on").count()).isZero();
        assertThat(both.where("suppress_until > date'" + DAY + "'").count()).isZero();
        // The others wait.
        assertThat(clocks.where("suppress_until > date'" + DAY + "'").count()).isPositive();
    }

    @Test
    void waitsWithWhatWasJustBought(SparkSession spark) {
        String more = purchasesText(true) + "d00, o-late, 2026-01-30, milk, 1.00, false\n";
        Dataset<Row> scores =
                learn(spark, Rows.named(spark, PersonPurchases.TABLE, more), 5).scores();
        assertThat(scores.where("customer_id = 'd00' and product_id = 'milk'").count())
                .isZero();
    }

    @Test
    void neverProposesWhatIsSoldOutAndGivesEverybodyAFullList(SparkSession spark) {
        Map<String, Set<String>> proposed =
                products(learn(spark, purchases(spark, true), 5).scores().where("product_rank between 1 and 5"));
        assertThat(proposed).hasSize(PEOPLE + MILK + WITHOUT_PURCHASE);
        proposed.forEach(
                (person, products) -> assertThat(products).as(person).hasSize(5).doesNotContain("p05"));
    }

    @Test
    void everybodyGetsSomethingNew(SparkSession spark) {
        Dataset<Row> purchases = purchases(spark, true);
        Map<String, Set<String>> owned = products(purchases);
        Map<String, Set<String>> fresh =
                products(learn(spark, purchases, 5).scores().where("explore_rank is not null"));
        assertThat(fresh).hasSize(PEOPLE + MILK + WITHOUT_PURCHASE);
        fresh.forEach((person, products) -> {
            assertThat(products).as(person).hasSizeGreaterThanOrEqualTo(2);
            assertThat(products).noneMatch(owned.getOrDefault(person, Set.of())::contains);
        });
    }

    @Test
    void givesFullListsAlsoOfWhatSoldLongAgo(SparkSession spark) {
        Dataset<Row> old = purchases(spark, false)
                .withColumn(
                        "ordered_on", org.apache.spark.sql.functions.date_sub(PersonPurchases.ORDERED_ON.col(), 200));
        Scored scored = learn(spark, old, 5);
        assertThat(products(scored.scores().where("product_rank <= 5")).values())
                .hasSize(PEOPLE + MILK + WITHOUT_PURCHASE)
                .allMatch(products -> products.size() == 5);
    }

    @Test
    void proposesThePopularToTheColdAndWhatTheyLookedAtToVisitors(SparkSession spark) {
        Dataset<Row> scores = learn(spark, purchases(spark, true), 3).scores();
        assertThat(Rows.text(scores.where("customer_id = 'cold' and product_rank <= 3"), NextBestProducts.SOURCE))
                .containsExactly("popular", "popular", "popular");
        assertThat(Rows.text(
                        scores.where("customer_id = 'window' and product_rank = 1"),
                        NextBestProducts.PRODUCT_ID,
                        NextBestProducts.REASON))
                .containsExactly("p07, looked at on 2 days of the last four weeks");
    }

    @Test
    void proposesACategoryOnlyToWhomItMayBeProposed(SparkSession spark) {
        Map<String, Set<String>> proposed =
                products(learn(spark, purchases(spark, true), 5).scores().where("product_id in ('p06', 'p08')"));
        // Only c001 has given the consent that even products of the second taste need.
        assertThat(proposed.keySet()).containsExactly("c001");
    }

    @Test
    void proposesWhatGoesWithAnOrderUnderWay(SparkSession spark) {
        String more = purchasesText(true) + "d00, o-late, 2026-01-30, p13, 1.00, false\n";
        Row with = learn(spark, Rows.named(spark, PersonPurchases.TABLE, more), 4)
                .scores()
                .where("customer_id = 'd00' and candidate_source = 'with-order'")
                .head();
        assertThat(number(with.getString(2)) / OF_EACH).isEqualTo(2);
        assertThat(with.getInt(1)).isLessThanOrEqualTo(3);
        assertThat(with.getString(5)).isEqualTo("goes with Product p13, ordered yesterday");
    }

    @Test
    void givesWayToOthersAfterItWasShownInVain(SparkSession spark) {
        Dataset<Row> purchases = purchases(spark, true);
        String first = newest(learn(spark, purchases, 3));
        Dataset<Row> shown =
                Rows.named(spark, ShownProducts.TABLE, "customer_id, product_id, shown\nc002, " + first + ", 40\n");
        assertThat(newest(learn(spark, purchases, 3, shown))).isNotEqualTo(first);
    }

    private static String newest(Scored scored) {
        return scored.scores()
                .where("customer_id = 'c002' and explore_rank = 1")
                .head()
                .getString(2);
    }

    @Test
    void proposesWhatWasSearchedFor(SparkSession spark) {
        Row first = learn(spark, purchases(spark, true), 3)
                .scores()
                .where("customer_id = 'seeker' and product_rank = 1")
                .head();
        assertThat(first.getString(2)).isEqualTo("p16");
        assertThat(first.getString(4)).isEqualTo("sought");
    }

    @Test
    void proposesWhatIsInTheCategoryLookedAt(SparkSession spark) {
        Row first = learn(spark, purchases(spark, true), 3)
                .scores()
                .where("customer_id = 'browser' and product_rank = 1")
                .head();
        assertThat(first.getString(2)).isEqualTo("p20");
        assertThat(first.getString(5))
                .isEqualTo("fits what was searched for, or the category looked at, in the last four weeks");
    }

    @Test
    void measuresNothingWhereNobodyBoughtInTheHoldout(SparkSession spark) {
        Scored scored = learn(spark, purchases(spark, false), 3);
        assertThat(scored.card().grade()).isEqualTo("none");
        assertThat(scored.card().shipped()).isFalse();
        assertThat(scored.card().modelValue()).isNull();
        assertThat(scored.card().decision()).startsWith("Nobody who had bought before bought in the holdout");
    }

    @Test
    void proposesTheSameHoweverTheDataLie(SparkSession spark) {
        Dataset<Row> purchases = purchases(spark, true);
        List<String> one = Rows.text(learn(spark, purchases.coalesce(1), 3).scores(), NextBestProducts.TABLE);
        List<String> three = Rows.text(learn(spark, purchases.repartition(3), 3).scores(), NextBestProducts.TABLE);
        assertThat(three).isEqualTo(one).hasSizeGreaterThanOrEqualTo((PEOPLE + MILK + WITHOUT_PURCHASE) * 3);
    }

    private static Scored learn(SparkSession spark, Dataset<Row> purchases, int k) {
        return learn(spark, purchases, k, nothingShown(spark));
    }

    private static Dataset<Row> nothingShown(SparkSession spark) {
        return Rows.named(spark, ShownProducts.TABLE, "customer_id\n");
    }

    private static Scored learn(SparkSession spark, Dataset<Row> purchases, int k, Dataset<Row> shown) {
        return learn(spark, purchases, k, shown, Rows.named(spark, ProductClocks.TABLE, "customer_id\n"));
    }

    private static Scored learn(
            SparkSession spark, Dataset<Row> purchases, int k, Dataset<Row> shown, Dataset<Row> clocks) {
        StringBuilder products = new StringBuilder("product_id, product_name, stock, category\n");
        for (int i = 0; i < TASTES * OF_EACH; i++) {
            String stock = i == 5 ? "0" : i % 2 == 0 ? "9" : "";
            products.append("p%02d, Product p%02d, %s, %s\n"
                    .formatted(i, i, stock, i == 6 || i == 8 ? "Wine" : i == 20 ? "Tea > Green" : ""));
        }
        StringBuilder people = new StringBuilder("customer_id, ads_permitted\ncold,\nwindow,\nseeker,\nbrowser,\n");
        for (int i = 0; i < PEOPLE; i++) {
            people.append("c%03d, %s\n".formatted(i, i == 1));
        }
        for (int i = 0; i < MILK; i++) {
            people.append("d%02d,\n".formatted(i));
        }
        Tables in = new Tables(spark)
                .with(PersonPurchases.TABLE, purchases)
                .named(PersonEvents.TABLE, """
                        customer_id, occurred_on, event_type, product_id, search_terms, category
                        window, 2026-01-20, product_view, p07, ,
                        window, 2026-01-29, product_view, p07, ,
                        window, 2026-01-29, product_view, p07, ,
                        window, 2025-11-01, product_view, p13, ,
                        seeker, 2026-01-29, search, , P16 product,
                        browser, 2026-01-29, category_view, , , Tea
                        """)
                .named(Products.TABLE, products.toString())
                .named(CustomerProfiles.TABLE, people.toString())
                .with(ProductClocks.TABLE, clocks)
                .with(ShownProducts.TABLE, shown);
        NextBestProductSettings settings = new NextBestProductSettings(
                k,
                2,
                6,
                8,
                0.01,
                0.1,
                10,
                30,
                28,
                1000,
                1000,
                1000,
                1000,
                true,
                5,
                0.25,
                3,
                5,
                List.of("Wine: ads_permitted"),
                5,
                1000);
        Scored scored = new NextBestProductModel(settings, 42).learn(in, DAY);
        return new Scored(
                spark.createDataFrame(scored.scores().collectAsList(), NextBestProducts.TABLE.structType()),
                scored.card());
    }

    private static Dataset<Row> purchases(SparkSession spark, boolean alsoInTheHoldout) {
        return Rows.named(spark, PersonPurchases.TABLE, purchasesText(alsoInTheHoldout));
    }

    private static String purchasesText(boolean alsoInTheHoldout) {
        Random random = new Random(5);
        StringBuilder text = new StringBuilder("customer_id, order_id, ordered_on, product_id, amount, is_return\n");
        for (int person = 0; person < PEOPLE; person++) {
            List<Integer> own = new ArrayList<>();
            for (int i = 0; i < OF_EACH; i++) {
                own.add(person % TASTES * OF_EACH + i);
            }
            Collections.shuffle(own, random);
            for (int i = 0; i < (alsoInTheHoldout ? 5 : 4); i++) {
                LocalDate on = i < 4 ? DAY.minusDays(30 + random.nextInt(80)) : DAY.minusDays(random.nextInt(28));
                text.append("c%03d, o%d-%d, %s, p%02d, 1.00, false\n".formatted(person, person, i, on, own.get(i)));
            }
        }
        LocalDate last = alsoInTheHoldout ? DAY.minusDays(9) : DAY.minusDays(29);
        for (int person = 0; person < MILK; person++) {
            for (int i = 0; i < 9; i++) {
                text.append("d%02d, m%d-%d, %s, milk, 1.00, false\n"
                        .formatted(person, person, i, last.minusDays(person % 9 + 10L * i)));
            }
        }
        return text.toString();
    }

    private static Map<String, Set<String>> products(Dataset<Row> rows) {
        Map<String, Set<String>> all = new TreeMap<>();
        rows.select("customer_id", "product_id").collectAsList().forEach(row -> all.computeIfAbsent(
                        row.getString(0), person -> new HashSet<>())
                .add(row.getString(1)));
        return all;
    }

    /** The one product of the person's taste that they have not bought. */
    private static String left(String person, Set<String> owned) {
        List<String> left = new ArrayList<>();
        for (int i = 0; i < OF_EACH; i++) {
            left.add("p%02d".formatted(taste(person) * OF_EACH + i));
        }
        left.removeAll(owned);
        assertThat(left).hasSize(1);
        return left.get(0);
    }

    /** Sold out, or wine without the consent that it needs. */
    private static boolean mayNotGet(String person, String product) {
        return product.equals("p05")
                || (!person.equals("c001") && Set.of("p06", "p08").contains(product));
    }

    private static int taste(String person) {
        return number(person) % TASTES;
    }

    /** Of a product; milk is to nobody's taste alone. */
    private static int tasteOf(String product) {
        return product.equals("milk") ? -1 : number(product) / OF_EACH;
    }

    private static int number(String id) {
        return Integer.parseInt(id.substring(1));
    }
}
