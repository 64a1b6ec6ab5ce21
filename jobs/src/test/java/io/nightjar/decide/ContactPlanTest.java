package io.nightjar.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.Rows;
import io.nightjar.SparkExtension;
import io.nightjar.Tables;
import io.nightjar.config.Channel;
import io.nightjar.config.ChannelTerms;
import io.nightjar.config.PlanSettings;
import io.nightjar.config.PlannedList;
import io.nightjar.config.Priority;
import io.nightjar.config.Purpose;
import io.nightjar.config.SettingsLoader;
import io.nightjar.schema.CareScores;
import io.nightjar.schema.ChannelScores;
import io.nightjar.schema.ContactPlan;
import io.nightjar.schema.ContactPoints;
import io.nightjar.schema.ControlGroups;
import io.nightjar.schema.CustomerProfiles;
import io.nightjar.schema.PersonContacts;
import io.nightjar.schema.PersonFlags;
import io.nightjar.schema.PersonInteractions;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.SegmentMembers;
import io.nightjar.schema.Table;
import io.nightjar.schema.TriggerEvents;
import io.nightjar.schema.UpliftScores;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contact plan on people whose answer can be worked out by hand. An order is worth 100, of which 50 stay. */
@ExtendWith(SparkExtension.class)
final class ContactPlanTest {
    private static final LocalDate DAY = LocalDate.parse("2026-03-31");
    private static final List<PlannedList> LISTS = List.of(
            list("a-news", Priority.SALE, "news", Channel.EMAIL),
            list("b-sale", Priority.SALE, "sale", Channel.EMAIL, Channel.PHONE),
            list("c-news-too", Priority.SALE, "news", Channel.EMAIL),
            list("d-cart", Priority.REMINDER, "cart", Channel.EMAIL),
            list("e-help", Priority.CARE, "help", Channel.PHONE, Channel.EMAIL));

    private Tables in;

    @BeforeEach
    void people(SparkSession spark) {
        in = new Tables(spark)
                .named(CustomerProfiles.TABLE, """
                customer_id, average_order_value, email_permitted, phone_permitted
                ann, 100.00, true, true
                bob, 100.00, true, true
                cat, 100.00, true, false
                dan, 100.00, false, false
                """)
                .named(ContactPoints.TABLE, """
                customer_id, email, phone
                ann, ann@example.com, +4930123
                bob, bob@example.com, +4930124
                cat, , +4930125
                dan, dan@example.com, +4930126
                """)
                .named(UpliftScores.TABLE, """
                customer_id, uplift, uplift_label
                ann, 0.10, needs_the_ad
                bob, 0.20, needs_the_ad
                cat, 0.10, needs_the_ad
                dan, 0.10, needs_the_ad
                """);
    }

    @Test
    void careGoesFirstThenTheReminderAndTheOthersKnowWhyNot() {
        onLists("a-news ann", "d-cart ann", "e-help ann", "a-news bob", "d-cart bob", "a-news cat", "a-news dan");
        // One contact a night. E-mail costs nothing and a call 4; both are worth 20 for care: help goes by e-mail.
        assertThat(plan(settings(1, 2, OptionalLong.empty())))
                .containsExactly(
                        "ann, a-news, , not_planned, something else goes first, e-help",
                        "ann, d-cart, , not_planned, something else goes first, e-help",
                        "ann, e-help, email, planned, , ",
                        "bob, a-news, , not_planned, something else goes first, d-cart",
                        "bob, d-cart, email, planned, , ",
                        "cat, a-news, , not_planned, no address, ",
                        "dan, a-news, , not_planned, no permission, ");
    }

    @Test
    void valueIsTheLiftTimesTheMarginLessTheCost() {
        onLists("a-news ann", "e-help bob");
        Dataset<Row> rows = planned(settings(1, 2, OptionalLong.empty()));
        // 0.10 of 100 x 0.5 is 5; care is worth 20 and an order of bob's 0.20 x 50 = 10 on top.
        assertThat(Rows.text(rows, ContactPlan.CUSTOMER_ID, ContactPlan.CONTACT_VALUE))
                .containsExactly("ann, 5.0", "bob, 30.0");
    }

