package io.nightjar.identity;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.nullif;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.udf;

import io.nightjar.config.IdentitySettings;
import io.nightjar.identity.match.ContactRules;
import io.nightjar.schema.Field;
import io.nightjar.schema.Identifiers;
import io.nightjar.store.feed.Tokeniser;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;

/** The exact keys by which a row names a person, made comparable; contact data becomes keyed tokens here. */
final class PersonKey {
    private final UserDefinedFunction email;
    private final UserDefinedFunction phone;

    PersonKey(Tokeniser tokeniser, IdentitySettings settings) {
        ContactRules rules = new ContactRules(settings);
        this.email = udf((UDF1<String, String>) raw -> token(tokeniser, rules.email(raw)), DataTypes.StringType);
        this.phone = udf(
                (UDF2<String, String, String>) (raw, country) -> token(tokeniser, rules.phone(raw, country)),
                DataTypes.StringType);
    }

    /**
     * An identifier as {@code struct(kind, identifier)}; its value is null where the row has none.
     *
     * @param country of the person, for numbers that do not say theirs; null where none is known
     */
    Column identifier(String kind, Field column, Column country) {
        return struct(
                lit(kind).as(Identifiers.KIND.name()),
                value(kind, column.col(), country).as(Identifiers.VALUE.name()));
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

    private Column value(String kind, Column raw, Column country) {
        return switch (kind) {
            case Identifiers.EMAIL -> email.apply(raw);
            case Identifiers.PHONE -> phone.apply(raw, country);
            default -> nullif(trim(raw), lit(""));
        };
    }

    private static String token(Tokeniser tokeniser, String clean) {
        return clean == null ? null : tokeniser.token(clean);
    }
}
