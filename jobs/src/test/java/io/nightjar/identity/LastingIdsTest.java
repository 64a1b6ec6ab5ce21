package io.nightjar.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.IdentityNight;
import io.nightjar.Rows;
import io.nightjar.SparkExtension;
import io.nightjar.Tables;
import io.nightjar.config.IdentitySettings;
import io.nightjar.config.LinkSettings;
import io.nightjar.config.MatchSettings;
import io.nightjar.quality.DataQualityException;
import io.nightjar.schema.Clickstream;
import io.nightjar.schema.Customers;
import io.nightjar.schema.Identifiers;
import io.nightjar.schema.IdentityChanges;
import io.nightjar.schema.IdentityLinks;
import io.nightjar.schema.Interactions;
import io.nightjar.schema.Purchases;
import io.nightjar.store.feed.Tokeniser;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Ids over nights in which people come, log in, marry and part. */
@ExtendWith(SparkExtension.class)
final class LastingIdsTest {
    private static final IdentitySettings IDENTITY = identity(false);
    private static final Tokeniser TOKENISER = new Tokeniser("0123456789abcdef".getBytes(StandardCharsets.UTF_8));
    private static final String HEAD = "customer_key, email, phone\n";
    private static final String ORDERS = "order_id, email\n";
    private static final String CLICKS = "visitor_id, login, occurred_at, event_type\n";

    private final IdentityLedger ledger = new IdentityLedger();
    private LocalDate day = LocalDate.parse("2026-01-30");
    private IdentitySettings identity = IDENTITY;
    private SparkSession spark;
    private Tables in;

    @BeforeEach
    void open(SparkSession session) {
        spark = session;
        in = new Tables(session);
    }

    @Test
    void idsLastAndEveryChangeSaysItsCause() {
        String ann = "ann, ann@mail.at,\n";
        String dan = "dan1, , +436601111111\ndan2, , +436601111111\ndan3, dan@mail.at, +436601111111\n";
        String clicks = CLICKS + "v1, , 2026-01-01 10:00:00, page_view\n";
        Map<String, String> first = night(HEAD + ann + dan, clicks, 20);
        assertThat(first.get("customers/dan1")).isEqualTo(first.get("customers/dan3"));

        // A visitor logs in, and somebody new comes whose number sorts first.
        String login = clicks + "v1, ann, 2026-01-02 10:00:00, login\n";
        Map<String, String> second = night(HEAD + "aaa, a@mail.at,\n" + ann + dan, login, 20);
        assertThat(second).containsAllEntriesOf(without(first, "clickstream/v1"));
        assertThat(second.get("clickstream/v1")).isEqualTo(first.get("customers/ann"));
        assertThat(changes())
                .containsExactly(
                        "merged, " + first.get("clickstream/v1") + ", " + first.get("customers/ann")
                                + ", login, clickstream/v1 is now linked to customers/ann",
                        "new, , " + second.get("customers/aaa") + ", own, first seen: customers/aaa");

        // The record that gave the person its name leaves; the two others keep the id.
        String parted = "dan1, , +436602222222\ndan2, , +436601111111\ndan3, dan@mail.at, +436601111111\n";
        Map<String, String> third = night(HEAD + "aaa, a@mail.at,\n" + ann + parted, login, 20);
        assertThat(third).containsAllEntriesOf(without(second, "customers/dan1"));
        assertThat(first.values()).doesNotContain(third.get("customers/dan1"));
        assertThat(changes())
                .containsExactly("split, " + first.get("customers/dan1") + ", " + third.get("customers/dan1")
                        + ", phone, customers/dan2 is no longer linked to customers/dan1");

        // It comes back: the smaller person gives up its id.
        Map<String, String> fourth = night(HEAD + "aaa, a@mail.at,\n" + ann + dan, login, 20);
        assertThat(fourth).isEqualTo(second);
        assertThat(changes())
                .containsExactly("merged, " + third.get("customers/dan1") + ", " + first.get("customers/dan1")
                        + ", phone, customers/dan2 is now linked to customers/dan1");

        // A record leaves the exports, and its person with it.
        Map<String, String> fifth = night(HEAD + ann + dan, login, 20);
        assertThat(fifth).isEqualTo(without(fourth, "customers/aaa"));
        assertThat(changes())
                .containsExactly(
                        "gone, " + fourth.get("customers/aaa") + ", , own, no longer in the exports: customers/aaa");
        assertThat(ledger.givenTwice()).isEmpty();
    }

