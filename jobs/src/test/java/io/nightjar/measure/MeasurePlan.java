package io.nightjar.measure;

import static org.apache.spark.sql.functions.expr;

import io.nightjar.Tables;
import io.nightjar.config.Channel;
import io.nightjar.config.ChannelTerms;
import io.nightjar.config.PlanSettings;
import io.nightjar.config.PlannedList;
import io.nightjar.config.Priority;
import io.nightjar.config.Purpose;
import io.nightjar.config.SettingsLoader;
import io.nightjar.decide.PlanContacts;
import io.nightjar.decide.PlanValue;
import io.nightjar.schema.ChannelScores;
import io.nightjar.schema.ContactPlan;
import io.nightjar.schema.ContactPoints;
import io.nightjar.schema.ControlGroups;
import io.nightjar.schema.CustomerProfiles;
import io.nightjar.schema.PersonContacts;
import io.nightjar.schema.SegmentMembers;
import io.nightjar.schema.Table;
import io.nightjar.schema.UpliftScores;
import io.nightjar.store.Places;
import io.nightjar.store.TableStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a contact plan of made-up people is worth, against first come and against what no plan can reach, and its time. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = "Value of the contact plan against first-come and an upper bound; seconds.")
final class MeasurePlan implements Callable<Integer> {
    private static final LocalDate DAY = LocalDate.parse("2026-01-31");
    private static final int LISTS = 16;

    @Option(names = "--customers", defaultValue = "200000", paramLabel = "N", description = "Default: 200000.")
    private long customers;

    private SparkSession spark;
    private Tables tables;
    private Path scratch;

    @Override
    public Integer call() throws Exception {
        scratch = Files.createTempDirectory("nightjar-plan");
        try (SparkSession session = Bench.spark(8)) {
            spark = session;
            tables = new Tables(spark);
            TableStore store = new TableStore(
                    spark,
                    new Places(new Configuration()),
                    new org.apache.hadoop.fs.Path(scratch.toUri().toString(), "tables"));
            people(store);
            Lines lines = new Lines(
                    "seats", "people", "offers", "planned", "value", "first come", "bound", "of bound", "seconds");
            measure(store, lines, OptionalLong.empty(), OptionalLong.empty(), "no limit");
            measure(
                    store,
                    lines,
                    OptionalLong.of(customers / 200),
                    OptionalLong.of(customers / 50),
                    customers / 200 + " calls, " + customers / 50 + " letters");
            System.out.printf(Locale.ROOT, "%,d people on %d lists%n", customers, LISTS);
            lines.print();
        } finally {
            Bench.delete(scratch);
        }
        return 0;
    }

    private void measure(TableStore store, Lines lines, OptionalLong calls, OptionalLong letters, String seats) {
        PlanContacts job = new PlanContacts(lists(), settings(calls, letters));
        long start = System.nanoTime();
        make(store, ContactPlan.TABLE, job.build(tables, DAY));
        double seconds = (System.nanoTime() - start) / 1e9;
        PlanValue value = job.compare(tables, DAY);
        verify(value, Channel.PHONE, calls);
        verify(value, Channel.POST, letters);
        lines.add(
                seats,
                value.people(),
                value.offers(),
                value.planned(),
                value.value(),
                String.format(
                        Locale.ROOT,
                        "%,.1f (plan %.2fx)",
                        value.firstComeValue(),
                        value.value() / value.firstComeValue()),
                value.bound(),
                String.format(Locale.ROOT, "%.2f %%", 100 * value.value() / value.bound()),
                seconds);
    }

    /** No channel is asked for more than it has. */
    private static void verify(PlanValue value, Channel channel, OptionalLong seats) {
        long most = seats.orElse(Long.MAX_VALUE);
        for (long contacts : List.of(
                value.byChannel().get(channel), value.firstComeByChannel().get(channel))) {
            if (contacts > most) {
                throw new IllegalStateException(
                        contacts + " contacts by " + channel + ", and there are " + most + " seats");
            }
        }
    }

