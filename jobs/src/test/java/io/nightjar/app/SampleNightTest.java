package io.nightjar.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.SparkExtension;
import io.nightjar.measure.ShopConf;
import io.nightjar.store.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The night of the committed sample shop publishes exactly what it published when the golden file was made. */
@ExtendWith(SparkExtension.class)
final class SampleNightTest {
    private static final String GOLDEN = "jobs/src/test/resources/golden/sample-night.json";
    private static final String RENEW = "nightjar.renew-golden";

    @TempDir
    private Path scratch;

    @Test
    void publishesTheGoldenTables(SparkSession spark) throws IOException {
        TestShop shop = TestShop.sample(scratch);
        shop.night(spark, TestShop.LAST_DAY);
        Map<String, String> published = new TreeMap<>(shop.booked(shop.live()));
        assertThat(shop.published(spark).main()).isEqualTo(published);
        Path golden = ShopConf.root().resolve(GOLDEN);
        if (Boolean.getBoolean(RENEW)) {
            Files.createDirectories(golden.getParent());
            Files.write(golden, Json.bytes(published));
        }
        assertThat(published)
                .as(
                        "content of the sample night's tables, which differs from %s. If that is what you wanted:"
                                + " mvn -f pom.xml -Dtest=SampleNightTest -D%s=true test, and commit the file",
                        GOLDEN, RENEW)
                .isEqualTo(Json.parse(Files.readAllBytes(golden), Map.class, GOLDEN));
    }
}
