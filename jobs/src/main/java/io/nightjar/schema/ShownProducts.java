package io.nightjar.schema;

import java.util.List;

/** New products that a person was proposed before and did not buy: one row per person and product. */
public final class ShownProducts {
    public static final Field CUSTOMER_ID = IdentityLinks.CUSTOMER_ID;
    public static final Field PRODUCT_ID = Purchases.PRODUCT_ID;
    /** Nights on which it was in the list when a message went out, earlier ones counting less. */
    public static final Field SHOWN = Field.real("shown");

    public static final Table TABLE =
            new Table("shown_products", List.of(CUSTOMER_ID, PRODUCT_ID), List.of(CUSTOMER_ID, PRODUCT_ID, SHOWN));

    private ShownProducts() {}
}
