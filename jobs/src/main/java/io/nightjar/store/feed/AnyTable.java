package io.nightjar.store.feed;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.bool_and;
import static org.apache.spark.sql.functions.bool_or;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.translate;
import static org.apache.spark.sql.functions.trim;

import io.nightjar.store.StoreException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A table of the caller's own, for measuring: CSV with a header, JSON lines (both with every column as text) or Parquet.
 * CSV may be separated by commas, semicolons, tabs or bars, whichever cuts its first line into most columns; where that
 * is no comma, columns of numbers with decimal commas have points in the end ({@code 1.234,50} is {@code 1234.50}). Text
 * that is not UTF-8 is windows-1252. The columns of JSON lines are the keys in the first quarter of a megabyte.
 *
 * @param rows all that can be read
 * @param notes sentences about the rows that cannot
 */
public record AnyTable(Dataset<Row> rows, List<String> notes) {
    private static final char COMMA = ',';
    private static final List<Character> OTHERS = List.of(';', '\t', '|');
    private static final String UTF_8 = "UTF-8";
    private static final String WITH_COMMA = "^[-+]?([0-9]+|[0-9]{1,3}([.][0-9]{3})+)(,[0-9]+)?$";
    private static final int SHOWN = 3;

    public AnyTable {
        notes = List.copyOf(notes);
    }

    /**
     * All rows.
     *
     * @param file ends in {@code .csv}, {@code .json}, {@code .jsonl} or {@code .parquet}, packed or not
     * @throws StoreException if there is no such file, or if it cannot be read as a whole
     */
    public static AnyTable read(SparkSession spark, String file) {
        String name = file.toLowerCase(Locale.ROOT).replaceAll("\\.(gz|zst)$", "");
        if (name.endsWith(".csv")) {
            FeedSpec spec = separated(spark, bound(spark, FeedSpec.csv("table", "measured", "/", file, List.of())));
            AnyTable table = text(spark, spec);
            return spec.delimiter() == COMMA ? table : table.withPoints();
        }
        if (name.endsWith(".json") || name.endsWith(".jsonl")) {
            return text(spark, bound(spark, FeedSpec.json("table", "measured", "/", file, List.of())));
        }
        if (name.endsWith(".parquet")) {
            return parquet(spark, file);
        }
        throw new StoreException("Cannot tell what " + file
                + " is: its name must end in .csv, .json, .jsonl or .parquet, or those and .gz or .zst");
    }

    private static AnyTable parquet(SparkSession spark, String file) {
        try {
            return new AnyTable(spark.read().parquet(file), List.of());
        } catch (Exception e) {
            // Scala declares nothing, so the compiler does not know that this can be thrown.
            if (e instanceof AnalysisException) {
                throw new StoreException("Cannot read the table " + file + ": " + firstLine(e), e);
            }
            throw e;
        }
    }

    /** With the columns that are there, in the characters that it is written in. */
    private static FeedSpec bound(SparkSession spark, FeedSpec spec) {
        Inventory seen = FeedReader.take(spark, spec);
        boolean isOtherwise =
                seen.problems().stream().anyMatch(problem -> problem.code() == FileProblem.Code.BAD_CHARSET);
        return isOtherwise && spec.charset().equals(UTF_8)
                ? bound(spark, spec.withCharset("windows-1252"))
                : spec.withColumns(columns(seen));
    }

    private static FeedSpec separated(SparkSession spark, FeedSpec withCommas) {
        FeedSpec bare = withCommas.withColumns(List.of());
        return Stream.concat(
                        Stream.of(withCommas), OTHERS.stream().map(other -> bound(spark, bare.withDelimiter(other))))
                .reduce((best, next) -> plainColumns(next) > plainColumns(best) ? next : best)
                .orElseThrow();
    }

    private static int plainColumns(FeedSpec spec) {
        // A separator inside quotes leaves half of the quotes in a name.
        return spec.columns().stream().anyMatch(name -> name.contains("\""))
                ? 0
                : spec.columns().size();
    }

    private static AnyTable text(SparkSession spark, FeedSpec spec) {
        Inventory whole = FeedReader.take(spark, spec);
        if (whole.isEmpty() || !whole.problems().isEmpty()) {
            throw new StoreException("Cannot read the table " + spec.path() + ": "
                    + whole.problems().stream()
                            .map(FileProblem::sentence)
                            .findFirst()
                            .orElse("there is no such file"));
        }
        Dataset<Row> all = FeedReader.read(spark, whole);
        return new AnyTable(
                all.where(col(FeedColumns.PROBLEM).isNull())
                        .drop(FeedColumns.FILE, FeedColumns.LINE, FeedColumns.PROBLEM, FeedColumns.RAW),
                notes(all.where(col(FeedColumns.PROBLEM).isNotNull()), whole.records()));
    }

    private static List<String> columns(Inventory inventory) {
        return inventory.files().stream()
                .findFirst()
                .map(file ->
                        file.columns().stream().filter(name -> !name.isEmpty()).toList())
                .orElse(List.of());
    }

    private static List<String> notes(Dataset<Row> broken, long records) {
        long rows = broken.count();
        if (rows == 0) {
            return List.of();
        }
        String examples = String.join(
                "; ",
                broken.orderBy(FeedColumns.FILE, FeedColumns.LINE).limit(SHOWN).collectAsList().stream()
                        .map(row -> "line " + row.getAs(FeedColumns.LINE) + ": " + row.getAs(FeedColumns.PROBLEM))
                        .toList());
        return List.of(rows + " of " + records + " rows cannot be read and are left out (" + examples + ")");
    }

    private AnyTable withPoints() {
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
        return new AnyTable(rows.select(pointed), notes);
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
