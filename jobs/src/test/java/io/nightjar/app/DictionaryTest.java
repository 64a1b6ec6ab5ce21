package io.nightjar.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.measure.ShopConf;
import io.nightjar.schema.Dictionary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Every published column is described, and the page that is checked in says the same. */
final class DictionaryTest {
    private static final String RENEW = "nightjar.renew-dictionary";
    private final Dictionary dictionary = new Dictionary(Nightly.PUBLISHED);

    @Test
    void everyPublishedColumnIsDescribed() {
        assertThat(dictionary.missing(Nightly.PUBLISHED))
                .as("columns without a line in jobs/src/main/resources/dictionary/TABLE.txt: name | unit | source |"
                        + " meaning")
                .isEmpty();
        assertThat(dictionary.unknown(Nightly.PUBLISHED))
                .as("lines in jobs/src/main/resources/dictionary about columns that there are not")
                .isEmpty();
    }

    @Test
    void thePageSaysWhatTheCodeSays() throws IOException {
        Path page = ShopConf.root().resolve("jobs/DICTIONARY.md");
        String made = dictionary.markdown(Nightly.PUBLISHED);
        if (Boolean.getBoolean(RENEW)) {
            Files.writeString(page, made);
        }
        assertThat(Files.exists(page) ? Files.readString(page) : "")
                .as(
                        "jobs/DICTIONARY.md is not what the code says. Renew it: mvn -f pom.xml -Dtest=DictionaryTest -D%s=true"
                                + " test, and commit the file",
                        RENEW)
                .isEqualTo(made);
    }
}
