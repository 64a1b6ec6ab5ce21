package io.nightjar.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.Rows;
import io.nightjar.SparkExtension;
import io.nightjar.Tables;
import io.nightjar.config.Channel;
import io.nightjar.config.ControlSettings;
import io.nightjar.config.DecideSettings;
import io.nightjar.config.PlannedList;
import io.nightjar.config.Priority;
import io.nightjar.config.Purpose;
import io.nightjar.config.SettingsLoader;
import io.nightjar.schema.ControlGroups;
import io.nightjar.schema.CustomerProfiles;
import io.nightjar.schema.CustomerValue;
import io.nightjar.schema.ListAdvice;
import io.nightjar.schema.SegmentMembers;
import io.nightjar.schema.TriggerEvents;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who is held out, and how many have to be. */
@ExtendWith(SparkExtension.class)
final class ControlsTest {
    private static final LocalDate DAY = LocalDate.parse("2026-03-31");
    private static final DecideSettings USUAL =
            new SettingsLoader(Map.of()).load(List.of(), Map.of(), Map.of()).decide();

    @Test
    void drawsTheSamePeopleEveryNightOthersPerListAndNobodyFromService(SparkSession spark) {
        Tables in = new Tables(spark).with(TriggerEvents.TABLE, "").with(SegmentMembers.TABLE, members(spark, 4000));
        List<PlannedList> lists = List.of(list("one", 0.1), list("two", 0.1), service("care"));
        Dataset<Row> held = new HoldOutControls(lists, control(0.05)).build(in, DAY);
        Set<String> one = of(held, "one");
        Set<String> two = of(held, "two");
        assertThat(of(held, "care")).isEmpty();
        // 1 - 0.95 x 0.9 is 14.5 %, of 4,000; five standard deviations are 111.
        assertThat(one).hasSizeBetween(580 - 111, 580 + 111);
        assertThat(one).isNotEqualTo(two);
        Set<String> global = new TreeSet<>(
                Rows.text(held.where("control_scope = 'global' and list = 'one'"), ControlGroups.CUSTOMER_ID));
        assertThat(global).hasSizeBetween(200 - 69, 200 + 69);
        assertThat(two).containsAll(global);
        // Next night half of them are left, in another order: whoever was held out still is.
        in.with(
                SegmentMembers.TABLE,
                members(spark, 4000).where("pmod(hash(customer_id), 2) = 0").repartition(3));
        Set<String> next = of(new HoldOutControls(lists, control(0.05)).build(in, DAY.plusDays(1)), "one");
        assertThat(one).containsAll(next);
        assertThat(next).hasSizeGreaterThan(200);
    }

    @Test
    void fromTheSecondNightOnAsManyAreHeldOutAsAreNeeded(SparkSession spark) {
        // 2 % order anyway. To see 4 %, 1,141 of each kind are needed; of 5,000 people somewhat fewer of the smaller
        // kind.
        int people = 5000;
        StringBuilder profiles = new StringBuilder("customer_id, average_order_value\n");
        StringBuilder values = new StringBuilder("customer_id, order_probability_90\n");
        for (int i = 0; i < people; i++) {
            profiles.append('c').append(i).append(", 10.00\n");
            values.append('c').append(i).append(", 0.058808\n");
        }
        Tables in = new Tables(spark)
                .with(TriggerEvents.TABLE, "")
                .with(SegmentMembers.TABLE, members(spark, people).where("segment <> 'two' or customer_id < 'c11'"))
                .named(CustomerProfiles.TABLE, profiles.toString())
                .named(CustomerValue.TABLE, values.toString());
        // "one" goes by the settings, "two" too but has few people, "care" has a share of its own here.
        List<PlannedList> lists = List.of(sized("one"), sized("two"), list("care", 0.1));
        Dataset<Row> first = decided(in, lists, DAY);
        Set<String> before = of(in.read(ControlGroups.TABLE), "one");
        assertThat(before).hasSizeBetween(500 - 106, 500 + 106);

        in.lastNight(ListAdvice.TABLE, first);
        Dataset<Row> second = decided(in, lists, DAY.plusDays(1));
        Set<String> one = of(in.read(ControlGroups.TABLE), "one");
        double share = share(second, "one");
        assertThat(new Power(0.05, 0.8).needed(0.02, 0.02, (1 - share) / share))
                .as("as many as have to be, and no more")
                .isCloseTo(share * people, within(1.0));
        assertThat(one).hasSizeBetween((int) (share * people) - 150, (int) (share * people) + 150);
        assertThat(one.size()).isGreaterThan(700);
        assertThat(one).as("nobody is contacted after all").containsAll(before);
        assertThat(share(second, "two")).as("half of it would not do").isEqualTo(0.1);
        assertThat(share(second, "care")).as("its own").isEqualTo(0.1);

        in.lastNight(ListAdvice.TABLE, second);
        in.with(
                SegmentMembers.TABLE,
                members(spark, people).where("segment = 'one' and pmod(hash(customer_id), 10) > 0"));
        assertThat(share(decided(in, lists, DAY.plusDays(1)), "one"))
                .as("made again with other people")
                .isEqualTo(share);
        assertThat(one).containsAll(of(in.read(ControlGroups.TABLE), "one"));
    }

    /** Makes the control groups, which stay in the tables, and the advice. */
    private static Dataset<Row> decided(Tables in, List<PlannedList> lists, LocalDate day) {
        in.with(ControlGroups.TABLE, new HoldOutControls(lists, control(0)).build(in, day));
        return new AdviseLists(lists, USUAL.plan(), control(0)).build(in, day);
    }

