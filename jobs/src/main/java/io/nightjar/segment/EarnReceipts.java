package io.nightjar.segment;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.nightjar.config.Purpose;
import io.nightjar.config.ReceiptSettings;
import io.nightjar.config.SegmentDefinition;
import io.nightjar.config.SegmentFiles;
import io.nightjar.config.TriggerDefinition;
import io.nightjar.config.TriggerFiles;
import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.schema.CustomerProfiles;
import io.nightjar.schema.Customers;
import io.nightjar.schema.Households;
import io.nightjar.schema.IdentityLinks;
import io.nightjar.schema.PersonContacts;
import io.nightjar.schema.PersonFlags;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.Receipts;
import io.nightjar.schema.SegmentMembers;
import io.nightjar.schema.SegmentStays;
import io.nightjar.schema.Table;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Looks at what became of the lists of earlier days: against the people who were held out, and against three simple lists
 * of the same size. A list that no night made then is made anew by the same rules and the same code from what was known
 * on that day; one whose rule speaks of what cannot be taken back has no receipt of that day, and a trigger has none of
 * a day before its first night.
 */
public final class EarnReceipts implements TableJob {
    private static final String PERSON = Outcomes.PERSON;
    private static final String AGE = Outcomes.AGE;
    private static final String ORIGIN = "list_origin";
    private static final String KIND = "arm_kind";
    private static final List<String> ARMS = List.of("n1", "s1", "r1", "n0", "s0", "r0");
    private static final double CENTS = 100;

    private final List<SegmentDefinition> segments;
    private final List<TriggerDefinition> triggers;
    private final ReceiptSettings settings;
    private final List<TableJob> rewinding;

    /** @param rewinding jobs that make profiles anew, each after those that make what it reads */
    public EarnReceipts(
            List<SegmentDefinition> segments,
            List<TriggerDefinition> triggers,
            ReceiptSettings settings,
            List<TableJob> rewinding) {
        this.segments = List.copyOf(segments);
        this.triggers = List.copyOf(triggers);
        this.settings = settings;
        this.rewinding = List.copyOf(rewinding);
    }

    @Override
    public List<Table> inputs() {
        List<Table> own = List.of(
                SegmentStays.TABLE,
                CustomerProfiles.TABLE,
                Customers.TABLE,
                IdentityLinks.TABLE,
                PersonPurchases.TABLE,
                PersonContacts.TABLE,
                Households.TABLE,
                PersonFlags.TABLE);
        return Stream.concat(own.stream(), rewinding.stream().flatMap(job -> job.inputs().stream()))
                .distinct()
                .toList();
    }

    @Override
    public Table output() {
        return Receipts.TABLE;
    }

