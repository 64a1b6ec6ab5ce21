package io.nightjar.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written depends on customers, months and seed, and on nothing else. */
class SampleShopTest {
    private static final int THREE_BLOCKS = 2_300;

    @TempDir
    Path folder;

    private static List<String> differences(RawShop one, RawShop other) throws IOException {
        List<String> different = new ArrayList<>();
        for (String file : one.files()) {
            boolean isSame = Arrays.equals(
                    Files.readAllBytes(one.folder().resolve(file)),
                    Files.readAllBytes(other.folder().resolve(file)));
            if (!isSame) {
                different.add(file);
            }
        }
        return different;
    }

    @Test
    void writesTheSameBytesOnAnyNumberOfThreads() throws IOException {
        RawShop alone = RawShop.make(THREE_BLOCKS, 3, 5, 1, folder.resolve("1"));
        for (int threads : new int[] {2, 4}) {
            RawShop together = RawShop.make(THREE_BLOCKS, 3, 5, threads, folder.resolve(String.valueOf(threads)));
            assertThat(together.files()).isEqualTo(alone.files());
            assertThat(differences(alone, together)).as("%d threads", threads).isEmpty();
        }
    }

    @Test
    void writesAnotherShopForAnotherSeed() throws IOException {
        RawShop one = RawShop.make(50, 2, 1, 1, folder.resolve("1"));
        RawShop two = RawShop.make(50, 2, 2, 1, folder.resolve("2"));
        assertThat(differences(one, two))
                .contains("purchases/web-001.csv.gz", "clickstream/events-001.parquet", "products/products.csv");
    }

    /** A block does not know how many others there are: that is why memory does not grow with the customers. */
    @Test
    void writesABlockTheSameInAShopOfAnySize() throws IOException {
        RawShop small = RawShop.make(1_000, 2, 5, 1, folder.resolve("small"));
        RawShop large = RawShop.make(THREE_BLOCKS, 2, 5, 1, folder.resolve("large"));
        assertThat(differences(small, large)).allMatch(file -> file.startsWith("truth/"));
    }

    @Test
    void replacesAShopMadeEarlier() throws IOException {
        Files.writeString(folder.resolve("README.md"), "mine");
        RawShop.make(1_500, 1, 1, 1, folder);
        RawShop again = RawShop.make(20, 1, 1, 1, folder);
        assertThat(again.files()).contains("purchases/web-001.csv.gz").doesNotContain("purchases/web-002.csv.gz");
        assertThat(folder.resolve("README.md")).hasContent("mine");
    }

    @Test
    void leavesFoldersAloneThatItDidNotMake() throws IOException {
        Files.createDirectories(folder.resolve("customers"));
        assertThatThrownBy(() -> RawShop.make(20, 1, 1, 1, folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot make sample data in " + folder
                        + ": it has a folder customers that make-sample-data did not make; name an empty folder");
    }

    @Test
    void refusesShopsOfNoOrTooManyCustomers() {
        assertThatThrownBy(() -> new SampleSettings(0, 13, SampleSettings.LAST_DAY, 1, 1))
                .hasMessage("Cannot make sample data: customers must be between 1 and 10000000 but is 0");
        assertThatThrownBy(() -> new SampleSettings(10, 61, SampleSettings.LAST_DAY, 1, 1))
                .hasMessage("Cannot make sample data: months must be between 1 and 60 but is 61");
    }

    @Test
    void reportsWhatWasWritten() throws IOException {
        SampleSettings settings = new SampleSettings(100, 2, SampleSettings.LAST_DAY, 3, 1);
        List<String> progress = new ArrayList<>();
        SampleReport report =
                SampleShop.write(settings, folder, (written, total) -> progress.add(written + " of " + total));
        RawShop shop = new RawShop(folder);
        assertThat(progress).containsExactly("100 of 100");
        assertThat(report.files()).isEqualTo(shop.files().size());
        assertThat(report.rows())
                .containsEntry("purchases-web", shop.lines("purchases/web").size() - 1L);
        assertThat(report.defects()).isEqualTo(shop.truth("defects.csv").size());
    }
}
