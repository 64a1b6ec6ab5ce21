package io.nightjar.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.Rows;
import io.nightjar.SparkExtension;
import io.nightjar.Tables;
import io.nightjar.config.Channel;
import io.nightjar.config.ContactTerms;
import io.nightjar.config.Origin;
import io.nightjar.config.Purpose;
import io.nightjar.config.ReceiptSettings;
import io.nightjar.config.SegmentDefinition;
import io.nightjar.config.TriggerDefinition;
import io.nightjar.config.TriggerGround;
import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.schema.Activity;
import io.nightjar.schema.ControlGroups;
import io.nightjar.schema.CustomerProfiles;
import io.nightjar.schema.Customers;
import io.nightjar.schema.Field;
import io.nightjar.schema.IdentityLinks;
import io.nightjar.schema.MergedPersons;
import io.nightjar.schema.PersonContacts;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.Receipts;
import io.nightjar.schema.Rfm;
import io.nightjar.schema.SegmentMembers;
import io.nightjar.schema.SegmentStays;
import io.nightjar.schema.Table;
import io.nightjar.schema.TriggerEvents;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Lists of earlier days and what became of them, worked out by hand. */
@ExtendWith(SparkExtension.class)
final class ReceiptsTest {
    private static final LocalDate DAY = LocalDate.parse("2026-03-31");

    @Test
    void staysAreOpenedClosedAndTheSameWhenTheNightIsRunTwice(SparkSession spark) {
        Tables in = new Tables(spark)
                .named(CustomerProfiles.TABLE, "customer_id\nann\nbob\ncat")
                .with(SegmentMembers.TABLE, """
                        one, ann, 1, why
                        one, cat, 2, why
                        """)
                .with(ControlGroups.TABLE, "one, cat, list")
                .lastNight(SegmentStays.TABLE, """
                        one, ann, 2026-01-01, , false
                        one, bob, 2026-02-01, , true
                        one, cat, 2025-11-01, 2025-12-01, false
                        one, erased, 2026-02-01, , false
                        """);
        TrackStays job = new TrackStays(90);
        Dataset<Row> tonight = job.build(in, DAY);
        List<String> expected = List.of(
                "one, ann, 2026-01-01, , false",
                "one, bob, 2026-02-01, 2026-03-31, true",
                "one, cat, 2026-03-31, , true");
        assertThat(Rows.text(tonight, SegmentStays.TABLE)).isEqualTo(expected);
        in.lastNight(SegmentStays.TABLE, tonight);
        assertThat(Rows.text(job.build(in, DAY), SegmentStays.TABLE)).isEqualTo(expected);
    }

    @Test
    void staysOfPersonsWhoAreOneTonightAreOneStaySinceTheFirst(SparkSession spark) {
        Tables in = new Tables(spark)
                .named(CustomerProfiles.TABLE, "customer_id\nann")
                .with(MergedPersons.TABLE, "bob, ann")
                .with(SegmentMembers.TABLE, "one, ann, 1, why")
                .lastNight(SegmentStays.TABLE, """
                        one, ann, 2026-02-01, , false
                        one, bob, 2026-01-01, , true
                        one, ann, 2026-01-01, 2026-01-20, false
                        two, bob, 2026-03-01, , false
                        """);
        assertThat(Rows.text(new TrackStays(90).build(in, DAY), SegmentStays.TABLE))
                .containsExactly("one, ann, 2026-01-01, , false", "two, ann, 2026-03-01, 2026-03-31, false");
    }

