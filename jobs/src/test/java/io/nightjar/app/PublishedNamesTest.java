package io.nightjar.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.config.ConfigException;
import io.nightjar.config.SegmentNames;
import io.nightjar.config.SettingsLoader;
import io.nightjar.schema.Table;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Names of tables and columns that readers see, wherever they are published. */
final class PublishedNamesTest {
    private static final List<String> WORDS = new SettingsLoader(Map.of())
            .load(List.of(), Map.of(), Map.of())
            .delivery()
            .sensitiveWords();

    @Test
    void noTableOrColumnIsCalledByASensitiveWordOrAForbiddenCharacter() {
        for (Table table : Nightly.PUBLISHED) {
            assertThat(table.name()).matches("[a-z][a-z0-9_]{0,57}");
            assertThat(SegmentNames.sensitive(table.name(), WORDS))
                    .as(table.name())
                    .isEmpty();
            for (String column : table.names()) {
                assertThat(column).matches("[a-z][a-z0-9_]{0,62}");
                assertThat(SegmentNames.sensitive(column, WORDS))
                        .as(table.name() + "." + column)
                        .isEmpty();
            }
        }
    }

    @Test
    void schemaCalledByASensitiveWordIsRefused() {
        assertThatThrownBy(() -> SegmentNames.verify(Map.of("postgres.schema", "patients_crm"), WORDS))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("postgres.schema must not have the word patients");
        SegmentNames.verify(Map.of("postgres.schema", "crm"), WORDS);
    }
}
