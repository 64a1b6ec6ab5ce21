package io.nightjar.identity.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.config.SettingsLoader;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Birth dates that are none, for the guard (as dates) and for matching (as parts of a record). */
final class BirthDatesTest {
    @ParameterizedTest
    @CsvSource({
        "0001-01-01, true",
        "1753-01-01, true",
        "1800-01-01, true",
        "1900-01-01, true",
        "1901-01-01, true",
        "1970-01-01, true",
        "9999-12-31, true",
        "1970-01-02, false",
        "1606-07-15, false",
    })
    void whatSystemsWriteThatMustWriteSomethingIsNoEvidence(LocalDate date, boolean isPlaceholder) {
        assertThat(BirthDates.isPlaceholder(date)).isEqualTo(isPlaceholder);
        String[] values = new String[20];
        values[3] = date.toString().replace("-", "");
        String[] parts = new PersonRecords.Standardiser(new SettingsLoader(Map.of())
                        .load(List.of(), Map.of(), Map.of())
                        .identity())
                .parts(values);
        assertThat(parts[Part.BIRTH_DATE.index()]).isEqualTo(isPlaceholder ? null : values[3]);
    }
}
