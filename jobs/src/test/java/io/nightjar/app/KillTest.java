package io.nightjar.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.SparkExtension;
import io.nightjar.measure.Child;
import io.nightjar.measure.PublishedNight;
import io.nightjar.store.Manifest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nights in JVMs of their own that die at a named moment or are told to stop. Whatever happens, readers find one whole
 * night, and the next start finishes what was begun.
 */
@ExtendWith(SparkExtension.class)
final class KillTest {
    private static final LocalDate YESTERDAY = LocalDate.of(2026, 5, 31);
    private static final LocalDate TODAY = LocalDate.of(2026, 6, 30);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @TempDir
    private Path scratch;

    @Test
    void isWhollyTheOldOrTheNewNightWhereverTheMachineDies(SparkSession spark) throws Exception {
        TestShop shop = TestShop.small(scratch);
        shop.night(spark, YESTERDAY);
        String before = shop.live();
        Nights nights = new Nights(spark, shop, before);

        nights.dieAt("staged warehouse").pointsTo(before).listsAreOf(before);
        nights.dieAt("before flipping warehouse").pointsTo(before).listsAreOf(before);
        nights.dieAt("flip 3").pointsTo(before).listsAreOf(before);
        nights.dieAt("flipped warehouse").pointsTo(nights.today()).listsAreOf(before);
        nights.dieAt("flipped segment files").pointsTo(nights.today()).listsAreOf(nights.today());

        Child.Cost rerun = shop.fork("rerun", TODAY).await(PATIENCE);
        assertThat(rerun.exitCode()).as(rerun.output()).isZero();
        assertThat(rerun.output()).contains("Finished the interrupted publication of " + nights.today());
        assertThat(shop.live()).isEqualTo(nights.today());
        assertThat(shop.manifest(shop.live()).state()).isEqualTo(Manifest.PUBLISHED);
        assertThat(shop.published(spark).main()).isEqualTo(shop.booked(shop.live()));
    }

    @Test
    void stopsWhenToldToAndLetsNobodyElseRunMeanwhile() throws Exception {
        TestShop shop = TestShop.small(scratch);
        try (Child night = shop.fork("stopped", TODAY)) {
            assertThat(night.awaitOutput("[ 2/", PATIENCE)).as(night.output()).isTrue();
            Child.Cost second = shop.fork("second", TODAY).await(PATIENCE);
            assertThat(second.exitCode()).as(second.output()).isEqualTo(75);
            assertThat(second.output()).contains("Another run holds the work area");
            assertThat(night.isAlive()).isTrue();
            assertThat(night.handle().destroy()).as("SIGTERM sent").isTrue();
            Child.Cost stopped = night.await(PATIENCE);
            assertThat(stopped.exitCode()).as(stopped.output()).isEqualTo(143);
        }
        assertThat(shop.home().runs().live()).isEmpty();
        assertThat(shop.home().runs().all()).singleElement().satisfies(run -> {
            assertThat(run.state()).isEqualTo(Manifest.ABORTED);
            assertThat(run.exitCode()).isEqualTo(143);
            assertThat(shop.home().isAlive(run.epoch())).as("lock held").isFalse();
        });
        assertThat(shop.work().resolve("lock"))
                .isDirectoryContaining(file -> file.getFileName().toString().startsWith("released-"));
    }

    /** The old night and the new one of a shop, and what its readers see. */
    private record Nights(SparkSession spark, TestShop shop, String before) {
        Nights dieAt(String moment) {
            Child.Cost died = shop.fork("halt-" + moment.replace(' ', '-'), TODAY, "-Dnightjar.test.halt-at=" + moment)
                    .await(PATIENCE);
            assertThat(died.exitCode()).as(moment + ":\n" + died.output()).isEqualTo(137);
            assertThat(seen().mixtures(Map.of(before, shop.booked(before), today(), made(today()))))
                    .as(moment)
                    .isEmpty();
            return this;
        }

        Nights pointsTo(String run) {
            assertThat(seen().pointer()).contains(run);
            return this;
        }

        Nights listsAreOf(String run) {
            assertThat(seen().lists()).contains(run);
            return this;
        }

        String today() {
            return shop.home().runs().all().stream()
                    .map(Manifest::runId)
                    .filter(run -> run.startsWith(TODAY + "-"))
                    .findFirst()
                    .orElseThrow();
        }

        /** What the work area holds of the run, published or not. */
        private Map<String, String> made(String run) {
            Map<String, String> tables = new TreeMap<>();
            shop.manifest(run).tables().forEach((name, table) -> tables.put(name, table.contentHash()));
            tables.keySet().retainAll(shop.booked(before).keySet());
            return tables;
        }

        private PublishedNight seen() {
            return shop.published(spark);
        }
    }
}
