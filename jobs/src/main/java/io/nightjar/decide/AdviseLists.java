package io.nightjar.decide;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.nightjar.config.ControlSettings;
import io.nightjar.config.PlanSettings;
import io.nightjar.config.PlannedList;
import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.quality.Check;
import io.nightjar.schema.ControlGroups;
import io.nightjar.schema.CustomerProfiles;
import io.nightjar.schema.CustomerValue;
import io.nightjar.schema.IdentityLinks;
import io.nightjar.schema.ListAdvice;
import io.nightjar.schema.SegmentMembers;
import io.nightjar.schema.Table;
import io.nightjar.schema.TriggerEvents;
import io.nightjar.schema.UpliftScores;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Advises on the size of each list: how many of its likeliest members hold half, 70 % and 90 % of the orders to be expected,
 * for how many a contact pays, and how many have to be held out to see what it does.
 */
public final class AdviseLists implements TableJob {
    /** Members of a list are told apart by their chance in steps of a thousandth. */
    private static final int STEPS = 1000;
    /** Sums of chances and money as whole numbers, so that they are the same in whatever order they are made. */
    private static final double WHOLE = 1e6;

    private final List<PlannedList> lists;
    private final PlanSettings plan;
    private final ControlSettings control;

    public AdviseLists(List<PlannedList> lists, PlanSettings plan, ControlSettings control) {
        this.lists = List.copyOf(lists);
        this.plan = plan;
        this.control = control;
    }

    @Override
    public List<Table> inputs() {
        return List.of(
                SegmentMembers.TABLE,
                TriggerEvents.TABLE,
                ControlGroups.TABLE,
                CustomerProfiles.TABLE,
                CustomerValue.TABLE,
                UpliftScores.TABLE);
    }

    @Override
    public Table output() {
        return ListAdvice.TABLE;
    }

    @Override
    public List<Table> previousInputs() {
        return List.of(ListAdvice.TABLE);
    }

    @Override
    public String settings() {
        return lists + " " + plan + " " + control;
    }

