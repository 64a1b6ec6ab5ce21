package io.nightjar.store.feed;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.locate;
import static org.apache.spark.sql.functions.replace;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.url_decode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Reads the Parquet files of a feed with Spark's own reader, in the shape of every other feed. */
final class ParquetRows {
    private static final Map<String, String> OPTIONS = Map.of(
            "ignoreCorruptFiles", "false",
            "ignoreMissingFiles", "false",
            "mergeSchema", "false",
            // A folder named store=00123 is a folder, not a column.
            "recursiveFileLookup", "true",
            // The paths are files that were listed: a bracket in a name is a bracket.
            "__globPaths__", "false",
            "datetimeRebaseMode", "EXCEPTION",
            "int96RebaseMode", "EXCEPTION",
            "parquet.page.verify-checksum.enabled", "true");

    private ParquetRows() {}

    static Dataset<Row> read(SparkSession spark, Inventory inventory) {
        List<String> columns = inventory.spec().columns();
        List<FileFacts> files = inventory.readable();
        if (files.isEmpty()) {
            return spark.createDataFrame(List.of(), FeedColumns.schema(columns));
        }
        String[] paths = files.stream().map(FileFacts::path).toArray(String[]::new);
        return reader(spark)
                .schema(wanted(reader(spark).parquet(paths[0]).schema(), columns))
                .parquet(paths)
                .select(shape(files.get(0), files, columns));
    }

    private static DataFrameReader reader(SparkSession spark) {
        return spark.read().options(OPTIONS);
    }

    private static StructType wanted(StructType inFile, List<String> columns) {
        StructType wanted = new StructType();
        for (String column : columns) {
            StructField field = Arrays.stream(inFile.fields())
                    .filter(each -> each.name().equalsIgnoreCase(column))
                    .findFirst()
                    .orElseThrow();
            wanted = wanted.add(column, field.dataType());
        }
        return wanted;
    }

    private static Column[] shape(FileFacts first, List<FileFacts> files, List<String> columns) {
        Column[] values = columns.stream().map(ParquetRows::quoted).toArray(Column[]::new);
        List<Column> shape = new ArrayList<>();
        shape.add(name(first, files).as(FeedColumns.FILE));
        shape.add(col("_metadata.row_index").plus(1).as(FeedColumns.LINE));
        shape.add(lit(null).cast(DataTypes.StringType).as(FeedColumns.PROBLEM));
        shape.add(FeedColumns.text(struct(values)).as(FeedColumns.RAW));
        shape.addAll(List.of(values));
        return shape.toArray(Column[]::new);
    }

    private static Column quoted(String column) {
        return col("`" + column.replace("`", "``") + "`");
    }

    // Spark tells a file's whole address, escaped as in a URL, with a scheme that may be spelled in more than one way.
    private static Column name(FileFacts first, List<FileFacts> files) {
        Path prefix = new Path(
                first.path().substring(0, first.path().length() - first.name().length()));
        String folder = prefix.isRoot() ? "/" : prefix.toUri().getRawPath() + "/";
        Column address = col("_metadata.file_path");
        Column name = address.substr(locate(folder, address).plus(folder.length()), lit(Integer.MAX_VALUE));
        boolean isEscaped = files.stream().anyMatch(file -> !rawPath(file).endsWith(file.name()));
        return isEscaped ? url_decode(replace(name, lit("+"), lit("%2B"))) : name;
    }

    private static String rawPath(FileFacts file) {
        return new Path(file.path()).toUri().getRawPath();
    }
}
