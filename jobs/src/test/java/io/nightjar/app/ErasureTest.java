package io.nightjar.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.SparkExtension;
import io.nightjar.config.ConfigException;
import io.nightjar.measure.PlantedPerson;
import io.nightjar.schema.Identifiers;
import io.nightjar.store.Manifest;
import io.nightjar.store.Places;
import io.nightjar.store.feed.Tokeniser;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A person is planted in a small shop, asks to be erased, and comes back with a later export. */
@ExtendWith(SparkExtension.class)
final class ErasureTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 6, 28);

    @Test
    void nothingIsLeftAfterTheNextNightAndNothingComesBack(SparkSession spark, @TempDir Path folder)
            throws IOException {
        TestShop shop = TestShop.withLoyalty(folder);
        PlantedPerson.plant(shop.exports());
        shop.night(spark, FIRST);
        String before = shop.live();
        List<String> words = new ArrayList<>(PlantedPerson.words());
        words.add(person(shop, spark));
        Map<String, Long> known = scan(shop, words);
        assertThat(String.join("\n", known.keySet()))
                .as("where the person is known before, else this test proves nothing")
                .contains(
                        "/segments/" + before,
                        "/report/" + before,
                        "/warehouse/",
                        "tables/contact_points",
                        "tables/parsed_");
        Set<String> listsOfRelative = listsOfRelative(shop, before);
        assertThat(String.join("\n", listsOfRelative)).contains("_members", "_adds");

        ErasureRegister.Request request = erase(shop, spark, PlantedPerson.EMAIL);
        assertThat(request.records()).isGreaterThanOrEqualTo(4);
        assertThat(request.files()).isNotEmpty();
        assertThat(scan(shop, words).keySet())
                .filteredOn(file -> file.contains("/segments/" + before) || file.contains("register"))
                .as("the lists that tools have, and the register")
                .isEmpty();
        assertThat(scan(shop, words).keySet())
                .filteredOn(file -> file.contains(request.id()))
                .as("files that take the person off")
                .isNotEmpty();
        assertThat(listsOfRelative(shop, before))
                .as("lists of the relative with the same phone, who is nobody to be taken off")
                .isEqualTo(listsOfRelative);

        String said = shop.night(spark, FIRST.plusDays(1));
        assertThat(said).contains("Who asked to be erased is gone");
        assertThat(scan(shop, words)).isEmpty();
        assertThat(suppressed(shop)).isGreaterThanOrEqualTo(14);
        assertThat(shop.published(spark).breaches()).isEmpty();
        assertThat(relatives(shop, spark))
                .as("the relative with the same phone")
                .isOne();
        assertThat(new Erasures(shop.home(), shop.settings()).register().hasOpen())
                .isFalse();
        assertThatThrownBy(() -> shop.rollback(spark, before))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("somebody in it was to be erased");

        PlantedPerson.comeBack(shop.exports());
        shop.night(spark, FIRST.plusDays(2));
        assertThat(scan(shop, words)).isEmpty();
        assertThat(relatives(shop, spark)).isOne();
        assertThat(shop.night(spark, FIRST.plusDays(2))).startsWith("Nothing to do");
    }

    private static ErasureRegister.Request erase(TestShop shop, SparkSession spark, String email) {
        EraseRequest wish = new EraseRequest(Erasures.everybody(
                shop.settings(), new Tokeniser(new TokenKey(shop.home(), shop.settings()).bytes()), Set.of()));
        wish.by(Identifiers.EMAIL, email);
        return shop.night(spark).erase(wish, FIRST);
    }

    private static String person(TestShop shop, SparkSession spark) {
        return shop.session(spark)
                .table("nightjar.nightjar.contact_points")
                .where("email = '" + PlantedPerson.EMAIL + "'")
                .select("customer_id")
                .collectAsList()
                .get(0)
                .getString(0);
    }

    private static long relatives(TestShop shop, SparkSession spark) {
        return shop.session(spark)
                .table("nightjar.nightjar.contact_points")
                .where("email = '" + PlantedPerson.RELATIVE_EMAIL + "'")
                .count();
    }

    /** Files in which tools have the relative, or by which they lose them. */
    private static Set<String> listsOfRelative(TestShop shop, String run) {
        return scan(shop, List.of(PlantedPerson.RELATIVE_EMAIL)).keySet().stream()
                .filter(file -> file.contains("/segments/" + run) || file.contains("/segments/" + Erasures.REMOVALS))
                .collect(Collectors.toSet());
    }

    private static long suppressed(TestShop shop) {
        return shop.manifest(shop.live()).inputs().stream()
                .mapToLong(Manifest.Input::rowsSuppressed)
                .sum();
    }

    private static Map<String, Long> scan(TestShop shop, List<String> words) {
        return new HomeScan(new Places(new Configuration()), words)
                .below(new org.apache.hadoop.fs.Path(
                        shop.folder().resolve("home").toString()));
    }
}
