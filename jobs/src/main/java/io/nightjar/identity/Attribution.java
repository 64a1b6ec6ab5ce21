package io.nightjar.identity;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.nullif;

import io.nightjar.config.IdentitySettings;
import io.nightjar.job.Inputs;
import io.nightjar.schema.Customers;
import io.nightjar.schema.Field;
import io.nightjar.schema.Identifiers;
import io.nightjar.schema.IdentityLinks;
import io.nightjar.schema.LoyaltyMembers;
import io.nightjar.schema.Purchases;
import io.nightjar.schema.SourceTable;
import io.nightjar.store.feed.Tokeniser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Finds the person behind each row of a source, by the best identifier the row has. */
final class Attribution {
    /** Best first: the retailer's own numbers before contact data. */
    private static final List<Map.Entry<String, Field>> KINDS = List.of(
            Map.entry(Identifiers.LOGIN, Purchases.CUSTOMER_KEY),
            Map.entry(Identifiers.LOYALTY, LoyaltyMembers.LOYALTY_NUMBER),
            Map.entry(Identifiers.EMAIL, Purchases.EMAIL),
            Map.entry(Identifiers.PHONE, Purchases.PHONE));

    private final PersonKey keys;

    Attribution(Tokeniser tokeniser, IdentitySettings settings) {
        this.keys = new PersonKey(tokeniser, settings);
    }

    /** The identifiers that rows of a source can have. */
    List<Column> identifiers(List<Field> fields) {
        return kinds(fields).stream().map(kind -> identifier(kind, fields)).toList();
    }

    private Column identifier(Map.Entry<String, Field> kind, List<Field> fields) {
        Column country = fields.contains(Customers.COUNTRY)
                ? Customers.COUNTRY.col()
                : lit(null).cast(Customers.COUNTRY.type());
        return keys.identifier(kind.getKey(), kind.getValue(), country);
    }

    /**
     * The source key of a row that is no record of its own: the person's number, or else all of the contact data, so that
     * people who share a mailbox and not a phone stay two records.
     */
    Column key(List<Field> fields) {
        List<Column> numbers = new ArrayList<>();
        List<Column> contacts = new ArrayList<>();
        for (Map.Entry<String, Field> kind : kinds(fields)) {
            boolean isContact =
                    kind.getKey().equals(Identifiers.EMAIL) || kind.getKey().equals(Identifiers.PHONE);
            Column identifier = identifier(kind, fields);
            if (isContact) {
                contacts.add(keys.best(List.of(identifier)));
            } else {
                numbers.add(identifier);
            }
        }
        Column contact = nullif(concat_ws("+", contacts.toArray(Column[]::new)), lit(""));
        return numbers.isEmpty() ? contact : coalesce(keys.best(numbers), contact);
    }

    private static List<Map.Entry<String, Field>> kinds(List<Field> fields) {
        return KINDS.stream()
                .filter(kind -> fields.stream()
                        .anyMatch(field -> field.name().equals(kind.getValue().name())))
                .toList();
    }

    /** The rows with {@code customer_id}; null where nobody is known. */
    Dataset<Row> attribute(Inputs in, SourceTable source) {
        return in.read(source.staged())
                .withColumn(IdentityLinks.SOURCE_KEY.name(), key(source.fields()))
                .join(links(in, source), new String[] {IdentityLinks.SOURCE_KEY.name()}, "left");
    }

    static Dataset<Row> links(Inputs in, SourceTable source) {
        return in.read(IdentityLinks.TABLE)
                .where(IdentityLinks.SOURCE.col().equalTo(source.name()))
                .select(IdentityLinks.SOURCE_KEY.col(), IdentityLinks.CUSTOMER_ID.col());
    }
}
