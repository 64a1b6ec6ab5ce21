package io.nightjar.app;

import io.nightjar.job.Inputs;
import io.nightjar.schema.Table;
import io.nightjar.store.Manifest;
import io.nightjar.store.TableCommit;
import io.nightjar.store.TableStore;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The tables of a run, as they lie in the work area. */
record KeptTables(TableStore store, Manifest manifest) implements Inputs {
    @Override
    public Dataset<Row> read(Table table) {
        return commit(table)
                .map(commit -> store.read(table, commit.fingerprint(), commit.data()))
                .orElseGet(() -> store.empty(table));
    }

    @Override
    public boolean has(Table table) {
        return commit(table).isPresent();
    }

    @Override
    public Optional<TableCommit> commit(Table table) {
        return Optional.ofNullable(manifest.tables().get(table.name()))
                .flatMap(made -> store.committed(table.name(), made.fingerprint()))
                .filter(commit -> commit.data() != null);
    }
}
