package io.nightjar.segment;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.nightjar.config.TriggerDefinition;
import io.nightjar.config.TriggerFiles;
import io.nightjar.config.TriggerGround;
import io.nightjar.job.Inputs;
import io.nightjar.job.Memory;
import io.nightjar.job.TableJob;
import io.nightjar.quality.Check;
import io.nightjar.schema.CustomerProfiles;
import io.nightjar.schema.Field;
import io.nightjar.schema.MergedPersons;
import io.nightjar.schema.Table;
import io.nightjar.schema.TriggerEvents;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;

/**
 * Fires triggers: once for each thing they are about, not again for the same person before they have cooled down, and
 * remembers what fired for two years, or for as long as the slowest trigger takes to cool down and expire. Rows of the
 * same date in the night before are of an earlier run of this night and do not count.
 */
public final class FireTriggers implements TableJob {
    private static final String PERSON = TriggerEvents.CUSTOMER_ID.name();
    private static final int MEMORY_DAYS = 730;
    private static final String FIRED = "fired";
    private static final String OBJECTS = "fired_objects";
    private static final String LAST = "last_fired_on";
    private static final String COOL_DOWN = "cool_down_days";
    private static final String LASTS = "lasts_days";
    private static final String PLACE = "place";
    private static final String FIRST = "first_place";

    private final List<TriggerDefinition> triggers;
    private final int productMemoryDays;

    public FireTriggers(List<TriggerDefinition> triggers, int productMemoryDays) {
        this.triggers = List.copyOf(triggers);
        this.productMemoryDays = productMemoryDays;
    }

    @Override
    public List<Table> inputs() {
        return Stream.of(SegmentBase.inputs(), TriggerGrounds.inputs(), List.of(MergedPersons.TABLE))
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    @Override
    public Table output() {
        return TriggerEvents.TABLE;
    }

    @Override
    public List<Table> previousInputs() {
        return Stream.concat(Stream.of(TriggerEvents.TABLE), remembered(triggers).stream())
                .toList();
    }

    /** Tables of the night before that the rules speak of. */
    static List<Table> remembered(List<TriggerDefinition> triggers) {
        return SegmentBase.remembered(
                triggers.stream().flatMap(FireTriggers::expressions).toList());
    }

    @Override
    public String settings() {
        return TriggerFiles.fingerprintText(triggers) + productMemoryDays;
    }

    @Override
    public List<Check> checks() {
        return List.of(Check.holds(
                "expires after it fired", TriggerEvents.EXPIRES_ON.col().gt(TriggerEvents.FIRED_ON.col())));
    }

    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        Dataset<Row> before = before(in, asOf);
        List<TriggerDefinition> made = triggers.stream()
                .filter(trigger -> missing(in, trigger).isEmpty())
                .toList();
        Dataset<Row> all =
                made.isEmpty() ? before : fire(in, asOf, made, before).unionByName(before);
        return all.withColumn(
                TriggerEvents.TRIGGER_STATE.name(),
                when(TriggerEvents.FIRED_ON.col().equalTo(lit(asOf)), "new")
                        .when(TriggerEvents.EXPIRES_ON.col().geq(lit(asOf)), "open")
                        .otherwise("past"));
    }

    /** Why a trigger cannot be made tonight; empty if it can. */
    static Optional<String> missing(Inputs in, TriggerDefinition trigger) {
        Table needed = TriggerGrounds.needed(trigger.on());
        if (!in.has(needed)) {
            return Optional.of("left out: this night makes no " + needed.name());
        }
        List<String> own =
                TriggerGrounds.fields(trigger.on()).stream().map(Field::name).toList();
        return SegmentBase.missing(
                in, expressions(trigger).map(each -> withoutOwn(each, own)).toList());
    }

    /** Everything of a trigger that is evaluated. */
    private static Stream<String> expressions(TriggerDefinition trigger) {
        return Stream.of(Stream.of(trigger.when(), SegmentBase.orderOf(trigger.rankBy())), trigger.object().stream())
                .flatMap(all -> all);
    }

    /** Resolves every rule against the columns, so that a typo is told before the night, with the file it is in. */
    public static void verify(SparkSession spark, List<TriggerDefinition> triggers) {
        for (TriggerDefinition trigger : triggers) {
            List<Field> fields = new ArrayList<>(TriggerGrounds.fields(trigger.on()));
            Dataset<Row> empty =
                    spark.createDataFrame(List.of(), SegmentBase.table(fields).structType());
            String place = trigger.origin() + ": ";
            SegmentBase.resolve(empty, place + "when: ", () -> empty.where(trigger.when()));
            trigger.object()
                    .ifPresent(
                            object -> SegmentBase.resolve(empty, place + "object: ", () -> empty.select(expr(object))));
            Dataset<Row> withObject = empty.withColumn(TriggerEvents.OBJECT.name(), lit(""));
            SegmentBase.resolve(
                    withObject,
                    place + "rank-by: ",
                    () -> withObject.select(expr(SegmentBase.orderOf(trigger.rankBy()))));
        }
    }

    /** The columns of the person that an expression names, as an expression again. */
    private static String withoutOwn(String expression, List<String> own) {
        return SegmentBase.columns(expression).stream()
                .filter(column -> !own.contains(column))
                .collect(Collectors.joining(", ", "array(", ")"));
    }

