package io.nightjar.publish;

import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.when;

import io.nightjar.config.DeliverySettings;
import io.nightjar.config.SegmentDefinition;
import io.nightjar.config.TriggerDefinition;
import io.nightjar.job.DeliveryJob;
import io.nightjar.job.DeliveryReport;
import io.nightjar.job.Inputs;
import io.nightjar.publish.dialect.Dialect;
import io.nightjar.quality.BrokenInvariantException;
import io.nightjar.schema.ContactPlan;
import io.nightjar.schema.ContactPoints;
import io.nightjar.schema.ControlGroups;
import io.nightjar.schema.NextBestProducts;
import io.nightjar.schema.Products;
import io.nightjar.schema.SegmentMembers;
import io.nightjar.schema.Table;
import io.nightjar.schema.TriggerEvents;
import io.nightjar.store.Fingerprint;
import io.nightjar.store.Json;
import io.nightjar.store.Places;
import io.nightjar.store.StoreException;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Writes each list in the dialect of each campaign tool that can use it: all members, and who joined, left and stayed. On a
 * trigger's list is for whom it is open: they join when it fires and leave when it expires. People come in through {@link io.nightjar.publish.dialect.ConsentGate} only.
 */
public final class DeliverSegmentFiles implements DeliveryJob {
    /** The tool of files that are for no tool in particular. */
    static final String PLAIN = "plain";

    private static final int PRODUCTS = 3;
    private static final String[] MEMBER = {SegmentMembers.SEGMENT.name(), SegmentMembers.CUSTOMER_ID.name()};

    private final Places places;
    private final Path folder;
    private final DeliverySettings settings;
    private final List<Dialect> dialects;
    private final Map<String, DeliveredList> lists;
    private final List<String> heldOutTo;
    private final Runnable fence;

    /**
     * @param folder all nights' folders are in it
     * @param dialects of the tools that get files
     * @param heldOutTo tools whose files have control groups too, since they hold out people of their own
     * @param fence fails if this run may not publish any more
     */
    public DeliverSegmentFiles(
            Places places,
            Path folder,
            DeliverySettings settings,
            List<Dialect> dialects,
            List<SegmentDefinition> segments,
            List<TriggerDefinition> triggers,
            List<String> heldOutTo,
            Runnable fence) {
        this.places = places;
        this.folder = folder;
        this.settings = settings;
        this.dialects = List.copyOf(dialects);
        this.lists = DeliveredList.of(segments, triggers);
        this.heldOutTo = List.copyOf(heldOutTo);
        this.fence = fence;
    }

    @Override
    public List<Table> inputs() {
        return List.of(
                SegmentMembers.TABLE,
                TriggerEvents.TABLE,
                ControlGroups.TABLE,
                ContactPlan.TABLE,
                ContactPoints.TABLE,
                NextBestProducts.TABLE,
                Products.TABLE);
    }

    @Override
    public DeliveryReport stage(Inputs in, LocalDate asOf, String runId) {
        Path staging = staging(runId);
        if (!places.exists(folder(runId))) {
            places.delete(staging);
            ReadyFile ready = write(in, asOf, runId, staging);
            places.write(new Path(staging, "_files.json"), Json.bytes(ready));
        }
        ReadyFile ready = ready(runId);
        return new DeliveryReport(
                "segment files",
                folder(runId).toString(),
                ready.files().stream()
                        .map(file -> new DeliveryReport.Output(
                                file.segment(), file.name(), file.rows(), file.bytes(), file.sha256()))
                        .toList());
    }

    @Override
    public void flip(String runId) {
        Path live = folder(runId);
        ReadyFile ready = ready(runId);
        fence.run();
        if (!places.exists(live)) {
            places.rename(staging(runId), live);
        }
        places.write(new Path(live, "_READY.json"), Json.bytes(ready));
        // Only now: a death between the two must leave one of them to go on from.
        places.delete(new Path(live, "_files.json"));
        places.write(new Path(folder, "_LATEST.json"), Json.bytes(Map.of("run_id", runId, "folder", runId)));
    }

    @Override
    public void forgetOthers(String runId) {
        fence.run();
        places.list(folder).stream()
                .map(FileStatus::getPath)
                .filter(path -> !path.getName().equals(runId) && !path.getName().equals("_LATEST.json"))
                .forEach(places::delete);
    }

    @Override
    public Optional<String> live() {
        return places.read(new Path(folder, "_LATEST.json"))
                .map(bytes -> String.valueOf(
                        Json.parse(bytes, Map.class, "_LATEST.json").get("run_id")));
    }

    private Path folder(String runId) {
        return new Path(folder, runId);
    }

    private Path staging(String runId) {
        return new Path(folder, ".staging-" + runId);
    }

    /** What the folder holds, wherever it stands on its way. */
    private ReadyFile ready(String runId) {
        for (Path place : List.of(
                new Path(staging(runId), "_files.json"),
                new Path(folder(runId), "_READY.json"),
                new Path(folder(runId), "_files.json"))) {
            Optional<byte[]> found = places.read(place);
            if (found.isPresent()) {
                return Json.parse(found.get(), ReadyFile.class, place.toString());
            }
        }
        throw new BrokenInvariantException("Cannot publish lists of " + runId + ": nothing was staged");
    }

