package io.nightjar.model;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

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
    private static final String SIGN = "sign";
    private static final String TEXT = "sought_text";
    private static final int PRODUCT = 0;
    private static final int SEARCH = 1;
    private static final int CATEGORY = 2;

    /** By product. */
    private final Map<String, Integer> numbers;

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
        this.numbers = numbers;
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

    /** Events that say what somebody wants, by a product, a search or a category: the person, the day and the sign. */
    static Dataset<Row> signs(Dataset<Row> events) {
        Column kind = when(Clickstream.PRODUCT_ID.col().isNotNull(), PRODUCT)
                .when(Clickstream.SEARCH_TERMS.col().isNotNull(), SEARCH)
                .otherwise(CATEGORY);
        return events.select(
                        PersonEvents.CUSTOMER_ID.col(),
                        PersonEvents.OCCURRED_ON.col(),
                        kind.as(SIGN),
                        coalesce(
                                        Clickstream.PRODUCT_ID.col(),
                                        lower(trim(Clickstream.SEARCH_TERMS.col())),
                                        Clickstream.CATEGORY.col())
                                .as(TEXT))
                .where(col(TEXT).isNotNull());
    }

    /** Of a sign: whether it is the product itself. */
    static Column isProduct() {
        return col(SIGN).equalTo(PRODUCT);
    }

    /** What each sign speaks for: the sign's columns and an item; signs that speak for nothing are left out. */
    Dataset<Row> of(Dataset<Row> signs, String item) {
        List<Row> meanings = new ArrayList<>();
        numbers.forEach((product, number) -> meanings.add(RowFactory.create(PRODUCT, product, number)));
        for (Row row : signs.where(not(isProduct()))
                .groupBy(SIGN, TEXT)
                .count()
                .orderBy(desc("count"), col(TEXT), col(SIGN))
                .limit(TERMS)
                .collectAsList()) {
            for (int number : row.getInt(0) == CATEGORY ? inCategory(row.getString(1)) : named(row.getString(1))) {
                meanings.add(RowFactory.create(row.getInt(0), row.getString(1), number));
            }
        }
        StructType type = new StructType()
                .add(SIGN, DataTypes.IntegerType)
                .add(TEXT, DataTypes.StringType)
                .add(item, DataTypes.IntegerType);
        return signs.join(
                broadcast(signs.sparkSession().createDataFrame(meanings, type)), new String[] {SIGN, TEXT}, "inner");
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
                .filter(number -> CategoryPaths.isIn(category.getOrDefault(number, ""), path))
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
