package io.nightjar.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.Rows;
import io.nightjar.SparkExtension;
import io.nightjar.Tables;
import io.nightjar.config.IdentitySettings;
import io.nightjar.config.LinkSettings;
import io.nightjar.config.MatchSettings;
import io.nightjar.schema.Clickstream;
import io.nightjar.schema.Customers;
import io.nightjar.schema.Identifiers;
import io.nightjar.schema.IdentityBlockedKeys;
import io.nightjar.schema.IdentityClusters;
import io.nightjar.schema.IdentityEdges;
import io.nightjar.schema.IdentityLinks;
import io.nightjar.schema.KeyEdges;
import io.nightjar.schema.LoyaltyMembers;
import io.nightjar.schema.PersonEvents;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.Purchases;
import io.nightjar.schema.Table;
import io.nightjar.store.feed.Tokeniser;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From staged rows to who is who: the jobs of the room one after the other. */
@ExtendWith(SparkExtension.class)
final class IdentityTest {
    private static final LocalDate DAY = LocalDate.parse("2026-01-31");
    private static final Tokeniser TOKENISER = new Tokeniser("0123456789abcdef".getBytes(StandardCharsets.UTF_8));
    private static final IdentitySettings SETTINGS = new IdentitySettings(
            3,
            List.of("test@*", "*@shop.test"),
            List.of("+43 1 555 0000"),
            Optional.empty(),
            false,
            new MatchSettings(false, 0.5, 100, 100, 1000, List.of(), List.of("birth-date")));

    private static final LinkSettings LINKS =
            new LinkSettings(1, 0.999, 0.99, 0.97, 0.9, 0.999, 100, 1_000, 0.05, 0.05, 20);

    private SparkSession spark;
    private Tables in;

    @BeforeEach
    void open(SparkSession session) {
        spark = session;
        in = new Tables(session);
    }

    @Test
    void sameMailAddressIsTheSamePersonHoweverItIsWritten() {
        in.named(Customers.TABLE, """
                customer_key, email
                ann1, Ann@Mail.at
                ann2, ann@mail.at
                bob,  bob@mail.at
                """);
        assertThat(persons()).containsExactly("customers/ann1 customers/ann2", "customers/bob");
        assertThat(rules())
                .containsEntry("customers/ann1", "own")
                .containsEntry("customers/ann2", "email")
                .containsEntry("customers/bob", "own");
    }

    @Test
    void aNumberThatDoesNotSayItsCountryIsOfTheCountryOfItsRecord() {
        in.named(Customers.TABLE, """
                customer_key, phone,         country
                here,         0660 1234567,  at
                abroad,       +436601234567,
                elsewhere,    0660 1234567,  DE
                nowhere,      0660 1234567,
                """);
        assertThat(persons())
                .containsExactly("customers/abroad customers/here", "customers/elsewhere", "customers/nowhere");
    }

    @Test
    void samePhoneNumberIsTheSamePersonHoweverItIsWritten() {
        in.named(Customers.TABLE, """
                customer_key, phone
                ann1, +43 660 123 45 67
                ann2, 0043-660/1234567
                ann3, +43 (0) 660 1234567
                bob,  +43 660 123 45 68
                """);
        assertThat(persons()).containsExactly("customers/ann1 customers/ann2 customers/ann3", "customers/bob");
    }

    @Test
    void numberWithoutItsCountryIsNoKey() {
        in.named(Customers.TABLE, """
                customer_key, phone
                ann, 0660 1234567
                bob, 0660 1234567
                """);
        assertThat(persons()).containsExactly("customers/ann", "customers/bob");
    }

    @Test
    void loyaltyNumberAndCustomerNumberJoin() {
        in.named(Customers.TABLE, """
                customer_key, email
                ann, ann@mail.at
                """).named(LoyaltyMembers.TABLE, """
                loyalty_number, customer_key, email
                L1, ann,
                L3, ,
                """).named(Purchases.TABLE, """
                order_id, loyalty_number, customer_key
                o1, L1,
                o2, L3,
                o3, , ann
                """);
        assertThat(persons())
                .containsExactly(
                        "customers/ann loyalty_members/L1 purchases/login:ann purchases/loyalty_number:L1",
                        "loyalty_members/L3 purchases/loyalty_number:L3");
        assertThat(rules())
                .containsEntry("customers/ann", "own")
                .containsEntry("loyalty_members/L1", "login")
                .containsEntry("purchases/loyalty_number:L1", "loyalty_number");
    }

