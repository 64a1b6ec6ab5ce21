package io.nightjar.decide;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.nightjar.config.PlanSettings;
import io.nightjar.config.PlannedList;
import io.nightjar.job.Inputs;
import io.nightjar.job.Memory;
import io.nightjar.job.TableJob;
import io.nightjar.quality.Check;
import io.nightjar.schema.ContactPlan;
import io.nightjar.schema.ControlGroups;
import io.nightjar.schema.CustomerProfiles;
import io.nightjar.schema.MergedPersons;
import io.nightjar.schema.SegmentMembers;
import io.nightjar.schema.Table;
import io.nightjar.schema.TriggerEvents;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Plans tonight's contacts over all lists and channels within one budget per person, and says of everybody who is on a
 * list and is not contacted why not.
 */
public final class PlanContacts implements TableJob {
    private static final String PERSON = ContactPlan.CUSTOMER_ID.name();
    private static final int MEMORY_DAYS = 30;

    private final List<PlannedList> lists;
    private final PlanSettings settings;

    public PlanContacts(List<PlannedList> lists, PlanSettings settings) {
        this.lists = List.copyOf(lists);
        this.settings = settings;
    }

    @Override
    public List<Table> inputs() {
        List<Table> all = new ArrayList<>(
                List.of(SegmentMembers.TABLE, TriggerEvents.TABLE, ControlGroups.TABLE, MergedPersons.TABLE));
        all.addAll(PlanPeople.inputs());
        return all;
    }

    @Override
    public Table output() {
        return ContactPlan.TABLE;
    }

    @Override
    public List<Table> previousInputs() {
        return List.of(ContactPlan.TABLE);
    }

    @Override
    public String settings() {
        return lists + " " + settings;
    }

    @Override
    public List<Check> checks() {
        return List.of(
                Check.holds(
                        "who is not contacted has a reason, and nobody else",
                        ContactPlan.PLAN_STATUS
                                .col()
                                .equalTo(ContactPlan.NOT_PLANNED)
                                .equalTo(ContactPlan.WHY_NOT.col().isNotNull())),
                Check.holds(
                        "what is planned has a channel",
                        ContactPlan.PLAN_STATUS
                                .col()
                                .equalTo(ContactPlan.NOT_PLANNED)
                                .equalTo(ContactPlan.CHANNEL.col().isNull())));
    }

    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        Dataset<Row> earlier = earlier(in, asOf);
        Planner planner = planner(in, asOf, earlier);
        Seats seats = planner.seats(PersonPlan.Order.PRIORITY);
        return planner.rows(PersonPlan.Order.PRIORITY, seats).unionByName(earlier);
    }

    /** The plan beside what comes of the same lists without one, and what no plan can reach. */
    public PlanValue compare(Inputs in, LocalDate asOf) {
        Planner planner = planner(in, asOf, earlier(in, asOf));
        return planner.compare();
    }

    private Planner planner(Inputs in, LocalDate asOf, Dataset<Row> earlier) {
        PlanRules rules = new PlanRules(settings, lists, asOf);
        Dataset<Row> offered = ListMembers.of(in)
                .where(ControlGroups.LIST
                        .col()
                        .isin(lists.stream().map(PlannedList::name).toArray()))
                .join(
                        in.read(ControlGroups.TABLE),
                        new String[] {ControlGroups.LIST.name(), ControlGroups.CUSTOMER_ID.name()},
                        "left")
                .select(
                        col(PERSON),
                        ControlGroups.LIST.col(),
                        TriggerEvents.OBJECT.col(),
                        ControlGroups.CONTROL_SCOPE.col());
        Dataset<Row> people = new PlanPeople(in, asOf, settings).rows(earlier);
        Dataset<Row> known = offered.join(people, PERSON);
        // Prices and last claims look at everybody several times.
        return new Planner(rules, rules.hasLimits() ? known.localCheckpoint() : known);
    }

    /** What was planned on earlier dates and still counts, of people who still are there. */
    private Dataset<Row> earlier(Inputs in, LocalDate asOf) {
        int days = Math.max(
                MEMORY_DAYS,
                lists.stream().mapToInt(PlannedList::repeatDays).max().orElse(0));
        Dataset<Row> people = in.read(CustomerProfiles.TABLE).select(PERSON);
        return Memory.of(in, ContactPlan.TABLE, ContactPlan.PLAN_STATUS.col().desc())
                .orElseGet(() -> people.sparkSession().createDataFrame(List.of(), ContactPlan.TABLE.structType()))
                .where(ContactPlan.PLAN_STATUS.col().isin(ContactPlan.PLANNED, ContactPlan.EARLIER))
                .where(ContactPlan.PLANNED_ON.col().lt(lit(asOf)))
                .where(ContactPlan.PLANNED_ON.col().gt(lit(asOf.minusDays(days))))
                .join(people, new String[] {PERSON}, "left_semi")
                .withColumn(ContactPlan.PLAN_STATUS.name(), lit(ContactPlan.EARLIER))
                .select(ContactPlan.TABLE.columns());
    }
}