    @Test
    void aTriggerIsAListFromTheNightItFiresUntilItExpires(SparkSession spark) {
        Tables in = new Tables(spark)
                .named(CustomerProfiles.TABLE, "customer_id\nann\nbob\ncat")
                .with(ControlGroups.TABLE, "due, cat, list")
                .with(TriggerEvents.TABLE, """
                        ann, due, tea, , 2026-03-20, 2026-03-31, open, why
                        ann, due, rice, , 2026-03-31, 2026-04-05, new, why
                        bob, due, tea, , 2026-03-20, 2026-03-30, past, why
                        cat, due, tea, , 2026-03-31, 2026-04-05, new, why
                        """)
                .lastNight(SegmentStays.TABLE, """
                        due, ann, 2026-03-20, , false
                        due, bob, 2026-03-20, , false
                        """);
        assertThat(Rows.text(new TrackStays(90).build(in, DAY), SegmentStays.TABLE))
                .containsExactly(
                        "due, ann, 2026-03-20, , false",
                        "due, bob, 2026-03-20, 2026-03-31, false",
                        "due, cat, 2026-03-31, , true");
    }

    @Test
    void aTriggerIsJudgedAsAnyOtherList(SparkSession spark) {
        // 30 days ago 40 contacted and 40 held out; 20 and 4 ordered since.
        Dataset<Row> people = spark.range(80).selectExpr("concat('c', lpad(id, 3, '0')) as customer_id", "id");
        Tables in = new Tables(spark)
                .with(CustomerProfiles.TABLE, profiles(people))
                .with(
                        SegmentStays.TABLE,
                        people.selectExpr(
                                "'due' as segment",
                                "customer_id",
                                "date'2026-02-20' as entered_on",
                                "date'2026-03-05' as left_on",
                                "id >= 40 as is_held_out"))
                .with(PersonPurchases.TABLE, orders(people.where("id < 20 or id between 40 and 43"), "2026-03-10"));
        TriggerDefinition due = new TriggerDefinition(
                "due",
                "what is due",
                TriggerGround.PERSON,
                "true",
                Optional.empty(),
                "object",
                Purpose.MARKETING,
                List.of(),
                1,
                1,
                ContactTerms.USUAL,
                new Origin("due.conf", 0));
        Row receipt = new EarnReceipts(
                        List.of(), List.of(due), new ReceiptSettings(List.of(30), List.of(), 7, 20), List.of())
                .build(in, DAY)
                .head();
        assertThat(receipt.<String>getAs(Receipts.SEGMENT.name())).isEqualTo("due");
        assertThat(number(receipt, Receipts.LIFT)).isCloseTo(0.4, within(1e-12));
        assertThat(receipt.<String>getAs(Receipts.VERDICT.name())).isEqualTo("use");
    }

    @Test
    void listOfANightIsJudgedByWhoWasHeldOut(SparkSession spark) {
        // 40 of 100 contacted and 5 of 50 held out ordered since, for 10 each.
        Dataset<Row> people = spark.range(150).selectExpr("concat('c', lpad(id, 3, '0')) as customer_id", "id");
        Tables in = new Tables(spark)
                .with(CustomerProfiles.TABLE, profiles(people))
                .with(
                        SegmentStays.TABLE,
                        people.selectExpr(
                                "'one' as segment",
                                "customer_id",
                                "date'2026-02-01' as entered_on",
                                "cast(null as date) as left_on",
                                "id >= 100 as is_held_out"))
                .with(
                        PersonPurchases.TABLE,
                        orders(people.where("id < 40 or id between 100 and 104"), "2026-03-10")
                                .unionByName(orders(people, "2026-02-20")));
        Row receipt = receipts(in, List.of(30), List.of(), segment("one", Purpose.MARKETING, "true"))
                .head();
        assertThat(receipt.<String>getAs(Receipts.CONTROL_KIND.name())).isEqualTo("own");
        assertThat(number(receipt, Receipts.CONTACTED_RATE)).isCloseTo(0.4, within(1e-12));
        assertThat(number(receipt, Receipts.HELD_OUT_RATE)).isCloseTo(0.1, within(1e-12));
        // sqrt(0.4 x 0.6 / 100 + 0.1 x 0.9 / 50) is 0.0648; but 6/52 x 46/52 / 52 + 41/102 x 61/102 / 102 is larger.
        double error = 1.959964 * Math.sqrt(41.0 / 102 * 61 / 102 / 102 + 6.0 / 52 * 46 / 52 / 52);
        assertThat(number(receipt, Receipts.LIFT_LOW)).isCloseTo(0.3 - error, within(1e-6));
        assertThat(number(receipt, Receipts.LIFT_HIGH)).isCloseTo(0.3 + error, within(1e-6));
        assertThat(number(receipt, Receipts.REVENUE_LIFT)).isCloseTo(3.0, within(1e-9));
        assertThat(receipt.<String>getAs(Receipts.VERDICT.name())).isEqualTo("use");
        assertThat(number(receipt, Receipts.RANDOM_RATE)).isCloseTo(45.0 / 150, within(1e-12));
        assertThat(receipt.<String>getAs(Receipts.LIST_ORIGIN.name())).isEqualTo("night");
    }

