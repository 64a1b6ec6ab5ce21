package io.nightjar.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file may say of who is who. */
final class IdentityTruthTest {
    @TempDir
    private Path folder;

    @Test
    void takesOnePersonForEachRecordHoweverOften() throws IOException {
        assertThat(read("""
                        source,source_key,person
                        customers,1,ann
                        loyalty_members,1,bob
                        customers,1,ann
                        """))
                .containsExactlyInAnyOrderEntriesOf(Map.of("customers\n1", "ann", "loyalty_members\n1", "bob"));
    }

    @Test
    void refusesASourceThatThereIsNotByLineAndWord() {
        assertThatThrownBy(() -> read("source,source_key,person\ncustomers,1,ann\ncustomer,2,ann\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("truth.csv: 3: source must be one of")
                .hasMessageEndingWith("but is 'customer': did you mean customers?");
    }

    @Test
    void refusesARecordOfTwoPersons() {
        assertThatThrownBy(() -> read("source,source_key,person\ncustomers,1,ann\ncustomers,1,bob\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageEndingWith(
                        "truth.csv: 3: source_key 1 of customers is person bob here and ann above; a record is"
                                + " one person");
    }

    @Test
    void refusesAFileWithoutPersons() {
        assertThatThrownBy(() -> read("source,source_key\ncustomers,1\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageEndingWith("has no column person: its header must be source,source_key,person");
    }

    private Map<String, String> read(String text) throws IOException {
        return IdentityTruth.persons(Files.writeString(folder.resolve("truth.csv"), text));
    }
}
