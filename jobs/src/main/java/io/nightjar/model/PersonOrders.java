package io.nightjar.model;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;

import io.nightjar.job.Inputs;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.Purchases;
import java.time.LocalDate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Orders with their person, day, moment, products and amount; returns left out. */
final class PersonOrders {
    static final String PERSON = PersonPurchases.CUSTOMER_ID.name();
    static final String DAY = "order_day";
    static final String AT = "order_at";
    static final String PRODUCTS = "order_products";
    static final String AMOUNT = "order_amount";

    private PersonOrders() {}

    /** Up to and with the date. */
    static Dataset<Row> until(Inputs in, LocalDate asOf) {
        return in.read(PersonPurchases.TABLE)
                .where(PersonPurchases.CUSTOMER_ID
                        .col()
                        .isNotNull()
                        .and(not(Purchases.IS_RETURN.col()))
                        .and(PersonPurchases.ORDERED_ON.col().leq(asOf)))
                .groupBy(col(PERSON), Purchases.ORDER_ID.col())
                .agg(
                        min(PersonPurchases.ORDERED_ON.col()).as(DAY),
                        min(Purchases.ORDERED_AT.col()).as(AT),
                        collect_set(Purchases.PRODUCT_ID.col()).as(PRODUCTS),
                        sum(Purchases.AMOUNT.col()).as(AMOUNT))
                .drop(Purchases.ORDER_ID.name());
    }
}
