package io.nightjar.identity;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.nullif;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import io.nightjar.config.IdentitySettings;
import io.nightjar.schema.Field;
import io.nightjar.schema.Identifiers;
import io.nightjar.store.feed.Tokeniser;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;

/** The exact keys by which a row names a person, made comparable; contact data becomes keyed tokens here. */
final class PersonKey {
    private final UserDefinedFunction token;
    private final IdentitySettings settings;

    PersonKey(Tokeniser tokeniser, IdentitySettings settings) {
        this.token =
                udf((UDF1<String, String>) text -> text == null ? null : tokeniser.token(text), DataTypes.StringType);
        this.settings = settings;
    }

    /** An identifier as {@code struct(kind, identifier)}; its value is null where the row has none. */
    Column identifier(String kind, Field column) {
        return struct(
                lit(kind).as(Identifiers.KIND.name()), value(kind, column.col()).as(Identifiers.VALUE.name()));
    }

    /** All identifiers of a row, best first. */
    Column all(List<Column> identifiers) {
        return array(identifiers.toArray(Column[]::new));
    }

    /** The best identifier a row has, as {@code kind:value}: the source key of rows that are no record of their own. */
    Column best(List<Column> identifiers) {
        List<Column> keys = new ArrayList<>();
        for (Column identifier : identifiers) {
            keys.add(concat(
                    identifier.getField(Identifiers.KIND.name()),
                    lit(":"),
                    identifier.getField(Identifiers.VALUE.name())));
        }
        return coalesce(keys.toArray(Column[]::new));
    }

    private Column value(String kind, Column raw) {
        return switch (kind) {
            case Identifiers.EMAIL -> token.apply(email(raw));
            case Identifiers.PHONE -> token.apply(phone(raw));
            default -> nullif(trim(raw), lit(""));
        };
    }

    /** Lower case; nothing without an at sign and a dot behind it, and nothing that belongs to nobody. */
    private Column email(Column raw) {
        Column clean = lower(trim(raw));
        Column usable = clean.rlike("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$");
        for (String blocked : settings.blockedEmails()) {
            usable = usable.and(not(clean.rlike(pattern(blocked))));
        }
        return when(usable, clean);
    }

    /**
     * Digits with their country code, without the (0) that is dialled at home only. A number that does not say its
     * country, or is one digit repeated, is no key.
     */
    private Column phone(Column raw) {
        Column international = regexp_replace(regexp_replace(trim(raw), "^00", "+"), "\\(0\\)", "");
        Column digits = regexp_replace(international, "[^0-9+]", "");
        Column usable = digits.rlike("^\\+[1-9][0-9]{7,14}$").and(not(digits.rlike("^\\+?(\\d)\\1+$")));
        for (String blocked : settings.blockedPhones()) {
            usable = usable.and(digits.notEqual(blocked.replaceAll("^00", "+").replaceAll("[^0-9+]", "")));
        }
        return when(usable, digits);
    }

    private static String pattern(String blocked) {
        StringBuilder pattern = new StringBuilder("^");
        for (String piece : blocked.toLowerCase(Locale.ROOT).split("(?<=\\*)|(?=\\*)")) {
            pattern.append("*".equals(piece) ? ".*" : "\\Q" + piece + "\\E");
        }
        return pattern.append("$").toString();
    }
}
