package io.nightjar.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.SparkExtension;
import io.nightjar.Tables;
import io.nightjar.config.Channel;
import io.nightjar.config.ContactTerms;
import io.nightjar.config.DeliverySettings;
import io.nightjar.config.Origin;
import io.nightjar.config.Purpose;
import io.nightjar.config.SegmentDefinition;
import io.nightjar.config.TriggerDefinition;
import io.nightjar.config.TriggerGround;
import io.nightjar.job.DeliveryReport;
import io.nightjar.publish.dialect.Dialect;
import io.nightjar.publish.dialect.Dialects;
import io.nightjar.quality.BrokenInvariantException;
import io.nightjar.schema.ContactPlan;
import io.nightjar.schema.ContactPoints;
import io.nightjar.schema.ControlGroups;
import io.nightjar.schema.NextBestProducts;
import io.nightjar.schema.Products;
import io.nightjar.schema.SegmentMembers;
import io.nightjar.schema.TriggerEvents;
import io.nightjar.store.Json;
import io.nightjar.store.Places;
import io.nightjar.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
final class DeliverSegmentFilesTest {
    private static final LocalDate DAY = LocalDate.parse("2026-01-31");
    private static final String RUN = "20260131-ab";
    private static final String BEFORE = "20260130-ab";
    private static final String LIST = "calls_2026-01-31_";

    @TempDir
    private Path folder;

    private SparkSession spark;
    private Tables in;
    private DeliverySettings settings = settings(0, 0);
    private List<Dialect> dialects = new Dialects("", "yyyy-MM-dd").named(List.of("plain"));

    @BeforeEach
    void fiveMembers(SparkSession session) {
        spark = session;
        in = new Tables(session)
                .with(SegmentMembers.TABLE, """
                calls, ann, 1, frequency 6
                calls, bob, 2, frequency 5
                calls, cat, 3, frequency 4
                calls, dan, 4, frequency 3
                calls, eva, 5, =frequency
                """)
                .named(Products.TABLE, """
                product_id, product_name
                p1, Tea
                p2, Cake
                """)
                .named(NextBestProducts.TABLE, """
                customer_id, product_rank, product_id
                ann, 2, p1
                ann, 1, p2
                ann, 3, p9
                ann, 4, p1
                """);
    }

    @Test
    void listWithoutContactDataIsAListOfIds() throws IOException {
        deliver(calls(Channel.EMAIL));
        assertThat(lines(LIST + "members.csv"))
                .containsExactly(
                        "customer_id,next_best_products,reason",
                        "ann,Cake; Tea; p9,frequency 6",
                        "bob,,frequency 5",
                        "cat,,frequency 4",
                        "dan,,frequency 3",
                        "eva,,'=frequency");
        assertThat(lines(LIST + "adds.csv")).isEqualTo(lines(LIST + "members.csv"));
        assertThat(lines(LIST + "keeps.csv")).containsExactly("customer_id,next_best_products,reason");
        assertThat(lines(LIST + "removes.csv")).containsExactly("customer_id,customer_key");
    }

    @Test
    void showsOfEachPersonOnlyWhatTheirPermissionsNeed() throws IOException {
        contactPoints();
        deliver(calls(Channel.EMAIL, Channel.PHONE));
        // ann both, bob by mail only, cat by phone only, dan neither, eva by mail but without an address.
        assertThat(lines(LIST + "members.csv"))
                .containsExactly(
                        "customer_id,customer_key,channels,first_name,last_name,email,phone,next_best_products,reason",
                        "ann,1,email phone,Ann,A,ann@mail.at,+43 660 1,Cake; Tea; p9,frequency 6",
                        "bob,2,email,Bob,B,bob@mail.at,,,frequency 5",
                        "cat,3,phone,Cat,C,,+43 660 3,,frequency 4");
        assertThat(ready().withheld()).isEqualTo(Map.of("calls", 2L));
    }

    @Test
    void letterNeedsAWholeAddress() throws IOException {
        contactPoints();
        deliver(calls(Channel.POST));
        assertThat(lines(LIST + "members.csv"))
                .containsExactly(
                        "customer_id,customer_key,channels,first_name,last_name,city,country,postcode,street,"
                                + "next_best_products,reason",
                        "ann,1,post,Ann,A,Wien,AT,1010,Ring 1,Cake; Tea; p9,frequency 6");
    }

