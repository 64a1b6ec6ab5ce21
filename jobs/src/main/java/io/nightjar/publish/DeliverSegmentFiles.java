package io.nightjar.publish;

import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import io.nightjar.config.Channel;
import io.nightjar.config.DeliverySettings;
import io.nightjar.config.SegmentDefinition;
import io.nightjar.job.DeliveryJob;
import io.nightjar.job.DeliveryReport;
import io.nightjar.job.Inputs;
import io.nightjar.quality.BrokenInvariantException;
import io.nightjar.schema.ContactPoints;
import io.nightjar.schema.Customers;
import io.nightjar.schema.NextBestProducts;
import io.nightjar.schema.Products;
import io.nightjar.schema.SegmentChanges;
import io.nightjar.schema.SegmentMembers;
import io.nightjar.schema.Segments;
import io.nightjar.schema.Table;
import io.nightjar.store.Json;
import io.nightjar.store.Places;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Writes each list as CSV files: all members, and who joined, left and stayed. Where contact data is known, a row is
 * written only for people whom at least one of the list's channels may reach, and shows only what that channel needs.
 */
public final class DeliverSegmentFiles implements DeliveryJob {
    private static final int PRODUCTS = 3;
    private static final String PRODUCT_NAMES = "next_best_products";

    private final Places places;
    private final Path folder;
    private final DeliverySettings settings;
    private final List<SegmentDefinition> segments;
    private final Runnable fence;

    /**
     * @param folder all nights' folders are in it
     * @param fence fails if this run may not publish any more
     */
    public DeliverSegmentFiles(
            Places places, Path folder, DeliverySettings settings, List<SegmentDefinition> segments, Runnable fence) {
        this.places = places;
        this.folder = folder;
        this.settings = settings;
        this.segments = List.copyOf(segments);
        this.fence = fence;
    }