    @Test
    void guestPurchaseByMailJoinsTheCustomersRecord() {
        in.named(Customers.TABLE, """
                customer_key, email
                ann, ann@mail.at
                """).named(Purchases.TABLE, """
                order_id, email, ordered_at, product_id, amount
                o1, ANN@mail.at, 2026-01-02 10:00:00, p, 1.00
                o2, new@mail.at, 2026-01-02 10:00:00, p, 1.00
                o3, , 2026-01-02 10:00:00, p, 1.00
                o4, ann@mail.at, 2026-02-01 00:00:00, p, 1.00
                """);
        Map<String, String> who = links();
        Dataset<Row> purchases = AttributeRows.purchases(SETTINGS, TOKENISER).build(in, DAY);
        String ann = who.get("customers/ann");
        assertThat(Rows.text(purchases, Purchases.ORDER_ID, PersonPurchases.CUSTOMER_ID, PersonPurchases.ORDERED_ON))
                .contains("o1, " + ann + ", 2026-01-02", "o3, , 2026-01-02")
                .hasSize(3)
                .noneMatch(line -> line.startsWith("o4"))
                .noneMatch(line -> line.startsWith("o2, " + ann));
    }

    @Test
    void valuesThatBelongToNobodyJoinNobody() {
        in.named(Customers.TABLE, """
                customer_key, email, phone
                a, test@mail.at,
                b, test@mail.at,
                c, desk@shop.test,
                d, desk@shop.test,
                e, , +4315550000
                f, , 0043 1 5550000
                g, no-address,
                h, no-address,
                i, , +111111111
                j, , +111111111
                """);
        assertThat(persons()).hasSize(10);
    }

    @Test
    void valueThatTooManyRecordsShareJoinsNobody() {
        String three = """
                customer_key, email
                a, family@mail.at
                b, family@mail.at
                c, family@mail.at
                """;
        in.named(Customers.TABLE, three);
        assertThat(persons()).hasSize(1);
        in.named(Customers.TABLE, three + "d, family@mail.at");
        assertThat(persons()).hasSize(4);
    }

    @Test
    void phoneOfDifferentPeopleJoinsOnlyThoseOfOneNameAndIsListed() {
        in.named(Customers.TABLE, """
                customer_key, first_name, last_name, phone
                ann1, Ann, Huber, +436601234567
                ann2, Anne, Huber, +43 660 1234567
                bob, Bob, Huber, 0043660 1234567
                """).named(Purchases.TABLE, """
                order_id, phone
                o1, +436601234567
                """);
        assertThat(persons()).containsExactly("customers/ann1 customers/ann2", "customers/bob");
        assertThat(rules()).containsEntry("customers/ann2", "phone").containsEntry("customers/bob", "own");
        assertThat(Rows.text(in.read(IdentityBlockedKeys.TABLE), IdentityBlockedKeys.TABLE))
                .singleElement()
                .asString()
                .startsWith("phone, ")
                .endsWith(IdentityBlockedKeys.DIFFERENT_PEOPLE + ", 3");
    }

    @Test
    void peopleOfTwoNationalIdsAreApartOnOneMailbox() {
        in.named(Customers.TABLE, """
                customer_key, first_name, last_name, birth_on, national_id, email
                ann, Anna, Huber, 1980-05-03, 1234030580, huber@mail.at
                ana, Ana, Huber, 1980-05-03, 9876030580, huber@mail.at
                """);
        assertThat(persons()).containsExactly("customers/ana", "customers/ann");
    }

    @Test
    void recordsOfAKeyAreLinkedEachToTheNext() {
        in.named(Customers.TABLE, """
                customer_key, email
                ann3, ann@mail.at
                ann1, ann@mail.at
                ann2, ann@mail.at
                """);
        links();
        assertThat(Rows.text(in.read(KeyEdges.TABLE), IdentityEdges.SOURCE_KEY_A, IdentityEdges.SOURCE_KEY_B))
                .containsExactly("ann1, ann2", "ann2, ann3");
    }

