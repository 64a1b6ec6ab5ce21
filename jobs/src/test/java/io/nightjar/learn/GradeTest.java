package io.nightjar.learn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class GradeTest {
    @Test
    void isAFromATenthBetter() {
        assertThat(Grade.of(0.55, 0.5)).isEqualTo(Grade.A);
        assertThat(Grade.of(0.5499, 0.5)).isEqualTo(Grade.B);
        assertThat(Grade.of(0.1, 0)).isEqualTo(Grade.A);
    }

    @Test
    void isCWhereTheRuleIsAsGood() {
        assertThat(Grade.of(0.20, 0.20)).isEqualTo(Grade.C);
        assertThat(Grade.of(0.19, 0.20)).isEqualTo(Grade.C);
        assertThat(Grade.of(0, 0)).isEqualTo(Grade.C);
        assertThat(Grade.of(Math.nextUp(0.20), 0.20)).isEqualTo(Grade.B);
    }

    @Test
    void isNoneWhereEitherCouldNotBeMeasured() {
        assertThat(Grade.of(Double.NaN, 0.5)).isEqualTo(Grade.NONE);
        assertThat(Grade.of(0.5, Double.NaN)).isEqualTo(Grade.NONE);
        assertThat(Grade.NONE.word()).isEqualTo("none");
    }

    @Test
    void shipsOnlyWhatIsBetter() {
        assertThat(Grade.A.isShipped()).isTrue();
        assertThat(Grade.B.isShipped()).isTrue();
        assertThat(Grade.C.isShipped()).isFalse();
        assertThat(Grade.NONE.isShipped()).isFalse();
    }
}
