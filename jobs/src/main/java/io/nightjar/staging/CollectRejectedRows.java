package io.nightjar.staging;

import static org.apache.spark.sql.functions.lit;

import io.nightjar.job.Feed;
import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.schema.Provenance;
import io.nightjar.schema.RejectedRows;
import io.nightjar.schema.SourceTable;
import io.nightjar.schema.Table;
import io.nightjar.store.feed.FileFacts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Puts aside what could not be used, with place, reason and text, for somebody to look at. */
public final class CollectRejectedRows implements TableJob {
    private final List<SourceTable> sources;
    private final String files;

    /** @param files what the feeds' files are, by content */
    public CollectRejectedRows(List<SourceTable> sources, String files) {
        this.sources = List.copyOf(sources);
        this.files = files;
    }

    @Override
    public String settings() {
        return files;
    }

    @Override
    public List<Table> inputs() {
        return sources.stream().map(SourceTable::parsed).toList();
    }

    @Override
    public Table output() {
        return RejectedRows.TABLE;
    }

    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        Dataset<Row> rows = sources.stream()
                .map(source -> in.read(source.parsed())
                        .where(Provenance.REASON.col().notEqual(NamedPersons.ERASED))
                        .withColumn(RejectedRows.SOURCE.name(), lit(source.name()))
                        .withColumn(RejectedRows.ROW_COUNT.name(), lit(1L))
                        .select(RejectedRows.TABLE.columns()))
                .reduce(Dataset::union)
                .orElseThrow();
        return rows.union(rows.sparkSession().createDataFrame(refusedFiles(in), RejectedRows.TABLE.structType()));
    }

    /** Files that could not be read at all: a row each, without line and text. */
    private List<Row> refusedFiles(Inputs in) {
        List<Row> rows = new ArrayList<>();
        for (SourceTable source : sources) {
            for (Feed feed : in.feeds(source)) {
                for (FileFacts file : feed.inventory().files()) {
                    if (!file.isReadable()) {
                        rows.add(RowFactory.create(
                                source.name(),
                                feed.settings().name(),
                                file.name(),
                                null,
                                file.problem().code().name(),
                                file.problem().sentence(),
                                null,
                                file.records()));
                    }
                }
            }
        }
        return rows;
    }
}
