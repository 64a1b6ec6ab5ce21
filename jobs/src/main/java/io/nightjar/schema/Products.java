package io.nightjar.schema;

import java.util.List;

/** The catalogue: one row per product. */
public final class Products {
    public static final Field PRODUCT_ID = Field.string("product_id").required();
    public static final Field PRODUCT_NAME = Field.string("product_name");
    public static final Field CATEGORY = Field.string("category");
    public static final Field BRAND = Field.string("brand");
    public static final Field PRICE = Field.money("price");
    public static final Field UNIT_COST = Field.money("unit_cost");
    public static final Field STOCK = Field.count("stock");
    public static final Field WARRANTY_MONTHS = Field.whole("warranty_months");

    public static final SourceTable SOURCE = new SourceTable(
            "products",
            List.of(PRODUCT_ID),
            List.of(PRODUCT_ID, PRODUCT_NAME, CATEGORY, BRAND, PRICE, UNIT_COST, STOCK, WARRANTY_MONTHS));
    public static final Table TABLE = SOURCE.staged();

    private Products() {}
}
