package io.nightjar.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.nightjar.SparkExtension;
import io.nightjar.measure.PublishedNight;
import io.nightjar.store.Manifest;
import io.nightjar.store.RunFolder;
import io.nightjar.store.RunLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Whole nights of a small shop: what they publish, and what they leave alone. */
@ExtendWith(SparkExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class NightlyRunTest {
    private static final LocalDate YESTERDAY = LocalDate.of(2026, 5, 31);
    private static final LocalDate TODAY = LocalDate.of(2026, 6, 30);

    private TestShop shop;
    private String first;
    private String second;

    @BeforeAll
    void runTwoNights(SparkSession spark, @TempDir Path folder) {
        shop = TestShop.small(folder);
        shop.night(spark, YESTERDAY);
        first = shop.live();
        shop.night(spark, TODAY);
        second = shop.live();
    }

    @Test
    void publishesWhatItsBooksSay(SparkSession spark) {
        PublishedNight seen = shop.published(spark);
        assertThat(seen.breaches()).isEmpty();
        assertThat(seen.pointer()).contains(shop.live());
        assertThat(seen.lists()).contains(shop.live());
        assertThat(seen.main()).isEqualTo(shop.booked(shop.live())).isEqualTo(seen.pointed());
    }

    @Test
    void carriesTheFirstNightIntoTheSecond(SparkSession spark) {
        SparkSession session = shop.session(spark);
        String changes = "SELECT count_if(change = 'add'), count_if(change = 'keep'), count_if(change = 'remove') FROM"
                + " nightjar.nightjar.segment_changes VERSION AS OF '%s'";
        String membersOnly = "SELECT count(*) FROM nightjar.nightjar.segment_members VERSION AS OF '%s' a LEFT ANTI"
                + " JOIN nightjar.nightjar.segment_members VERSION AS OF '%s' b USING (segment, customer_id)";
        var atFirst = session.sql(changes.formatted(branch(first))).head();
        assertThat(atFirst.getLong(0)).as("added in the first night").isPositive();
        assertThat(atFirst.getLong(1) + atFirst.getLong(2))
                .as("kept or removed in the first night")
                .isZero();
        var then = session.sql(changes.formatted(branch(second))).head();
        assertThat(then.getLong(0))
                .as("added")
                .isPositive()
                .isEqualTo(count(session, membersOnly.formatted(branch(second), branch(first))));
        assertThat(then.getLong(2))
                .as("removed")
                .isPositive()
                .isEqualTo(count(session, membersOnly.formatted(branch(first), branch(second))));
        assertThat(atFirst.getLong(0) - then.getLong(2)).as("kept").isEqualTo(then.getLong(1));
    }

    @Test
    void goesBackToAnEarlierNightEverywhereAndForwardAgain(SparkSession spark) {
        String live = shop.live();
        assertThat(shop.rollback(spark, first)).contains("Live is " + first);
        PublishedNight seen = shop.published(spark);
        assertThat(seen.main()).isEqualTo(shop.booked(first)).isEqualTo(seen.pointed());
        assertThat(seen.pointer()).contains(first);
        assertThat(seen.lists()).contains(first);
        assertThat(shop.live()).isEqualTo(first);
        shop.rollback(spark, live);
        assertThat(shop.published(spark).main()).isEqualTo(shop.booked(live));
        assertThat(shop.live()).isEqualTo(live);
        assertThatThrownBy(() -> shop.rollback(spark, "no-such-run"))
                .hasMessageContaining("no published run no-such-run to go back to");
    }

    @Test
    void doesNothingWhereNothingHasChanged(SparkSession spark) {
        PublishedNight before = shop.published(spark);
        int attempts = shop.home().runs().attempts(shop.live()).size();
        assertThat(shop.night(spark, TODAY)).startsWith("Nothing to do: " + shop.live());
        assertThat(shop.home().runs().attempts(shop.live())).hasSize(attempts);
        assertThat(shop.published(spark)).isEqualTo(before);
    }

    @Test
    void makesANewRunOfACorrectedExportAndAgainWhenTheCorrectionIsTakenBack(SparkSession spark) throws IOException {
        Path products = shop.exports().resolve("products/products.csv");
        String original = Files.readString(products);
        String beforeRun = shop.live();
        Map<String, String> before = shop.booked(beforeRun);
        Files.writeString(products, original.replaceFirst(",[0-9.]+,([0-9.]+,[0-9]+,)", ",0.01,$1"));
        shop.night(spark, TODAY);
        String corrected = shop.live();
        assertThat(corrected).isNotEqualTo(beforeRun).startsWith(TODAY + "-");
        assertThat(shop.manifest(corrected).previousRunId()).isEqualTo(beforeRun);
        assertThat(shop.manifest(beforeRun).state()).isEqualTo(Manifest.PUBLISHED);
        assertThat(shop.session(spark)
                        .table("nightjar.nightjar.customer_profiles.refs")
                        .where("name = '" + branch(beforeRun) + "'")
                        .count())
                .as("branches of the run before")
                .isOne();
        assertThat(shop.folder().resolve("home/segments").resolve(beforeRun).resolve("_READY.json"))
                .exists();

        Files.writeString(products, original);
        shop.night(spark, TODAY);
        assertThat(shop.live()).isNotIn(beforeRun, corrected);
        assertThat(shop.booked(shop.live())).containsAllEntriesOf(withoutChanges(before));
        assertThat(shop.published(spark).main()).isEqualTo(shop.booked(shop.live()));
    }

    @Test
    void movesNoPointerForAnOlderDate(SparkSession spark) {
        PublishedNight before = shop.published(spark);
        LocalDate older = YESTERDAY.minusMonths(1);
        String said = shop.night(spark, older);
        assertThat(said).contains("the newer night of " + TODAY + " is live");
        assertThat(shop.published(spark)).isEqualTo(before);
        assertThat(shop.home().runs().all())
                .filteredOn(run -> run.logicalDate().equals(older.toString()))
                .singleElement()
                .satisfies(run -> {
                    assertThat(run.state()).isEqualTo(Manifest.BACKFILLED);
                    assertThat(run.tables()).containsKeys("customer_profiles", "segment_members");
                });
    }

    @Test
    void holdsTheNightAndLeavesWhatIsLiveLive(SparkSession spark) {
        PublishedNight before = shop.published(spark);
        TestShop strict = shop.with("sources.purchases.max-quarantined-share", "0");
        Throwable trouble = catchThrowable(() -> strict.night(spark, TODAY));
        assertThat(trouble)
                .hasMessageContaining("is held, what is live stays live")
                .hasMessageContaining("sources.purchases.max-quarantined-share");
        assertThat(ExitCode.of(trouble).number()).isEqualTo(65);
        assertThat(shop.home().runs().all())
                .anySatisfy(run -> assertThat(run.state()).isEqualTo(Manifest.HELD));
        assertThat(shop.published(spark)).isEqualTo(before);
    }

    @Test
    void saysWhichFeedIsMissing(SparkSession spark) {
        PublishedNight before = shop.published(spark);
        TestShop late = shop.also("sources.products.feeds = [{ path = \"" + shop.exports() + "/not-yet-*.csv\" }]");
        Throwable trouble = catchThrowable(() -> late.night(spark, TODAY));
        assertThat(trouble)
                .hasMessageContaining("feed products of products: no file matches")
                .hasMessageContaining("not-yet-*.csv");
        assertThat(ExitCode.of(trouble).number()).isEqualTo(66);
        assertThat(shop.published(spark)).isEqualTo(before);
    }

    @Test
    void letsNobodyElseRunMeanwhile(SparkSession spark) {
        try (RunLock held = shop.home().lock()) {
            assertThat(held.epoch()).isPositive();
            Throwable trouble = catchThrowable(() -> shop.with("seed", "43").night(spark, TODAY));
            assertThat(trouble).hasMessageContaining("Another run holds the work area");
            assertThat(ExitCode.of(trouble).number()).isEqualTo(75);
        }
    }

    @Test
    void endsWith78OnAMistakeInTheConfiguration() {
        TestShop wrong = shop.with("churn.horizon-dais", "60");
        assertThatThrownBy(wrong::settings)
                .hasMessageContaining("horizon-days")
                .satisfies(trouble -> assertThat(ExitCode.of(trouble).number()).isEqualTo(78));
    }

    @Test
    void stagesAnewWhereSomebodyElseHasChangedTheWarehouseMeanwhile(SparkSession spark) throws IOException {
        String run = shop.live();
        interruptPublicationOf(run);
        shop.session(spark).sql("DELETE FROM nightjar.nightjar.segments");
        String said = shop.night(spark, TODAY);
        assertThat(said).contains("Gave up the interrupted publication of " + run);
        assertThat(shop.live()).isEqualTo(run);
        assertThat(shop.manifest(run).state()).isEqualTo(Manifest.PUBLISHED);
        assertThat(shop.published(spark).main()).isEqualTo(shop.booked(run));
    }

    /** As if the machine had died before the first flip. */
    private void interruptPublicationOf(String run) throws IOException {
        Manifest manifest = shop.manifest(run);
        Path file = shop.work().resolve("runs/" + run + "/manifest-000" + manifest.attempt() + ".json");
        Files.writeString(file, Files.readString(file).replace(Manifest.PUBLISHED, Manifest.PUBLISHING));
        shop.home().runs().makeLive(new RunFolder.Live(manifest.previousRunId(), TODAY.toString(), manifest.epoch()));
    }

    private static Map<String, String> withoutChanges(Map<String, String> booked) {
        Map<String, String> rest = new java.util.TreeMap<>(booked);
        rest.keySet().removeAll(java.util.Set.of("segment_changes", "segments", "identity_changes"));
        return rest;
    }

    private static long count(SparkSession session, String sql) {
        return session.sql(sql).head().getLong(0);
    }

    private static String branch(String runId) {
        return "run_" + runId.replace('-', '_');
    }
}
