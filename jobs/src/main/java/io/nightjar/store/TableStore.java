package io.nightjar.store;

import io.nightjar.schema.Table;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * Tables of the work area, as Parquet. Each lies below a folder named by its fingerprint and counts only once its
 * commit file is there, so an interrupted write is never read and a finished one is never written again.
 */
public final class TableStore {
    private final SparkSession spark;
    private final Places places;
    private final Path root;

    public TableStore(SparkSession spark, Places places, Path root) {
        this.spark = spark;
        this.places = places;
        this.root = root;
    }

    public Optional<TableCommit> committed(String table, String fingerprint) {
        Path file = commitFile(table, fingerprint);
        return places.read(file).map(bytes -> Json.parse(bytes, TableCommit.class, file.toString()));
    }

    /** Writes rows to a folder of this attempt; they count only after {@link #commit}. */
    public String write(Table table, String fingerprint, long epoch, Dataset<Row> rows) {
        String folder = "data-" + epoch;
        Path path = new Path(place(table.name(), fingerprint), folder);
        places.delete(path);
        rows.select(table.columns())
                .write()
                .mode(SaveMode.ErrorIfExists)
                .option("compression", "zstd")
                .parquet(path.toString());
        return folder;
    }

    public void commit(TableCommit commit) {
        places.write(commitFile(commit.table(), commit.fingerprint()), Json.bytes(commit));
    }

    public Dataset<Row> read(Table table, String fingerprint, String data) {
        return spark.read()
                .schema(table.structType())
                .parquet(new Path(place(table.name(), fingerprint), data).toString());
    }

    public Dataset<Row> empty(Table table) {
        return of(table, List.of());
    }

    /** Rows that the driver made. */
    public Dataset<Row> of(Table table, List<Row> rows) {
        return spark.createDataFrame(rows, table.structType());
    }

    /** Removes a table's state that no kept run refers to. */
    public void forget(String table, String fingerprint) {
        places.delete(commitFile(table, fingerprint));
        places.delete(place(table, fingerprint));
    }

    public Path root() {
        return root;
    }

    private Path place(String table, String fingerprint) {
        return new Path(new Path(root, table), fingerprint);
    }

    private Path commitFile(String table, String fingerprint) {
        return new Path(place(table, fingerprint), "_COMMIT.json");
    }
}