    private static double share(Dataset<Row> advice, String list) {
        return advice.where("list = '" + list + "'").head().<Double>getAs(ListAdvice.CONTROL_SHARE.name());
    }

    private static PlannedList sized(String name) {
        return new PlannedList(
                name, false, Purpose.MARKETING, List.of(Channel.EMAIL), Priority.SALE, name, 0.1, true, 30);
    }

    @Test
    void anotherSaltDrawsOthers(SparkSession spark) {
        Tables in = new Tables(spark).with(TriggerEvents.TABLE, "").with(SegmentMembers.TABLE, members(spark, 500));
        ControlSettings other = new ControlSettings(0.1, 0, "other", 0.05, 0.8, 0.02, List.of());
        List<PlannedList> lists = List.of(list("one", 0.2));
        assertThat(of(new HoldOutControls(lists, other).build(in, DAY), "one"))
                .isNotEqualTo(of(new HoldOutControls(lists, control(0)).build(in, DAY), "one"));
    }

    @Test
    void needsAsManyPeopleAsTheTextbookSays() {
        // 10 % against 12 %, equal parts, 5 % and 80 %: 3,841 each (normal approximation without correction).
        Power power = new Power(0.05, 0.8);
        assertThat(power.needed(0.10, 0.02, 1)).isCloseTo(3841, within(2.0));
        assertThat(power.detectable(0.10, 3841, 1)).isCloseTo(0.02, within(1e-5));
        // 50 % against 60 %: 388.
        assertThat(power.needed(0.5, 0.1, 1)).isCloseTo(387.3, within(1.0));
        // With nine contacted for each one held out fewer have to be held out, but not half as few.
        assertThat(power.needed(0.10, 0.02, 9)).isBetween(3841 / 2.0, 3841.0);
    }

    @Test
    void likeliestMembersHoldTheOrdersAndPayingOnesAreCounted(SparkSession spark) {
        // Chances within 90 days are 1 - (1 - p)^3 of those within 30: 0.9, 0.5, 0.1, 0.1; 1.6 orders in all.
        Tables in = new Tables(spark)
                .with(TriggerEvents.TABLE, "")
                .with(SegmentMembers.TABLE, """
                        one, ann, 1, why
                        one, bob, 2, why
                        one, cat, 3, why
                        one, dan, 4, why
                        """)
                .with(ControlGroups.TABLE, "one, dan, list")
                .named(CustomerProfiles.TABLE, """
                        customer_id, average_order_value
                        ann, 10.00
                        bob, 100.00
                        cat, 100.00
                        dan, 1.00
                        """)
                .named(CustomerValue.TABLE, """
                        customer_id, order_probability_90
                        ann, 0.999
                        bob, 0.875
                        cat, 0.271
                        dan, 0.271
                        """);
        Row advice = new AdviseLists(
                        List.of(new PlannedList(
                                "one", false, Purpose.MARKETING, List.of(Channel.POST), Priority.SALE, "one", 0.1, 30)),
                        USUAL.plan(),
                        USUAL.control())
                .build(in, DAY)
                .head();
        assertThat(advice.<Long>getAs(ListAdvice.MEMBER_COUNT.name())).isEqualTo(4);
        assertThat(advice.<Long>getAs(ListAdvice.HELD_OUT_COUNT.name())).isEqualTo(1);
        assertThat(advice.<Double>getAs(ListAdvice.EXPECTED_RESPONDERS.name())).isCloseTo(1.6, within(1e-6));
        // Half of 1.6 is 0.8, which ann alone holds; 1.12 needs bob, 1.44 one of the two others.
        assertThat(advice.<Long>getAs(ListAdvice.SIZE_50.name())).isEqualTo(1);
        assertThat(advice.<Long>getAs(ListAdvice.SIZE_70.name())).isEqualTo(2);
        assertThat(advice.<Long>getAs(ListAdvice.SIZE_90.name())).isEqualTo(3);
        // A letter costs 0.90; it brings bob 4 x 0.25 x 0.05 x 35 = 1.75, cat 0.63, ann and dan less.
        assertThat(advice.<Long>getAs(ListAdvice.PAYING_SIZE.name())).isEqualTo(1);
        assertThat(advice.<Double>getAs(ListAdvice.PAYING_VALUE.name())).isCloseTo(0.85, within(1e-6));
        assertThat(advice.<String>getAs(ListAdvice.NOTE.name())).isEqualTo("too small to see a lift of 2.0 points");
    }

    private static Set<String> of(Dataset<Row> held, String list) {
        return new TreeSet<>(Rows.text(held.where("list = '" + list + "'"), ControlGroups.CUSTOMER_ID));
    }

    private static Dataset<Row> members(SparkSession spark, int people) {
        return spark.range(people)
                .selectExpr(
                        "explode(array('one', 'two', 'care')) as segment",
                        "concat('c', id) as customer_id",
                        "1 as member_rank",
                        "'why' as reason");
    }

    private static ControlSettings control(double globalShare) {
        return new ControlSettings(0.1, globalShare, "salt", 0.05, 0.8, 0.02, List.of());
    }

    private static PlannedList list(String name, double share) {
        return new PlannedList(name, false, Purpose.MARKETING, List.of(Channel.EMAIL), Priority.SALE, name, share, 30);
    }

    private static PlannedList service(String name) {
        return new PlannedList(name, false, Purpose.SERVICE, List.of(Channel.EMAIL), Priority.CARE, name, 0.0, 30);
    }
}