    @Override
    public List<Table> inputs() {
        return List.of(
                SegmentMembers.TABLE,
                SegmentChanges.TABLE,
                Segments.TABLE,
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

    private ReadyFile write(Inputs in, LocalDate asOf, String runId, Path staging) {
        CsvFiles csv = new CsvFiles(places, staging, settings.maxRowsPerFile(), settings.maxBytesPerFile());
        List<ReadyFile.Entry> files = new ArrayList<>();
        Map<String, Long> withheld = new TreeMap<>();
        boolean contactable = in.has(ContactPoints.TABLE);
        for (SegmentDefinition segment : segments) {
            ListFile list = new ListFile(segment, contactable);
            Dataset<Row> members = members(in, segment, contactable).cache();
            Dataset<Row> permitted = members.where(list.isPermitted());
            withheld.put(segment.name(), members.count() - permitted.count());
            String name = segment.name() + "_" + asOf;
            files.addAll(csv.write(segment.name(), "members", name + "_members", list.header(), list.rows(permitted)));
            for (String change : List.of("add", "keep")) {
                Dataset<Row> changed =
                        permitted.where(SegmentChanges.CHANGE.col().equalTo(change));
                files.addAll(csv.write(
                        segment.name(), change + "s", name + "_" + change + "s", list.header(), list.rows(changed)));
            }
            Dataset<Row> gone = left(in, segment.name()).unionByName(withdrawn(members, list));
            files.addAll(removes(csv, in, segment.name(), name, gone));
            members.unpersist();
        }
        for (String vanished : vanished(in)) {
            files.addAll(removes(csv, in, vanished, vanished + "_" + asOf, left(in, vanished)));
        }
        for (ReadyFile.Entry file : files) {
            if (!csv.sha256(file.name()).equals(file.sha256())) {
                throw new BrokenInvariantException("Cannot publish " + file.name() + ": it reads back differently");
            }
        }
        return new ReadyFile(runId, asOf.toString(), files, withheld);
    }

    private static Dataset<Row> members(Inputs in, SegmentDefinition segment, boolean contactable) {
        String person = SegmentMembers.CUSTOMER_ID.name();
        Dataset<Row> members = in.read(SegmentMembers.TABLE)
                .where(SegmentMembers.SEGMENT.col().equalTo(segment.name()))
                .join(
                        in.read(SegmentChanges.TABLE)
                                .where(SegmentChanges.SEGMENT.col().equalTo(segment.name()))
                                .drop(SegmentChanges.SEGMENT.name()),
                        person)
                .join(products(in), new String[] {person}, "left");
        return contactable ? members.join(in.read(ContactPoints.TABLE), new String[] {person}, "left") : members;
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
                        .as(PRODUCT_NAMES));
    }

    /** Lists of the last night that nobody defines any more. */
    private List<String> vanished(Inputs in) {
        Set<String> defined = segments.stream().map(SegmentDefinition::name).collect(Collectors.toSet());
        return in.read(SegmentChanges.TABLE).select(SegmentChanges.SEGMENT.col()).distinct().collectAsList().stream()
                .map(row -> row.getString(0))
                .filter(name -> !defined.contains(name))
                .sorted()
                .toList();
    }

    private static Dataset<Row> left(Inputs in, String segment) {
        return in.read(SegmentChanges.TABLE)
                .where(SegmentChanges.SEGMENT.col().equalTo(segment))
                .where(SegmentChanges.CHANGE.col().equalTo("remove"))
                .select(SegmentChanges.CUSTOMER_ID.col());
    }

    /** Who was on the list last night, still is, and may not be contacted any more: the campaign tool must forget them. */
    private static Dataset<Row> withdrawn(Dataset<Row> members, ListFile list) {
        return members.where(SegmentChanges.CHANGE.col().equalTo("keep").and(not(list.isPermitted())))
                .select(SegmentChanges.CUSTOMER_ID.col());
    }

    /** Removals name people by their ids only: whoever withdrew permission must not be exported once more. */
    private static List<ReadyFile.Entry> removes(
            CsvFiles csv, Inputs in, String segment, String name, Dataset<Row> gone) {
        Dataset<Row> keys =
                in.read(ContactPoints.TABLE).select(ContactPoints.CUSTOMER_ID.col(), ContactPoints.CUSTOMER_KEY.col());
        Iterator<Row> rows = gone.join(keys, new String[] {SegmentChanges.CUSTOMER_ID.name()}, "left")
                .select(SegmentChanges.CUSTOMER_ID.col(), ContactPoints.CUSTOMER_KEY.col())
                .orderBy(SegmentChanges.CUSTOMER_ID.col())
                .toLocalIterator();
        List<String> header = List.of(SegmentMembers.CUSTOMER_ID.name(), ContactPoints.CUSTOMER_KEY.name());
        return csv.write(segment, "removes", name + "_removes", header, new Texts(rows, 2));
    }

    /** The columns of one list's files. */
    private static final class ListFile {
        private static final Map<Channel, List<String>> NEEDS = Map.of(
                Channel.EMAIL, List.of(Customers.EMAIL.name()),
                Channel.SMS, List.of(Customers.PHONE.name()),
                Channel.PHONE, List.of(Customers.PHONE.name()),
                Channel.POST,
                        List.of(
                                Customers.STREET.name(),
                                Customers.POSTCODE.name(),
                                Customers.CITY.name(),
                                Customers.COUNTRY.name()),
                Channel.ADS, List.of(Customers.EMAIL.name(), Customers.PHONE.name()));

        private final List<Column> columns = new ArrayList<>();
        private final List<String> header = new ArrayList<>();
        private final List<Column> reachable = new ArrayList<>();
        private final boolean isIdList;

        ListFile(SegmentDefinition segment, boolean contactable) {
            isIdList = !contactable || segment.channels().isEmpty();
            add(SegmentMembers.CUSTOMER_ID.name(), SegmentMembers.CUSTOMER_ID.col());
            if (contactable) {
                add(ContactPoints.CUSTOMER_KEY.name(), ContactPoints.CUSTOMER_KEY.col());
            }
            if (!isIdList) {
                addContactColumns(segment.channels());
            }
            add(PRODUCT_NAMES, col(PRODUCT_NAMES));
            add(SegmentMembers.REASON.name(), SegmentMembers.REASON.col());
        }

        List<String> header() {
            return header;
        }

        Column isPermitted() {
            return isIdList ? lit(true) : reachable.stream().reduce(Column::or).orElseThrow();
        }

        Iterator<List<String>> rows(Dataset<Row> members) {
            return new Texts(
                    members.orderBy(SegmentMembers.MEMBER_RANK.col())
                            .select(columns.toArray(Column[]::new))
                            .toLocalIterator(),
                    columns.size());
        }

        private void addContactColumns(List<Channel> channels) {
            Map<String, Column> shown = new TreeMap<>();
            for (Channel channel : channels) {
                Column permitted = coalesce(permission(channel), lit(false));
                for (String name : NEEDS.get(channel)) {
                    shown.merge(name, permitted, Column::or);
                }
                Column present = NEEDS.get(channel).stream()
                        .map(name -> col(name).isNotNull())
                        .reduce(channel == Channel.POST ? Column::and : Column::or)
                        .orElseThrow();
                reachable.add(permitted.and(present));
            }
            Column any = reachable.stream().reduce(Column::or).orElseThrow();
            add(Customers.FIRST_NAME.name(), when(any, Customers.FIRST_NAME.col()));
            add(Customers.LAST_NAME.name(), when(any, Customers.LAST_NAME.col()));
            shown.forEach((name, permitted) -> add(name, when(permitted, col(name))));
        }

        private static Column permission(Channel channel) {
            return switch (channel) {
                case EMAIL -> ContactPoints.EMAIL_PERMITTED.col();
                case SMS -> ContactPoints.SMS_PERMITTED.col();
                case PHONE -> ContactPoints.PHONE_PERMITTED.col();
                case POST -> ContactPoints.POST_PERMITTED.col();
                case ADS -> ContactPoints.ADS_PERMITTED.col();
            };
        }

        private void add(String name, Column column) {
            header.add(name);
            columns.add(column.cast("string").as(name));
        }
    }

    /** Rows as texts; numbers of phones keep their plus, everything else is safe to open in a spreadsheet. */
    private record Texts(Iterator<Row> rows, int width) implements Iterator<List<String>> {
        private static final Pattern PHONE = Pattern.compile("\\+[0-9 ()/-]+");

        @Override
        public boolean hasNext() {
            return rows.hasNext();
        }

        @Override
        public List<String> next() {
            Row row = rows.next();
            List<String> texts = new ArrayList<>(width);
            for (int i = 0; i < width; i++) {
                String text = row.isNullAt(i) ? "" : row.getString(i);
                texts.add(PHONE.matcher(text).matches() ? text : CsvFiles.safe(text));
            }
            return texts;
        }
    }
}
