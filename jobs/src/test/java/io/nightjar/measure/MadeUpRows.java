package io.nightjar.measure;

import static org.apache.spark.sql.functions.expr;

import io.nightjar.schema.Field;
import io.nightjar.schema.Table;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Rows of any table, as many as asked for; values follow from the row's number {@code id} alone. */
final class MadeUpRows {
    private MadeUpRows() {}

    /** @param given SQL over {@code id} by column; what is not given is spread over a few values by a hash */
    static Dataset<Row> of(SparkSession spark, long count, Table table, Map<Field, String> given) {
        Column[] columns = table.fields().stream()
                .map(field -> field.of(expr(given.getOrDefault(field, spread(field)))))
                .toArray(Column[]::new);
        return spark.range(count).toDF().select(columns);
    }

    private static String spread(Field field) {
        String any = "pmod(hash(id, '" + field.name() + "'), %d)";
        return switch (field.type().typeName()) {
            case "boolean" -> any.formatted(10) + " < 6";
            case "date" -> "date_add(date'2025-06-01', " + any.formatted(400) + ")";
            case "timestamp" -> "timestamp_seconds(1750000000 + " + any.formatted(9_000_000) + ")";
            case "string" -> "concat('" + field.name() + " ', " + any.formatted(50) + ")";
            case "double" -> any.formatted(1000) + " / 1000.0";
            case "array" -> "array(concat('" + field.name() + " ', " + any.formatted(50) + "))";
            default -> field.name().endsWith("_score") ? "1 + " + any.formatted(5) : any.formatted(300);
        };
    }
}
