package io.nightjar.learn.trainer;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/** Rows of Spark as a frame: numbers, flags, dates and times as numbers, text as text, lists and maps not at all. */
public final class Frames {
    private static final double SECONDS_A_DAY = 86_400;

    private Frames() {}

    /** Whether a column of this type can be learned from. */
    public static boolean isUsable(DataType type) {
        return type instanceof NumericType
                || type instanceof StringType
                || type instanceof BooleanType
                || type instanceof DateType
                || type instanceof TimestampType
                || type instanceof TimestampNTZType;
    }

    /**
     * The given columns of the rows.
     *
     * @param id column that says who a row is about; null takes the number of the row
     */
    public static Frame of(List<Row> rows, StructType type, String id, List<String> features) {
        String[] ids = new String[rows.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = id == null ? String.valueOf(i) : String.valueOf(rows.get(i).get(type.fieldIndex(id)));
        }
        List<Frame.Column> columns = new ArrayList<>();
        for (String name : features) {
            columns.add(column(rows, type.apply(name), type.fieldIndex(name)));
        }
        return new Frame(ids, columns);
    }

    private static Frame.Column column(List<Row> rows, StructField field, int at) {
        if (field.dataType() instanceof StringType) {
            String[] texts = new String[rows.size()];
            for (int i = 0; i < texts.length; i++) {
                String text = rows.get(i).getString(at);
                texts[i] = text == null || text.isBlank() ? null : text;
            }
            return Frame.Column.texts(field.name(), texts);
        }
        double[] numbers = new double[rows.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(rows.get(i).get(at));
        }
        return Frame.Column.numbers(field.name(), numbers);
    }

    private static double number(Object value) {
        if (value == null) {
            return Double.NaN;
        }
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof Boolean flag) {
            return flag ? 1 : 0;
        }
        if (value instanceof java.sql.Date date) {
            return date.toLocalDate().toEpochDay();
        }
        if (value instanceof java.sql.Timestamp time) {
            return time.toInstant().getEpochSecond() / SECONDS_A_DAY;
        }
        if (value instanceof LocalDateTime time) {
            return time.toEpochSecond(ZoneOffset.UTC) / SECONDS_A_DAY;
        }
        throw new IllegalArgumentException("A " + value.getClass().getSimpleName() + " cannot be learned from");
    }
}
