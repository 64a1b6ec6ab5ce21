package io.nightjar.schema;

import java.util.List;

/** Order lines; returns are lines with a negative amount. */
public final class Purchases {
    public static final Field ORDER_ID = Field.string("order_id").required();
    public static final Field LINE_ID = Field.string("line_id");
    public static final Field CUSTOMER_KEY = Field.string("customer_key");
    public static final Field EMAIL = Field.string("email").contact();
    public static final Field PHONE = Field.string("phone").contact();
    public static final Field LOYALTY_NUMBER = Field.string("loyalty_number");
    public static final Field ORDERED_AT = Field.timestamp("ordered_at").required();
    public static final Field PRODUCT_ID = Field.string("product_id").required();
    public static final Field QUANTITY = Field.decimal("quantity", 3);
    public static final Field UNIT_PRICE = Field.decimal("unit_price", 4);
    public static final Field AMOUNT = Field.money("amount");
    public static final Field DISCOUNT_AMOUNT = Field.money("discount_amount");
    public static final Field IS_RETURN = Field.flag("is_return");
    public static final Field CHANNEL = Field.string("channel");
    public static final Field STORE_ID = Field.string("store_id");
    public static final Field CURRENCY = Field.string("currency");

    public static final SourceTable SOURCE = new SourceTable(
            "purchases",
            List.of(ORDER_ID, LINE_ID),
            List.of(
                    ORDER_ID,
                    LINE_ID,
                    CUSTOMER_KEY,
                    EMAIL,
                    PHONE,
                    LOYALTY_NUMBER,
                    ORDERED_AT,
                    PRODUCT_ID,
                    QUANTITY,
                    UNIT_PRICE,
                    AMOUNT,
                    DISCOUNT_AMOUNT,
                    IS_RETURN,
                    CHANNEL,
                    STORE_ID,
                    CURRENCY));
    public static final Table TABLE = SOURCE.staged();

    private Purchases() {}
}
