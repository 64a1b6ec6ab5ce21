package io.nightjar.publish;

import static org.apache.spark.sql.functions.lit;

import io.nightjar.job.DeliveryJob;
import io.nightjar.job.DeliveryReport;
import io.nightjar.job.Inputs;
import io.nightjar.quality.Audit;
import io.nightjar.quality.BrokenInvariantException;
import io.nightjar.schema.Publication;
import io.nightjar.schema.Table;
import io.nightjar.store.StoreException;
import java.io.IOException;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.SupportsPrefixOperations;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.util.SnapshotUtil;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.catalyst.parser.ParseException;

/**
 * Publishes tables to Iceberg: each is written to a branch named after the run, read back and compared, and then made
 * the main branch by a fast-forward, which only moves pointers. The run's id is in every snapshot's summary, so nothing
 * is ever published twice, and the table {@code publication} is moved last.
 */
public final class PublishWarehouse implements DeliveryJob {
    private static final String RUN_ID = "nightjar.run-id";

    private final SparkSession spark;
    private final String namespace;
    private final List<Table> tables;
    private final int keptRuns;
    private final Runnable fence;

    /**
     * @param namespace with its catalog: {@code nightjar.crm}
     * @param tables in the order of publication
     * @param keptRuns snapshots and branches kept for readers and for going back
     * @param fence fails if this run may not publish any more
     */
    public PublishWarehouse(SparkSession spark, String namespace, List<Table> tables, int keptRuns, Runnable fence) {
        this.spark = spark;
        this.namespace = namespace;
        this.tables = List.copyOf(tables);
        this.keptRuns = keptRuns;
        this.fence = fence;
    }

    @Override
    public List<Table> inputs() {
        return tables;
    }

    @Override
    public DeliveryReport stage(Inputs in, LocalDate asOf, String runId) {
        spark.sql("CREATE NAMESPACE IF NOT EXISTS " + namespace);
        List<DeliveryReport.Output> outputs = new ArrayList<>();
        for (Table table : tables) {
            if (in.has(table)) {
                outputs.add(stage(
                        table, in.read(table), in.commit(table).orElseThrow().contentHash(), runId));
            }
        }
        Dataset<Row> pointer = spark.createDataFrame(
                List.of(RowFactory.create(runId, Date.valueOf(asOf), branch(runId))), Publication.TABLE.structType());
        stage(
                Publication.TABLE,
                pointer,
                Audit.of(Publication.TABLE, pointer, List.of()).contentHash(),
                runId);
        return new DeliveryReport("warehouse", namespace, outputs);
    }

    @Override
    public void flip(String runId) {
        List<Table> staged = tables.stream()
                .filter(table -> exists(table) && load(table).refs().containsKey(branch(runId)))
                .toList();
        staged.forEach(table -> fastForward(table, runId));
        fastForward(Publication.TABLE, runId);
        // Last: until the publication was moved, readers are at the branches of the run before.
        staged.forEach(table -> sweep(load(table)));
        sweep(load(Publication.TABLE));
    }

    @Override
    public void goBack(String runId) {
        tables.stream()
                .filter(table -> exists(table) && load(table).refs().containsKey(branch(runId)))
                .forEach(table -> replaceMain(table, runId));
        replaceMain(Publication.TABLE, runId);
    }

    @Override
    public void forgetOthers(String runId) {
        fence.run();
        for (Table table : tables) {
            if (exists(table)) {
                org.apache.iceberg.Table iceberg = load(table);
                if (!iceberg.refs().containsKey(branch(runId))) {
                    // Not made any more: what it holds is of an earlier night.
                    iceberg.newDelete()
                            .deleteFromRowFilter(Expressions.alwaysTrue())
                            .commit();
                }
                keepOnly(load(table), runId);
            }
        }
        keepOnly(load(Publication.TABLE), runId);
    }

    @Override
    public Optional<String> live() {
        return exists(Publication.TABLE)
                ? Optional.ofNullable(load(Publication.TABLE).currentSnapshot()).map(PublishWarehouse::runId)
                : Optional.empty();
    }

