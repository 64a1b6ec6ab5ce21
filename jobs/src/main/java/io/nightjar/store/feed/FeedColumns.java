package io.nightjar.store.feed;

import static org.apache.spark.sql.functions.to_json;

import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The columns that a feed is read into: where each row comes from, what is wrong with it, then its raw values. */
public final class FeedColumns {
    /** The file's name relative to the feed's root. */
    public static final String FILE = "_file";
    /** The physical line on which the record starts, or the row's number in a Parquet file; both from 1. */
    public static final String LINE = "_line";
    /** Null, or why the row cannot be used: {@code CODE: sentence}. */
    public static final String PROBLEM = "_problem";
    /** The record as it is written in the file. */
    public static final String RAW = "_raw";

    private FeedColumns() {}

    /** A row of a Parquet file, given as a struct of its columns, as {@link #RAW} has it. */
    public static Column text(Column row) {
        return to_json(row, Map.of("ignoreNullFields", "false"));
    }

    static StructType schema(List<String> columns) {
        StructType schema = new StructType()
                .add(FILE, DataTypes.StringType, false)
                .add(LINE, DataTypes.LongType, false)
                .add(PROBLEM, DataTypes.StringType)
                .add(RAW, DataTypes.StringType);
        for (String column : columns) {
            schema = schema.add(column, DataTypes.StringType);
        }
        return schema;
    }
}