    @Override
    public List<Check> checks() {
        return List.of(Check.holds(
                "larger shares need larger sizes",
                ListAdvice.SIZE_50
                        .col()
                        .leq(ListAdvice.SIZE_70.col())
                        .and(ListAdvice.SIZE_70.col().leq(ListAdvice.SIZE_90.col()))
                        .and(ListAdvice.SIZE_90.col().leq(ListAdvice.MEMBER_COUNT.col()))));
    }

    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        Dataset<Row> worth = new PlanPeople(in, asOf, plan).worth();
        String[] key = {ControlGroups.LIST.name(), ControlGroups.CUSTOMER_ID.name()};
        Column brought = col("lift")
                .multiply(col("order_value"))
                .multiply(plan.marginShare())
                .minus(cost());
        List<Row> steps = ListMembers.of(in)
                .select(ControlGroups.LIST.col(), ControlGroups.CUSTOMER_ID.col())
                .distinct()
                .join(in.read(ControlGroups.TABLE), key, "left")
                .join(worth, IdentityLinks.CUSTOMER_ID.name())
                .withColumn("step", floor(col("chance").multiply(STEPS)))
                .withColumn("brought", brought)
                .groupBy(ControlGroups.LIST.col(), col("step"))
                .agg(
                        count(lit(1)),
                        count_if(ControlGroups.CONTROL_SCOPE.col().isNotNull()),
                        whole(col("chance")),
                        count_if(col("brought").gt(0)),
                        whole(when(col("brought").gt(0), col("brought")).otherwise(0)))
                .orderBy(ControlGroups.LIST.col(), col("step").desc())
                .collectAsList();
        Map<String, List<Row>> byList = new TreeMap<>();
        lists.forEach(list -> byList.put(list.name(), new ArrayList<>()));
        steps.forEach(step -> byList.computeIfAbsent(step.getString(0), name -> new ArrayList<>())
                .add(step));
        List<Row> advice = new ArrayList<>();
        Map<String, Double> shares = new ControlShares(control).of(in, asOf, lists);
        byList.forEach((name, own) -> advice.add(advice(name, own, shares.get(name), asOf)));
        return in.read(SegmentMembers.TABLE).sparkSession().createDataFrame(advice, ListAdvice.TABLE.structType());
    }

    private static Column whole(Column value) {
        return coalesce(
                sum(org.apache.spark.sql.functions.round(value.multiply(WHOLE)).cast("long")), lit(0L));
    }

    /** Of one contact by the list's cheapest channel. */
    private Column cost() {
        Column cost = lit(null).cast("double");
        for (PlannedList list : lists) {
            double cheapest = list.channels().stream()
                    .mapToDouble(channel -> plan.of(channel).cost())
                    .min()
                    .orElse(0);
            cost = when(ControlGroups.LIST.col().equalTo(list.name()), cheapest).otherwise(cost);
        }
        return cost;
    }

    /**
     * One row.
     *
     * @param steps of the list, the likeliest first
     * @param share held out tonight; null for none
     */
    private Row advice(String name, List<Row> steps, Double share, LocalDate asOf) {
        PlannedList list = lists.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElse(null);
        long members = steps.stream().mapToLong(step -> step.getLong(2)).sum();
        long heldOut = steps.stream().mapToLong(step -> step.getLong(3)).sum();
        double expected = steps.stream().mapToLong(step -> step.getLong(4)).sum() / WHOLE;
        double rate = members == 0 ? 0 : expected / members;
        boolean pays = list != null;
        Long needed = list == null || list.controlShare() == 0 || members == 0 ? null : needed(list, rate);
        Double detectable = heldOut == 0 || heldOut == members
                ? null
                : new Power(control.alpha(), control.power())
                        .detectable(rate, heldOut, (double) (members - heldOut) / heldOut);
        return RowFactory.create(
                name,
                list == null || !list.isTrigger() ? "segment" : "trigger",
                members,
                heldOut,
                rate,
                expected,
                size(steps, 0.5 * expected),
                size(steps, 0.7 * expected),
                size(steps, 0.9 * expected),
                pays ? steps.stream().mapToLong(step -> step.getLong(5)).sum() : null,
                pays ? steps.stream().mapToLong(step -> step.getLong(6)).sum() / WHOLE : null,
                needed,
                detectable,
                share,
                Date.valueOf(asOf),
                note(list, members, heldOut, needed));
    }

    /** Held out as the list has it; as equal parts at most, which need the fewest. */
    private Long needed(PlannedList list, double rate) {
        if (rate + control.detectableLift() > 1) {
            return null;
        }
        double ratio = Math.max(1, (1 - list.controlShare()) / list.controlShare());
        return (long)
                Math.ceil(new Power(control.alpha(), control.power()).needed(rate, control.detectableLift(), ratio));
    }

    private String note(PlannedList list, long members, long heldOut, Long needed) {
        if (list == null) {
            return "contacts nobody";
        }
        if (list.controlShare() == 0) {
            return "holds nobody out";
        }
        if (needed == null || heldOut >= needed) {
            return null;
        }
        String lift = String.format(Locale.ROOT, "%.1f points", 100 * control.detectableLift());
        return needed >= members
                ? "too small to see a lift of " + lift
                : String.format(
                        Locale.ROOT, "to see a lift of %s hold out %.0f %%", lift, Math.ceil(100.0 * needed / members));
    }

    /** The likeliest members who hold so many of the expected orders; inside a step everybody is the same. */
    private static long size(List<Row> steps, double wanted) {
        double missing = wanted;
        long size = 0;
        for (Row step : steps) {
            double held = step.getLong(4) / WHOLE;
            if (held >= missing) {
                return size + (held == 0 ? 0 : (long) Math.ceil(step.getLong(2) * missing / held - 1e-9));
            }
            missing -= held;
            size += step.getLong(2);
        }
        return size;
    }
}
