package io.nightjar.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class SegmentNamesTest {
    private static final List<String> WORDS = List.of("diabet*", "debt");

    @Test
    void listCalledByASensitiveWordIsToldWithItsFile() {
        assertThatThrownBy(() -> SegmentNames.verify(
                        List.of(list("likely-diabetics"), list("tea-lovers"), list("in-debt")), WORDS))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("likely-diabetics.conf: name must not have the word diabetics")
                .hasMessageContaining("in-debt.conf: name must not have the word debt")
                .hasMessageNotContaining("tea-lovers");
    }

    @Test
    void wordsAreWholeUnlessTheyEndInAStar() {
        assertThat(SegmentNames.sensitive("debtors-of-old", WORDS)).isEmpty();
        assertThat(SegmentNames.sensitive("Debt_list.csv", WORDS)).contains("debt");
        assertThat(SegmentNames.sensitive("2026-diabetes", WORDS)).contains("diabetes");
        assertThat(SegmentNames.sensitive("predebt", WORDS)).isEmpty();
    }

    @Test
    void defaultsKnowWhatPlatformsFlag() {
        List<String> words = new SettingsLoader(Map.of())
                .load(List.of(), Map.of(), Map.of())
                .delivery()
                .sensitiveWords();
        for (String name : List.of("pregnant-soon", "kreditkunden", "cancer-care", "low-income", "health-food-fans")) {
            assertThat(SegmentNames.sensitive(name, words)).as(name).isPresent();
        }
    }

    private static SegmentDefinition list(String name) {
        return new SegmentDefinition(
                name,
                "about",
                "true",
                Purpose.MARKETING,
                List.of(),
                "monetary desc",
                OptionalLong.empty(),
                1,
                Optional.empty(),
                new Origin(name + ".conf", 0));
    }
}
