package io.nightjar.schema;

import java.util.List;

/** What rules of triggers may say of the thing that one firing is about; no table of its own. */
public final class TriggerFacts {
    /** By its clock. */
    public static final List<Field> DUE_PRODUCT = List.of(
            TriggerEvents.PRODUCT_ID,
            ProductClocks.LAST_ON,
            ProductClocks.DUE_ON,
            ProductClocks.DUE_FROM,
            ProductClocks.DUE_TO,
            ProductClocks.OWN_GAP_COUNT,
            ProductClocks.CLOCK_CONFIDENCE,
            Products.PRODUCT_NAME,
            Products.CATEGORY,
            Products.PRICE,
            Products.STOCK);

    /** The last day on which they looked at it or put it into a cart. */
    public static final Field WANTED_ON = Field.date("wanted_on");

    public static final Field IS_CARTED = Field.flag("is_carted");
    public static final List<Field> WANTED_PRODUCT = List.of(
            TriggerEvents.PRODUCT_ID,
            WANTED_ON,
            IS_CARTED,
            ProductClocks.LAST_ON,
            ProductClocks.DUE_ON,
            Products.PRODUCT_NAME,
            Products.CATEGORY,
            Products.PRICE,
            Products.STOCK,
            ProductStates.PRICE_BEFORE,
            ProductStates.STOCK_BEFORE);

    public static final Field BOUGHT_ON = Field.date("bought_on");
    public static final Field WARRANTY_ENDS_ON = Field.date("warranty_ends_on");
    /** The last day on which they fetched a document of it, not before they bought it. */
    public static final Field DOCUMENT_READ_ON = Field.date("document_read_on");

    public static final List<Field> OWNED_PRODUCT = List.of(
            TriggerEvents.PRODUCT_ID,
            BOUGHT_ON,
            Purchases.ORDER_ID,
            Products.PRODUCT_NAME,
            Products.CATEGORY,
            Products.PRICE,
            WARRANTY_ENDS_ON,
            DOCUMENT_READ_ON);

    public static final Field INTERACTION_ON = Field.date("interaction_on");
    public static final List<Field> INTERACTION =
            List.of(Interactions.INTERACTION_ID, Interactions.KIND, INTERACTION_ON, Interactions.RATING);

    private TriggerFacts() {}
}