    /** Values follow from numbers alone, by hash. */
    private void people(TableStore store) {
        Dataset<Row> people = spark.range(customers)
                .selectExpr("concat('c', id) as customer_id", "id")
                .selectExpr("*", unit("a") + " as a", unit("b") + " as b", unit("c") + " as c", unit("d") + " as d");
        make(
                store,
                CustomerProfiles.TABLE,
                people.withColumn("average_order_value", expr("exp(2.5 + 2.5 * a * b)"))
                        .withColumn("email_permitted", expr("a < 0.8"))
                        .withColumn("sms_permitted", expr("b < 0.4"))
                        .withColumn("phone_permitted", expr("c < 0.3"))
                        .withColumn("post_permitted", expr("d < 0.6")));
        make(
                store,
                ContactPoints.TABLE,
                people.selectExpr(
                                "*", "'x@example.com' as email", "'+4930' as phone", "'s' as street", "'1' as postcode")
                        .selectExpr("*", "'y' as city", "'DE' as country"));
        make(
                store,
                UpliftScores.TABLE,
                people.selectExpr("*", "0.12 * c * c - 0.01 as uplift", "'needs_the_ad' as uplift_label"));
        make(
                store,
                ChannelScores.TABLE,
                people.where("d < 0.5")
                        .selectExpr(
                                "customer_id",
                                "explode(map('email', 0.3 * b, 'phone', 0.6 * d, 'post', 0.1 * c)) as (channel, answer_rate)"));
        make(
                store,
                PersonContacts.TABLE,
                people.where("b > 0.7").selectExpr("*", "timestamp'2026-01-28 10:00:00' as sent_at"));
        List<PlannedList> lists = lists();
        Dataset<Row> members = null;
        for (int i = 0; i < lists.size(); i++) {
            Dataset<Row> some = people.where(unit("list " + i) + " < " + (0.2 + 0.03 * i))
                    .selectExpr("'" + lists.get(i).name() + "' as segment", "customer_id", "1 as member_rank");
            members = members == null ? some : members.union(some);
        }
        make(store, SegmentMembers.TABLE, members);
        make(
                store,
                ControlGroups.TABLE,
                tables.read(SegmentMembers.TABLE)
                        .where("pmod(xxhash64(segment, customer_id), 10) = 0")
                        .selectExpr("segment as list", "customer_id", "'list' as control_scope"));
    }

    private static String unit(String salt) {
        return "pmod(xxhash64(customer_id, '" + salt + "'), 1000000) / 1e6";
    }

    private static List<PlannedList> lists() {
        List<PlannedList> lists = new ArrayList<>();
        for (int i = 0; i < LISTS; i++) {
            Priority priority =
                    i == 15 ? Priority.CARE : i == 14 ? Priority.SERVICE : i > 10 ? Priority.REMINDER : Priority.SALE;
            List<Channel> channels =
                    switch (i % 4) {
                        case 0 -> List.of(Channel.EMAIL);
                        case 1 -> List.of(Channel.EMAIL, Channel.PHONE);
                        case 2 -> List.of(Channel.POST, Channel.EMAIL);
                        default -> List.of(Channel.PHONE, Channel.EMAIL, Channel.SMS);
                    };
            lists.add(new PlannedList(
                    String.format(Locale.ROOT, "list-%02d", i),
                    false,
                    priority.turn() < Priority.REMINDER.turn() ? Purpose.SERVICE : Purpose.MARKETING,
                    channels,
                    priority,
                    "topic-" + i % 6,
                    0.1,
                    30));
        }
        return lists;
    }

    private static PlanSettings settings(OptionalLong calls, OptionalLong letters) {
        PlanSettings usual = new SettingsLoader(Map.of())
                .load(List.of(), Map.of(), Map.of())
                .decide()
                .plan();
        return new PlanSettings(
                usual.perWeek(),
                usual.perMonth(),
                usual.perNight(),
                usual.perTopic(),
                usual.repeatDays(),
                usual.quietAfterComplaintDays(),
                usual.quietAfterReturnDays(),
                usual.quietFromNeed(),
                usual.marginShare(),
                usual.maxLift(),
                usual.unknownChance(),
                usual.careWorth(),
                usual.serviceWorth(),
                usual.email(),
                usual.sms(),
                new ChannelTerms(1.5, usual.phone().answerRate(), calls),
                new ChannelTerms(0.6, usual.post().answerRate(), letters),
                usual.ads());
    }

    /** Writes a table, so that measuring it does not measure how its rows were made up. */
    private void make(TableStore store, Table table, Dataset<Row> rows) {
        List<String> made = List.of(rows.columns());
        Column[] columns = table.fields().stream()
                .map(field -> field.of(made.contains(field.name()) ? field.col() : expr("null")))
                .toArray(Column[]::new);
        tables.with(table, Bench.written(store, table, rows.select(columns)));
    }
}
