package io.nightjar.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

final class CardEvaluationTest {
    private static final LocalDate NEWEST = LocalDate.parse("2026-06-01");

    @Test
    void saysThatDaysWithoutOrdersCountAsNothingBought() {
        assertThat(CardEvaluation.missing(NEWEST, LocalDate.parse("2026-06-30"), 90))
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .contains("2026-06-01, 29 days before the judged period ends", "--cutoff 2026-03-03"));
    }

    @Test
    void saysNothingWhereTheOrdersReachTheEndOrGoBeyondIt() {
        assertThat(CardEvaluation.missing(NEWEST, LocalDate.parse("2026-06-03"), 90))
                .isEmpty();
        assertThat(CardEvaluation.missing(NEWEST, LocalDate.parse("2026-05-01"), 90))
                .isEmpty();
    }
}
