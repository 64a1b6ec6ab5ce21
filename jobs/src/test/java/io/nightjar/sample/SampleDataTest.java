package io.nightjar.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The committed sample is what the simulator makes, and small enough to be cloned by everybody. */
class SampleDataTest {
    private static final Path COMMITTED = Path.of(System.getProperty("nightjar.root"), "sample-data");
    private static final long MOST_BYTES = 12_000_000;

    @TempDir
    Path folder;

    /** Gzip is compared by its content: machines differ in the zlib their Java links to. */
    private static SortedMap<String, String> hashes(RawShop shop) throws IOException, NoSuchAlgorithmException {
        SortedMap<String, String> hashes = new TreeMap<>();
        for (String file : shop.files()) {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(RawShop.content(shop.folder().resolve(file)));
            hashes.put(file, HexFormat.of().formatHex(hash));
        }
        return hashes;
    }

    @Test
    void isWhatTheSimulatorMakes() throws IOException, NoSuchAlgorithmException {
        RawShop made = RawShop.make(2_000, 13, 42, 2, folder);
        assertThat(hashes(new RawShop(COMMITTED)))
                .as(
                        "sample-data/ is not what the simulator makes now: run scripts/make-sample-data and say why it changed")
                .isEqualTo(hashes(made));
    }

    @Test
    void tellsItsCountsInTheReadme() throws IOException {
        String readme = Files.readString(COMMITTED.resolve("README.md"));
        Matcher counts = Pattern.compile("\"rows\\.([a-z-]+)\": (\\d+)")
                .matcher(Files.readString(COMMITTED.resolve("truth/summary.json")));
        int feeds = 0;
        while (counts.find()) {
            String count = String.format(Locale.ROOT, "| %,d |", Integer.valueOf(counts.group(2)));
            assertThat(readme).as("rows of %s", counts.group(1)).contains(count);
            feeds++;
        }
        assertThat(feeds).isEqualTo(9);
    }

    @Test
    void isSmall() throws IOException {
        long bytes = 0;
        for (String file : new RawShop(COMMITTED).files()) {
            bytes += Files.size(COMMITTED.resolve(file));
        }
        assertThat(bytes).isBetween(1L, MOST_BYTES);
    }
}
