package io.nightjar.quality;

import io.nightjar.schema.Field;
import io.nightjar.schema.Table;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * A promise about the rows of a table, as a number of rows that break it.
 *
 * @param name the promise in words
 * @param broken aggregate that counts the rows that break it
 * @param severity {@code invariant}, {@code error} or {@code warning}
 */
public record Check(String name, Column broken, String severity) {
    /** Severity of a law of ours: broken, it is a bug and not a matter of data. */
    public static final String INVARIANT = "invariant";

    /**
     * No two rows have the same key, and no part of it is missing. Keys are compared by 128 bits of hash: a repeated key
     * is always seen, and of a thousand million rows with keys of their own two are taken for the same once in 10^20
     * tables.
     */
    public static List<Check> key(Table table) {
        if (table.key().isEmpty()) {
            return List.of();
        }
        Column[] key = table.keyColumns();
        Column complete =
                Arrays.stream(key).map(Column::isNotNull).reduce(Column::and).orElseThrow();
        String names = String.join(", ", table.key().stream().map(Field::name).toList());
        Column distinct = functions.count_distinct(
                functions.when(complete, functions.xxhash64(key)),
                functions.xxhash64(Stream.concat(Stream.of(functions.lit(1)), Stream.of(key))
                        .toArray(Column[]::new)));
        return List.of(
                new Check("key (" + names + ") is filled", functions.count_if(functions.not(complete)), "error"),
                new Check(
                        "key (" + names + ") is unique",
                        functions.count_if(complete).minus(distinct),
                        "error"));
    }

    /** Every row fulfils the condition; unknown counts as fulfilled. */
    public static Check holds(String name, Column condition) {
        return new Check(name, functions.count_if(functions.not(condition)), "error");
    }

    public Check asInvariant() {
        return new Check(name, broken, INVARIANT);
    }

    public Check asWarning() {
        return new Check(name, broken, "warning");
    }
}