    private DeliveryReport.Output stage(Table table, Dataset<Row> rows, String expected, String runId) {
        spark.sql("CREATE TABLE IF NOT EXISTS " + name(table) + " ("
                + table.structType().toDDL() + ") USING iceberg TBLPROPERTIES ('format-version'='2',"
                + " 'write.parquet.compression-codec'='zstd')");
        org.apache.iceberg.Table iceberg = load(table);
        evolve(table, iceberg);
        if (!isStaged(iceberg, runId)) {
            write(table, iceberg, rows, runId);
        }
        Audit audit = Audit.of(table, branchRows(table, runId), List.of());
        if (!audit.contentHash().equals(expected)) {
            load(table).manageSnapshots().removeBranch(branch(runId)).commit();
            throw new BrokenInvariantException("Cannot publish " + table.name() + ": the rows read back from "
                    + name(table) + " are not those that were written (" + audit.contentHash() + " instead of "
                    + expected + ")");
        }
        return new DeliveryReport.Output(table.name(), name(table), audit.rows(), 0, audit.contentHash());
    }

    /** Whether an earlier attempt wrote the branch, and main can still be moved forward to it. */
    private static boolean isStaged(org.apache.iceberg.Table iceberg, String runId) {
        SnapshotRef staged = iceberg.refs().get(branch(runId));
        Snapshot main = iceberg.currentSnapshot();
        return staged != null
                && runId.equals(runId(iceberg.snapshot(staged.snapshotId())))
                && (main == null || SnapshotUtil.isAncestorOf(iceberg, staged.snapshotId(), main.snapshotId()));
    }

    private void write(Table table, org.apache.iceberg.Table iceberg, Dataset<Row> rows, String runId) {
        String branch = branch(runId);
        if (iceberg.refs().containsKey(branch)) {
            iceberg.manageSnapshots().removeBranch(branch).commit();
        }
        if (iceberg.currentSnapshot() == null) {
            iceberg.manageSnapshots().createBranch(branch).commit();
        } else {
            iceberg.manageSnapshots()
                    .createBranch(branch, iceberg.currentSnapshot().snapshotId())
                    .commit();
        }
        try {
            rows.select(table.columns())
                    .writeTo(name(table) + ".branch_" + branch)
                    .option("snapshot-property." + RUN_ID, runId)
                    .overwrite(lit(true));
        } catch (NoSuchTableException e) {
            throw new StoreException("Cannot write " + name(table) + ": somebody dropped it meanwhile", e);
        }
    }

    private Dataset<Row> branchRows(Table table, String runId) {
        return spark.read().option("branch", branch(runId)).table(name(table));
    }

    /** New columns are added; a changed or vanished column is for a person to decide. */
    private void evolve(Table table, org.apache.iceberg.Table iceberg) {
        org.apache.iceberg.Schema wanted = org.apache.iceberg.spark.SparkSchemaUtil.convert(table.structType());
        var update = iceberg.updateSchema();
        boolean changed = false;
        for (var column : wanted.columns()) {
            var present = iceberg.schema().findField(column.name());
            if (present == null) {
                update.addColumn(column.name(), column.type());
                changed = true;
            } else if (!sameType(present.type(), column.type())) {
                throw new StoreException("Cannot publish " + table.name() + ": column " + column.name() + " of "
                        + name(table) + " is " + present.type() + " but tonight's is " + column.type()
                        + ". Rename the table or change the column by hand.");
            }
        }
        for (var column : iceberg.schema().columns()) {
            if (wanted.findField(column.name()) == null) {
                throw new StoreException("Cannot publish " + table.name() + ": column " + column.name() + " of "
                        + name(table) + " is not made any more. Drop the column or rename the table by hand.");
            }
        }
        if (changed) {
            update.commit();
        }
    }

    private static boolean sameType(Type present, Type wanted) {
        return present.typeId() == wanted.typeId()
                && (!present.isPrimitiveType() || present.toString().equals(wanted.toString()));
    }

    private void replaceMain(Table table, String runId) {
        org.apache.iceberg.Table iceberg = load(table);
        if (!isMain(iceberg, staged(table, iceberg, runId))) {
            fence.run();
            iceberg.manageSnapshots()
                    .replaceBranch(SnapshotRef.MAIN_BRANCH, branch(runId))
                    .commit();
        }
    }

    private static SnapshotRef staged(Table table, org.apache.iceberg.Table iceberg, String runId) {
        SnapshotRef staged = iceberg.refs().get(branch(runId));
        if (staged == null) {
            throw new StoreException("Cannot publish " + table.name() + ": branch " + branch(runId) + " is not there");
        }
        return staged;
    }

    private static boolean isMain(org.apache.iceberg.Table iceberg, SnapshotRef staged) {
        return iceberg.currentSnapshot() != null && iceberg.currentSnapshot().snapshotId() == staged.snapshotId();
    }

