package io.nightjar.store;

import java.util.Locale;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A table of the caller's own, for measuring: CSV with a header (every column as text), JSON lines or Parquet. */
public final class AnyTable {
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
                return reader.option("header", "true")
                        .option("multiLine", "true")
                        .option("escape", "\"")
                        .csv(file);
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

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
