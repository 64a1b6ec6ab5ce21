package io.nightjar.store;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.bool_and;
import static org.apache.spark.sql.functions.bool_or;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.translate;
import static org.apache.spark.sql.functions.trim;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A table of the caller's own, for measuring: CSV with a header (every column as text), JSON lines or Parquet. CSV may be
 * separated by commas, semicolons, tabs or bars, whichever its first line has most of; where that is no comma, columns of
 * numbers with decimal commas have points in the end ({@code 1.234,50} is {@code 1234.50}).
 */
public final class AnyTable {
    private static final List<String> SEPARATORS = List.of(",", ";", "\t", "|");
    private static final String QUOTED = "\"[^\"]*\"";
    private static final String WITH_COMMA = "^[-+]?([0-9]+|[0-9]{1,3}([.][0-9]{3})+)(,[0-9]+)?$";

    private AnyTable() {}

    /**
     * All rows.
     *
     * @param file ends in {@code .csv}, {@code .json}, {@code .jsonl} or {@code .parquet}, packed or not
     */
    public static Dataset<Row> read(SparkSession spark, String file) {
        String name = file.toLowerCase(Locale.ROOT).replaceAll("\\.(gz|zst|bz2)$", "");
        DataFrameReader reader = spark.read();
        try {
            if (name.endsWith(".csv")) {
                return csv(spark, file);
            }
            if (name.endsWith(".json") || name.endsWith(".jsonl")) {
                return reader.json(file);
            }
            if (name.endsWith(".parquet")) {
                return reader.parquet(file);
            }
        } catch (Exception e) {
            // Scala declares nothing, so the compiler does not know that this can be thrown.
            if (e instanceof AnalysisException) {
                throw new StoreException("Cannot read the table " + file + ": " + firstLine(e), e);
            }
            throw e;
        }
        throw new StoreException("Cannot tell what " + file
                + " is: its name must end in .csv, .json, .jsonl or .parquet, or those" + " and .gz");
    }

    private static Dataset<Row> csv(SparkSession spark, String file) {
        String header = spark.read().textFile(file).limit(1).collectAsList().stream()
                .findFirst()
                .orElse("");
        String names = header.replaceAll(QUOTED, "");
        String separator = Collections.max(
                SEPARATORS,
                Comparator.comparingInt(candidate ->
                        names.length() - names.replace(candidate, "").length()));
        Dataset<Row> rows = spark.read()
                .option("header", "true")
                .option("multiLine", "true")
                .option("escape", "\"")
                .option("sep", separator)
                .csv(file);
        return separator.equals(SEPARATORS.get(0)) ? rows : withPoints(rows);
    }

    private static Dataset<Row> withPoints(Dataset<Row> rows) {
        Column[] cells = Arrays.stream(rows.columns())
                .map(name -> rows.col("`" + name.replace("`", "``") + "`"))
                .toArray(Column[]::new);
        Column[] tests = Arrays.stream(cells)
                .map(cell -> bool_and(coalesce(trim(cell).rlike(WITH_COMMA), lit(true)))
                        .and(coalesce(bool_or(cell.contains(",")), lit(false))))
                .toArray(Column[]::new);
        Row areNumbers = rows.select(array(tests)).head();
        List<Boolean> is = areNumbers.getList(0);
        Column[] pointed = IntStream.range(0, cells.length)
                .mapToObj(i -> is.get(i) ? translate(trim(cells[i]), ",.", ".").as(rows.columns()[i]) : cells[i])
                .toArray(Column[]::new);
        return rows.select(pointed);
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
