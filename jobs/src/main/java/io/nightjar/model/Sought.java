package io.nightjar.model;

import io.nightjar.schema.Clickstream;
import io.nightjar.schema.PersonEvents;
import io.nightjar.schema.Products;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What a visitor's search terms and categories may mean: the best-sold products whose name and category have all words
 * of the search, or that are in the category.
 */
final class Sought {
    private static final int EACH = 5;
    private static final int TERMS = 5000;
    private static final Pattern BREAK = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final String TEXT = "sought_text";
    private static final String IS_CATEGORY = "is_category";

    /** Product numbers, best sold first. */
    private final List<Integer> ranked;

    private final Map<Integer, String> category = new HashMap<>();
    private final Map<String, Set<Integer>> byWord = new HashMap<>();

    /**
     * @param catalogue the products table
     * @param numbers of the products that were ever sold
     * @param ranked their numbers, best sold first
     */
    Sought(Dataset<Row> catalogue, Map<String, Integer> numbers, List<Integer> ranked) {
        this.ranked = ranked;
        for (Row row : catalogue
                .select(Products.PRODUCT_ID.col(), Products.PRODUCT_NAME.col(), Products.CATEGORY.col())
                .collectAsList()) {
            Integer number = numbers.get(row.getString(0));
            if (number != null) {
                if (!row.isNullAt(2)) {
                    category.put(number, row.getString(2));
                }
                for (String word : words(
                        (row.isNullAt(1) ? "" : row.getString(1)) + " " + (row.isNullAt(2) ? "" : row.getString(2)))) {
                    byWord.computeIfAbsent(word, each -> new HashSet<>()).add(number);
                }
            }
        }
    }

    /** What each event without a product speaks for: the event's columns and an item. */
    Dataset<Row> of(Dataset<Row> events, String item) {
        Column isSearch = Clickstream.SEARCH_TERMS.col().isNotNull();
        Dataset<Row> asked = events.where(Clickstream.PRODUCT_ID
                        .col()
                        .isNull()
                        .and(isSearch.or(Clickstream.CATEGORY.col().isNotNull())))
                .select(
                        PersonEvents.CUSTOMER_ID.col(),
                        PersonEvents.OCCURRED_ON.col(),
                        functions
                                .coalesce(
                                        functions.lower(functions.trim(Clickstream.SEARCH_TERMS.col())),
                                        Clickstream.CATEGORY.col())
                                .as(TEXT),
                        functions.not(isSearch).as(IS_CATEGORY));
        List<Row> meanings = new ArrayList<>();
        for (Row row : asked.groupBy(TEXT, IS_CATEGORY)
                .count()
                .orderBy(functions.desc("count"), functions.col(TEXT), functions.col(IS_CATEGORY))
                .limit(TERMS)
                .collectAsList()) {
            for (int number : row.getBoolean(1) ? inCategory(row.getString(0)) : named(row.getString(0))) {
                meanings.add(RowFactory.create(row.getString(0), row.getBoolean(1), number));
            }
        }
        StructType type = new StructType()
                .add(TEXT, DataTypes.StringType)
                .add(IS_CATEGORY, DataTypes.BooleanType)
                .add(item, DataTypes.IntegerType);
        return asked.join(
                functions.broadcast(events.sparkSession().createDataFrame(meanings, type)),
                new String[] {TEXT, IS_CATEGORY},
                "inner");
    }

    /** Best sold products with all words. */
    List<Integer> named(String terms) {
        Set<Integer> all = null;
        for (String word : words(terms)) {
            Set<Integer> having = byWord.getOrDefault(word, Set.of());
            if (all == null) {
                all = new HashSet<>(having);
            } else {
                all.retainAll(having);
            }
        }
        Set<Integer> found = all == null ? Set.of() : all;
        return ranked.stream().filter(found::contains).limit(EACH).toList();
    }

    /** Best sold products of the category and of those below it. */
    List<Integer> inCategory(String path) {
        return ranked.stream()
                .filter(number -> category.getOrDefault(number, "").startsWith(path))
                .limit(EACH)
                .toList();
    }

    private static List<String> words(String text) {
        return BREAK.splitAsStream(text.toLowerCase(Locale.ROOT))
                .filter(word -> word.length() > 1)
                .distinct()
                .toList();
    }
}