    @Test
    void noMoreThanOneOfATopicAndNoMoreThanTheBudget() {
        onLists("a-news ann", "b-sale ann", "c-news-too ann");
        assertThat(plan(settings(2, 2, OptionalLong.empty())))
                .containsExactly(
                        "ann, a-news, email, planned, , ",
                        "ann, b-sale, email, planned, , ",
                        "ann, c-news-too, , not_planned, something else goes first, a-news, b-sale");
        in.named(PersonContacts.TABLE, """
                customer_id, campaign, sent_at, is_control
                ann, x, 2026-03-28 10:00:00, false
                ann, y, 2026-03-29 10:00:00, true
                ann, z, 2026-03-02 10:00:00, false
                """);
        // One was sent this week, another was held back: one is left.
        assertThat(plan(settings(2, 2, OptionalLong.empty())))
                .contains("ann, b-sale, , not_planned, something else goes first, a-news");
        assertThat(plan(settings(2, 1, OptionalLong.empty())))
                .contains("ann, a-news, , not_planned, contacted often enough, 1 in 7 days; 2 in 30");
    }

    @Test
    void whatWasPlannedBeforeCountsUntilItIsSeenAmongWhatWasSent() {
        onLists("a-news ann", "b-sale ann");
        in.lastNight(ContactPlan.TABLE, """
                ann, a-news, , 2026-03-25, sale, news, email, 5.0, planned, ,
                ann, b-sale, , 2026-03-25, sale, sale, , , not_planned, something else goes first, a-news
                ann, d-cart, , 2026-03-31, reminder, cart, email, 5.0, planned, ,
                gone, a-news, , 2026-03-25, sale, news, email, 5.0, planned, ,
                """);
        // Planned on the 25th; what the same date planned before does not count.
        assertThat(plan(settings(1, 2, OptionalLong.empty())))
                .containsExactly(
                        "ann, a-news, , not_planned, contacted by this list before, on 2026-03-25",
                        "ann, a-news, email, earlier, , ",
                        "ann, b-sale, email, planned, , ");
        assertThat(plan(settings(1, 1, OptionalLong.empty())))
                .contains("ann, b-sale, , not_planned, contacted often enough, 1 in 7 days; 1 in 30");
        in.named(PersonContacts.TABLE, """
                customer_id, campaign, sent_at, is_control
                bob, x, 2026-03-26 10:00:00, false
                """);
        // Messages are known up to the 26th, and none of ann's is among them: it was never sent.
        assertThat(plan(settings(1, 1, OptionalLong.empty()))).contains("ann, b-sale, email, planned, , ");
    }

    @Test
    void whoComplainedOrIsHeldOutOrHarmedIsLeftInPeace() {
        onLists("a-news ann", "e-help ann", "a-news bob", "b-sale bob", "a-news cat");
        in.named(PersonInteractions.TABLE, """
                customer_id, occurred_on, kind
                ann, 2026-03-25, complaint
                """).with(ControlGroups.TABLE, """
                a-news, bob, list
                """).named(UpliftScores.TABLE, """
                customer_id, uplift, uplift_label
                ann, 0.10, needs_the_ad
                bob, -0.05, do_not_disturb
                """);
        assertThat(plan(settings(2, 2, OptionalLong.empty())))
                .containsExactly(
                        "ann, a-news, , not_planned, quiet after a complaint, on 2026-03-25",
                        "ann, e-help, email, planned, , ",
                        "bob, a-news, , not_planned, control group, of this list",
                        "bob, b-sale, , not_planned, a message would do harm, uplift -0.050",
                        "cat, a-news, , not_planned, no address, ");
    }

