package io.nightjar.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class SqlColumnsTest {
    @Test
    void namesEachColumnOnceInTheOrderOfItsFirstMention() {
        assertThat(SqlColumns.of("frequency >= 6 and recency_days between 60 and 120 or frequency = 1"))
                .containsExactly("frequency", "recency_days");
    }

    @Test
    void seesThroughFunctionsQuotesAndCases() {
        assertThat(SqlColumns.of(
                        "case when Type = 'RETURN' then -try_cast(Qty as decimal(18,3)) else length(`E-Mail`) end"))
                .containsExactly("Type", "Qty", "E-Mail");
    }

    @Test
    void takesTextInQuotesForNoColumn() {
        assertThat(SqlColumns.of("'web'")).isEmpty();
    }

    @Test
    void saysWhatTheParserSays() {
        assertThatThrownBy(() -> SqlColumns.of("frequency >="))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Syntax error");
    }
}