    @Override
    public String settings() {
        List<String> jobs = rewinding.stream().map(TableJob::settings).toList();
        return SegmentFiles.fingerprintText(segments) + TriggerFiles.fingerprintText(triggers) + settings + jobs;
    }

    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        List<Dataset<Row>> kept = new ArrayList<>();
        try {
            List<Row> receipts = settings.daysAgo().isEmpty() ? List.of() : receipts(in, asOf, kept);
            return in.read(CustomerProfiles.TABLE)
                    .sparkSession()
                    .createDataFrame(receipts, Receipts.TABLE.structType());
        } finally {
            kept.forEach(Dataset::unpersist);
        }
    }

    /** Whose lists are judged: {@code segment}, {@code customer_id} and {@code age_days}, one row each. */
    public Dataset<Row> members(Inputs in, LocalDate asOf) {
        return lists(in, asOf, new ArrayList<>()).select(SegmentMembers.SEGMENT.col(), col(PERSON), col(AGE));
    }

    private List<Row> receipts(Inputs in, LocalDate asOf, List<Dataset<Row>> kept) {
        Dataset<Row> lists = lists(in, asOf, kept);
        Outcomes outcomes = new Outcomes(in, asOf, settings.daysAgo());
        Dataset<Row> people = outcomes.people().cache();
        kept.add(people);
        Map<String, Ladder> ladders = ladders(people, outcomes.strangers(people));
        String[] key = {PERSON, AGE};
        Dataset<Row> judged = lists.join(people, key, "left");
        judged = in.has(PersonContacts.TABLE)
                ? judged.join(outcomes.messages(settings.outcomeDays()), key, "left")
                : judged.withColumns(nothing());
        Map<String, Map<String, Row>> byList = new HashMap<>();
        judged.withColumn("arm", explode(array(own(), messages())))
                .select(col("*"), col("arm.*"))
                .groupBy(Receipts.SEGMENT.col(), col(AGE), col(KIND))
                .agg(max(col(ORIGIN)), sums())
                .collectAsList()
                .forEach(row -> byList.computeIfAbsent(row.getString(0) + " " + row.getInt(1), name -> new HashMap<>())
                        .put(row.getString(2), row));
        List<Row> receipts = new ArrayList<>();
        purposes().forEach((list, purpose) -> {
            for (int age : settings.daysAgo()) {
                Map<String, Row> found = byList.get(list + " " + age);
                if (found != null) {
                    receipts.add(new Receipt(list, purpose, settings, asOf, age, ladders).row(found));
                }
            }
        });
        return receipts;
    }

    /** What each list is there for, by its name. */
    private Map<String, Purpose> purposes() {
        Map<String, Purpose> purposes = new LinkedHashMap<>();
        segments.forEach(segment -> purposes.put(segment.name(), segment.purpose()));
        triggers.forEach(trigger -> purposes.put(trigger.name(), trigger.purpose()));
        return purposes;
    }

    /** Members of each list of each day, with what they are known by: that night, or tonight's look back. */
    private Dataset<Row> lists(Inputs in, LocalDate asOf, List<Dataset<Row>> kept) {
        Dataset<Row> stays = in.read(SegmentStays.TABLE);
        Map<String, LocalDate> since = since(stays);
        Dataset<Row> all = null;
        for (int age : settings.daysAgo()) {
            LocalDate day = asOf.minusDays(age);
            Dataset<Row> then = stays.where(SegmentStays.ENTERED_ON.col().leq(lit(day)))
                    .where(SegmentStays.LEFT_ON
                            .col()
                            .isNull()
                            .or(SegmentStays.LEFT_ON.col().gt(lit(day))))
                    .select(members(SegmentStays.IS_HELD_OUT.col(), age, "night"));
            List<SegmentDefinition> later = segments.stream()
                    .filter(segment -> since.getOrDefault(segment.name(), asOf).isAfter(day))
                    .toList();
            if (!later.isEmpty() && settings.rewindDaysAgo().contains(age)) {
                then = then.union(rewound(in, day, later, kept).select(members(lit(false), age, "rewound")));
            }
            all = all == null ? then : all.union(then);
        }
        return all != null ? all : stays.limit(0).select(members(lit(false), 0, "night"));
    }

    /** The first night of each list, as far as it is known: before that it is to be made anew. */
    private static Map<String, LocalDate> since(Dataset<Row> stays) {
        Map<String, LocalDate> since = new HashMap<>();
        stays.groupBy(SegmentStays.SEGMENT.col())
                .agg(min(SegmentStays.ENTERED_ON.col()))
                .collectAsList()
                .forEach(row ->
                        since.put(row.getString(0), LocalDate.parse(row.get(1).toString())));
        return since;
    }

    private static Column[] members(Column isHeldOut, int age, String origin) {
        return new Column[] {
            SegmentMembers.SEGMENT.col(),
            SegmentMembers.CUSTOMER_ID.col(),
            coalesce(isHeldOut, lit(false)).as(SegmentStays.IS_HELD_OUT.name()),
            lit(age).as(AGE),
            lit(origin).as(ORIGIN)
        };
    }

    private Dataset<Row> rewound(Inputs in, LocalDate day, List<SegmentDefinition> later, List<Dataset<Row>> kept) {
        Set<String> asked = asked(later);
        Rewound past = new Rewound(in, day, rewinding);
        Dataset<Row> profiles = past.cached(CustomerProfiles.TABLE, asked);
        kept.add(profiles);
        Set<String> known = known(profiles);
        Set<String> columns = Set.of(profiles.columns());
        List<SegmentDefinition> told = later.stream()
                .filter(segment -> SegmentBase.columns(segment.when()).stream()
                        .allMatch(name -> known.contains(name) || !columns.contains(name)))
                .toList();
        return new AssignSegments(told).build(past, day);
    }

    /** All columns that a rule or an order speaks of. */
    private static Set<String> asked(List<SegmentDefinition> segments) {
        Set<String> asked = new TreeSet<>(Set.of(CustomerProfiles.CUSTOMER_ID.name()));
        segments.stream()
                .flatMap(segment -> SegmentBase.expressions(segment).stream())
                .forEach(expression -> asked.addAll(SegmentBase.columns(expression)));
        return asked;
    }

    /** Columns that anybody has a value of: the others could not be taken back. */
    private static Set<String> known(Dataset<Row> profiles) {
        List<String> asked = List.of(profiles.columns());
        Column[] counts = asked.stream().map(name -> count(col(name)).as(name)).toArray(Column[]::new);
        Row row = profiles.agg(counts[0], Arrays.copyOfRange(counts, 1, counts.length))
                .head();
        Set<String> known = new LinkedHashSet<>();
        int at = 0;
        for (String name : asked) {
            if (row.getLong(at++) > 0) {
                known.add(name);
            }
        }
        return known;
    }

    /** What the three simple orders of people give, by rule and age. */
    private static Map<String, Ladder> ladders(Dataset<Row> people, Dataset<Row> strangers) {
        Map<String, Ladder> ladders = new HashMap<>();
        for (Row row : Outcomes.ladders(people)
                .orderBy(col(AGE), col("simple"), col("step").desc())
                .collectAsList()) {
            ladders.computeIfAbsent(row.getString(1) + " " + row.getInt(0), name -> new Ladder())
                    .add(row.getLong(3), row.getLong(4), row.getLong(5) / CENTS);
        }
        for (Row row : strangers.collectAsList()) {
            ladders.computeIfAbsent(Outcomes.STRANGERS + " " + row.getInt(0), name -> new Ladder())
                    .add(row.getLong(1), row.getLong(2), row.getLong(3) / CENTS);
        }
        return ladders;
    }

    private static Map<String, Column> nothing() {
        Map<String, Column> none = new HashMap<>();
        ARMS.forEach(name -> none.put(name, lit(0L)));
        return none;
    }

    /** The person as one row of the list's own experiment. */
    private static Column own() {
        Column held = SegmentStays.IS_HELD_OUT.col();
        Column bought = coalesce(col(Outcomes.BOUGHT), lit(0)).cast("long");
        Column cents = coalesce(col(Outcomes.CENTS), lit(0L));
        return struct(
                lit("own").as(KIND),
                when(held, 0L).otherwise(1L).as("a_n1"),
                when(held, lit(0L)).otherwise(bought).as("a_s1"),
                when(held, lit(0L)).otherwise(cents).as("a_r1"),
                when(held, 1L).otherwise(0L).as("a_n0"),
                when(held, bought).otherwise(lit(0L)).as("a_s0"),
                when(held, cents).otherwise(lit(0L)).as("a_r0"));
    }

    /** The person's messages in the shop's experiments. */
    private static Column messages() {
        Column[] all = Stream.concat(
                        Stream.of(lit("messages").as(KIND)),
                        ARMS.stream().map(name -> coalesce(col(name), lit(0L)).as("a_" + name)))
                .toArray(Column[]::new);
        return struct(all);
    }

    /** Everything that {@link Difference} asks for, of orders and of money; and how many had ordered before. */
    private static Column[] sums() {
        List<Column> sums = new ArrayList<>();
        for (String outcome : List.of("s", "r")) {
            Column[] all = {col("a_n1"), col("a_" + outcome + "1"), col("a_n0"), col("a_" + outcome + "0")};
            for (Column one : all) {
                sums.add(sum(whole(one)));
            }
            for (int arm = 0; arm < 4; arm += 2) {
                sums.add(product(all[arm], all[arm]));
                sums.add(product(all[arm + 1], all[arm]));
                sums.add(product(all[arm + 1], all[arm + 1]));
            }
            sums.add(product(all[0], all[2]));
            sums.add(product(all[0], all[3]));
            sums.add(product(all[1], all[2]));
            sums.add(product(all[1], all[3]));
        }
        sums.add(count(col(Outcomes.RECENT)));
        return sums.toArray(Column[]::new);
    }

    private static Column product(Column one, Column other) {
        return sum(whole(one).multiply(whole(other)));
    }

    private static Column whole(Column value) {
        return value.cast("decimal(18,0)");
    }

    /** The sums of a row, of orders from column 4 on, of money 14 columns later. */
    static Difference.Sums sums(Row row, int at, double unit) {
        double[] found = new double[14];
        for (int i = 0; i < found.length; i++) {
            found[i] = ((BigDecimal) row.get(at + i)).doubleValue();
        }
        return new Difference.Sums(
                found[0],
                found[1] / unit,
                found[2],
                found[3] / unit,
                found[4],
                found[5] / unit,
                found[6] / unit / unit,
                found[7],
                found[8] / unit,
                found[9] / unit / unit,
                found[10],
                found[11] / unit,
                found[12] / unit,
                found[13] / unit / unit);
    }
}