    @Test
    void recordsWithoutAnyKeyJoinNobody() {
        StringBuilder customers = new StringBuilder("customer_key, email, phone\n");
        for (int i = 0; i < 40; i++) {
            customers
                    .append("c")
                    .append(i)
                    .append(i < 2 ? ", ann@mail.at" : i % 2 == 0 ? ", " : ", -")
                    .append(",\n");
        }
        in.named(Customers.TABLE, customers.toString()).named(Purchases.TABLE, """
                order_id, email, customer_key
                o1, ,
                o2, ,
                """);
        assertThat(persons()).hasSize(39).contains("customers/c0 customers/c1");
    }

    @Test
    void manyOrdersOfOneAddressAreNotManyRecords() {
        in.named(Customers.TABLE, """
                customer_key, email
                ann, ann@mail.at
                """).named(Purchases.TABLE, """
                order_id, email
                o1, ann@mail.at
                o2, ann@mail.at
                o3, ann@mail.at
                o4, ann@mail.at
                """);
        assertThat(persons()).hasSize(1);
    }

    @Test
    void visitorWithOneLoginIsThatPerson() {
        in.named(Customers.TABLE, """
                customer_key
                ann
                """).named(Clickstream.TABLE, """
                visitor_id, login, occurred_at, event_type
                v1, , 2026-01-01 10:00:00, page_view
                v1, ann, 2026-01-02 10:00:00, login
                v2, , 2026-01-02 10:00:00, page_view
                """);
        assertThat(persons()).containsExactly("clickstream/v1 customers/ann", "clickstream/v2");
        assertThat(rules()).containsEntry("clickstream/v1", "login").containsEntry("clickstream/v2", "own");
        assertThat(links().get("clickstream/v2")).startsWith("v");
        assertThat(links().get("clickstream/v1")).startsWith("c");
    }

    @Test
    void sharedDeviceDoesNotGlueItsUsers() {
        in.named(Customers.TABLE, """
                customer_key
                ann
                bob
                """).named(Clickstream.TABLE, """
                visitor_id, login, occurred_at, event_type
                tablet, ann, 2026-01-02 10:00:00, login
                tablet, bob, 2026-01-03 10:00:00, login
                tablet, , 2026-01-04 10:00:00, page_view
                """);
        assertThat(persons()).containsExactly("clickstream/tablet", "customers/ann", "customers/bob");
        assertThat(rules()).containsEntry("clickstream/tablet", "shared-device");
        Map<String, String> who = links();
        assertThat(Rows.text(new BuildEvents().build(in, DAY), PersonEvents.OCCURRED_ON, PersonEvents.CUSTOMER_ID))
                .containsExactly(
                        "2026-01-02, " + who.get("customers/ann"),
                        "2026-01-03, " + who.get("customers/bob"),
                        "2026-01-04, " + who.get("clickstream/tablet"));
    }

    @Test
    void fewClicksAreJoinedAgainByEveryReaderAndManyAreWrittenOnce() {
        in.named(Clickstream.TABLE, """
                visitor_id, occurred_at
                tablet, 2026-01-02 10:00:00
                phone, 2026-01-03 10:00:00
                """);
        assertThat(new BuildEvents().isView(in)).isTrue();
        assertThat(new BuildEvents(2).isView(in)).isTrue();
        assertThat(new BuildEvents(1).isView(in)).isFalse();
    }

    @Test
    void clicksOfALoginOnASharedDeviceAreTheirsAlsoWhereOnlyAnOrderNamesTheNumber() {
        in.named(Customers.TABLE, """
                customer_key
                ann
                """).named(Purchases.TABLE, """
                order_id, customer_key
                o1, bob
                """).named(Clickstream.TABLE, """
                visitor_id, login, occurred_at, event_type
                tablet, ann, 2026-01-02 10:00:00, login
                tablet, bob, 2026-01-03 10:00:00, login
                tablet, zoe, 2026-01-04 10:00:00, login
                """);
        Map<String, String> who = links();
        assertThat(Rows.text(new BuildEvents().build(in, DAY), PersonEvents.OCCURRED_ON, PersonEvents.CUSTOMER_ID))
                .containsExactly(
                        "2026-01-02, " + who.get("customers/ann"),
                        "2026-01-03, " + who.get("purchases/login:bob"),
                        "2026-01-04, " + who.get("clickstream/tablet"));
    }

