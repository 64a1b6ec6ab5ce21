package io.nightjar;

import static org.apache.spark.sql.functions.col;

import io.nightjar.schema.Field;
import io.nightjar.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Tables as text blocks, so that a test shows its data: a row a line, values between commas, nothing for null. */
public final class Rows {
    private Rows() {}

    /** Rows with a value for every column of the table, in its order. */
    public static Dataset<Row> of(SparkSession spark, Table table, String text) {
        return typed(spark, table, table.names(), lines(text));
    }

    /** Rows with values for the columns named by the first line; the table's other columns are null. */
    public static Dataset<Row> named(SparkSession spark, Table table, String text) {
        List<List<String>> lines = lines(text);
        return typed(spark, table, lines.get(0), lines.subList(1, lines.size()));
    }

    /** One text a row with the table's columns between commas, sorted; null as nothing. */
    public static List<String> text(Dataset<Row> rows, Table table) {
        return text(rows, table.fields());
    }

    /** The same with a choice of columns. */
    public static List<String> text(Dataset<Row> rows, Field... fields) {
        return text(rows, List.of(fields));
    }

    private static List<String> text(Dataset<Row> rows, List<Field> fields) {
        Column[] texts = fields.stream()
                .map(field -> functions.coalesce(field.col().cast("string"), functions.lit("")))
                .toArray(Column[]::new);
        return rows.select(functions.concat_ws(", ", texts)).collectAsList().stream()
                .map(row -> row.getString(0))
                .sorted()
                .toList();
    }

    private static List<List<String>> lines(String text) {
        return text.lines()
                .filter(line -> !line.isBlank())
                .map(line -> Stream.of(line.split(",", -1)).map(String::strip).toList())
                .toList();
    }

    private static Dataset<Row> typed(SparkSession spark, Table table, List<String> names, List<List<String>> lines) {
        StructType raw = new StructType();
        for (String name : names) {
            if (!table.names().contains(name)) {
                throw new IllegalArgumentException(table.name() + " has no column " + name);
            }
            raw = raw.add(name, DataTypes.StringType);
        }
        List<Row> rows = new ArrayList<>();
        for (List<String> line : lines) {
            if (line.size() != names.size()) {
                throw new IllegalArgumentException(table.name() + ": " + names.size() + " columns but " + line);
            }
            rows.add(RowFactory.create(
                    line.stream().map(value -> value.isEmpty() ? null : value).toArray()));
        }
        Column[] columns = table.fields().stream()
                .map(field -> field.of(names.contains(field.name()) ? col(field.name()) : functions.lit(null)))
                .toArray(Column[]::new);
        return spark.createDataFrame(rows, raw).select(columns);
    }
}
