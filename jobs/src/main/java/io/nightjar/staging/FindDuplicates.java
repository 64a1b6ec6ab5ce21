package io.nightjar.staging;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.xxhash64;

import io.nightjar.config.Duplicates;
import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.schema.Customers;
import io.nightjar.schema.Field;
import io.nightjar.schema.Provenance;
import io.nightjar.schema.SourceTable;
import io.nightjar.schema.Table;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Finds rows to leave out: exact copies of an earlier row of the same feed, and rows that repeat a key with other
 * content, of which the newest stays: by the time the record was changed where it has one, then by file and line.
 */
public final class FindDuplicates implements TableJob {
    static final String DUPLICATE_ROW = "DUPLICATE_ROW";
    static final String REPEATED_KEY = "REPEATED_KEY";
    private static final String HASH = "_hash";
    private static final int MANY = 1_000_000;
    private static final List<Field> HASHES = List.of(Provenance.ROW_HASH, Provenance.ROW_HASH_2);
    private static final Column PLACE = struct(Provenance.FILE.col(), Provenance.LINE.col());

    private final SourceTable source;
    private final Duplicates duplicates;

    public FindDuplicates(SourceTable source, Duplicates duplicates) {
        this.source = source;
        this.duplicates = duplicates;
    }

    @Override
    public String name() {
        return "find-duplicates-" + source.kebab();
    }

    @Override
    public List<Table> inputs() {
        return List.of(source.parsed());
    }

    @Override
    public Table output() {
        return source.dropped();
    }

    @Override
    public String settings() {
        return duplicates.toString();
    }

    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        Dataset<Row> parsed = in.read(source.parsed());
        if (duplicates == Duplicates.KEEP) {
            return parsed.where(lit(false)).select(source.dropped().columns());
        }
        Dataset<Row> usable = parsed.where(Provenance.REASON.col().isNull()).select(compared());
        Dataset<Row> copies = copies(usable);
        return source.key().isEmpty() ? copies : copies.union(repeatedKeys(usable, copies));
    }

    /** What rows are compared by, and where they are. */
    private Column[] compared() {
        return source.parsed().fields().stream()
                .filter(field -> Provenance.FIELDS.contains(field)
                        || HASHES.contains(field)
                        || source.key().contains(field)
                        || field.equals(Customers.UPDATED_AT))
                .map(Field::col)
                .toArray(Column[]::new);
    }

    private Dataset<Row> copies(Dataset<Row> usable) {
        List<Field> same = new ArrayList<>(List.of(Provenance.FEED));
        same.addAll(HASHES);
        return others(suspects(usable, same), same, min(PLACE), DUPLICATE_ROW);
    }

    /**
     * The rows whose hash of the columns is not theirs alone: all that are the same in them, and few that are not. Most
     * exports repeat little, and to count one number of each row costs a fraction of sorting all rows.
     */
    private static Dataset<Row> suspects(Dataset<Row> rows, List<Field> same) {
        Dataset<Row> hashed =
                rows.withColumn(HASH, xxhash64(same.stream().map(Field::col).toArray(Column[]::new)));
        Dataset<Row> repeated = hashed.groupBy(HASH)
                .agg(count(lit(1)).as("rows"))
                .where(col("rows").gt(1))
                .select(HASH)
                .localCheckpoint();
        return hashed.join(repeated.count() > MANY ? repeated : broadcast(repeated), new String[] {HASH}, "left_semi")
                .localCheckpoint();
    }

    private Dataset<Row> repeatedKeys(Dataset<Row> usable, Dataset<Row> copies) {
        Column complete = source.key().stream()
                .map(field -> field.col().isNotNull())
                .reduce(Column::and)
                .orElseThrow();
        List<Field> same = new ArrayList<>(List.of(Provenance.FEED));
        same.addAll(source.key());
        Dataset<Row> keyed = suspects(usable.where(complete), same)
                .join(copies.drop(Provenance.REASON.name()), places(), "left_anti");
        return others(keyed, same, newest(), REPEATED_KEY);
    }

    /** The place of the row to keep: newest by change, then last by file and line. */
    private Column newest() {
        Column changed = source.fields().stream()
                .filter(field -> field.equals(Customers.UPDATED_AT))
                .map(field -> coalesce(field.col(), lit("1900-01-01").cast("timestamp")))
                .findFirst()
                .orElse(lit(0));
        return max(struct(changed, Provenance.FILE.col(), Provenance.LINE.col()));
    }

    /** All rows of each group of the same but the one kept. */
    private static Dataset<Row> others(Dataset<Row> rows, List<Field> same, Column kept, String reason) {
        String[] names = same.stream().map(Field::name).toArray(String[]::new);
        Dataset<Row> groups = rows.groupBy(same.stream().map(Field::col).toArray(Column[]::new))
                .agg(count(lit(1)).as("copies"), kept.as("kept"))
                .where(col("copies").gt(1));
        return rows.join(groups, names)
                .where(col("kept")
                        .getField(Provenance.FILE.name())
                        .notEqual(Provenance.FILE.col())
                        .or(col("kept").getField(Provenance.LINE.name()).notEqual(Provenance.LINE.col())))
                .select(
                        Provenance.FEED.col(),
                        Provenance.FILE.col(),
                        Provenance.LINE.col(),
                        Provenance.REASON.of(lit(reason)));
    }

    private static String[] places() {
        return Provenance.FIELDS.stream().map(Field::name).toArray(String[]::new);
    }
}
