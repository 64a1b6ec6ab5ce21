package io.nightjar.profile;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.percent_rank;
import static org.apache.spark.sql.functions.when;

import io.nightjar.schema.Products;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** Low, middle or high: the third of its category's products that a product's price is in. */
final class PriceBands {
    static final String BAND = "band";

    private static final int FEWEST = 3;

    private PriceBands() {}

    /** The products with category, brand and band; no band where fewer than three of the category have a price. */
    static Dataset<Row> of(Dataset<Row> products) {
        Column category = coalesce(Products.CATEGORY.col(), lit(""));
        Column priced = Products.PRICE.col().isNotNull();
        var among = Window.partitionBy(category, priced);
        Column rank = percent_rank().over(among.orderBy(Products.PRICE.col()));
        Column band =
                when(rank.lt(1.0 / 3), "low").when(rank.lt(2.0 / 3), "middle").otherwise("high");
        return products.select(
                Products.PRODUCT_ID.col(),
                Products.CATEGORY.col(),
                Products.BRAND.col(),
                when(priced.and(count(lit(1)).over(among).geq(FEWEST)), band).as(BAND));
    }
}
