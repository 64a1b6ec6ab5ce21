package io.nightjar.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.SparkExtension;
import io.nightjar.Tables;
import io.nightjar.config.Channel;
import io.nightjar.config.DeliverySettings;
import io.nightjar.config.IdentitySettings;
import io.nightjar.config.MatchSettings;
import io.nightjar.config.Origin;
import io.nightjar.config.Purpose;
import io.nightjar.config.SegmentDefinition;
import io.nightjar.profile.BuildContactPoints;
import io.nightjar.publish.dialect.Dialect;
import io.nightjar.publish.dialect.Dialects;
import io.nightjar.publish.dialect.FileRules;
import io.nightjar.schema.ContactPoints;
import io.nightjar.schema.Contacts;
import io.nightjar.schema.Customers;
import io.nightjar.schema.IdentityLinks;
import io.nightjar.schema.PersonContacts;
import io.nightjar.schema.SegmentMembers;
import io.nightjar.schema.Table;
import io.nightjar.store.Json;
import io.nightjar.store.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten thousand people with histories of opting in, opting out, changing their mind and unsubscribing; all on lists for
 * every channel, for every tool. What may be written is worked out here once more, event by event.
 */
@ExtendWith(SparkExtension.class)
final class ConsentHistoriesTest {
    private static final int PEOPLE = 10_000;
    private static final IdentitySettings IDENTITY = new IdentitySettings(
            20,
            List.of(),
            List.of(),
            Optional.empty(),
            false,
            new MatchSettings(false, 0.5, 100, 100, 1000, List.of(), List.of("birth-date")));
    private static final LocalDate DAY = LocalDate.parse("2026-01-31");
    private static final LocalDateTime NIGHT = DAY.plusDays(1).atStartOfDay();
    private static final Channel[] CHANNELS = Channel.values();

    @TempDir
    private Path folder;

    private final List<Row> customers = new ArrayList<>();
    private final List<Row> links = new ArrayList<>();
    private final List<Row> contacts = new ArrayList<>();
    private final Map<String, Set<Channel>> allowed = new HashMap<>();

    @Test
    void nobodyIsWrittenWithoutPermissionForPurposeAndChannelAtThatMoment(SparkSession spark) throws IOException {
        for (int person = 0; person < PEOPLE; person++) {
            history(person);
        }
        Tables in = new Tables(spark)
                .with(Customers.TABLE, table(spark, Customers.TABLE, customers))
                .with(IdentityLinks.TABLE, table(spark, IdentityLinks.TABLE, links))
                .with(PersonContacts.TABLE, table(spark, PersonContacts.TABLE, contacts));
        in.with(ContactPoints.TABLE, new BuildContactPoints(IDENTITY).build(in, DAY));
        List<SegmentDefinition> segments = new ArrayList<>();
        List<Row> members = new ArrayList<>();
        for (Channel channel : CHANNELS) {
            boolean isServiceToo = channel == Channel.EMAIL || channel == Channel.ADS;
            for (Purpose purpose : isServiceToo ? Purpose.values() : new Purpose[] {Purpose.MARKETING}) {
                segments.add(segment(purpose, channel));
            }
        }
        segments.add(segment(Purpose.MARKETING, Channel.EMAIL, Channel.ADS));
        segments.add(segment(Purpose.MARKETING, Channel.SMS, Channel.PHONE));
        segments.add(segment(Purpose.MARKETING, Channel.PHONE, Channel.ADS));
        for (SegmentDefinition segment : segments) {
            for (int person = 0; person < PEOPLE; person++) {
                members.add(RowFactory.create(segment.name(), "c" + person, person + 1, "why"));
            }
        }
        in.with(SegmentMembers.TABLE, table(spark, SegmentMembers.TABLE, members));
        List<Dialect> dialects = new Dialects("AT", "yyyy-MM-dd").all();
        DeliverSegmentFiles delivery = new DeliverSegmentFiles(
                new Places(new Configuration()),
                new org.apache.hadoop.fs.Path(folder.toUri().toString()),
                new DeliverySettings(
                        "segments", List.of("plain"), 1_000_000, 100_000_000, false, 0, 0, "yyyy-MM-dd", List.of()),
                dialects,
                segments,
                List.of(),
                List.of(),
                () -> {});
        delivery.stage(in, DAY, "run");
        delivery.flip("run");

        ReadyFile ready =
                Json.parse(Files.readAllBytes(folder.resolve("run/_READY.json")), ReadyFile.class, "_READY.json");
        long written = 0;
        long permitted = 0;
        for (ReadyFile.Entry file : ready.files()) {
            if (file.tool().equals("plain") && file.part().equals("members")) {
                List<Map<String, String>> rows = rows(file.name());
                written += rows.size();
                for (Map<String, String> row : rows) {
                    verify(row, file.segment());
                }
                permitted += permitted(file.segment(), Set.of(CHANNELS));
            }
        }
        assertThat(written).isEqualTo(permitted).isGreaterThan(PEOPLE);
        // What each tool was told is no more than those whom it may reach by a channel that it and the list share.
        for (ReadyFile.ListSummary list : ready.lists()) {
            Dialect dialect =
                    new Dialects("AT", "yyyy-MM-dd").named(List.of(list.tool())).get(0);
            long most = permitted(list.segment(), dialect.channels());
            assertThat(list.delivered()).as(list.tool() + " " + list.segment()).isEqualTo(most - list.unmatched());
            assertThat(list.delivered() + list.withheld() + list.unmatched()).isEqualTo(PEOPLE);
        }
    }