    @Test
    void everyOtherReasonToLeaveSomebodyInPeaceIsSaid() {
        onLists("a-news ann", "a-news bob", "a-news cat", "b-sale dan", "d-cart eva", "e-help bob");
        in.named(CustomerProfiles.TABLE, """
                customer_id, average_order_value, email_permitted, phone_permitted
                ann, 100.00, true, true
                bob, 100.00, true, true
                cat, 100.00, true, true
                dan, 1.00, false, true
                eva, 100.00, true, true
                """)
                .named(ContactPoints.TABLE, """
                customer_id, email, phone
                ann, ann@example.com, +4930123
                bob, bob@example.com, +4930124
                cat, cat@example.com, +4930125
                dan, dan@example.com, +4930126
                eva, eva@example.com, +4930127
                """)
                .named(PersonPurchases.TABLE, """
                customer_id, ordered_on, is_return
                ann, 2026-03-26, true
                eva, 2026-03-20, true
                """)
                .named(CareScores.TABLE, """
                customer_id, needs_help
                bob, 75.0
                ann, 10.0
                """)
                .with(PersonFlags.TABLE, Rows.named(in.read(PersonFlags.TABLE).sparkSession(), PersonFlags.TABLE, """
                customer_id, flag
                cat, test_account
                """))
                .lastNight(ContactPlan.TABLE, """
                eva, other, , 2026-03-20, reminder, cart, email, 5.0, planned, ,
                """);
        // ann returned something five days ago, eva eleven; dan's order brings 0.10 x 0.5 and a call costs 4.
        assertThat(plan(settings(2, 2, OptionalLong.empty())).stream()
                        .filter(line -> !line.contains("earlier"))
                        .toList())
                .containsExactly(
                        "ann, a-news, , not_planned, quiet after a return, on 2026-03-26",
                        "bob, a-news, , not_planned, needs help first, needs_help 75",
                        "bob, e-help, email, planned, , ",
                        "cat, a-news, , not_planned, test account, ",
                        "dan, b-sale, , not_planned, costs more than it brings, ",
                        "eva, d-cart, , not_planned, same topic lately, cart");
    }

    @Test
    void whoeverBringsMostGetsTheSeatAndTheOtherFallsToTheNextChannel(SparkSession spark) {
        // E-mail is answered a hundredth as often as the phone here: a call brings 5 - 4, or 10 - 4 for bob.
        in.named(ChannelScores.TABLE, """
                customer_id, channel, answer_rate, channel_rank
                ann, phone, 0.5, 1
                ann, email, 0.005, 2
                bob, phone, 0.5, 1
                bob, email, 0.005, 2
                """);
        onLists("b-sale ann", "b-sale bob");
        assertThat(plan(settings(1, 2, OptionalLong.of(2))))
                .containsExactly("ann, b-sale, phone, planned, , ", "bob, b-sale, phone, planned, , ");
        assertThat(plan(settings(1, 2, OptionalLong.of(1))))
                .containsExactly("ann, b-sale, email, planned, , ", "bob, b-sale, phone, planned, , ");
        PlanValue value = new PlanContacts(LISTS, settings(1, 2, OptionalLong.of(1))).compare(in, DAY);
        // bob's call 6, ann's e-mail a twentieth of 5; first come, both get an e-mail: 0.25 and 0.5.
        assertThat(value.value()).isCloseTo(6.25, within(1e-9));
        assertThat(value.firstComeValue()).isCloseTo(0.75, within(1e-9));
        assertThat(value.bound()).isBetween(6.25, 6.26);
    }