    @Test
    void twoLoginsOfOnePersonDoNotMakeADeviceShared() {
        in.named(Customers.TABLE, """
                customer_key, email
                ann1, ann@mail.at
                ann2, ann@mail.at
                """).named(Clickstream.TABLE, """
                visitor_id, login, occurred_at, event_type
                phone, ann1, 2026-01-02 10:00:00, login
                phone, ann2, 2026-01-03 10:00:00, login
                """);
        assertThat(persons()).containsExactly("clickstream/phone customers/ann1 customers/ann2");
    }

    @Test
    void idsDoNotDependOnOrderOrPartitions() {
        String head = "customer_key, email, phone\n";
        String a = "ann1, ann@mail.at, +436601234567\n";
        String b = "ann2, , +436601234567\n";
        String c = "bob, bob@mail.at,\n";
        in.named(Customers.TABLE, head + a + b + c);
        Map<String, String> once = links();
        in.with(
                Customers.TABLE,
                Rows.named(spark, Customers.TABLE, head + c + b + a).repartition(5));
        assertThat(links()).isEqualTo(once);
    }

    @Test
    void idsStayWhenOtherPeopleCome() {
        in.named(Customers.TABLE, "customer_key, email\nann, ann@mail.at");
        String ann = links().get("customers/ann");
        in.named(Customers.TABLE, "customer_key, email\nzoe, zoe@mail.at\nann, ann@mail.at\naaa, a@mail.at");
        assertThat(links().get("customers/ann")).isEqualTo(ann);
    }

    @Test
    void identifiersHideAddressesAndNumbers() {
        in.named(Customers.TABLE, """
                customer_key, email, phone
                ann, ann@mail.at, +436601234567
                """).named(Purchases.TABLE, """
                order_id, email
                o1, guest@mail.at
                """);
        links();
        assertThat(Rows.text(in.read(Identifiers.TABLE), Identifiers.TABLE))
                .contains("customers, ann, email, " + TOKENISER.token("ann@mail.at"))
                .contains("customers, ann, phone, " + TOKENISER.token("+436601234567"))
                .noneMatch(line -> line.contains("@") || line.contains("1234567"));
        assertThat(Rows.text(in.read(IdentityLinks.TABLE), IdentityLinks.TABLE))
                .noneMatch(line -> line.contains("@"))
                .anyMatch(line -> line.startsWith("purchases, email:" + TOKENISER.token("guest@mail.at")));
    }

    /** Persons as their records, sorted. */
    private List<String> persons() {
        Map<String, TreeSet<String>> records = new LinkedHashMap<>();
        links().forEach((record, person) ->
                records.computeIfAbsent(person, id -> new TreeSet<>()).add(record));
        return records.values().stream()
                .map(all -> String.join(" ", all))
                .sorted()
                .toList();
    }

    /** Person by record; the tables made on the way are left for further jobs. */
    private Map<String, String> links() {
        build(Identifiers.TABLE, new CollectIdentifiers(SETTINGS, TOKENISER).build(in, DAY));
        build(IdentityBlockedKeys.TABLE, new ListBlockedKeys(SETTINGS).build(in, DAY));
        build(KeyEdges.TABLE, new LinkByKeys(LINKS).build(in, DAY));
        build(IdentityClusters.TABLE, new ClusterRecords(LINKS).build(in, DAY));
        build(IdentityLinks.TABLE, new ResolveIdentities(LINKS).build(in, DAY));
        return records(IdentityLinks.CUSTOMER_ID.name());
    }

    private Map<String, String> rules() {
        return records(IdentityLinks.RULE.name());
    }

    private Map<String, String> records(String value) {
        Map<String, String> all = new LinkedHashMap<>();
        for (Row row : in.read(IdentityLinks.TABLE)
                .select(IdentityLinks.SOURCE.name(), IdentityLinks.SOURCE_KEY.name(), value)
                .collectAsList()) {
            assertThat(all.put(row.getString(0) + "/" + row.getString(1), row.getString(2)))
                    .as("a record has one link")
                    .isNull();
        }
        return all;
    }

    private void build(Table table, Dataset<Row> rows) {
        in.with(table, spark.createDataFrame(rows.select(table.columns()).collectAsList(), table.structType()));
    }
}
