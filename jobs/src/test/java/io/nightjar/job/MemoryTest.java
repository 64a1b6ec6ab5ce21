package io.nightjar.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.Rows;
import io.nightjar.SparkExtension;
import io.nightjar.Tables;
import io.nightjar.schema.MergedPersons;
import io.nightjar.schema.TriggerEvents;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is remembered of persons who are one tonight. */
@ExtendWith(SparkExtension.class)
final class MemoryTest {
    @Test
    void goesOnUnderTheIdOfTonightAndOfTwoRowsWithOneKeyTheFirstIsKept(SparkSession spark) {
        Tables in = new Tables(spark).with(MergedPersons.TABLE, """
                        bob, ann
                        eve, dan
                        """).lastNight(TriggerEvents.TABLE, """
                        ann, late, i1, , 2026-02-01, 2026-02-04, past, own
                        bob, late, i1, , 2026-02-03, 2026-02-06, open, newer
                        bob, late, i2, , 2026-02-02, 2026-02-05, open, other
                        cat, late, i1, , 2026-02-02, 2026-02-05, open, not concerned
                        eve, late, i3, , 2026-02-02, 2026-02-05, open, alone
                        """);
        assertThat(Rows.text(
                        Memory.of(
                                        in,
                                        TriggerEvents.TABLE,
                                        TriggerEvents.FIRED_ON.col().desc())
                                .orElseThrow(),
                        TriggerEvents.CUSTOMER_ID,
                        TriggerEvents.OBJECT,
                        TriggerEvents.FIRED_ON,
                        TriggerEvents.REASON))
                .containsExactly(
                        "ann, i1, 2026-02-03, newer",
                        "ann, i2, 2026-02-02, other",
                        "cat, i1, 2026-02-02, not concerned",
                        "dan, i3, 2026-02-02, alone");
    }

    @Test
    void beforeTheFirstNightThereIsNone(SparkSession spark) {
        assertThat(Memory.of(new Tables(spark), TriggerEvents.TABLE)).isEmpty();
    }
}
