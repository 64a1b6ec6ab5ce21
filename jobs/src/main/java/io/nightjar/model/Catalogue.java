package io.nightjar.model;

import io.nightjar.config.NextBestProductSettings;
import io.nightjar.job.Inputs;
import io.nightjar.learn.rank.Rules;
import io.nightjar.schema.Products;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/** What is known of the products besides who buys them: names, categories, stock. */
final class Catalogue implements Serializable {
    private static final long serialVersionUID = 1L;

    private final List<String> products;
    private final List<String> segments;
    private final Map<String, String> names = new HashMap<>();
    private final boolean[] soldOut;
    private final int[] category;
    private final int[] needs;

    /**
     * @param products ids by number
     * @param segments names by number
     */
    Catalogue(Inputs in, List<String> products, List<String> segments, ConsentCategories consents) {
        this.products = products;
        this.segments = segments;
        soldOut = new boolean[products.size()];
        category = new int[products.size()];
        needs = new int[products.size()];
        java.util.Arrays.fill(category, -1);
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < products.size(); i++) {
            numbers.put(products.get(i), i);
        }
        Map<String, Integer> categories = new HashMap<>();
        for (Row row : in.read(Products.TABLE)
                .select(
                        Products.PRODUCT_ID.col(),
                        Products.PRODUCT_NAME.col(),
                        Products.STOCK.col(),
                        Products.CATEGORY.col())
                .orderBy(Products.PRODUCT_ID.col())
                .collectAsList()) {
            Integer number = numbers.get(row.getString(0));
            if (number != null) {
                if (!row.isNullAt(1)) {
                    names.put(row.getString(0), row.getString(1));
                }
                soldOut[number] = !row.isNullAt(2) && row.getLong(2) <= 0;
                if (!row.isNullAt(3)) {
                    needs[number] = consents.needs(row.getString(3));
                    category[number] = categories.computeIfAbsent(row.getString(3), name -> categories.size());
                }
            }
        }
    }

    String id(int number) {
        return products.get(number);
    }

    /** The category that the people of a segment buy from. */
    String segment(int number) {
        return segments.get(number);
    }

    /** The name, or the id where there is none. */
    String name(int number) {
        return names.getOrDefault(products.get(number), products.get(number));
    }

    /** A product without a known stock can be sold. */
    Rules rules(NextBestProductSettings settings) {
        return new Rules(
                settings.inStockOnly() ? soldOut : new boolean[soldOut.length],
                category,
                settings.maxPerCategory(),
                settings.waitShare(),
                needs,
                settings.pendingDays(),
                settings.shownHalfLife());
    }
}
