package io.nightjar.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.SparkExtension;
import io.nightjar.Tables;
import io.nightjar.publish.ReadyFile;
import io.nightjar.report.SegmentLine;
import io.nightjar.schema.TriggerEvents;
import io.nightjar.schema.Triggers;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
final class FiredListsTest {
    @Test
    void aTriggerIsAListOfPeopleForWhomItIsOpen(SparkSession spark) {
        // ann and bob have carts from before, ann one of today too; cat's is new, dan's and eva's have expired.
        Tables made = new Tables(spark).with(Triggers.TABLE, """
                        cart, left a cart, 2, 2,
                        quiet, never fires, 0, 0,
                        """).with(TriggerEvents.TABLE, """
                        ann, cart, c1, , 2026-01-29, 2026-02-02, open, why
                        ann, cart, c2, , 2026-01-31, 2026-02-04, new, why
                        bob, cart, c3, , 2026-01-30, 2026-02-03, open, why
                        cat, cart, c4, , 2026-01-31, 2026-02-04, new, why
                        dan, cart, c5, , 2026-01-26, 2026-01-30, past, why
                        eva, cart, c6, , 2026-01-01, 2026-01-05, past, why
                        """);
        ReadyFile.Entry file = new ReadyFile.Entry("plain", "", "cart", "members", "cart_members.csv", 2, 9, "");
        ReadyFile ready = new ReadyFile("run", "2026-01-31", List.of(file), Map.of("cart", 1L), List.of());
        assertThat(FiredLists.of(made, LocalDate.parse("2026-01-31"), Optional.of(ready)))
                .containsExactly(
                        new SegmentLine("cart", "left a cart", 3, 1, 1, 2, 1, List.of("cart_members.csv")),
                        new SegmentLine("quiet", "never fires", 0, 0, 0, 0, 0, List.of()));
    }
}
