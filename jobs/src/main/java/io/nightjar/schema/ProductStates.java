package io.nightjar.schema;

import java.util.List;

/** Price and stock of each product tonight, and as they were on the last night of an earlier date: one row per product. */
public final class ProductStates {
    public static final Field PRODUCT_ID = Purchases.PRODUCT_ID;
    public static final Field SEEN_ON = Field.date("seen_on");
    public static final Field PRICE_BEFORE = Field.money("price_before");
    public static final Field STOCK_BEFORE = Field.count("stock_before");

    public static final Table TABLE = new Table(
            "product_states",
            List.of(PRODUCT_ID),
            List.of(
                    PRODUCT_ID,
                    SEEN_ON,
                    Products.PRODUCT_NAME,
                    Products.CATEGORY,
                    Products.PRICE,
                    Products.STOCK,
                    PRICE_BEFORE,
                    STOCK_BEFORE));

    private ProductStates() {}
}