    /** A row says by which channels, and shows an address or a number that a channel of the list needs for that only. */
    private void verify(Map<String, String> row, String segment) {
        Set<Channel> open = open(row.get("customer_id"), segment, Set.of(CHANNELS));
        assertThat(open).as("written to %s without permission", segment).isNotEmpty();
        assertThat(row.get("channels").split(" "))
                .as("%s in %s", row, segment)
                .containsExactlyInAnyOrder(open.stream()
                        .map(channel -> channel.name().toLowerCase(Locale.ROOT))
                        .toArray(String[]::new));
        Set<Channel> used = channels(segment);
        boolean isMailed = open.contains(used.contains(Channel.EMAIL) ? Channel.EMAIL : Channel.ADS);
        assertThat(!row.get("email").isEmpty()).as("%s in %s", row, segment).isEqualTo(isMailed);
        boolean isForCalls = used.contains(Channel.SMS) || used.contains(Channel.PHONE);
        boolean mayBeCalled = open.contains(Channel.SMS) || open.contains(Channel.PHONE);
        boolean isCalled = isForCalls ? mayBeCalled : open.contains(Channel.ADS);
        assertThat(!row.get("phone").isEmpty()).as("%s in %s", row, segment).isEqualTo(isCalled);
        assertThat(!row.get("street").isEmpty()).isEqualTo(open.contains(Channel.POST));
    }

    /** How many people a list may reach by some of its channels. */
    private long permitted(String segment, Set<Channel> by) {
        return allowed.keySet().stream()
                .filter(person -> !open(person, segment, by).isEmpty())
                .count();
    }

    /** An audience of an advertising platform is no service, whatever the person allows. */
    private Set<Channel> open(String person, String segment, Set<Channel> by) {
        Set<Channel> open = new HashSet<>(allowed.get(person));
        open.retainAll(channels(segment));
        open.retainAll(by);
        if (segment.startsWith("service-")) {
            open.remove(Channel.ADS);
        }
        return open;
    }

