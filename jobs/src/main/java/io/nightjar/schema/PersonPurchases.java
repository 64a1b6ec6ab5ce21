package io.nightjar.schema;

import java.util.List;

/** Order lines with the person they belong to; lines that nobody can be found for have none. */
public final class PersonPurchases {
    public static final Field CUSTOMER_ID = IdentityLinks.CUSTOMER_ID;
    public static final Field ORDERED_ON = Field.date("ordered_on");

    public static final Table TABLE = new Table(
            "purchases",
            List.of(),
            List.of(
                    CUSTOMER_ID,
                    Purchases.ORDER_ID,
                    Purchases.LINE_ID,
                    ORDERED_ON,
                    Purchases.ORDERED_AT,
                    Purchases.PRODUCT_ID,
                    Purchases.QUANTITY,
                    Purchases.AMOUNT,
                    Purchases.DISCOUNT_AMOUNT,
                    Purchases.IS_RETURN,
                    Purchases.CHANNEL));

    private PersonPurchases() {}
}
