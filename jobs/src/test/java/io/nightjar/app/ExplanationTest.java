package io.nightjar.app;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.SparkExtension;
import io.nightjar.Tables;
import io.nightjar.schema.ChurnScores;
import io.nightjar.schema.ContactPlan;
import io.nightjar.schema.ContactPoints;
import io.nightjar.schema.ControlGroups;
import io.nightjar.schema.IdentityChanges;
import io.nightjar.schema.IdentityLinks;
import io.nightjar.schema.SegmentMembers;
import io.nightjar.schema.TriggerEvents;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
final class ExplanationTest {
    @Test
    void idThatWasGivenUpTonightIsThePersonItBecame(SparkSession spark) {
        Tables in = new Tables(spark)
                .named(IdentityLinks.TABLE, "source, source_key, customer_id, rule\ncustomers, C1, ann, own\n")
                .named(IdentityChanges.TABLE, """
                        change, changed_on, old_id, new_id, rule, cause
                        merged, 2026-01-31, ana, ann, email, customers/C2 is now linked to customers/C1
                        gone, 2026-01-31, eva, , own, no longer in the exports: customers/C9
                        """);
        Explanation explanation = new Explanation(in, Nightly.PUBLISHED);
        assertThat(explanation.person("ana")).contains("ann");
        assertThat(explanation.person("eva")).isEmpty();
        assertThat(explanation.lines("ann"))
                .contains("  2026-01-31 merged: ana to ann, customers/C2 is now linked to customers/C1");
    }

    @Test
    void tellsRecordsLinksScoresAndListsAndMasksContactData(SparkSession spark) {
        Tables in = new Tables(spark)
                .named(IdentityLinks.TABLE, """
                        source, source_key, customer_id, rule, linked_source, linked_source_key, probability, evidence
                        customers, C1, ann, own, , , 1,
                        customers, C2, ann, email, customers, C1, 0.99, same e-mail address
                        customers, C3, bob, own, , , 1,
                        """)
                .named(ChurnScores.TABLE, "customer_id, churn_probability\nann, 0.25\nbob, 0.5")
                .named(ContactPoints.TABLE, "customer_id, email, city\nann, ann@mail.at, Graz")
                .named(SegmentMembers.TABLE, "customer_id, segment\nann, lapsing\nann, best")
                .named(TriggerEvents.TABLE, "customer_id, trigger, trigger_state\nann, cart-left, open")
                .named(ControlGroups.TABLE, "customer_id, list, control_scope\nann, best, list")
                .named(ContactPlan.TABLE, """
                        customer_id, list, plan_status, why_not
                        ann, best, not_planned, control group
                        ann, cart-left, planned,
                        bob, best, planned,
                        """);
        Explanation explanation = new Explanation(in, Nightly.PUBLISHED);
        assertThat(explanation.person("C2")).contains("ann");
        assertThat(explanation.person("customers/C3")).contains("bob");
        assertThat(explanation.person("ann")).contains("ann");
        assertThat(explanation.person("C9")).isEmpty();
        List<String> lines = explanation.lines("ann");
        assertThat(lines)
                .containsSequence(
                        "records",
                        "  customers/C1 (own)",
                        "  customers/C2, linked to customers/C1 (email, probability 0.9900): same e-mail address")
                .containsSequence(
                        "churn_scores: How likely each buyer is to stop; those already gone are labelled, not scored.",
                        "  churn_probability 0.25 (0 to 1)")
                .containsSequence(
                        "contact_points: The golden record: how to reach a person. The only published table with contact"
                                + " data.",
                        "  email a***\n  city Graz")
                .containsSequence(
                        "segment_members: Who is in which segment tonight.", "  segment best", "  segment lapsing")
                .anyMatch(line -> line.startsWith("trigger_events: "))
                .containsSequence("  trigger cart-left\n  trigger_state open")
                .anyMatch(line -> line.startsWith("control_groups: "))
                .containsSequence("  list best\n  control_scope list")
                .containsSequence(
                        "  list best, plan_status not_planned, why_not control group",
                        "  list cart-left, plan_status planned")
                .noneMatch(line -> line.contains("ann@mail.at") || line.contains("C3"));
    }

    @Test
    void rowsComeInTheOrderOfTheirKeysAndNoneIsMissingUnsaid(SparkSession spark) {
        String segments = IntStream.range(0, 245)
                .map(i -> 244 - i)
                .mapToObj(i -> "%s, s%03d".formatted(i < 45 ? "ann" : "bob", i))
                .collect(Collectors.joining("\n", "customer_id, segment\n", ""));
        Tables in = new Tables(spark)
                .named(IdentityLinks.TABLE, "source, source_key, customer_id, rule\ncustomers, C1, ann, own")
                .named(SegmentMembers.TABLE, segments);
        in.with(SegmentMembers.TABLE, in.read(SegmentMembers.TABLE).repartition(7));
        Explanation explanation = new Explanation(in, List.of(SegmentMembers.TABLE));
        assertThat(explanation.lines("ann"))
                .endsWith(IntStream.range(0, 45)
                        .mapToObj("  segment s%03d"::formatted)
                        .toArray(String[]::new));
        assertThat(explanation.lines("bob")).endsWith("  segment s244").doesNotContain("  \u2026 and more");
        in.with(SegmentMembers.TABLE, in.read(SegmentMembers.TABLE).withColumn("customer_id", lit("ann")));
        assertThat(explanation.lines("ann")).endsWith("  segment s198", "  segment s199", "  \u2026 and more");
    }
}
