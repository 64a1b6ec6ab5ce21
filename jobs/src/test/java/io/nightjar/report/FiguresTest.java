package io.nightjar.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void separatesThousands() {
        assertThat(Figures.count(999)).isEqualTo("999");
        assertThat(Figures.count(541_909)).isEqualTo("541,909");
        assertThat(Figures.count(-1_234)).isEqualTo("-1,234");
    }

    @Test
    void countsOneOfAThingInTheSingular() {
        assertThat(Figures.count(1, "person")).isEqualTo("1 person");
        assertThat(Figures.count(0, "person")).isEqualTo("0 people");
        assertThat(Figures.count(1_500, "file")).isEqualTo("1,500 files");
    }

    @Test
    void saysZeroAndHundredPerCentOnlyWhereItIsExactlySo() {
        assertThat(Figures.share(0, 10)).isEqualTo("0%");
        assertThat(Figures.share(1, 1_000_000)).isEqualTo("<0.1%");
        assertThat(Figures.share(1, 8)).isEqualTo("12.5%");
        assertThat(Figures.share(999_999, 1_000_000)).isEqualTo(">99.9%");
        assertThat(Figures.share(10, 10)).isEqualTo("100%");
        assertThat(Figures.share(0, 0)).isEqualTo("0%");
    }

    @Test
    void writesDurationsInTheUnitThatFits() {
        assertThat(Figures.duration(999)).isEqualTo("999 ms");
        assertThat(Figures.duration(48_230)).isEqualTo("48.2 s");
        assertThat(Figures.duration(59_999)).isEqualTo("1 min 00 s");
        assertThat(Figures.duration(3_725_000)).isEqualTo("1 h 02 min");
    }

    @Test
    void writesSizesInTheUnitThatFits() {
        assertThat(Figures.bytes(1)).isEqualTo("1 byte");
        assertThat(Figures.bytes(999)).isEqualTo("999 bytes");
        assertThat(Figures.bytes(1_250)).isEqualTo("1.3 kB");
        assertThat(Figures.bytes(999_999)).isEqualTo("1.0 MB");
    }

    @Test
    void doesNotInventAValueForWhatWasNotMeasured() {
        assertThat(Figures.measure(null)).isEqualTo("not measured");
        assertThat(Figures.measure(Double.NaN)).isEqualTo("not measured");
        assertThat(Figures.measure(0.81234)).isEqualTo("0.8123");
    }

    @Test
    void separatesThousandsOfQuantitiesInTextAndLeavesDatesAndKeysAlone() {
        assertThat(Figures.inText("618106")).isEqualTo("618,106");
        assertThat(Figures.inText("800 to 1300")).isEqualTo("800 to 1,300");
        assertThat(Figures.inText("Held: purchases.volume 10000 (80000 to 130000, 12 published runs)"))
                .isEqualTo("Held: purchases.volume 10,000 (80,000 to 130,000, 12 published runs)");
        assertThat(Figures.inText("2000 rows break it, for example 536365 on 2026-10-31"))
                .isEqualTo("2,000 rows break it, for example 536365 on 2026-10-31");
    }

    @Test
    void showsTheDayOfAMomentAndNoFractionsOfASecond() {
        assertThat(Figures.day("2026-10-31 19:50:00")).isEqualTo("2026-10-31");
        assertThat(Figures.day("never")).isEqualTo("never");
        assertThat(Figures.time("2026-11-01T02:00:01.123456Z")).isEqualTo("2026-11-01T02:00:01Z");
    }
}