    @Test
    void noPlanOfAFewPeopleIsBetter() {
        // What a message adds is worth 12, 20 and 8. A call costs 4; e-mail is answered 1/4, 3/4 and 1/8 as often.
        double[][] calls = {{12 - 4, 3}, {20 - 4, 15}, {8 - 4, 1}};
        in.named(CustomerProfiles.TABLE, """
                customer_id, average_order_value, email_permitted, phone_permitted
                ann, 240.00, true, true
                bob, 400.00, true, true
                cat, 160.00, true, true
                """)
                .named(ContactPoints.TABLE, """
                customer_id, email, phone
                ann, ann@example.com, +4930123
                bob, bob@example.com, +4930124
                cat, cat@example.com, +4930125
                """)
                .named(UpliftScores.TABLE, """
                customer_id, uplift, uplift_label
                ann, 0.10, needs_the_ad
                bob, 0.10, needs_the_ad
                cat, 0.10, needs_the_ad
                """)
                .named(ChannelScores.TABLE, """
                customer_id, channel, answer_rate, channel_rank
                ann, phone, 0.4, 1
                ann, email, 0.1, 2
                bob, phone, 0.4, 1
                bob, email, 0.3, 2
                cat, phone, 0.4, 1
                cat, email, 0.05, 2
                """);
        onLists("b-sale ann", "b-sale bob", "b-sale cat");
        // Every plan of three people, three offers and one seat is tried.
        double best = 0;
        for (int seat = -1; seat < calls.length; seat++) {
            double value = 0;
            for (int i = 0; i < calls.length; i++) {
                value += i == seat ? calls[i][0] : calls[i][1];
            }
            best = Math.max(best, value);
        }
        // Who gains most by the call gets it, not who is worth most: 8 - 3 against 16 - 15.
        assertThat(best).isEqualTo(8 + 15 + 1);
        PlanSettings oneCall = settings(1, 2, OptionalLong.of(1));
        assertThat(plan(oneCall))
                .containsExactly(
                        "ann, b-sale, phone, planned, , ",
                        "bob, b-sale, email, planned, , ",
                        "cat, b-sale, email, planned, , ");
        PlanValue value = new PlanContacts(LISTS, oneCall).compare(in, DAY);
        assertThat(value.value()).isCloseTo(best, within(1e-9));
        assertThat(value.bound()).isCloseTo(best, within(1e-6));
    }

    @Test
    void noScarceChannelIsAskedForMoreThanItHasAndTheBoundHolds(SparkSession spark) {
        // Sixty people whom calls and letters are worth most; ten calls and fifteen letters there are.
        Dataset<Row> people = spark.range(60).selectExpr("concat('c', lpad(id, 2, '0')) as customer_id", "id");
        in.with(
                        CustomerProfiles.TABLE,
                        columns(
                                CustomerProfiles.TABLE,
                                people.selectExpr(
                                        "customer_id",
                                        "200 + 7 * pmod(id * 37, 60) as average_order_value",
                                        "true as email_permitted",
                                        "true as phone_permitted",
                                        "true as post_permitted")))
                .with(
                        ContactPoints.TABLE,
                        columns(
                                ContactPoints.TABLE,
                                people.selectExpr(
                                        "customer_id",
                                        "'x@example.com' as email",
                                        "'+4930123' as phone",
                                        "'s 1' as street",
                                        "'1' as postcode",
                                        "'y' as city",
                                        "'DE' as country")))
                .with(
                        UpliftScores.TABLE,
                        columns(
                                UpliftScores.TABLE,
                                people.selectExpr("customer_id", "0.2 as uplift", "'needs_the_ad' as uplift_label")))
                .with(
                        ChannelScores.TABLE,
                        columns(
                                ChannelScores.TABLE,
                                people.selectExpr(
                                        "customer_id",
                                        "explode(map('phone', 0.9, 'post', 0.4 + 0.005 * id, 'email', 0.1)) as (channel, answer_rate)")))
                .with(
                        SegmentMembers.TABLE,
                        columns(
                                SegmentMembers.TABLE,
                                people.selectExpr(
                                        "'far' as segment", "customer_id", "1 as member_rank", "'why' as reason")))
                .with(TriggerEvents.TABLE, "");
        List<PlannedList> far = List.of(list("far", Priority.SALE, "far", Channel.EMAIL, Channel.PHONE, Channel.POST));
        PlanSettings scarce = settings(1, 2, OptionalLong.of(10), OptionalLong.of(15));
        PlanContacts job = new PlanContacts(far, scarce);
        List<String> channels = Rows.text(job.build(in, DAY), ContactPlan.CHANNEL);
        assertThat(channels).hasSize(60);
        assertThat(Collections.frequency(channels, "phone")).isEqualTo(10);
        assertThat(Collections.frequency(channels, "post")).isEqualTo(15);
        assertThat(Collections.frequency(channels, "email")).isEqualTo(35);
        PlanValue value = job.compare(in, DAY);
        assertThat(value.value()).isGreaterThan(1.5 * value.firstComeValue());
        assertThat(value.value()).isBetween(0.98 * value.bound(), value.bound() + 1e-6);
        assertThat(value.byChannel()).containsEntry(Channel.PHONE, 10L).containsEntry(Channel.POST, 15L);
        // All want a letter first; whom letters turn away wants a call, of which there are no more for that.
        List<PlannedList> letters =
                List.of(list("far", Priority.SALE, "far", Channel.POST, Channel.PHONE, Channel.EMAIL));
        PlanValue first = new PlanContacts(letters, scarce).compare(in, DAY);
        assertThat(first.firstComeByChannel())
                .containsEntry(Channel.PHONE, 10L)
                .containsEntry(Channel.POST, 15L)
                .containsEntry(Channel.EMAIL, 35L);
        assertThat(first.byChannel()).containsEntry(Channel.PHONE, 10L).containsEntry(Channel.POST, 15L);
    }