    @Test
    void customerKeepsTheIdWhenTheAddressChanges() {
        String orders = ORDERS + "o1, ann@mail.at\no2, bob@mail.at\n";
        String calls = "interaction_id, email\ni1, ann@mail.at\n";
        Map<String, String> first = night(HEAD + "ann, ann@mail.at,\nbob, bob@mail.at,\n", orders, calls);
        Map<String, String> second = night(HEAD + "ann, new@mail.at,\nbob, bob@mail.at,\n", orders, calls);
        assertThat(second.get("customers/ann")).isEqualTo(first.get("customers/ann"));
        assertThat(second.get("customers/bob")).isEqualTo(first.get("customers/bob"));
    }

    @Test
    void customersWhoSwapAddressesKeepTheirIds() {
        String orders = ORDERS + "o1, ann@mail.at\no2, bob@mail.at\no3, eva@mail.at\no4, fay@mail.at\n";
        String ids = HEAD + "ann, %s@mail.at,\nbob, %s@mail.at,\neva, %s@mail.at,\nfay, %s@mail.at,\n";
        Map<String, String> first = night(ids.formatted("ann", "bob", "eva", "fay"), orders, "");
        Map<String, String> second = night(ids.formatted("bob", "ann", "fay", "eva"), orders, "");
        for (String customer : List.of("ann", "bob", "eva", "fay")) {
            assertThat(second.get("customers/" + customer)).isEqualTo(first.get("customers/" + customer));
        }
    }

    @Test
    void ordersUnderAFormerAddressStayTheirsUntilAnotherRecordNamesIt() {
        identity = identity(true);
        String orders = ORDERS + "o1, ann@mail.at\n";
        String order = "purchases/email:" + TOKENISER.token("ann@mail.at");
        Map<String, String> first = night(HEAD + "ann, ann@mail.at,\nbob, bob@mail.at,\n", orders, "");
        String changed = HEAD + "ann, new@mail.at,\nbob, bob@mail.at,\n";
        assertThat(night(changed, orders, "")).isEqualTo(first);
        assertThat(night(changed, orders, "")).as("also the night after").isEqualTo(first);
        assertThat(Rows.text(in.read(Identifiers.TABLE), Identifiers.TABLE))
                .contains("customers, ann, email, " + TOKENISER.token("ann@mail.at"))
                .noneMatch(line -> line.contains("@"));

        Map<String, String> taken = night(HEAD + "ann, new@mail.at,\nbob, ann@mail.at,\n", orders, "");
        assertThat(taken.get(order)).as("now bob's").isEqualTo(taken.get("customers/bob"));
        assertThat(taken.get("customers/ann")).isEqualTo(first.get("customers/ann"));
        assertThat(taken.get("customers/bob")).isEqualTo(first.get("customers/bob"));

        night(HEAD + "bob, bob@mail.at,\n", orders, "");
        assertThat(Rows.text(in.read(Identifiers.TABLE), Identifiers.SOURCE_KEY))
                .as("nothing is kept of who left")
                .doesNotContain("ann");
    }

    @Test
    void addressesThatWereSwappedGoWithTheRecordsThatNameThemNow() {
        identity = identity(true);
        String orders = ORDERS + "o1, ann@mail.at\no2, bob@mail.at\n";
        night(HEAD + "ann, ann@mail.at,\nbob, bob@mail.at,\n", orders, "");
        Map<String, String> swapped = night(HEAD + "ann, bob@mail.at,\nbob, ann@mail.at,\n", orders, "");
        assertThat(swapped.get("purchases/email:" + TOKENISER.token("bob@mail.at")))
                .isEqualTo(swapped.get("customers/ann"));
        assertThat(swapped.get("purchases/email:" + TOKENISER.token("ann@mail.at")))
                .isEqualTo(swapped.get("customers/bob"))
                .isNotEqualTo(swapped.get("customers/ann"));
    }

    @Test
    void addressOfTwoRecordsIsKeptByNeither() {
        identity = identity(true);
        Map<String, String> first = night(HEAD + "ann, desk@mail.at,\nbob, desk@mail.at,\n", ORDERS, "");
        assertThat(first.get("customers/ann")).isEqualTo(first.get("customers/bob"));
        Map<String, String> second = night(HEAD + "ann, ann@mail.at,\nbob, bob@mail.at,\n", ORDERS, "");
        assertThat(second.get("customers/ann")).isNotEqualTo(second.get("customers/bob"));
    }

