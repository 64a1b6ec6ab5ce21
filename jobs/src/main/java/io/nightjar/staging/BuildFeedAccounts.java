package io.nightjar.staging;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.nightjar.job.Feed;
import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.quality.BrokenInvariantException;
import io.nightjar.quality.Check;
import io.nightjar.schema.FeedAccounts;
import io.nightjar.schema.Provenance;
import io.nightjar.schema.SourceTable;
import io.nightjar.schema.Table;
import io.nightjar.store.TableCommit;
import io.nightjar.store.feed.FileFacts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/**
 * Balances the books of every file. What was read is counted from the files' bytes before anything was parsed; what
 * became of it is counted from the tables. If the two differ, a row was lost or invented.
 */
public final class BuildFeedAccounts implements TableJob {
    private static final String SOURCE = FeedAccounts.SOURCE.name();
    private static final String FEED = Provenance.FEED.name();
    private static final String FILE = Provenance.FILE.name();
    private static final String DROPPED = "dropped";

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
        Dataset<Row> became = sources.stream()
                .map(source -> became(in, source))
                .reduce(Dataset::union)
                .orElseThrow();
        return read(in, became.sparkSession())
                .join(became, new String[] {SOURCE, FEED, FILE}, "full")
                .na()
                .fill(0)
                .select(FeedAccounts.TABLE.columns());
    }

    /** What became of the parsed rows of each file: one pass over them, with the few that were dropped beside. */
    private static Dataset<Row> became(Inputs in, SourceTable source) {
        Column refused = Provenance.REASON.col().isNotNull();
        Column erased = coalesce(Provenance.REASON.col().equalTo(NamedPersons.ERASED), lit(false));
        Column dropped = col(DROPPED).isNotNull();
        verifyStaged(in, source);
        return in.read(source.parsed())
                .select(Provenance.FEED.col(), Provenance.FILE.col(), Provenance.LINE.col(), Provenance.REASON.col())
                .join(
                        in.read(source.dropped()).withColumnRenamed(Provenance.REASON.name(), DROPPED),
                        new String[] {FEED, FILE, Provenance.LINE.name()},
                        "left")
                .groupBy(lit(source.name()).as(SOURCE), Provenance.FEED.col(), Provenance.FILE.col())
                .agg(
                        count_if(not(refused).and(not(dropped))).as(FeedAccounts.ROWS_KEPT.name()),
                        count_if(refused.and(not(erased))).as(FeedAccounts.ROWS_QUARANTINED.name()),
                        count_if(col(DROPPED).equalTo(FindDuplicates.DUPLICATE_ROW))
                                .as(FeedAccounts.ROWS_DUPLICATE.name()),
                        count_if(col(DROPPED).equalTo(FindDuplicates.REPEATED_KEY))
                                .as(FeedAccounts.ROWS_REPEATED_KEY.name()),
                        count_if(erased).as(FeedAccounts.ROWS_SUPPRESSED.name()));
    }

    /** The staged rows, as audited, are the parsed ones less those refused and dropped. */
    private static void verifyStaged(Inputs in, SourceTable source) {
        Optional<TableCommit> staged = in.commit(source.staged());
        Optional<TableCommit> dropped = in.commit(source.dropped());
        if (staged.isEmpty() || dropped.isEmpty()) {
            return;
        }
        long usable =
                in.read(source.parsed()).where(Provenance.REASON.col().isNull()).count();
        if (staged.get().rows() != usable - dropped.get().rows()) {
            throw new BrokenInvariantException("Rows were lost or invented in staging " + source.name() + ": " + usable
                    + " usable less " + dropped.get().rows() + " dropped are not the "
                    + staged.get().rows() + " staged");
        }
    }

    private Dataset<Row> read(Inputs in, SparkSession spark) {
        List<Row> rows = new ArrayList<>();
        for (SourceTable source : sources) {
            for (Feed feed : in.feeds(source)) {
                for (FileFacts file : feed.inventory().readable()) {
                    rows.add(RowFactory.create(source.name(), feed.settings().name(), file.name(), file.records()));
                }
            }
        }
        Table facts = new Table(
                "facts",
                List.of(),
                List.of(FeedAccounts.SOURCE, Provenance.FEED, Provenance.FILE, FeedAccounts.ROWS_READ));
        return spark.createDataFrame(rows, facts.structType());
    }
}
