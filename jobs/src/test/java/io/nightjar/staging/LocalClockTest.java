package io.nightjar.staging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** Berlin's clock skips 02:00 to 03:00 on 2026-03-29 and repeats it on 2026-10-25. */
final class LocalClockTest {
    private static final LocalClock BERLIN = new LocalClock(ZoneId.of("Europe/Berlin"));

    @Test
    void doubtsALocalTimeThatWasSkipped() {
        // 02:30 does not exist; Spark makes it 03:30 summer time.
        assertThat(isDoubtful("2026-03-29T01:30:00Z", "2026-03-29 02:30:00")).isTrue();
        assertThat(isDoubtful("2026-03-29T01:30:00Z", "29.03.2026 02:30")).isTrue();
        assertThat(isDoubtful("2026-03-29T01:30:00Z", "3/29/2026 2:30 AM")).isTrue();
        assertThat(isDoubtful("2026-03-29T01:30:00Z", "02:30 29-03-2026")).isTrue();
    }

    @Test
    void doubtsALocalTimeThatWasThereTwice() {
        assertThat(isDoubtful("2026-10-25T00:30:00Z", "2026-10-25 02:30:00")).isTrue();
        assertThat(isDoubtful("2026-10-25T01:30:00Z", "2026-10-25 02:30:00")).isTrue();
    }

    @Test
    void trustsTimesBesideTheChangeAndTimesWithAZone() {
        assertThat(isDoubtful("2026-03-29T01:30:00Z", "2026-03-29 03:30:00")).isFalse();
        assertThat(isDoubtful("2026-03-29T00:59:59Z", "2026-03-29 01:59:59")).isFalse();
        assertThat(isDoubtful("2026-10-24T23:59:59Z", "2026-10-25 01:59:59")).isFalse();
        assertThat(isDoubtful("2026-10-25T02:00:00Z", "2026-10-25 03:00:00")).isFalse();
        assertThat(isDoubtful("2026-10-25T00:30:00Z", "2026-10-25T02:30:00+02:00"))
                .isFalse();
        assertThat(isDoubtful("2026-10-25T01:30:00Z", "2026-10-25 02:30:00 CET"))
                .isFalse();
        assertThat(isDoubtful("2026-10-25T00:30:00Z", "2026-10-25T00:30:00Z")).isFalse();
        assertThat(isDoubtful("2026-10-25T00:30:00Z", "1792888200")).isFalse();
    }

    @Test
    void knowsZonesWhoseClockNeverChanges() {
        assertThat(new LocalClock(ZoneId.of("UTC")).changes()).isFalse();
        assertThat(new LocalClock(ZoneId.of("+05:30")).changes()).isFalse();
        assertThat(BERLIN.changes()).isTrue();
    }

    private static boolean isDoubtful(String moment, String text) {
        return BERLIN.isDoubtful(Instant.parse(moment).toEpochMilli() * 1_000, text);
    }
}
