package io.nightjar.staging;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.nightjar.schema.Clickstream;
import io.nightjar.schema.Contacts;
import io.nightjar.schema.Field;
import io.nightjar.schema.Interactions;
import io.nightjar.schema.LoyaltyEvents;
import io.nightjar.schema.Products;
import io.nightjar.schema.Purchases;
import io.nightjar.schema.SourceTable;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What is particular to a source: values that follow from others, and rows that make no sense. */
final class SourceRules {
    private static final List<String> EVENT_TYPES = List.of(
            "page_view",
            "product_view",
            "search",
            "add_to_cart",
            "remove_from_cart",
            "checkout",
            "purchase",
            "document_download",
            "login");
    private static final List<String> CHANNELS = List.of("email", "sms", "phone", "post", "push", "ads");

    private SourceRules() {}

    /** Columns whose value, where there is one, must be readable: nobody wants money or points to become null. */
    static List<Field> mustRead(SourceTable source) {
        return switch (source.name()) {
            case "purchases" ->
                List.of(Purchases.AMOUNT, Purchases.QUANTITY, Purchases.UNIT_PRICE, Purchases.DISCOUNT_AMOUNT);
            case "products" -> List.of(Products.PRICE, Products.UNIT_COST);
            default -> List.of();
        };
    }

    /** Fills what follows from other columns. */
    static Dataset<Row> complete(SourceTable source, Dataset<Row> rows) {
        return switch (source.name()) {
            case "purchases" -> completePurchases(rows);
            case "clickstream" -> lowerCase(rows, Clickstream.EVENT_TYPE);
            case "contacts" -> lowerCase(rows, Contacts.CHANNEL);
            case "interactions" -> lowerCase(rows, Interactions.KIND);
            case "loyalty_events" -> lowerCase(rows, LoyaltyEvents.KIND);
            default -> rows;
        };
    }

    /** Rows that make no sense, beyond missing and unreadable values. */
    static List<RowRule> rules(SourceTable source) {
        return switch (source.name()) {
            case "purchases" ->
                List.of(
                        new RowRule(
                                "NO_AMOUNT",
                                Purchases.AMOUNT.col().isNull(),
                                lit(
                                        "amount is missing, and so is quantity or unit_price to make it from; map one of them")),
                        negative(Purchases.UNIT_PRICE));
            case "products" -> List.of(negative(Products.PRICE));
            case "clickstream" -> List.of(unknown(Clickstream.EVENT_TYPE, EVENT_TYPES));
            case "contacts" -> List.of(unknown(Contacts.CHANNEL, CHANNELS));
            default -> List.of();
        };
    }

    /** A line total from its parts; what is returned counts negative, however the export writes it. */
    private static Dataset<Row> completePurchases(Dataset<Row> rows) {
        Column amount = coalesce(
                Purchases.AMOUNT.col(),
                Purchases.QUANTITY.col().multiply(Purchases.UNIT_PRICE.col()).try_cast(Purchases.AMOUNT.type()));
        Column isReturn = coalesce(
                Purchases.IS_RETURN.col(),
                Purchases.QUANTITY.col().lt(0),
                Purchases.AMOUNT.col().lt(0),
                lit(false));
        return rows.withColumn(Purchases.AMOUNT.name(), amount)
                .withColumn(Purchases.IS_RETURN.name(), isReturn)
                .withColumn(Purchases.AMOUNT.name(), returned(Purchases.AMOUNT))
                .withColumn(Purchases.QUANTITY.name(), returned(Purchases.QUANTITY));
    }

    private static Column returned(Field field) {
        return when(Purchases.IS_RETURN.col(), negate(abs(field.col())))
                .otherwise(field.col())
                .cast(field.type());
    }

    private static Dataset<Row> lowerCase(Dataset<Row> rows, Field field) {
        return rows.withColumn(field.name(), lower(field.col()));
    }

    private static RowRule negative(Field field) {
        return new RowRule(
                "NEGATIVE",
                field.col().lt(0),
                concat(
                        lit(field.name() + " must not be negative but is "),
                        field.col().cast("string")));
    }

    private static RowRule unknown(Field field, List<String> allowed) {
        return new RowRule(
                "UNKNOWN_WORD",
                not(field.col().isin(allowed.toArray())),
                concat(
                        lit(field.name() + " must be one of " + String.join(", ", allowed) + " but is '"),
                        field.col(),
                        lit("'; translate it in the mapping")));
    }
}
