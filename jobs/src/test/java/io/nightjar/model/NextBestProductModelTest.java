package io.nightjar.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.Rows;
import io.nightjar.SparkExtension;
import io.nightjar.Tables;
import io.nightjar.config.NextBestProductSettings;
import io.nightjar.job.ModelJob.Scored;
import io.nightjar.schema.CustomerProfiles;
import io.nightjar.schema.NextBestProducts;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.Products;
import java.time.LocalDate;
import java.util.ArrayList;
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
 * A shop of four planted tastes: 24 products, p00 to p23, six to a taste, and 80 people, c00 to c79, twenty to a taste,
 * who buy only what their taste offers: four products before the holdout and one in it. p05 is sold out; cold never
 * bought anything.
 */
@ExtendWith(SparkExtension.class)
final class NextBestProductModelTest {
    private static final LocalDate DAY = LocalDate.parse("2026-01-31");
    private static final int TASTES = 4;
    private static final int OF_EACH = 6;

    @Test
    void findsThePlantedTastes(SparkSession spark) {
        Scored scored = learn(spark, purchases(spark, true), 2);
        assertThat(scored.card().grade()).isEqualTo("A");
        assertThat(scored.card().shipped()).isTrue();
        assertThat(scored.card().modelValue()).isGreaterThan(2 * scored.card().baselineValue());
        long first = 0;
        long own = 0;
        for (Row row : scored.scores()
                .where("product_rank = 1 and customer_id <> 'cold'")
                .collectAsList()) {
            first++;
            own += taste(row.getString(0)) == number(row.getString(2)) / OF_EACH ? 1 : 0;
            assertThat(row.getString(5)).startsWith("bought by people who also bought Product p");
        }
        assertThat(first).isEqualTo(80);
        assertThat(own)
                .as("first proposals of the person's own taste, sold-out ones aside")
                .isGreaterThanOrEqualTo(75);
    }

    @Test
    void neverProposesWhatIsOwnedOrSoldOutAndGivesEverybodyAFullList(SparkSession spark) {
        Dataset<Row> purchases = purchases(spark, true);
        Map<String, Set<String>> owned = products(purchases);
        Map<String, Set<String>> proposed =
                products(learn(spark, purchases, 5).scores().where("product_rank between 1 and 5"));
        assertThat(proposed).hasSize(81);
        proposed.forEach((person, products) -> {
            assertThat(products).as(person).hasSize(5).doesNotContain("p05");
            assertThat(products).noneMatch(owned.getOrDefault(person, Set.of())::contains);
        });
    }

    @Test
    void givesFullListsAlsoOfWhatSoldLongAgo(SparkSession spark) {
        Dataset<Row> old = purchases(spark, false)
                .withColumn(
                        "ordered_on", org.apache.spark.sql.functions.date_sub(PersonPurchases.ORDERED_ON.col(), 200));
        Scored scored = learn(spark, old, 5);
        assertThat(products(scored.scores()).values()).hasSize(81).allMatch(products -> products.size() == 5);
    }

    @Test
    void proposesThePopularToThoseWhoNeverBought(SparkSession spark) {
        Dataset<Row> cold = learn(spark, purchases(spark, true), 3).scores().where("customer_id = 'cold'");
        assertThat(Rows.text(cold, NextBestProducts.SOURCE)).containsExactly("popular", "popular", "popular");
    }

    @Test
    void measuresNothingWhereNobodyBoughtInTheHoldout(SparkSession spark) {
        Scored scored = learn(spark, purchases(spark, false), 3);
        assertThat(scored.card().grade()).isEqualTo("none");
        assertThat(scored.card().shipped()).isFalse();
        assertThat(scored.card().modelValue()).isNull();
        assertThat(scored.card().decision()).startsWith("Nobody bought a new product in the holdout");
        assertThat(scored.scores().where("candidate_source <> 'popular'").count())
                .isZero();
    }

    @Test
    void proposesTheSameHoweverTheDataLie(SparkSession spark) {
        Dataset<Row> purchases = purchases(spark, true);
        List<String> one = Rows.text(learn(spark, purchases.coalesce(1), 3).scores(), NextBestProducts.TABLE);
        List<String> three = Rows.text(learn(spark, purchases.repartition(3), 3).scores(), NextBestProducts.TABLE);
        assertThat(three).isEqualTo(one).hasSize(81 * 3);
    }

    private static Scored learn(SparkSession spark, Dataset<Row> purchases, int k) {
        StringBuilder products = new StringBuilder("product_id, product_name, stock\n");
        for (int i = 0; i < TASTES * OF_EACH; i++) {
            products.append("p%02d, Product p%02d, %s\n".formatted(i, i, i == 5 ? "0" : i % 2 == 0 ? "9" : ""));
        }
        StringBuilder people = new StringBuilder("customer_id\ncold\n");
        for (int i = 0; i < 80; i++) {
            people.append("c%02d\n".formatted(i));
        }
        Tables in = new Tables(spark)
                .with(PersonPurchases.TABLE, purchases)
                .named(Products.TABLE, products.toString())
                .named(CustomerProfiles.TABLE, people.toString());
        NextBestProductSettings settings = new NextBestProductSettings(k, 6, 8, 0.05, 10, 28, 1, 1000, true);
        Scored scored = new NextBestProductModel(settings, 42).learn(in, DAY);
        return new Scored(
                spark.createDataFrame(scored.scores().collectAsList(), NextBestProducts.TABLE.structType()),
                scored.card());
    }

    private static Dataset<Row> purchases(SparkSession spark, boolean alsoInTheHoldout) {
        Random random = new Random(5);
        StringBuilder text = new StringBuilder("customer_id, order_id, ordered_on, product_id, amount, is_return\n");
        for (int person = 0; person < 80; person++) {
            List<Integer> own = new ArrayList<>();
            for (int i = 0; i < OF_EACH; i++) {
                own.add(person % TASTES * OF_EACH + i);
            }
            java.util.Collections.shuffle(own, random);
            for (int i = 0; i < (alsoInTheHoldout ? 5 : 4); i++) {
                LocalDate on = i < 4 ? DAY.minusDays(40 + random.nextInt(40)) : DAY.minusDays(random.nextInt(28));
                text.append("c%02d, o%d-%d, %s, p%02d, 1.00, false\n".formatted(person, person, i, on, own.get(i)));
            }
        }
        return Rows.named(spark, PersonPurchases.TABLE, text.toString());
    }

    private static Map<String, Set<String>> products(Dataset<Row> rows) {
        Map<String, Set<String>> all = new TreeMap<>();
        rows.select("customer_id", "product_id").collectAsList().forEach(row -> all.computeIfAbsent(
                        row.getString(0), person -> new HashSet<>())
                .add(row.getString(1)));
        return all;
    }

    private static int taste(String person) {
        return number(person) % TASTES;
    }

    private static int number(String id) {
        return Integer.parseInt(id.substring(1));
    }
}
