package io.nightjar.schema;

import java.util.Objects;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * A column, named once, with its type.
 *
 * @param name as it stands in every table that has it; carries its unit
 * @param type Spark type
 * @param isRequired a row without it is not usable
 * @param isContact names or reaches a person: never leaves unmasked except through contact points
 */
public record Field(String name, DataType type, boolean isRequired, boolean isContact) {
    public Field {
        Objects.requireNonNull(type, name);
        if (!name.matches("[a-z][a-z0-9_]{0,62}")) {
            throw new IllegalArgumentException("Invalid column name: " + name + " (lower case, digits and _ only)");
        }
    }

    public static Field string(String name) {
        return new Field(name, DataTypes.StringType, false, false);
    }

    public static Field date(String name) {
        return new Field(name, DataTypes.DateType, false, false);
    }

    public static Field timestamp(String name) {
        return new Field(name, DataTypes.TimestampType, false, false);
    }

    public static Field flag(String name) {
        return new Field(name, DataTypes.BooleanType, false, false);
    }

    public static Field whole(String name) {
        return new Field(name, DataTypes.IntegerType, false, false);
    }

    public static Field count(String name) {
        return new Field(name, DataTypes.LongType, false, false);
    }

    /** An amount of money, two decimals. */
    public static Field money(String name) {
        return new Field(name, DataTypes.createDecimalType(18, 2), false, false);
    }

    public static Field decimal(String name, int scale) {
        return new Field(name, DataTypes.createDecimalType(18, scale), false, false);
    }

    public static Field real(String name) {
        return new Field(name, DataTypes.DoubleType, false, false);
    }

    /** Numbers by name. */
    public static Field reals(String name) {
        return new Field(name, DataTypes.createMapType(DataTypes.StringType, DataTypes.DoubleType), false, false);
    }

    public static Field texts(String name) {
        return new Field(name, DataTypes.createArrayType(DataTypes.StringType), false, false);
    }

    public Field required() {
        return new Field(name, type, true, isContact);
    }

    public Field contact() {
        return new Field(name, type, isRequired, true);
    }

    public Column col() {
        return functions.col(name);
    }

    /** The given expression as this column: its name and its type. */
    public Column of(Column expression) {
        return expression.cast(type).as(name);
    }
}