    private void fastForward(Table table, String runId) {
        org.apache.iceberg.Table iceberg = load(table);
        String branch = branch(runId);
        if (isMain(iceberg, staged(table, iceberg, runId))) {
            return;
        }
        fence.run();
        try {
            iceberg.manageSnapshots()
                    .fastForwardBranch(SnapshotRef.MAIN_BRANCH, branch)
                    .commit();
        } catch (IllegalArgumentException | CommitFailedException e) {
            throw new StoreException(
                    StoreException.Kind.CONFLICT,
                    "Cannot publish " + table.name() + ": " + name(table) + " was changed by somebody else meanwhile",
                    e);
        }
    }

    /** Branches of runs that nobody can go back to any more, and what only they held. */
    private void sweep(org.apache.iceberg.Table iceberg) {
        List<String> runs = iceberg.refs().entrySet().stream()
                .filter(ref -> ref.getKey().startsWith("run_"))
                .sorted((a, b) -> Long.compare(
                        iceberg.snapshot(b.getValue().snapshotId()).timestampMillis(),
                        iceberg.snapshot(a.getValue().snapshotId()).timestampMillis()))
                .map(java.util.Map.Entry::getKey)
                .toList();
        if (runs.size() > keptRuns) {
            var manage = iceberg.manageSnapshots();
            runs.subList(keptRuns, runs.size()).forEach(manage::removeBranch);
            manage.commit();
            iceberg.expireSnapshots()
                    .expireOlderThan(System.currentTimeMillis())
                    .retainLast(keptRuns)
                    .commit();
        }
    }

    /**
     * Expires everything but the run's branch and main, and deletes files that nothing refers to. Manifests are written
     * anew before: the present ones still tell the smallest and largest values of files that were replaced.
     */
    private static void keepOnly(org.apache.iceberg.Table iceberg, String runId) {
        String branch = branch(runId);
        iceberg.rewriteManifests()
                .rewriteIf(manifest -> true)
                .clusterBy(file -> "")
                .set(RUN_ID, runId)
                .commit();
        iceberg.refresh();
        if (iceberg.refs().containsKey(branch)) {
            iceberg.manageSnapshots()
                    .replaceBranch(branch, iceberg.currentSnapshot().snapshotId())
                    .commit();
        }
        var manage = iceberg.manageSnapshots();
        iceberg.refs().keySet().stream()
                .filter(ref -> !ref.equals(branch) && !ref.equals(SnapshotRef.MAIN_BRANCH))
                .forEach(manage::removeBranch);
        manage.commit();
        iceberg.expireSnapshots()
                .expireOlderThan(System.currentTimeMillis())
                .retainLast(1)
                .commit();
        iceberg.refresh();
        if (iceberg.io() instanceof SupportsPrefixOperations files) {
            Set<String> used = used(iceberg);
            List<String> unused = new ArrayList<>();
            files.listPrefix(iceberg.location()).forEach(file -> {
                String name = name(file.location());
                if (!used.contains(name) && !name.endsWith(".metadata.json") && !name.startsWith("version-hint")) {
                    unused.add(file.location());
                }
            });
            unused.forEach(iceberg.io()::deleteFile);
        }
    }

    /** Names of the files that a table's snapshots refer to; each begins with an id of its own. */
    private static Set<String> used(org.apache.iceberg.Table iceberg) {
        Set<String> used = new HashSet<>();
        for (Snapshot snapshot : iceberg.snapshots()) {
            used.add(name(snapshot.manifestListLocation()));
            snapshot.allManifests(iceberg.io()).forEach(manifest -> used.add(name(manifest.path())));
            try (var tasks =
                    iceberg.newScan().useSnapshot(snapshot.snapshotId()).planFiles()) {
                tasks.forEach(task -> used.add(name(task.file().location())));
            } catch (IOException e) {
                throw new StoreException("Cannot list the files of " + iceberg.name(), e);
            }
        }
        iceberg.statisticsFiles().forEach(file -> used.add(name(file.path())));
        return used;
    }

    private static String name(String location) {
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private static String runId(Snapshot snapshot) {
        return snapshot.summary().get(RUN_ID);
    }

    private boolean exists(Table table) {
        return spark.catalog().tableExists(name(table));
    }

    private org.apache.iceberg.Table load(Table table) {
        try {
            org.apache.iceberg.Table iceberg = Spark3Util.loadIcebergTable(spark, name(table));
            iceberg.refresh();
            return iceberg;
        } catch (NoSuchTableException | ParseException e) {
            throw new StoreException("Cannot find table " + name(table) + " in the warehouse", e);
        }
    }

    private String name(Table table) {
        return namespace + "." + table.name();
    }

    private static String branch(String runId) {
        return "run_" + runId.replace('-', '_');
    }
}