    @Test
    void nightWhereTooManyMergeIsHeld() {
        StringBuilder before = new StringBuilder(HEAD);
        StringBuilder after = new StringBuilder(HEAD);
        for (int i = 0; i < 10; i++) {
            before.append("c").append(i).append(", m").append(i).append("@mail.at,\n");
            after.append("c").append(i).append(", m").append(i < 4 ? 0 : i).append("@mail.at,\n");
        }
        night(before.toString(), CLICKS, 0);
        assertThatThrownBy(() -> night(after.toString(), CLICKS, 2))
                .isInstanceOf(DataQualityException.class)
                .hasMessageStartingWith(
                        "The night of 2026-02-01 would merge 3 of 10 persons, 30.0 % where 20.0 % is allowed")
                .hasMessageContaining("links.max-merged-share");
        assertThat(night(after.toString(), CLICKS, 3))
                .as("so few are always allowed")
                .hasSize(10);
    }

    @Test
    void nightWhereTooManySplitIsHeld() {
        StringBuilder before = new StringBuilder(HEAD);
        StringBuilder after = new StringBuilder(HEAD);
        for (int i = 0; i < 10; i++) {
            before.append("c").append(i).append(", m").append(i < 6 ? i / 2 : i).append("@mail.at,\n");
            after.append("c").append(i).append(", m").append(i).append("@mail.at,\n");
        }
        night(before.toString(), CLICKS, 0);
        assertThatThrownBy(() -> night(after.toString(), CLICKS, 2))
                .isInstanceOf(DataQualityException.class)
                .hasMessageStartingWith(
                        "The night of 2026-02-01 would split 3 of 7 persons, 42.9 % where 20.0 % is allowed")
                .hasMessageContaining("links.max-split-share");
        assertThat(night(after.toString(), CLICKS, 3))
                .as("so few are always allowed")
                .hasSize(10);
    }

    private Map<String, String> night(String customers, String orders, String calls) {
        Tables tonight = new Tables(spark).named(Customers.TABLE, customers).named(Purchases.TABLE, orders);
        if (!calls.isEmpty()) {
            tonight.named(Interactions.TABLE, calls);
        }
        return night(tonight, 20);
    }

    private static IdentitySettings identity(boolean keepsFormerKeys) {
        return new IdentitySettings(
                20,
                List.of(),
                List.of(),
                Optional.empty(),
                keepsFormerKeys,
                new MatchSettings(false, 0.5, 100, 100, 1000, List.of(), List.of("birth-date")));
    }

    /** Makes a night; tonight's links are last night's for the next. */
    private Map<String, String> night(String customers, String clicks, long alwaysAllowed) {
        return night(
                new Tables(spark).named(Customers.TABLE, customers).named(Clickstream.TABLE, clicks), alwaysAllowed);
    }

    private Map<String, String> night(Tables next, long alwaysAllowed) {
        day = day.plusDays(1);
        LinkSettings links = new LinkSettings(1, 0.999, 0.99, 0.97, 0.9, 0.999, 100, 1_000, 0.2, 0.2, alwaysAllowed);
        if (in.has(IdentityLinks.TABLE)) {
            next.lastNight(IdentityLinks.TABLE, in.read(IdentityLinks.TABLE));
        }
        if (in.has(Identifiers.TABLE)) {
            next.lastNight(Identifiers.TABLE, in.read(Identifiers.TABLE));
        }
        new IdentityNight(identity, links, TOKENISER).run(next, day);
        in = next;
        List<Row> rows = in.read(IdentityLinks.TABLE).collectAsList();
        IdentityLedger.Night sum =
                ledger.add(rows, in.read(IdentityChanges.TABLE).collectAsList());
        assertThat(sum.withoutCause()).isZero();
        assertThat(sum.idsTakenAway()).isZero();
        assertThat(sum.rowsMissing()).isZero();
        Map<String, String> ids = new HashMap<>();
        rows.forEach(row -> ids.put(row.getString(0) + "/" + row.getString(1), row.getString(2)));
        return ids;
    }

    private List<String> changes() {
        return Rows.text(
                in.read(IdentityChanges.TABLE),
                IdentityChanges.CHANGE,
                IdentityChanges.OLD_ID,
                IdentityChanges.NEW_ID,
                IdentityChanges.RULE,
                IdentityChanges.CAUSE);
    }

    private static Map<String, String> without(Map<String, String> ids, String record) {
        Map<String, String> others = new HashMap<>(ids);
        others.remove(record);
        return others;
    }
}