    @Test
    void listForNoChannelIsIdsOnly() throws IOException {
        contactPoints();
        deliver(calls());
        assertThat(lines(LIST + "members.csv"))
                .hasSize(6)
                .first()
                .isEqualTo("customer_id,customer_key,next_best_products,reason");
        assertThat(everything()).doesNotContain("@", "+43", "Ring", "Ann,");
    }

    @Test
    void tellsWhoJoinedWhoStayedAndWhoLeftSinceTheLastDelivery() throws IOException {
        contactPoints();
        lastNight(calls(Channel.EMAIL, Channel.PHONE), """
                calls, ann, 1, frequency 6
                calls, cat, 2, frequency 6
                calls, zoe, 3, frequency 6
                """);
        deliver(calls(Channel.EMAIL, Channel.PHONE));
        assertThat(ids(LIST + "adds.csv")).containsExactly("bob");
        assertThat(ids(LIST + "keeps.csv")).containsExactly("ann", "cat");
        assertThat(lines(LIST + "removes.csv")).containsExactly("customer_id,customer_key", "zoe,26");
        assertThat(Files.readString(live().resolve(LIST + "removes.csv"))).doesNotContain("@", "+43", "Zoe");
    }

    @Test
    void whoWithdrewPermissionIsRemovedThoughTheRuleStillHolds() throws IOException {
        contactPoints();
        lastNight(calls(Channel.PHONE), "calls, cat, 1, frequency 6");
        deliver(calls(Channel.EMAIL));
        // cat takes calls and no mail; dan and eva come new and are never written.
        assertThat(lines(LIST + "removes.csv")).containsExactly("customer_id,customer_key", "cat,3");
    }

    @Test
    void listThatIsNoLongerDefinedTellsWhoToRemove() throws IOException {
        lastNight(named("retired"), "retired, ann, 1, frequency 6");
        deliver(calls(Channel.EMAIL));
        assertThat(lines("retired_2026-01-31_removes.csv")).containsExactly("customer_id,customer_key", "ann,");
    }

    @Test
    void listWithTooFewPeopleIsDeliveredEmptyAndForgotten() throws IOException {
        contactPoints();
        lastNight(calls(Channel.EMAIL), "calls, ann, 1, frequency 6");
        settings = settings(3, 0);
        deliver(calls(Channel.EMAIL));
        // ann and bob may be mailed: two are too few.
        assertThat(ids(LIST + "members.csv")).isEmpty();
        assertThat(ids(LIST + "adds.csv")).isEmpty();
        assertThat(ids(LIST + "removes.csv")).containsExactly("ann");
        assertThat(ready().lists())
                .singleElement()
                .returns("fewer than 3 people", ReadyFile.ListSummary::hold)
                .returns(0L, ReadyFile.ListSummary::members);
    }

    @Test
    void fewNewPeopleWaitButWhoLeavesDoesNot() throws IOException {
        contactPoints();
        lastNight(calls(Channel.EMAIL, Channel.PHONE), """
                calls, ann, 1, frequency 6
                calls, zoe, 2, frequency 6
                """);
        settings = settings(0, 3);
        deliver(calls(Channel.EMAIL, Channel.PHONE));
        // bob and cat are new: two are too few.
        assertThat(ids(LIST + "members.csv")).containsExactly("ann");
        assertThat(ids(LIST + "adds.csv")).isEmpty();
        assertThat(ids(LIST + "keeps.csv")).containsExactly("ann");
        assertThat(ids(LIST + "removes.csv")).containsExactly("zoe");
        settings = settings(0, 2);
        org.apache.commons.io.FileUtils.deleteDirectory(live().toFile());
        Files.writeString(folder.resolve("_LATEST.json"), "{\"run_id\": \"" + BEFORE + "\"}");
        deliver(calls(Channel.EMAIL, Channel.PHONE));
        assertThat(ids(LIST + "adds.csv")).containsExactly("bob", "cat");
    }

    @Test
    void listThatIsTooSmallWithoutThoseWhoWaitIsDeliveredEmpty() throws IOException {
        contactPoints();
        lastNight(calls(Channel.EMAIL, Channel.PHONE), "calls, ann, 1, frequency 6");
        settings = settings(2, 3);
        deliver(calls(Channel.EMAIL, Channel.PHONE));
        // bob and cat wait, and ann alone is too few.
        assertThat(ids(LIST + "members.csv")).isEmpty();
        assertThat(ids(LIST + "removes.csv")).containsExactly("ann");
    }