    @Test
    void firstNightMakesTheListAnewFromWhatWasKnownAndTakesTheShopsOwnExperiments(SparkSession spark) {
        // On the 1st of March the first 60 had ordered once; of those, even numbers got a message on the 5th and odd
        // ones were held back. 24 of 30 and 6 of 30 ordered two days later.
        Dataset<Row> people = spark.range(80).selectExpr("concat('c', lpad(id, 3, '0')) as customer_id", "id");
        Dataset<Row> answers = people.where("id < 60 and ((id % 2 = 0 and id < 48) or (id % 2 = 1 and id < 12))");
        Tables in = new Tables(spark)
                .with(CustomerProfiles.TABLE, profiles(people))
                .with(SegmentStays.TABLE, "")
                .with(
                        PersonPurchases.TABLE,
                        orders(people.where("id < 60"), "2026-02-10")
                                .unionByName(orders(answers, "2026-03-07"))
                                .unionByName(orders(people.where("id >= 60"), "2026-03-20")))
                .with(
                        PersonContacts.TABLE,
                        people.selectExpr(
                                "customer_id",
                                "'spring' as campaign",
                                "'email' as channel",
                                "timestamp'2026-03-05 12:00:00' as sent_at",
                                "cast(null as timestamp) as opened_at",
                                "cast(null as timestamp) as clicked_at",
                                "cast(null as timestamp) as unsubscribed_at",
                                "id % 2 = 1 as is_control"));
        Dataset<Row> receipts = receipts(
                in,
                List.of(7, 30),
                List.of(30),
                segment("one", Purpose.MARKETING, "frequency = 1"),
                segment("none", Purpose.MARKETING, "points_balance > 0"),
                segment("kind", Purpose.SERVICE, "frequency = 1"));
        assertThat(Rows.text(
                        receipts,
                        Receipts.SEGMENT,
                        Receipts.DAYS_AGO,
                        Receipts.LISTED_ON,
                        Receipts.LIST_ORIGIN,
                        Receipts.MEMBER_COUNT,
                        Receipts.CONTROL_KIND,
                        Receipts.VERDICT))
                .as("no night ran seven days ago, and points cannot be taken back")
                .containsExactly(
                        "kind, 30, 2026-03-01, rewound, 60, messages, not measured",
                        "one, 30, 2026-03-01, rewound, 60, messages, use");
        Row one = receipts.where("segment = 'one'").head();
        assertThat(number(one, Receipts.CONTACTED_RATE)).isCloseTo(0.8, within(1e-12));
        assertThat(number(one, Receipts.HELD_OUT_RATE)).isCloseTo(0.2, within(1e-12));
        assertThat(number(one, Receipts.ORDER_RATE)).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void randomPeopleAreOfTheSameKindAsTheListsMembers(SparkSession spark) {
        // Half of the first hundred, who had bought, bought again. Of the second hundred, who had only visited, ten
        // bought;
        // none of twenty who had registered; all of twenty who came later, and so could not be on a list then.
        Dataset<Row> people = spark.range(240).selectExpr("concat('c', lpad(id, 3, '0')) as customer_id", "id");
        Column visitedOn = functions.expr(
                "case when id between 100 and 199 then date'2026-02-15' when id >= 220 then date'2026-03-15' end");
        StringBuilder links = new StringBuilder("source, source_key, customer_id\n");
        StringBuilder customers = new StringBuilder("customer_key, registered_at\n");
        for (int id = 200; id < 220; id++) {
            links.append("customers, K%d, c%d\n".formatted(id, id));
            customers.append("K%d, 2026-01-15 08:00:00\n".formatted(id));
        }
        Tables in = new Tables(spark)
                .with(
                        CustomerProfiles.TABLE,
                        people.select(CustomerProfiles.TABLE.fields().stream()
                                .map(field -> field.equals(CustomerProfiles.CUSTOMER_ID)
                                        ? field.col()
                                        : field.of(
                                                field.equals(Activity.FIRST_VISIT_ON)
                                                        ? visitedOn
                                                        : functions.lit(null)))
                                .toArray(Column[]::new)))
                .named(IdentityLinks.TABLE, links.toString())
                .named(Customers.TABLE, customers.toString())
                .with(
                        SegmentStays.TABLE,
                        people.where("id between 80 and 139")
                                .selectExpr(
                                        "explode(if(id < 100, array('mixed'), if(id < 120, array('mixed', 'never'), array('never')))) as segment",
                                        "customer_id",
                                        "date'2026-02-20' as entered_on",
                                        "cast(null as date) as left_on",
                                        "false as is_held_out"))
                .with(
                        PersonPurchases.TABLE,
                        orders(people.where("id < 100"), "2026-02-10")
                                .unionByName(orders(
                                        people.where("id < 50 or id between 100 and 109 or id >= 220"), "2026-03-10")));
        Dataset<Row> receipts = receipts(
                in,
                List.of(30),
                List.of(),
                segment("mixed", Purpose.MARKETING, "true"),
                segment("never", Purpose.MARKETING, "true"));
        Row never = receipts.where("segment = 'never'").head();
        assertThat(number(never, Receipts.RANDOM_RATE)).isCloseTo(10.0 / 120, within(1e-12));
        assertThat(number(never, Receipts.RANDOM_REVENUE)).isCloseTo(100.0 / 120, within(1e-12));
        Row mixed = receipts.where("segment = 'mixed'").head();
        assertThat(number(mixed, Receipts.RANDOM_RATE)).isCloseTo((0.5 + 10.0 / 120) / 2, within(1e-12));
    }

    @Test
    void onlyAListThatIsNewerThanTheDayIsMadeAnewForIt(SparkSession spark) {
        // "old" has been there since February, with half of the people; "new" is there since tonight.
        Dataset<Row> people = spark.range(80).selectExpr("concat('c', lpad(id, 3, '0')) as customer_id", "id");
        Dataset<Row> half = people.where("id < 40");
        Tables in = new Tables(spark)
                .with(CustomerProfiles.TABLE, profiles(people))
                .with(
                        SegmentStays.TABLE,
                        half.selectExpr(
                                        "'old' as segment",
                                        "customer_id",
                                        "date'2026-02-01' as entered_on",
                                        "cast(null as date) as left_on",
                                        "false as is_held_out")
                                .unionByName(half.selectExpr(
                                        "'new' as segment",
                                        "customer_id",
                                        "date'2026-03-31' as entered_on",
                                        "cast(null as date) as left_on",
                                        "false as is_held_out")))
                .with(PersonPurchases.TABLE, orders(people, "2026-02-10"));
        assertThat(Rows.text(
                        receipts(
                                in,
                                List.of(7, 30),
                                List.of(30),
                                segment("old", Purpose.MARKETING, "frequency = 1"),
                                segment("new", Purpose.MARKETING, "frequency = 1")),
                        Receipts.SEGMENT,
                        Receipts.DAYS_AGO,
                        Receipts.LIST_ORIGIN,
                        Receipts.MEMBER_COUNT))
                .containsExactly("new, 30, rewound, 80", "old, 30, night, 40", "old, 7, night, 40");
    }

    @Test
    void personsWithManyRowsCountAsOne() {
        // Four persons a side, all their rows the same: 4 rows each say no more than 1.
        Difference once = Difference.of(sums(1), false);
        Difference often = Difference.of(sums(4), false);
        assertThat(often.value()).isEqualTo(once.value()).isEqualTo(0.25);
        assertThat(often.standardError()).isCloseTo(once.standardError(), within(1e-12));
        assertThat(often.treated()).isEqualTo(16);
    }

    @Test
    void simpleListsTakeTheirLastLevelInPart() {
        Ladder ladder = new Ladder();
        ladder.add(10, 5, 100);
        ladder.add(20, 2, 20);
        assertThat(ladder.rate(10)).isEqualTo(0.5);
        // 10 of the second 20: one orderer more.
        assertThat(ladder.rate(20)).isEqualTo(6.0 / 20);
        assertThat(ladder.revenue(20)).isEqualTo(110.0 / 20);
        assertThat(ladder.rate()).isEqualTo(7.0 / 30);
    }

    /** Treated persons with values 1, 1, 0, 0 and held out ones with 1, 0, 0, 0, each so many times. */
    private static Difference.Sums sums(int times) {
        double n = 4.0 * times;
        double square = 4.0 * times * times;
        return new Difference.Sums(
                n,
                2.0 * times,
                n,
                times,
                square,
                2.0 * times * times,
                2.0 * times * times,
                square,
                times * times,
                times * times,
                0,
                0,
                0,
                0);
    }

    private static double number(Row row, Field field) {
        return row.<Double>getAs(field.name());
    }

    private static Dataset<Row> receipts(
            Tables in, List<Integer> ages, List<Integer> rewound, SegmentDefinition... segments) {
        return new EarnReceipts(
                        List.of(segments),
                        List.of(),
                        new ReceiptSettings(ages, rewound, 7, 20),
                        List.of(new CountedProfiles()))
                .build(in, DAY);
    }

    private static Dataset<Row> profiles(Dataset<Row> people) {
        return people.select(CustomerProfiles.TABLE.fields().stream()
                .map(field -> field.equals(CustomerProfiles.CUSTOMER_ID) ? field.col() : field.of(functions.lit(null)))
                .toArray(Column[]::new));
    }

    private static Dataset<Row> orders(Dataset<Row> people, String day) {
        return people.select(PersonPurchases.TABLE.fields().stream()
                .map(field -> switch (field.name()) {
                    case "customer_id" -> field.col();
                    case "ordered_on" -> field.of(functions.lit(day));
                    case "ordered_at" -> field.of(functions.lit(day + " 15:00:00"));
                    case "amount" -> field.of(functions.lit(10));
                    case "is_return" -> field.of(functions.lit(false));
                    default -> field.of(functions.lit(null));
                })
                .toArray(Column[]::new));
    }

    private static SegmentDefinition segment(String name, Purpose purpose, String when) {
        return new SegmentDefinition(
                name,
                "about " + name,
                when,
                purpose,
                List.of(Channel.EMAIL),
                "customer_id",
                OptionalLong.empty(),
                1,
                Optional.empty(),
                new Origin("conf/segments/" + name + ".conf", 0));
    }

    /** Profiles that know the number of orders alone. */
    private static final class CountedProfiles implements TableJob {
        @Override
        public List<Table> inputs() {
            return List.of(PersonPurchases.TABLE);
        }

        @Override
        public Table output() {
            return CustomerProfiles.TABLE;
        }

        @Override
        public Dataset<Row> build(Inputs in, LocalDate asOf) {
            Dataset<Row> counts = in.read(PersonPurchases.TABLE)
                    .groupBy(PersonPurchases.CUSTOMER_ID.col())
                    .agg(functions.count(functions.lit(1)).as("orders"));
            return counts.select(CustomerProfiles.TABLE.fields().stream()
                    .map(field -> field.equals(CustomerProfiles.CUSTOMER_ID)
                            ? field.col()
                            : field.of(field.equals(Rfm.FREQUENCY) ? functions.col("orders") : functions.lit(null)))
                    .toArray(Column[]::new));
        }
    }
}
