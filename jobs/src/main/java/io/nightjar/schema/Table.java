package io.nightjar.schema;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A table: its name, the key that makes a row unique (its grain) and its columns.
 *
 * @param name lower case with underscores
 * @param key columns no two rows share; empty where a row has no identity of its own
 * @param fields all columns, in order
 */
public record Table(String name, List<Field> key, List<Field> fields) {
    public Table {
        key = List.copyOf(key);
        fields = List.copyOf(fields);
        if (!fields.containsAll(key)) {
            throw new IllegalArgumentException("Table " + name + ": the key names a column that the table has not");
        }
        if (fields.stream().map(Field::name).distinct().count() != fields.size()) {
            throw new IllegalArgumentException("Table " + name + " names a column twice");
        }
    }

    public List<String> names() {
        return fields.stream().map(Field::name).toList();
    }

    /** All columns, for {@code select}. */
    public Column[] columns() {
        return fields.stream().map(Field::col).toArray(Column[]::new);
    }

    public Column[] keyColumns() {
        return key.stream().map(Field::col).toArray(Column[]::new);
    }

    public boolean hasContactData() {
        return fields.stream().anyMatch(Field::isContact);
    }

    public StructType structType() {
        List<StructField> all = new ArrayList<>();
        for (Field field : fields) {
            all.add(DataTypes.createStructField(field.name(), field.type(), true));
        }
        return DataTypes.createStructType(all);
    }
}
