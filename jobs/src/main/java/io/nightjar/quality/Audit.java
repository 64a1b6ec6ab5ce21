package io.nightjar.quality;

import io.nightjar.schema.Table;
import io.nightjar.store.CheckResult;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * What one pass over a table's rows found.
 *
 * @param rows number of rows
 * @param contentHash the count and the sum of every row's 64-bit hash: the same for the same rows in any order
 * @param results of the checks
 */
public record Audit(long rows, String contentHash, List<CheckResult> results) {
    private static final org.apache.spark.sql.types.DataType WIDE = DataTypes.createDecimalType(38, 0);

    /** Counts, hashes and checks all rows in one aggregation. */
    public static Audit of(Table table, Dataset<Row> rows, List<Check> checks) {
        List<Column> sums = new ArrayList<>();
        sums.add(functions.sum(hash(table).cast(WIDE)).as("hash"));
        for (int i = 0; i < checks.size(); i++) {
            sums.add(checks.get(i).broken().as("check_" + i));
        }
        Row found = rows.agg(functions.count(functions.lit(1)).as("rows"), sums.toArray(Column[]::new))
                .head();
        List<CheckResult> results = new ArrayList<>();
        for (int i = 0; i < checks.size(); i++) {
            results.add(result(table, checks.get(i), ((Number) found.get(i + 2)).longValue()));
        }
        return new Audit(found.getLong(0), hash(found.getLong(0), found.getDecimal(1)), results);
    }

    /** Spark's hash passes over nulls, so which values are missing is hashed too: a value may move to its neighbour. */
    private static Column hash(Table table) {
        List<Column> all = new ArrayList<>(List.of(table.columns()));
        table.fields().forEach(field -> all.add(field.col().isNull()));
        return functions.xxhash64(all.toArray(Column[]::new));
    }

    private static CheckResult result(Table table, Check check, long broken) {
        return new CheckResult(
                table.name() + ": " + check.name(),
                broken + " rows break it",
                "none may",
                "",
                check.severity(),
                broken == 0 ? CheckResult.PASS : CheckResult.FAIL);
    }

    private static String hash(long rows, BigDecimal sum) {
        return rows + "-" + (sum == null ? "0" : sum.toBigInteger().toString(16));
    }
}