    /** As its name says. */
    private static Set<Channel> channels(String segment) {
        return Arrays.stream(segment.split("-"))
                .skip(1)
                .map(name -> Channel.valueOf(name.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toSet());
    }

    /** One to three records, each with a word on every channel or none, and unsubscriptions before and after. */
    private void history(int person) {
        Random random = new Random(31L * person);
        String id = "c" + person;
        Map<Channel, LocalDateTime> lastWord = new HashMap<>();
        Map<Channel, Boolean> says = new HashMap<>();
        int records = 1 + random.nextInt(3);
        for (int record = 0; record < records; record++) {
            LocalDateTime at = moment(random);
            Boolean[] optIns = new Boolean[CHANNELS.length];
            for (int i = 0; i < CHANNELS.length; i++) {
                int word = random.nextInt(4);
                optIns[i] = word == 0 ? null : word == 1 ? Boolean.FALSE : Boolean.TRUE;
                if (optIns[i] != null && at.isBefore(NIGHT)) {
                    hear(CHANNELS[i], at, optIns[i], lastWord, says);
                }
            }
            customers.add(customer(person, record, at, optIns));
            links.add(link(person, record));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            Channel channel = CHANNELS[random.nextInt(CHANNELS.length)];
            LocalDateTime at = moment(random);
            contacts.add(unsubscribed(person, channel, at));
            LocalDateTime heard = lastWord.get(channel);
            if (heard != null && !at.isBefore(heard)) {
                says.put(channel, false);
            }
        }
        Set<Channel> open = new HashSet<>();
        says.forEach((channel, yes) -> {
            if (yes) {
                open.add(channel);
            }
        });
        allowed.put(id, open);
    }

    /** The newest word counts; of two at the same moment the no. */
    private static void hear(
            Channel channel,
            LocalDateTime at,
            boolean yes,
            Map<Channel, LocalDateTime> lastWord,
            Map<Channel, Boolean> says) {
        LocalDateTime before = lastWord.get(channel);
        if (before == null || at.isAfter(before)) {
            lastWord.put(channel, at);
            says.put(channel, yes);
        } else if (at.equals(before)) {
            says.put(channel, says.get(channel) && yes);
        }
    }

    /** On few days, so that moments coincide; unsubscriptions up to the night, words of consent also after it. */
    private static LocalDateTime moment(Random random) {
        return DAY.minusDays(random.nextInt(20)).atTime(12, 0);
    }

    private static Timestamp at(LocalDateTime moment) {
        return Timestamp.from(moment.toInstant(ZoneOffset.UTC));
    }

    private static Row customer(int person, int record, LocalDateTime at, Boolean[] optIns) {
        Map<String, Object> values = new HashMap<>();
        values.put(Customers.CUSTOMER_KEY.name(), "K" + person + "-" + record);
        values.put(Customers.FIRST_NAME.name(), "Ann");
        values.put(Customers.LAST_NAME.name(), "Lee " + person);
        values.put(Customers.EMAIL.name(), "p" + person + "@mail.at");
        values.put(Customers.PHONE.name(), "+43660" + (1_000_000 + person));
        values.put(Customers.STREET.name(), "Ring " + person);
        values.put(Customers.POSTCODE.name(), "1010");
        values.put(Customers.CITY.name(), "Wien");
        values.put(Customers.COUNTRY.name(), "AT");
        values.put(Customers.CONSENT_AT.name(), at(at));
        values.put(Customers.EMAIL_OPT_IN.name(), optIns[0]);
        values.put(Customers.SMS_OPT_IN.name(), optIns[1]);
        values.put(Customers.PHONE_OPT_IN.name(), optIns[2]);
        values.put(Customers.POST_OPT_IN.name(), optIns[3]);
        values.put(Customers.ADS_OPT_IN.name(), optIns[4]);
        return row(Customers.TABLE, values);
    }

    private static Row link(int person, int record) {
        Map<String, Object> values = new HashMap<>();
        values.put(IdentityLinks.SOURCE.name(), Customers.SOURCE.name());
        values.put(IdentityLinks.SOURCE_KEY.name(), "K" + person + "-" + record);
        values.put(IdentityLinks.CUSTOMER_ID.name(), "c" + person);
        return row(IdentityLinks.TABLE, values);
    }

    private static Row unsubscribed(int person, Channel channel, LocalDateTime at) {
        Map<String, Object> values = new HashMap<>();
        values.put(PersonContacts.CUSTOMER_ID.name(), "c" + person);
        values.put(Contacts.CHANNEL.name(), channel.name().toLowerCase(Locale.ROOT));
        values.put(Contacts.UNSUBSCRIBED_AT.name(), at(at));
        return row(PersonContacts.TABLE, values);
    }

    private static Row row(Table table, Map<String, Object> values) {
        return RowFactory.create(table.names().stream().map(values::get).toArray());
    }

    private static Dataset<Row> table(SparkSession spark, Table table, List<Row> rows) {
        return spark.createDataFrame(rows, table.structType());
    }

    private static SegmentDefinition segment(Purpose purpose, Channel... channels) {
        String names = Arrays.stream(channels).map(Channel::name).collect(Collectors.joining("-"));
        return new SegmentDefinition(
                (purpose.name() + "-" + names).toLowerCase(Locale.ROOT),
                "everybody",
                "true",
                purpose,
                List.of(channels),
                "customer_id",
                OptionalLong.empty(),
                1,
                Optional.empty(),
                new Origin("test", 0));
    }

    private List<Map<String, String>> rows(String file) {
        List<Map<String, String>> rows = new ArrayList<>();
        List<String> columns = List.of("customer_id", "channels", "email", "phone", "street");
        new DeliveredRows(new Places(new Configuration()))
                .read(
                        new org.apache.hadoop.fs.Path(
                                folder.resolve("run").resolve(file).toString()),
                        FileRules.Format.CSV,
                        row -> rows.add(columns.stream().collect(Collectors.toMap(name -> name, row))));
        return rows;
    }
}
