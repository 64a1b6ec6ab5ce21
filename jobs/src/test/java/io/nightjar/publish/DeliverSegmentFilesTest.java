package io.nightjar.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.SparkExtension;
import io.nightjar.Tables;
import io.nightjar.config.Channel;
import io.nightjar.config.DeliverySettings;
import io.nightjar.config.Origin;
import io.nightjar.config.Purpose;
import io.nightjar.config.SegmentDefinition;
import io.nightjar.job.DeliveryReport;
import io.nightjar.quality.BrokenInvariantException;
import io.nightjar.schema.ContactPoints;
import io.nightjar.schema.NextBestProducts;
import io.nightjar.schema.Products;
import io.nightjar.schema.SegmentChanges;
import io.nightjar.schema.SegmentMembers;
import io.nightjar.store.Json;
import io.nightjar.store.Places;
import io.nightjar.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
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
    private static final String LIST = "calls_2026-01-31_";

    @TempDir
    private Path folder;

    private Tables in;

    @BeforeEach
    void fiveMembersAndOneWhoLeft(SparkSession spark) {
        in = new Tables(spark)
                .with(SegmentMembers.TABLE, """
                calls, ann, 1, frequency 6
                calls, bob, 2, frequency 5
                calls, cat, 3, frequency 4
                calls, dan, 4, frequency 3
                calls, eva, 5, =frequency
                """)
                .with(SegmentChanges.TABLE, """
                calls, ann, keep
                calls, bob, add
                calls, cat, keep
                calls, dan, add
                calls, eva, add
                calls, zoe, remove
                retired, ann, remove
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
        assertThat(lines(LIST + "adds.csv")).hasSize(4);
        assertThat(lines(LIST + "keeps.csv")).hasSize(3);
        assertThat(lines(LIST + "removes.csv")).containsExactly("customer_id,customer_key", "zoe,");
    }

    @Test
    void showsOfEachPersonOnlyWhatTheirPermissionsNeed() throws IOException {
        contactPoints();
        deliver(calls(Channel.EMAIL, Channel.PHONE));
        // ann both, bob by mail only, cat by phone only, dan neither, eva by mail but without an address.
        assertThat(lines(LIST + "members.csv"))
                .containsExactly(
                        "customer_id,customer_key,first_name,last_name,email,phone,next_best_products,reason",
                        "ann,1,Ann,A,ann@mail.at,+43 660 1,Cake; Tea; p9,frequency 6",
                        "bob,2,Bob,B,bob@mail.at,,,frequency 5",
                        "cat,3,Cat,C,,+43 660 3,,frequency 4");
        assertThat(lines(LIST + "adds.csv")).hasSize(2);
        assertThat(ready().withheld()).isEqualTo(Map.of("calls", 2L));
    }

    @Test
    void letterNeedsAWholeAddress() throws IOException {
        contactPoints();
        deliver(calls(Channel.POST));
        assertThat(lines(LIST + "members.csv"))
                .containsExactly(
                        "customer_id,customer_key,first_name,last_name,city,country,postcode,street,"
                                + "next_best_products,reason",
                        "ann,1,Ann,A,Wien,AT,1010,Ring 1,Cake; Tea; p9,frequency 6");
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
    void removalsCarryNoContactData() throws IOException {
        contactPoints();
        deliver(calls(Channel.EMAIL, Channel.PHONE));
        assertThat(lines(LIST + "removes.csv")).contains("customer_id,customer_key", "zoe,26");
        assertThat(Files.readString(live().resolve(LIST + "removes.csv"))).doesNotContain("@", "+43", "Zoe");
    }

    @Test
    void whoWithdrewPermissionIsRemovedThoughTheRuleStillHolds() throws IOException {
        contactPoints();
        deliver(calls(Channel.EMAIL));
        // cat was on the list last night and no longer takes mail; dan and eva come new and are never written.
        assertThat(lines(LIST + "removes.csv")).containsExactly("customer_id,customer_key", "cat,3", "zoe,26");
    }

    @Test
    void listThatIsNoLongerDefinedTellsWhoToRemove() throws IOException {
        deliver(calls(Channel.EMAIL));
        assertThat(lines("retired_2026-01-31_removes.csv")).containsExactly("customer_id,customer_key", "ann,");
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
                new DeliverySettings("segments", 1000, 1_000_000),
                List.of(segment),
                fence);
    }

    private static SegmentDefinition calls(Channel... channels) {
        return new SegmentDefinition(
                "calls",
                "whom to call",
                "frequency >= 3",
                Purpose.MARKETING,
                List.of(channels),
                "frequency desc",
                OptionalLong.empty(),
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
        StringBuilder all = new StringBuilder();
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                all.append(file.getFileName()).append('\n').append(Files.readString(file));
            }
        }
        return all.toString();
    }
}