    /** The table's rows, of which only some columns are known. */
    private static Dataset<Row> columns(Table table, Dataset<Row> rows) {
        List<String> known = List.of(rows.columns());
        return rows.select(table.fields().stream()
                .map(field -> field.of(known.contains(field.name()) ? field.col() : functions.lit(null)))
                .toArray(Column[]::new));
    }

    /** Each as {@code list person}. */
    private void onLists(String... members) {
        StringBuilder text = new StringBuilder();
        for (String member : members) {
            text.append(member.replace(" ", ", ")).append(", 1, why\n");
        }
        in.with(SegmentMembers.TABLE, text.toString()).with(TriggerEvents.TABLE, "");
    }

    private List<String> plan(PlanSettings settings) {
        return Rows.text(
                        new PlanContacts(LISTS, settings).build(in, DAY),
                        ContactPlan.CUSTOMER_ID,
                        ContactPlan.LIST,
                        ContactPlan.CHANNEL,
                        ContactPlan.PLAN_STATUS,
                        ContactPlan.WHY_NOT,
                        ContactPlan.WHY_NOT_DETAIL)
                .stream()
                .map(line -> line.replace("days, ", "days; "))
                .toList();
    }

    private Dataset<Row> planned(PlanSettings settings) {
        return new PlanContacts(LISTS, settings)
                .build(in, DAY)
                .where(ContactPlan.PLAN_STATUS.col().equalTo(ContactPlan.PLANNED));
    }

    private static PlannedList list(String name, Priority priority, String topic, Channel... channels) {
        Purpose purpose = priority == Priority.CARE ? Purpose.SERVICE : Purpose.MARKETING;
        return new PlannedList(name, false, purpose, List.of(channels), priority, topic, 0.1, 30);
    }

    private static PlanSettings settings(int perNight, int perWeek, OptionalLong calls) {
        return settings(perNight, perWeek, calls, OptionalLong.empty());
    }

    private static PlanSettings settings(int perNight, int perWeek, OptionalLong calls, OptionalLong letters) {
        PlanSettings usual = new SettingsLoader(Map.of())
                .load(List.of(), Map.of(), Map.of())
                .decide()
                .plan();
        return new PlanSettings(
                perWeek,
                4,
                perNight,
                1,
                30,
                14,
                7,
                60,
                0.5,
                usual.maxLift(),
                usual.unknownChance(),
                20,
                2,
                new ChannelTerms(0, 0.1, OptionalLong.empty()),
                usual.sms(),
                new ChannelTerms(4, 0.1, calls),
                new ChannelTerms(usual.post().cost(), usual.post().answerRate(), letters),
                usual.ads());
    }
}
