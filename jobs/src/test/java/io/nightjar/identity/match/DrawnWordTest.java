package io.nightjar.identity.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.config.MatchSettings;
import io.nightjar.config.SettingsLoader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words by which records are brought together, and what the default rules bring together by them. */
final class DrawnWordTest {
    private static final MatchSettings SETTINGS = new SettingsLoader(Map.of())
            .load(List.of(), Map.of(), Map.of())
            .identity()
            .match();

    @Test
    void theSameWordsInAnyOrderDrawTheSameOneAlsoMistyped() {
        for (int draw = 1; draw <= 50; draw++) {
            long drawn = DrawnWord.of("arnie mortons of chicago", draw);
            assertThat(DrawnWord.of("chicago of arnie mortons", draw)).isEqualTo(drawn);
            assertThat(DrawnWord.of("arnie mortens of chicago", draw)).isEqualTo(drawn);
        }
        assertThat(DrawnWord.of(null, 1)).isZero();
        assertThat(DrawnWord.of("w55", 1)).isNotEqualTo(DrawnWord.of("w5", 1));
    }

    @Test
    void everyWordIsDrawnAtTimesAndLongOnesMoreOften() {
        Set<Long> drawn = new HashSet<>();
        int isLong = 0;
        for (int draw = 0; draw < 1_000; draw++) {
            drawn.add(DrawnWord.of("cafe mediterraneo", draw));
            isLong += DrawnWord.of("cafe mediterraneo", draw) == DrawnWord.of("mediterraneo", draw) ? 1 : 0;
        }
        assertThat(drawn).hasSize(2);
        // 12 letters squared to 4 squared: nine times in ten.
        assertThat(isLong).isBetween(860, 940);
    }

    @ParameterizedTest
    @CsvSource({
        "OTHER_NAME, fenix, phenix",
        "OTHER_NAME, grill on the alley, the alley grill on",
        "OTHER_WORDS, efficient clustering of records, clustering of records efficient",
        "OTHER_CODE, b00x1, b00x1",
        "OTHER_NUMBER, 551234, 551234",
        "OTHER_DATE, 18710302, 18710302",
    })
    void byDefaultAnyColumnOfTheShopsOwnBringsRecordsTogether(Part part, String a, String b) {
        assertThat(new Blocks(people(List.of(Map.of(part, a), Map.of(part, b))), SETTINGS.rules(), 2).count())
                .isPositive();
    }

    /** All of one year, more than are compared: two have a title in common. */
    @Test
    void wordsCutWhatIsTooMany() {
        List<Map<Part, String>> records = new ArrayList<>();
        IntStream.range(0, 300)
                .mapToObj(
                        i -> Map.of(Part.OTHER_NUMBER, "1997", Part.OTHER_WORDS, "notes " + (char) ('a' + i % 26) + i))
                .forEach(records::add);
        records.add(Map.of(Part.OTHER_NUMBER, "1997", Part.OTHER_WORDS, "mining association rules"));
        records.add(Map.of(Part.OTHER_NUMBER, "1997", Part.OTHER_WORDS, "association rules mining"));
        Blocks blocks =
                new Blocks(people(records), List.of("other-number, surname-sound, other-name, other-word-1"), 100);
        Set<String> pairs = new HashSet<>();
        IntStream.range(0, blocks.count()).forEach(block -> blocks.pairs(block, (a, b) -> pairs.add(a + "-" + b)));
        assertThat(pairs).contains("300-301");
    }

    private static People people(List<Map<Part, String>> records) {
        People.Builder people = new People.Builder();
        for (Map<Part, String> record : records) {
            String[] parts = new String[Part.count()];
            record.forEach((part, text) -> parts[part.index()] = text);
            people.add("customers", String.valueOf(record.hashCode()), parts);
        }
        return people.build();
    }
}
