package io.nightjar.staging;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.nightjar.job.Feed;
import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.quality.Check;
import io.nightjar.schema.FeedAccounts;
import io.nightjar.schema.Field;
import io.nightjar.schema.Provenance;
import io.nightjar.schema.SourceTable;
import io.nightjar.schema.Table;
import io.nightjar.store.feed.FileFacts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Balances the books of every file. What was read is counted from the files' bytes before anything was parsed; what
 * became of it is counted from the tables. If the two differ, a row was lost or invented.
 */
public final class BuildFeedAccounts implements TableJob {
    private static final List<Field> COUNTS = List.of(
            FeedAccounts.ROWS_READ,
            FeedAccounts.ROWS_KEPT,
            FeedAccounts.ROWS_QUARANTINED,
            FeedAccounts.ROWS_DUPLICATE,
            FeedAccounts.ROWS_REPEATED_KEY,
            FeedAccounts.ROWS_SUPPRESSED);

    private final List<SourceTable> sources;
    private final String files;

    /** @param files what the feeds' files are, by content */
    public BuildFeedAccounts(List<SourceTable> sources, String files) {
        this.sources = List.copyOf(sources);
        this.files = files;
    }

    @Override
    public List<Table> inputs() {
        List<Table> all = new ArrayList<>();
        for (SourceTable source : sources) {
            all.addAll(List.of(source.parsed(), source.dropped(), source.staged()));
        }
        return all;
    }

    @Override
    public Table output() {
        return FeedAccounts.TABLE;
    }

    @Override
    public String settings() {
        return files;
    }

    @Override
    public List<Check> checks() {
        Column became = FeedAccounts.ROWS_KEPT
                .col()
                .plus(FeedAccounts.ROWS_QUARANTINED.col())
                .plus(FeedAccounts.ROWS_DUPLICATE.col())
                .plus(FeedAccounts.ROWS_REPEATED_KEY.col())
                .plus(FeedAccounts.ROWS_SUPPRESSED.col());
        return List.of(Check.holds(
                        "read = kept + quarantined + duplicates + repeated keys + suppressed",
                        FeedAccounts.ROWS_READ.col().equalTo(became))
                .asInvariant());
    }

    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        Dataset<Row> all = null;
        for (SourceTable source : sources) {
            Dataset<Row> booked = read(in, source)
                    .unionByName(counted(in.read(source.staged()), FeedAccounts.ROWS_KEPT, lit(true)))
                    .unionByName(counted(
                            in.read(source.parsed()),
                            FeedAccounts.ROWS_QUARANTINED,
                            Provenance.REASON.col().isNotNull()))
                    .unionByName(dropped(in, source, FeedAccounts.ROWS_DUPLICATE, FindDuplicates.DUPLICATE_ROW))
                    .unionByName(dropped(in, source, FeedAccounts.ROWS_REPEATED_KEY, FindDuplicates.REPEATED_KEY))
                    .withColumn(FeedAccounts.SOURCE.name(), lit(source.name()));
            all = all == null ? booked : all.unionByName(booked);
        }
        Column[] sums =
                COUNTS.stream().map(count -> sum(count.col()).as(count.name())).toArray(Column[]::new);
        return all.groupBy(FeedAccounts.SOURCE.col(), Provenance.FEED.col(), Provenance.FILE.col())
                .agg(sums[0], java.util.Arrays.copyOfRange(sums, 1, sums.length))
                .select(FeedAccounts.TABLE.columns());
    }

    private static Dataset<Row> dropped(Inputs in, SourceTable source, Field count, String reason) {
        return counted(in.read(source.dropped()), count, Provenance.REASON.col().equalTo(reason));
    }

    /** feed, file and all counts, of which one is how many rows fulfil the condition. */
    private static Dataset<Row> counted(Dataset<Row> rows, Field counted, Column condition) {
        Column[] zeros = COUNTS.stream()
                .map(count -> count.equals(counted) ? counted.col() : lit(0L).as(count.name()))
                .toArray(Column[]::new);
        return rows.groupBy(Provenance.FEED.col(), Provenance.FILE.col())
                .agg(coalesce(count_if(when(condition, true)), lit(0L)).as(counted.name()))
                .select(columns(zeros));
    }

    private static Column[] columns(Column[] counts) {
        List<Column> all = new ArrayList<>(List.of(Provenance.FEED.col(), Provenance.FILE.col()));
        all.addAll(List.of(counts));
        return all.toArray(Column[]::new);
    }

    private static Dataset<Row> read(Inputs in, SourceTable source) {
        List<Row> rows = new ArrayList<>();
        for (Feed feed : in.feeds(source)) {
            for (FileFacts file : feed.inventory().readable()) {
                rows.add(RowFactory.create(feed.settings().name(), file.name(), file.records()));
            }
        }
        Dataset<Row> facts = in.read(source.parsed())
                .sparkSession()
                .createDataFrame(
                        rows,
                        new Table("facts", List.of(), List.of(Provenance.FEED, Provenance.FILE, FeedAccounts.ROWS_READ))
                                .structType());
        Column[] counts = COUNTS.stream()
                .map(count -> count.equals(FeedAccounts.ROWS_READ) ? count.col() : lit(0L).as(count.name()))
                .toArray(Column[]::new);
        return facts.select(columns(counts));
    }
}