    @Test
    void lostDeliveryIsToldForNobodyCouldBeTakenOff() throws IOException {
        lastNight(calls(), "calls, ann, 1, frequency 6");
        Files.delete(folder.resolve(BEFORE).resolve("calls_2026-01-30_members.csv"));
        assertThatThrownBy(() -> deliver(calls()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("Cannot say whom to take off the lists")
                .hasMessageContaining("delete _LATEST.json");
    }

    @Test
    void eachToolGetsTheListsItHasAChannelFor() throws IOException {
        contactPoints();
        dialects =
                new Dialects("", "yyyy-MM-dd").named(List.of("plain", "google-customer-match", "klaviyo", "hubspot"));
        deliver(calls(Channel.EMAIL));
        assertThat(ready().files()).extracting(ReadyFile.Entry::tool).containsOnly("plain", "klaviyo", "hubspot");
        assertThat(lines("calls_2026-01-31_klaviyo_email_members.csv"))
                .first()
                .asString()
                .startsWith("Email,First Name,");
        assertThat(ready().lists())
                .filteredOn(list -> list.tool().equals("klaviyo"))
                .singleElement()
                .returns(2L, ReadyFile.ListSummary::delivered)
                .returns(3L, ReadyFile.ListSummary::withheld)
                .returns(Map.of("Email", 1.0), ReadyFile.ListSummary::coverage);
    }

    @Test
    void controlGroupGoesOnlyToToolsThatHoldOutPeopleOfTheirOwn() throws IOException {
        contactPoints();
        in.with(ControlGroups.TABLE, """
                calls, ann, list
                others, bob, list
                """);
        dialects = new Dialects("AT", "yyyy-MM-dd").named(List.of("plain", "klaviyo"));
        DeliverSegmentFiles delivery = delivery(List.of(calls(Channel.EMAIL)), List.of(), List.of("klaviyo"));
        delivery.stage(in, DAY, RUN);
        delivery.flip(RUN);
        assertThat(ids(LIST + "members.csv")).containsExactly("bob");
        assertThat(everything(name -> name.contains("klaviyo"))).contains("ann@mail.at", "bob@mail.at");
        assertThat(everything(name -> !name.contains("klaviyo"))).doesNotContain("ann@mail.at");
    }

    @Test
    void onATriggersListIsForWhomItIsOpenUntilItExpires() throws IOException {
        contactPoints();
        in.with(TriggerEvents.TABLE, """
                ann, cart, c1, , 2026-01-29, 2026-02-02, open, cart of the 29th
                ann, cart, c2, , 2026-01-30, 2026-02-03, open, cart of the 30th
                bob, cart, c3, , 2026-01-31, 2026-02-04, new, cart of today
                cat, cart, c4, , 2026-01-31, 2026-02-04, new, no mail for cat
                eva, cart, c5, , 2026-01-01, 2026-01-05, past, long ago
                bob, quiet, , , 2026-01-31, 2026-02-04, new, for no channel
                """);
        List<TriggerDefinition> triggers = List.of(trigger("cart", Channel.EMAIL), trigger("quiet"));
        DeliverSegmentFiles delivery = delivery(List.of(), triggers, List.of());
        delivery.stage(in, DAY, BEFORE);
        delivery.flip(BEFORE);
        assertThat(Files.readAllLines(folder.resolve(BEFORE + "/cart_2026-01-31_members.csv")))
                .as("who fired last is first, who has two carts is there once")
                .containsExactly(
                        "customer_id,customer_key,channels,first_name,last_name,email,next_best_products,reason",
                        "bob,2,email,Bob,B,bob@mail.at,,cart of today",
                        "ann,1,email,Ann,A,ann@mail.at,Cake; Tea; p9,cart of the 30th");
        assertThat(everything(name -> name.startsWith("quiet"))).isEmpty();
        in.with(TriggerEvents.TABLE, "bob, cart, c3, , 2026-01-31, 2026-02-04, open, cart of today");
        delivery.stage(in, DAY.plusDays(3), RUN);
        delivery.flip(RUN);
        assertThat(ids("cart_2026-02-03_keeps.csv")).containsExactly("bob");
        assertThat(ids("cart_2026-02-03_removes.csv")).containsExactly("ann");
    }

    @Test
    void tellsWhichFilesAPersonIsIn() {
        contactPoints();
        dialects = new Dialects("AT", "yyyy-MM-dd").named(List.of("plain", "google-customer-match", "klaviyo"));
        SegmentDefinition calls = calls(Channel.EMAIL, Channel.PHONE);
        deliver(calls);
        WithdrawPeople files = new WithdrawPeople(
                new Places(new Configuration()),
                new org.apache.hadoop.fs.Path(folder.toUri().toString()),
                dialects,
                List.of(calls),
                List.of());
        // cat by phone only, which Klaviyo has none of here; dan by nothing; the list is not for an audience of ads.
        assertThat(files.filesWith(in, RUN, "ann"))
                .allMatch(name -> name.contains("members") || name.contains("adds"))
                .anyMatch(name -> name.contains("klaviyo"))
                .contains(LIST + "members.csv");
        assertThat(files.filesWith(in, RUN, "cat")).containsExactlyInAnyOrder(LIST + "members.csv", LIST + "adds.csv");
        assertThat(files.filesWith(in, RUN, "dan")).isEmpty();
        assertThat(files.filesWith(in, "another", "ann")).isEmpty();
    }

    @Test
    void whoIsWithdrawnLeavesEveryPartAndWhoSharesTheirPhoneStays() throws IOException {
        in.named(ContactPoints.TABLE, """
                customer_id, customer_key, first_name, last_name, email, phone, country, email_permitted, phone_permitted, ads_permitted
                ann, 1, Ann, A, ann@mail.at, +43 660 1, AT, true, true, true
                bob, 2, Bob, A, bob@mail.at, +43 660 1, AT, true, true, true
                """);
        in.with(SegmentMembers.TABLE, """
                calls, ann, 1, why
                calls, bob, 2, why
                """);
        dialects = new Dialects("AT", "yyyy-MM-dd").named(List.of("plain", "klaviyo", "meta"));
        SegmentDefinition calls = calls(Channel.EMAIL, Channel.PHONE, Channel.ADS);
        deliver(calls);
        Path off = folder.resolve("off");
        new WithdrawPeople(
                        new Places(new Configuration()),
                        new org.apache.hadoop.fs.Path(folder.toUri().toString()),
                        dialects,
                        List.of(calls),
                        List.of())
                .withdraw(in, RUN, Set.of("ann"), new org.apache.hadoop.fs.Path(off.toString()));
        for (String part : List.of("members", "adds")) {
            assertThat(ids(LIST + part + ".csv")).containsExactly("bob");
            assertThat(lines("calls_2026-01-31_klaviyo_email_" + part + ".csv"))
                    .hasSize(2)
                    .last()
                    .asString()
                    .startsWith("bob@mail.at");
            assertThat(lines("calls_2026-01-31_meta_" + part + ".csv")).hasSize(2);
        }
        assertThat(off.toFile().list())
                .as("one file for each tool, whatever the parts")
                .containsExactlyInAnyOrder(
                        "calls_2026-01-31_members_removes.csv",
                        "calls_2026-01-31_klaviyo_email_members_removes.csv",
                        "calls_2026-01-31_meta_members_removes.csv");
        assertThat(Files.readAllLines(off.resolve("calls_2026-01-31_members_removes.csv")))
                .containsExactly("customer_id,customer_key", "ann,1");
        assertThat(ready().files()).allMatch(file -> file.rows() == (file.part().matches("members|adds") ? 1 : 0));
    }

    @Test
    void onlyWhomThePlanContactsByTheToolsChannelIfThatIsWanted() throws IOException {
        contactPoints();
        settings = new DeliverySettings(
                "segments", List.of("plain"), 1000, 1_000_000, true, 0, 0, "yyyy-MM-dd", List.of());
        // ann by phone, bob by mail, cat not; what was planned for ann earlier does not count, and ids are nobody's.
        in.with(ContactPlan.TABLE, """
                ann, calls, , 2026-01-31, sale, calls, phone, 1.0, planned, ,
                ann, calls, x, 2026-01-20, sale, calls, email, 1.0, earlier, ,
                bob, calls, , 2026-01-31, sale, calls, email, 1.0, planned, ,
                cat, calls, , 2026-01-31, sale, calls, , , not_planned, contacted often enough,
                """).with(SegmentMembers.TABLE, """
                calls, ann, 1, why
                calls, bob, 2, why
                calls, cat, 3, why
                ids, cat, 1, why
                """);
        dialects = new Dialects("AT", "yyyy-MM-dd").named(List.of("plain", "klaviyo"));
        DeliverSegmentFiles delivery =
                delivery(List.of(calls(Channel.EMAIL, Channel.PHONE), named("ids")), List.of(), List.of());
        delivery.stage(in, DAY, RUN);
        delivery.flip(RUN);
        assertThat(lines(LIST + "members.csv"))
                .as("each by what the plan contacts them by, and shows nothing for other channels")
                .containsExactly(
                        "customer_id,customer_key,channels,first_name,last_name,email,phone,next_best_products,reason",
                        "ann,1,phone,Ann,A,,+43 660 1,Cake; Tea; p9,why",
                        "bob,2,email,Bob,B,bob@mail.at,,,why");
        assertThat(everything(name -> name.contains("klaviyo")))
                .as("a tool without a telephone")
                .contains("bob@mail.at")
                .doesNotContain("ann@mail.at");
        assertThat(ids("ids_2026-01-31_members.csv"))
                .as("a list that the plan leaves alone is whole")
                .containsExactly("cat");
        assertThat(ready().withheld()).containsEntry("calls", 0L);
    }

    @Test
    void nothingIsSeenBeforeTheFlip() {
        delivery(calls(), () -> {}).stage(in, DAY, RUN);
        assertThat(live()).doesNotExist();
        assertThat(delivery(calls(), () -> {}).live()).isEmpty();
    }

    @Test
    void readyFileListsEveryOtherFile() throws IOException {
        DeliveryReport report = deliver(calls());
        ReadyFile ready = ready();
        assertThat(ready.runId()).isEqualTo(RUN);
        assertThat(ready.files()).extracting(ReadyFile.Entry::name).containsExactlyInAnyOrderElementsOf(csvFiles());
        for (ReadyFile.Entry file : ready.files()) {
            assertThat(Files.size(live().resolve(file.name()))).isEqualTo(file.bytes());
            assertThat((long) lines(file.name()).size() - 1).isEqualTo(file.rows());
        }
        assertThat(report.outputs()).hasSameSizeAs(ready.files());
        assertThat(live().resolve("_files.json")).doesNotExist();
        assertThat(delivery(calls(), () -> {}).live()).contains(RUN);
    }

    @Test
    void flippingTwiceIsHarmless() throws IOException {
        deliver(calls());
        String before = everything();
        delivery(calls(), () -> {}).flip(RUN);
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void completesAfterADeathBetweenTheRenameAndTheReadyFile() throws IOException {
        DeliverSegmentFiles delivery = delivery(calls(), () -> {});
        delivery.stage(in, DAY, RUN);
        Files.move(folder.resolve(".staging-" + RUN), live());
        DeliveryReport again = delivery(calls(), () -> {}).stage(in, DAY, RUN);
        assertThat(again.outputs()).isNotEmpty();
        delivery.flip(RUN);
        assertThat(ready().files()).hasSameSizeAs(csvFiles());
        assertThat(live().resolve("_files.json")).doesNotExist();
    }

    @Test
    void completesAfterADeathRightAfterTheReadyFile() throws IOException {
        deliver(calls());
        Files.copy(live().resolve("_READY.json"), live().resolve("_files.json"));
        Files.delete(folder.resolve("_LATEST.json"));
        delivery(calls(), () -> {}).flip(RUN);
        assertThat(live().resolve("_files.json")).doesNotExist();
        assertThat(delivery(calls(), () -> {}).live()).contains(RUN);
    }

    @Test
    void halfWrittenStagingIsWrittenAnew() throws IOException {
        Files.createDirectories(folder.resolve(".staging-" + RUN));
        Files.writeString(folder.resolve(".staging-" + RUN).resolve("half.csv"), "customer_id\r\nan");
        deliver(calls());
        assertThat(live().resolve("half.csv")).doesNotExist();
    }

    @Test
    void fencedRunPublishesNothing() {
        DeliverSegmentFiles delivery = delivery(calls(), () -> {
            throw new StoreException(StoreException.Kind.CONFLICT, "a later run has taken over");
        });
        delivery.stage(in, DAY, RUN);
        assertThatThrownBy(() -> delivery.flip(RUN)).hasMessage("a later run has taken over");
        assertThat(live()).doesNotExist();
        assertThat(folder.resolve("_LATEST.json")).doesNotExist();
    }

    @Test
    void whatWasNotStagedCannotBeFlipped() {
        assertThatThrownBy(() -> delivery(calls(), () -> {}).flip(RUN))
                .isInstanceOf(BrokenInvariantException.class)
                .hasMessage("Cannot publish lists of " + RUN + ": nothing was staged");
    }

    private void contactPoints() {
        in.named(ContactPoints.TABLE, """
                customer_id, customer_key, first_name, last_name, email, phone, street, postcode, city, country, email_permitted, phone_permitted, post_permitted
                ann, 1, Ann, A, ann@mail.at, +43 660 1, Ring 1, 1010, Wien, AT, true, true, true
                bob, 2, Bob, B, bob@mail.at, +43 660 2, Ring 2, 1010, Wien, AT, true, false, false
                cat, 3, Cat, C, cat@mail.at, +43 660 3, , 1010, Wien, AT, false, true, true
                dan, 4, Dan, D, dan@mail.at, +43 660 4, Ring 4, 1010, Wien, AT, , , false
                eva, 5, Eva, E, , , Ring 5, 1010, Wien, AT, true, true, false
                zoe, 26, Zoe, Z, zoe@mail.at, +43 660 26, Ring 26, 1010, Wien, AT, true, true, true
                """);
    }

    private void lastNight(SegmentDefinition segment, String members) {
        Tables then = new Tables(spark)
                .with(SegmentMembers.TABLE, members)
                .with(ContactPoints.TABLE, in.read(ContactPoints.TABLE));
        DeliverSegmentFiles delivery = delivery(segment, () -> {});
        delivery.stage(then, DAY.minusDays(1), BEFORE);
        delivery.flip(BEFORE);
    }

    private List<String> ids(String name) throws IOException {
        return lines(name).stream()
                .skip(1)
                .map(line -> line.substring(0, line.indexOf(',')))
                .toList();
    }

    private static DeliverySettings settings(long minPeople, long minAdds) {
        return new DeliverySettings(
                "segments", List.of("plain"), 1000, 1_000_000, false, minPeople, minAdds, "yyyy-MM-dd", List.of());
    }

    private DeliveryReport deliver(SegmentDefinition segment) {
        DeliverSegmentFiles delivery = delivery(segment, () -> {});
        DeliveryReport report = delivery.stage(in, DAY, RUN);
        delivery.flip(RUN);
        return report;
    }

    private DeliverSegmentFiles delivery(SegmentDefinition segment, Runnable fence) {
        return new DeliverSegmentFiles(
                new Places(new Configuration()),
                new org.apache.hadoop.fs.Path(folder.toUri().toString()),
                settings,
                dialects,
                List.of(segment),
                List.of(),
                List.of(),
                fence);
    }

    private DeliverSegmentFiles delivery(
            List<SegmentDefinition> segments, List<TriggerDefinition> triggers, List<String> heldOutTo) {
        return new DeliverSegmentFiles(
                new Places(new Configuration()),
                new org.apache.hadoop.fs.Path(folder.toUri().toString()),
                settings,
                dialects,
                segments,
                triggers,
                heldOutTo,
                () -> {});
    }

    private static TriggerDefinition trigger(String name, Channel... channels) {
        return new TriggerDefinition(
                name,
                "left a cart",
                TriggerGround.PERSON,
                "true",
                Optional.empty(),
                "object",
                Purpose.MARKETING,
                List.of(channels),
                7,
                4,
                ContactTerms.USUAL,
                new Origin("conf/triggers/" + name + ".conf", 0));
    }

    private static SegmentDefinition calls(Channel... channels) {
        return named("calls", channels);
    }

    private static SegmentDefinition named(String name, Channel... channels) {
        return new SegmentDefinition(
                name,
                "whom to call",
                "frequency >= 3",
                Purpose.MARKETING,
                List.of(channels),
                "frequency desc",
                OptionalLong.empty(),
                1,
                Optional.empty(),
                new Origin("conf/segments/calls.conf", 0));
    }

    private Path live() {
        return folder.resolve(RUN);
    }

    private ReadyFile ready() throws IOException {
        return Json.parse(Files.readAllBytes(live().resolve("_READY.json")), ReadyFile.class, "_READY.json");
    }

    private List<String> lines(String name) throws IOException {
        return Files.readAllLines(live().resolve(name));
    }

    private List<String> csvFiles() throws IOException {
        try (var files = Files.list(live())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".csv"))
                    .toList();
        }
    }

    private String everything() throws IOException {
        return everything(name -> true);
    }

    private String everything(Predicate<String> named) throws IOException {
        StringBuilder all = new StringBuilder();
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> named.test(file.getFileName().toString()))
                    .sorted()
                    .toList()) {
                all.append(file.getFileName()).append('\n').append(Files.readString(file));
            }
        }
        return all.toString();
    }
}