    /** What the last night delivered, which is what tools know. */
    private ReadyFile delivered(String runId) {
        Path file = new Path(folder(runId), "_READY.json");
        return places.read(file)
                .map(bytes -> Json.parse(bytes, ReadyFile.class, file.toString()))
                .orElseThrow(() -> DeliveredRows.lost(file, null));
    }

    private ReadyFile write(Inputs in, LocalDate asOf, String runId, Path staging) {
        Optional<ReadyFile> before = live().map(this::delivered);
        ListWriter.Night night = new ListWriter.Night(
                places, staging, before.map(ready -> folder(ready.runId())), settings.minPeople(), settings.minAdds());
        ReadyFile ready = new NightLists(
                        night,
                        dialects,
                        settings,
                        lists,
                        heldOutTo,
                        asOf,
                        runId,
                        in.has(ContactPoints.TABLE),
                        before.map(ReadyFile::files).orElse(List.of()))
                .write(members(in));
        for (ReadyFile.Entry file : ready.files()) {
            if (!sha256(new Path(staging, file.name())).equals(file.sha256())) {
                throw new BrokenInvariantException("Cannot publish " + file.name() + ": it reads back differently");
            }
        }
        return ready;
    }

    private String sha256(Path file) {
        try (var in = places.fileSystem(file).open(file)) {
            return new Fingerprint().addStream(in).hex();
        } catch (IOException e) {
            throw new StoreException("Cannot read back " + file, e);
        }
    }

    /** Members of all lists with what is known of them, each list in one piece and best first. */
    private Iterator<Row> members(Inputs in) {
        Dataset<Row> people = settings.onlyPlanned()
                ? people(in).drop(PersonRow.PLANNED_BY).join(planned(in), MEMBER, "left")
                : people(in);
        return people.where(SegmentMembers.SEGMENT.col().isin(lists.keySet().toArray()))
                .repartition(SegmentMembers.SEGMENT.col())
                .sortWithinPartitions(
                        SegmentMembers.SEGMENT.col(),
                        SegmentMembers.MEMBER_RANK.col(),
                        SegmentMembers.CUSTOMER_ID.col())
                .select(PersonRow.columns())
                .toLocalIterator();
    }

    /** Members with their products and contact data. */
    static Dataset<Row> people(Inputs in) {
        String[] person = {SegmentMembers.CUSTOMER_ID.name()};
        return in.read(SegmentMembers.TABLE)
                .select(SegmentMembers.TABLE.columns())
                .unionByName(triggered(in))
                .join(products(in), person, "left")
                .join(in.read(ContactPoints.TABLE), person, "left")
                .join(heldOut(in), MEMBER, "left")
                .withColumn(PersonRow.PLANNED_BY, lit(null).cast("string"));
    }

    /** For whom triggers are open, whose fired last first; who has several of one trigger is there once. */
    private static Dataset<Row> triggered(Inputs in) {
        Column newest = struct(TriggerEvents.FIRED_ON.col(), TriggerEvents.OBJECT.col());
        return in.read(TriggerEvents.TABLE)
                .where(TriggerEvents.TRIGGER_STATE.col().isin("new", "open"))
                .groupBy(SegmentMembers.SEGMENT.of(TriggerEvents.TRIGGER.col()), TriggerEvents.CUSTOMER_ID.col())
                .agg(
                        SegmentMembers.MEMBER_RANK.of(negate(unix_date(max(TriggerEvents.FIRED_ON.col())))),
                        SegmentMembers.REASON.of(max_by(TriggerEvents.REASON.col(), newest)))
                .select(SegmentMembers.TABLE.columns());
    }

    /** By which channels the plan contacts each of them tonight; nothing of lists that the plan leaves alone. */
    private static Dataset<Row> planned(Inputs in) {
        Column channel = when(ContactPlan.PLAN_STATUS.col().equalTo(ContactPlan.PLANNED), ContactPlan.CHANNEL.col());
        return in.read(ContactPlan.TABLE)
                .where(ContactPlan.PLAN_STATUS.col().notEqual(ContactPlan.EARLIER))
                .groupBy(SegmentMembers.SEGMENT.of(ContactPlan.LIST.col()), ContactPlan.CUSTOMER_ID.col())
                .agg(concat_ws(" ", sort_array(collect_set(channel))).as(PersonRow.PLANNED_BY));
    }

    private static Dataset<Row> heldOut(Inputs in) {
        return in.read(ControlGroups.TABLE)
                .select(
                        SegmentMembers.SEGMENT.of(ControlGroups.LIST.col()),
                        ControlGroups.CUSTOMER_ID.col(),
                        lit(true).as(PersonRow.IS_HELD_OUT));
    }

    /** The names of the first products proposed to each person, in their order. */
    private static Dataset<Row> products(Inputs in) {
        Dataset<Row> named = in.read(Products.TABLE)
                .select(Products.PRODUCT_ID.col(), Products.PRODUCT_NAME.col().as("name"));
        Column ranked = struct(
                NextBestProducts.RANK.col(),
                coalesce(col("name"), NextBestProducts.PRODUCT_ID.col()).as("name"));
        return in.read(NextBestProducts.TABLE)
                .where(NextBestProducts.RANK.col().leq(PRODUCTS))
                .join(named, new String[] {Products.PRODUCT_ID.name()}, "left")
                .groupBy(NextBestProducts.CUSTOMER_ID.col())
                .agg(array_join(transform(sort_array(collect_list(ranked)), product -> product.getField("name")), "; ")
                        .as(PersonRow.PRODUCTS));
    }
}
