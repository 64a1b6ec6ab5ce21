package io.nightjar.store.feed;

import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/** Names Parquet types as SQL does, so that two ways of storing the same values are one type. */
final class ParquetTypes {
    private ParquetTypes() {}

    static String name(Type type) {
        if (type.isPrimitive()) {
            String name = primitive(type.asPrimitiveType());
            return type.isRepetition(Type.Repetition.REPEATED) ? "array<" + name + ">" : name;
        }
        String fields = type.asGroupType().getFields().stream()
                .map(field -> field.getName() + ":" + name(field))
                .collect(Collectors.joining(","));
        return (type.getLogicalTypeAnnotation() == null ? "struct" : type.getLogicalTypeAnnotation()) + "<" + fields
                + ">";
    }

    private static String primitive(PrimitiveType type) {
        LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
        if (meaning instanceof TimestampLogicalTypeAnnotation timestamp) {
            return timestamp.isAdjustedToUTC() ? "timestamp" : "timestamp_ntz";
        }
        if (meaning instanceof DecimalLogicalTypeAnnotation decimal) {
            return "decimal(" + decimal.getPrecision() + "," + decimal.getScale() + ")";
        }
        if (meaning instanceof DateLogicalTypeAnnotation) {
            return "date";
        }
        if (meaning instanceof IntLogicalTypeAnnotation number) {
            return (number.isSigned() ? "int" : "uint") + number.getBitWidth();
        }
        return meaning == null
                ? plain(type.getPrimitiveTypeName())
                : meaning.toString().toLowerCase(Locale.ROOT);
    }

    private static String plain(PrimitiveType.PrimitiveTypeName type) {
        return switch (type) {
            case INT32 -> "int32";
            case INT64 -> "int64";
            case INT96 -> "timestamp";
            case FLOAT -> "float";
            case DOUBLE -> "double";
            case BOOLEAN -> "boolean";
            case BINARY, FIXED_LEN_BYTE_ARRAY -> "binary";
        };
    }
}
