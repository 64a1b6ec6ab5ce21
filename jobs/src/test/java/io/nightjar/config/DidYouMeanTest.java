package io.nightjar.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which word somebody meant. */
final class DidYouMeanTest {
    private static final List<String> KEYS = List.of("horizon-days", "eligible-days", "k", "rank", "elastic-net");

    @ParameterizedTest
    @CsvSource({
        "horizn-days, horizon-days",
        "horizon_days, horizon-days",
        "horizonDays, horizon-days",
        "hroizon-dasy, horizon-days",
        "rnak, rank",
        "K, k",
        "elasticnet, elastic-net"
    })
    void findsTheNearestWord(String typed, String meant) {
        assertThat(DidYouMean.nearest(typed, KEYS)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"x", "elephant", "days", "rubber"})
    void findsNoneWhenNothingIsNear(String typed) {
        assertThat(DidYouMean.nearest(typed, KEYS)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'', abc, 3", "abc, abc, 0", "abc, acb, 1", "kitten, sitting, 3", "ca, abc, 3"})
    void countsEdits(String from, String to, int edits) {
        assertThat(DidYouMean.distance(from, to)).isEqualTo(edits);
        assertThat(DidYouMean.distance(to, from)).isEqualTo(edits);
    }

    @Test
    void saysNothingRatherThanANonsense() {
        assertThat(DidYouMean.hint("elephant", KEYS)).isEmpty();
        assertThat(DidYouMean.hint("horizon-day", KEYS)).isEqualTo(": did you mean horizon-days?");
    }
}
