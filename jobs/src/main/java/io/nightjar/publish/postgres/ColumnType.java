package io.nightjar.publish.postgres;

import io.nightjar.schema.Field;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampType;

/** PostgreSQL's name of a column's type. */
final class ColumnType {
    private ColumnType() {}

    static String of(Field field) {
        return of(field.name(), field.type());
    }

    /** PostgreSQL's number of the type, which no version changes. */
    static int oid(DataType type) {
        if (type instanceof DecimalType) {
            return 1700;
        }
        return switch (of("element", type)) {
            case "boolean" -> 16;
            case "bigint" -> 20;
            case "integer" -> 23;
            case "double precision" -> 701;
            case "date" -> 1082;
            case "timestamp with time zone" -> 1184;
            default -> 25;
        };
    }

    private static String of(String column, DataType type) {
        if (type instanceof ArrayType array) {
            return of(column, array.elementType()) + "[]";
        }
        if (type instanceof DecimalType decimal) {
            return "numeric(" + decimal.precision() + "," + decimal.scale() + ")";
        }
        if (type instanceof StringType) {
            return "text";
        }
        if (type instanceof BooleanType) {
            return "boolean";
        }
        if (type instanceof IntegerType) {
            return "integer";
        }
        if (type instanceof LongType) {
            return "bigint";
        }
        if (type instanceof DoubleType) {
            return "double precision";
        }
        if (type instanceof DateType) {
            return "date";
        }
        if (type instanceof TimestampType) {
            return "timestamp with time zone";
        }
        throw new IllegalArgumentException("Column " + column + " has no type in PostgreSQL: " + type.sql());
    }
}
