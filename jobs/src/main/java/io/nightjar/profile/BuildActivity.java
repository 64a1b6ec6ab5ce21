package io.nightjar.profile;

import static org.apache.spark.sql.functions.bit_or;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.schema.Activity;
import io.nightjar.schema.Clickstream;
import io.nightjar.schema.Field;
import io.nightjar.schema.PersonEvents;
import io.nightjar.schema.Table;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Counts what people did on the web and in the app, in one pass over the events: first by session, then by device, then
 * by person, with sums only, so that memory does not grow with the events.
 */
public final class BuildActivity implements TableJob {
    private static final String DAY = "day_without_session";
    private static final Map<List<Field>, String> COUNTED = counted();

    private static Map<List<Field>, String> counted() {
        Map<List<Field>, String> all = new LinkedHashMap<>();
        all.put(Activity.VIEWS, "product_view");
        all.put(Activity.SEARCHES, "search");
        all.put(Activity.CARTS, "add_to_cart");
        return all;
    }

    @Override
    public List<Table> inputs() {
        return List.of(PersonEvents.TABLE);
    }

    @Override
    public Table output() {
        return Activity.TABLE;
    }

    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        Column age = DayBits.age(PersonEvents.OCCURRED_ON.col(), asOf);
        return in.read(PersonEvents.TABLE)
                .where(PersonEvents.OCCURRED_ON.col().leq(lit(asOf)))
                .withColumn(DAY, when(Clickstream.SESSION_ID.col().isNull(), PersonEvents.OCCURRED_ON.col()))
                .transform(events -> summed(
                        events.groupBy(
                                Activity.CUSTOMER_ID.col(),
                                Clickstream.VISITOR_ID.col(),
                                Clickstream.DEVICE.col(),
                                Clickstream.SESSION_ID.col(),
                                col(DAY)),
                        ofEvents(age)))
                .transform(sessions -> summed(
                        sessions.groupBy(
                                Activity.CUSTOMER_ID.col(), Clickstream.VISITOR_ID.col(), Clickstream.DEVICE.col()),
                        ofSessions(asOf)))
                .transform(devices -> summed(devices.groupBy(Activity.CUSTOMER_ID.col()), ofDevices(asOf)))
                .transform(people -> withDays(people))
                .select(Activity.TABLE.columns());
    }

    private static Dataset<Row> summed(org.apache.spark.sql.RelationalGroupedDataset groups, List<Column> aggregates) {
        return groups.agg(
                aggregates.get(0), aggregates.subList(1, aggregates.size()).toArray(Column[]::new));
    }

    private static List<Column> ofEvents(Column age) {
        Column day = PersonEvents.OCCURRED_ON.col();
        List<Column> all = new ArrayList<>(days(min(day), max(day), DayBits.recent(age), DayBits.earlier(age)));
        COUNTED.forEach((counts, type) -> {
            Column isOne = Clickstream.EVENT_TYPE.col().equalTo(type);
            for (int w = 0; w < counts.size(); w++) {
                all.add(counts.get(w).of(count_if(isOne.and(age.lt(Activity.WINDOWS.get(w))))));
            }
        });
        return all;
    }

    /** Of a device: what its sessions add up to, and how many there were. */
    private static List<Column> ofSessions(LocalDate asOf) {
        List<Column> all = sums();
        all.addAll(within(Activity.VISITS, asOf));
        return all;
    }

    /** Of a person: what the devices add up to, and how many there were. */
    private static List<Column> ofDevices(LocalDate asOf) {
        List<Column> all = sums();
        Activity.VISITS.forEach(visits -> all.add(visits.of(sum(visits.col()))));
        all.addAll(within(Activity.DEVICES, asOf));
        Column most = struct(Activity.VISITS.get(2).col(), Activity.LAST_VISIT_ON.col(), Clickstream.DEVICE.col());
        all.add(Activity.FAVOURITE_DEVICE.of(
                max_by(Clickstream.DEVICE.col(), when(Clickstream.DEVICE.col().isNotNull(), most))));
        return all;
    }

    private static List<Column> sums() {
        List<Column> all = new ArrayList<>(days(
                min(Activity.FIRST_VISIT_ON.col()),
                max(Activity.LAST_VISIT_ON.col()),
                bit_or(Activity.RECENT_DAYS.col()),
                bit_or(Activity.EARLIER_DAYS.col())));
        COUNTED.keySet().forEach(counts -> counts.forEach(count -> all.add(count.of(sum(count.col())))));
        return all;
    }

    private static List<Column> days(Column first, Column last, Column recent, Column earlier) {
        return List.of(
                Activity.FIRST_VISIT_ON.of(first),
                Activity.LAST_VISIT_ON.of(last),
                Activity.RECENT_DAYS.of(recent),
                Activity.EARLIER_DAYS.of(earlier));
    }

    /** How many of the rows had their last event within each window. */
    private static List<Column> within(List<Field> counts, LocalDate asOf) {
        List<Column> all = new ArrayList<>();
        for (int w = 0; w < counts.size(); w++) {
            Column since = lit(asOf.minusDays(Activity.WINDOWS.get(w)));
            all.add(counts.get(w).of(count_if(Activity.LAST_VISIT_ON.col().gt(since))));
        }
        return all;
    }

    private static Dataset<Row> withDays(Dataset<Row> people) {
        Dataset<Row> all = people;
        for (int w = 0; w < Activity.WINDOWS.size(); w++) {
            Field days = Activity.VISIT_DAYS.get(w);
            Column count =
                    DayBits.count(Activity.RECENT_DAYS.col(), Activity.EARLIER_DAYS.col(), Activity.WINDOWS.get(w));
            all = all.withColumn(days.name(), count);
        }
        return all;
    }
}