    /** What fired on earlier dates and is remembered, of people who still are there. */
    private Dataset<Row> before(Inputs in, LocalDate asOf) {
        Dataset<Row> people = in.read(CustomerProfiles.TABLE);
        return Memory.of(in, TriggerEvents.TABLE, TriggerEvents.FIRED_ON.col().desc())
                .orElseGet(() -> people.sparkSession().createDataFrame(List.of(), TriggerEvents.TABLE.structType()))
                .where(TriggerEvents.FIRED_ON.col().lt(lit(asOf)))
                .where(TriggerEvents.FIRED_ON.col().geq(lit(asOf.minusDays(memoryDays()))))
                .join(people.select(PERSON), new String[] {PERSON}, "left_semi")
                .select(TriggerEvents.TABLE.columns());
    }

    private int memoryDays() {
        return triggers.stream()
                .mapToInt(trigger -> trigger.coolDownDays() + trigger.expiresDays())
                .reduce(MEMORY_DAYS, Math::max);
    }

    private Dataset<Row> fire(Inputs in, LocalDate asOf, List<TriggerDefinition> made, Dataset<Row> before) {
        Dataset<Row> rows = rows(in, asOf, made);
        List<String> known = List.of(rows.columns());
        Column[] fired = made.stream().map(trigger -> fired(trigger, known)).toArray(Column[]::new);
        Dataset<Row> history = before.groupBy(TriggerEvents.CUSTOMER_ID.col(), TriggerEvents.TRIGGER.col())
                .agg(
                        collect_set(TriggerEvents.OBJECT.col()).as(OBJECTS),
                        max(TriggerEvents.FIRED_ON.col()).as(LAST));
        Dataset<Row> candidates = rows.withColumn(FIRED, explode(array_compact(array(fired))))
                .select(col("*"), col(FIRED + ".*"))
                .join(history, new String[] {PERSON, TriggerEvents.TRIGGER.name()}, "left")
                .where(not(coalesce(array_contains(col(OBJECTS), TriggerEvents.OBJECT.col()), lit(false))))
                .where(coalesce(datediff(lit(asOf), col(LAST)).geq(col(COOL_DOWN)), lit(true)));
        Map<String, String> orders = new LinkedHashMap<>();
        made.forEach(trigger -> orders.put(trigger.name(), trigger.rankBy()));
        Column place = RankOrder.rank(
                orders,
                TriggerEvents.TRIGGER,
                List.of(TriggerEvents.CUSTOMER_ID),
                List.of(TriggerEvents.OBJECT, TriggerEvents.PRODUCT_ID, TriggerEvents.REASON));
        Column firstOfObject = min(col(PLACE)).over(Window.partitionBy(TriggerEvents.TABLE.keyColumns()));
        return candidates
                .withColumn(PLACE, place)
                .withColumn(FIRST, firstOfObject)
                .where(col(PLACE)
                        .equalTo(1)
                        .or(col(COOL_DOWN).equalTo(0).and(col(PLACE).equalTo(col(FIRST)))))
                .withColumn(TriggerEvents.FIRED_ON.name(), lit(asOf))
                .withColumn(TriggerEvents.EXPIRES_ON.name(), date_add(lit(asOf), col(LASTS)))
                .withColumn(TriggerEvents.TRIGGER_STATE.name(), lit(""))
                .select(TriggerEvents.TABLE.columns());
    }

    /** Everything that a trigger may fire about, with the columns of the person that rules speak of. */
    private Dataset<Row> rows(Inputs in, LocalDate asOf, List<TriggerDefinition> made) {
        Set<TriggerGround> grounds =
                new TreeSet<>(made.stream().map(TriggerDefinition::on).toList());
        TriggerGrounds all = new TriggerGrounds(in, asOf, productMemoryDays);
        Dataset<Row> things = grounds.stream()
                .map(all::rows)
                .reduce((one, other) -> one.unionByName(other, true))
                .orElseThrow();
        if (!List.of(things.columns()).contains(TriggerEvents.PRODUCT_ID.name())) {
            things =
                    things.withColumn(TriggerEvents.PRODUCT_ID.name(), lit(null).cast("string"));
        }
        List<String> rules = made.stream().flatMap(FireTriggers::expressions).toList();
        List<String> own = List.of(things.columns());
        Dataset<Row> people = SegmentBase.of(in, asOf, rules);
        Column[] persons = Stream.of(people.columns())
                .filter(column -> column.equals(PERSON) || !own.contains(column))
                .map(org.apache.spark.sql.functions::col)
                .toArray(Column[]::new);
        return things.join(people.select(persons), PERSON);
    }

    private static Column fired(TriggerDefinition trigger, List<String> known) {
        Column object = trigger.object().map(sql -> expr(sql).cast("string")).orElse(col(TriggerGrounds.USUAL_OBJECT));
        Column holds =
                col(TriggerGrounds.GROUND).equalTo(trigger.on().name()).and(coalesce(expr(trigger.when()), lit(false)));
        return when(
                holds,
                struct(
                        lit(trigger.name()).as(TriggerEvents.TRIGGER.name()),
                        coalesce(object, lit("")).as(TriggerEvents.OBJECT.name()),
                        Facts.of(trigger.when(), known).as(TriggerEvents.REASON.name()),
                        lit(trigger.coolDownDays()).as(COOL_DOWN),
                        lit(trigger.expiresDays()).as(LASTS)));
    }
}
