package io.nightjar.staging;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;

import io.nightjar.schema.Clickstream;
import io.nightjar.schema.Field;
import io.nightjar.schema.Identifiers;
import io.nightjar.schema.LoyaltyMembers;
import io.nightjar.schema.Purchases;
import io.nightjar.schema.SourceTable;
import io.nightjar.store.feed.Forgotten;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;

/** By which of its columns a row names a person, and whether that is somebody to be forgotten. */
final class NamedPersons {
    /** The reason of rows that name somebody to be forgotten: nothing else of them is kept. */
    static final String ERASED = "ERASED";

    private static final Map<String, String> KINDS = Map.of(
            Purchases.CUSTOMER_KEY.name(), Identifiers.LOGIN,
            Clickstream.LOGIN.name(), Identifiers.LOGIN,
            LoyaltyMembers.LOYALTY_NUMBER.name(), Identifiers.LOYALTY,
            Purchases.EMAIL.name(), Identifiers.EMAIL,
            Purchases.PHONE.name(), Identifiers.PHONE,
            Clickstream.VISITOR_ID.name(), Identifiers.VISITOR);
    private static final List<Pattern> BETWEEN_WORDS =
            List.of(Pattern.compile("[,;|\\t\"{}\\[\\]]+"), Pattern.compile("[\\s,;|\"'{}\\[\\]:]+"));

    private NamedPersons() {}

    /** The columns that name persons, and what kind of key each is. */
    static Map<Field, String> keys(SourceTable source) {
        Map<Field, String> keys = new LinkedHashMap<>();
        for (Field field : source.fields()) {
            if (KINDS.containsKey(field.name())) {
                keys.put(field, KINDS.get(field.name()));
            }
        }
        return keys;
    }

    /** Whether a row of canonical columns names somebody to be forgotten. */
    static Column isForgotten(SourceTable source, Forgotten forgotten) {
        Column named = lit(false);
        for (Map.Entry<Field, String> key : keys(source).entrySet()) {
            String kind = key.getValue();
            var names = udf((String raw) -> forgotten.names(kind, raw), DataTypes.BooleanType);
            named = named.or(names.apply(key.getKey().col()));
        }
        return coalesce(named, lit(false));
    }

    /** Whether a word of a text that nobody could take apart is somebody's key. */
    static Column isForgotten(Column text, Forgotten forgotten) {
        var names = udf((String raw) -> mentions(raw, forgotten), DataTypes.BooleanType);
        return names.apply(text);
    }

    private static boolean mentions(String raw, Forgotten forgotten) {
        return raw != null
                && BETWEEN_WORDS.stream()
                        .flatMap(between -> between.splitAsStream(raw))
                        .anyMatch(word -> KINDS.values().stream().anyMatch(kind -> forgotten.names(kind, word)));
    }
}
