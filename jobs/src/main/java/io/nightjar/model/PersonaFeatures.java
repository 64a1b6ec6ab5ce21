package io.nightjar.model;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.nightjar.job.Inputs;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.Products;
import io.nightjar.schema.Purchases;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What personas are made of: how people behave, and what share of their spending goes to each range of the catalogue. */
final class PersonaFeatures {
    private static final int RANGES = 8;
    private static final String NEED = "need:";

    /** Features of behaviour, each with what a person with much of it is called, and one with little. */
    private static final Map<String, List<String>> WORDS = words();

    private final Inputs in;
    private final PersonHistory history;

    PersonaFeatures(Inputs in) {
        this.in = in;
        this.history = new PersonHistory(in);
    }

    private static Map<String, List<String>> words() {
        Map<String, List<String>> words = new LinkedHashMap<>();
        words.put("recency", List.of("away for long", "here lately"));
        words.put("orders_365", List.of("frequent buyers", "rare buyers"));
        words.put("basket", List.of("large baskets", "small baskets"));
        words.put("discount_share", List.of("bargain seekers", "full-price buyers"));
        words.put("return_days", List.of("returners", "keepers"));
        words.put("visit_days_90", List.of("keen visitors", "rarely on the web"));
        words.put("carts_30", List.of("cart fillers", "few carts"));
        words.put("opened_90", List.of("mail readers", "mail unread"));
        words.put("complaints_180", List.of("with complaints", "no complaints"));
        return words;
    }

    /** Behaviour that this night's tables tell, in one order. */
    List<String> behaviour() {
        List<String> known = history.features();
        return WORDS.keySet().stream().filter(known::contains).toList();
    }

    /** The ranges that most is spent on, by name. */
    List<String> needs(LocalDate asOf) {
        if (!in.has(Products.TABLE)) {
            return List.of();
        }
        List<Row> spent = spending(asOf)
                .groupBy("range")
                .agg(sum(Purchases.AMOUNT.col()).as("spent"))
                .orderBy(col("spent").desc(), col("range"))
                .limit(RANGES)
                .collectAsList();
        return spent.stream().map(row -> NEED + row.getString(0)).sorted().toList();
    }

    /** Everybody who bought, with behaviour and needs. */
    Dataset<Row> people(LocalDate asOf, List<String> needs) {
        Dataset<Row> people = history.on(List.of(asOf), behaviour());
        List<Column> columns = new ArrayList<>(List.of(col(PersonHistory.PERSON)));
        behaviour().forEach(name -> columns.add(col(name)));
        if (needs.isEmpty()) {
            return people.select(columns.toArray(Column[]::new));
        }
        Column all = sum(Purchases.AMOUNT.col()).cast("double");
        Column[] shares = needs.stream()
                .map(need -> sum(when(col("range").equalTo(need.substring(NEED.length())), Purchases.AMOUNT.col())
                                .otherwise(lit(0)))
                        .cast("double")
                        .divide(when(all.gt(0), all))
                        .as(need))
                .toArray(Column[]::new);
        Dataset<Row> byPerson = spending(asOf)
                .groupBy(PersonHistory.PERSON)
                .agg(shares[0], java.util.Arrays.copyOfRange(shares, 1, shares.length));
        needs.forEach(need -> columns.add(col("`" + need + "`")));
        return people.join(byPerson, new String[] {PersonHistory.PERSON}, "left")
                .select(columns.toArray(Column[]::new));
    }

    /** Lines with the range of their product: the first part of the category path that is not the same for all. */
    private Dataset<Row> spending(LocalDate asOf) {
        Dataset<Row> products = in.read(Products.TABLE)
                .where(Products.CATEGORY.col().isNotNull())
                .select(
                        Products.PRODUCT_ID.col(),
                        split(Products.CATEGORY.col(), "\\s*[>/|]\\s*").as("path"))
                .dropDuplicates(Products.PRODUCT_ID.name());
        boolean isShared =
                products.select(col("path").getItem(0)).distinct().limit(2).count() < 2;
        Column range = isShared
                ? org.apache.spark.sql.functions.coalesce(
                        org.apache.spark.sql.functions.try_element_at(col("path"), lit(2)),
                        col("path").getItem(0))
                : col("path").getItem(0);
        return history.lines()
                .where(not(Purchases.IS_RETURN.col()))
                .where(PersonPurchases.ORDERED_ON.col().leq(lit(asOf)))
                .join(products.select(Products.PRODUCT_ID.col(), range.as("range")), Products.PRODUCT_ID.name())
                .select(col(PersonHistory.PERSON), Purchases.AMOUNT.col(), col("range"));
    }

    /** A few words for much or little of a feature. */
    static String word(String feature, boolean much) {
        if (feature.startsWith(NEED)) {
            return (much ? "" : "no ") + feature.substring(NEED.length());
        }
        return WORDS.get(feature).get(much ? 0 : 1);
    }

    /** What a feature is called in a sentence. */
    static String phrase(String feature) {
        return feature.startsWith(NEED)
                ? "share spent on " + feature.substring(NEED.length())
                : PersonHistory.PHRASES.get(feature);
    }
}
