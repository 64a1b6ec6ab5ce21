package io.nightjar.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.Rows;
import io.nightjar.SparkExtension;
import io.nightjar.Tables;
import io.nightjar.schema.Activity;
import io.nightjar.schema.Engagement;
import io.nightjar.schema.Field;
import io.nightjar.schema.IdentityLinks;
import io.nightjar.schema.PersonContacts;
import io.nightjar.schema.PersonEvents;
import io.nightjar.schema.PersonPurchases;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
final class BuildEngagementTest {
    private static final LocalDate DAY = LocalDate.parse("2026-01-31");

    private Tables in;

    @BeforeEach
    void annAndBob(SparkSession spark) {
        in = new Tables(spark).named(IdentityLinks.TABLE, """
                source, source_key, customer_id
                purchases, 1, ann
                purchases, 2, bob
                """);
    }

    @Test
    void meansThePartsThatAreKnownAndSaysWhy() {
        in.named(PersonPurchases.TABLE, """
                customer_id, ordered_on, is_return
                ann, 2026-01-01, false
                ann, 2026-01-01, false
                ann, 2025-12-12, false
                ann, 2026-01-30, true
                """);
        // The last purchase is 30 days ago: 50. Two active days in 90, and two in a year, are just what the middle one
        // has:
        // 50 each. bob never came.
        assertThat(text(
                        Engagement.CUSTOMER_ID,
                        Engagement.RECENCY,
                        Engagement.FREQUENCY,
                        Engagement.DEPTH,
                        Engagement.BUYING,
                        Engagement.SCORE,
                        Engagement.REASON))
                .containsExactly(
                        "ann, 50.0, 50.0, , 50.0, 50.0, For it: 2 days with purchases in a year; against it: last sign of"
                                + " life 30 days ago.",
                        "bob, 0.0, 0.0, , 0.0, 0.0, For it: 0 days with purchases in a year; against it: no sign of life"
                                + " yet.");
    }

    @Test
    void momentumComparesThirtyDaysWithTheNinetyBefore() {
        StringBuilder visits = new StringBuilder("customer_id, occurred_on, visitor_id, event_type\n");
        for (int day = 1; day <= 120; day++) {
            LocalDate on = DAY.minusDays(120 - day);
            // ann: every eighth day, then every other. bob: the other way round.
            boolean isLate = day > 90;
            visits.append(day % (isLate ? 2 : 8) == 0 ? "ann, " + on + ", v1, page_view\n" : "");
            visits.append(day % (isLate ? 8 : 2) == 0 ? "bob, " + on + ", v2, page_view\n" : "");
            visits.append(day % 8 == 0 ? "eve, " + on + ", v3, page_view\n" : "");
            visits.append(day > 100 ? "new, " + on + ", v4, page_view\n" : "");
        }
        in.named(IdentityLinks.TABLE, """
                source, source_key, customer_id
                clickstream, v1, ann
                clickstream, v2, bob
                clickstream, v3, eve
                clickstream, v4, new
                """).named(PersonEvents.TABLE, visits.toString());
        in.with(Activity.TABLE, new BuildActivity().build(in, DAY));
        assertThat(text(
                        Engagement.CUSTOMER_ID,
                        Engagement.ACTIVE_DAYS_30,
                        Engagement.ACTIVE_DAYS_BEFORE,
                        Engagement.MOMENTUM))
                .containsExactly("ann, 15, 11, rising", "bob, 4, 45, falling", "eve, 4, 11, steady", "new, 20, 0, ");
    }

    @Test
    void openingByAMachineIsNoAnswer() {
        in.named(PersonContacts.TABLE, """
                customer_id, channel, sent_at, opened_at, clicked_at
                ann, email, 2026-01-01 10:00:00, 2026-01-01 10:00:02,
                ann, email, 2026-01-02 10:00:00, 2026-01-02 10:00:02,
                ann, email, 2026-01-03 10:00:00, 2026-01-03 12:00:00,
                ann, email, 2026-01-04 10:00:00, 2026-01-04 10:00:02, 2026-01-04 11:00:00
                bob, email, 2026-01-01 10:00:00, 2026-01-01 10:05:00,
                bob, email, 2026-01-02 10:00:00, ,
                """);
        // Three of ann's four opens came at once, so the fourth may be the machine's too: her click counts alone.
        assertThat(text(
                        Engagement.CUSTOMER_ID,
                        Engagement.MESSAGES_180,
                        Engagement.ANSWERS_180,
                        Engagement.MACHINE_OPENS_180,
                        Engagement.ANSWERING))
                .containsExactly("ann, 4, 1, 4, 29.2", "bob, 2, 1, 0, 38.9");
    }

    @Test
    void aMessageOnItsWayForMinutesIsOpenedAtOnceAllTheSame() {
        in.named(PersonContacts.TABLE, """
                customer_id, channel, sent_at, delivered_at, opened_at
                ann, email, 2026-01-01 10:00:00, 2026-01-01 10:09:00, 2026-01-01 10:09:05
                bob, email, 2026-01-01 10:00:00, 2026-01-01 10:00:01, 2026-01-01 10:09:05
                """);
        assertThat(text(Engagement.CUSTOMER_ID, Engagement.ANSWERS_180, Engagement.MACHINE_OPENS_180))
                .containsExactly("ann, 0, 1", "bob, 1, 0");
    }

    @Test
    void datesWithoutTimesAndClocksThatDifferTellNothingOfMachines() {
        in.named(PersonContacts.TABLE, """
                customer_id, channel, sent_at, opened_at
                ann, email, 2026-01-01 00:00:00, 2026-01-01 00:00:00
                bob, email, 2026-01-01 10:00:00, 2026-01-01 09:59:58
                """);
        assertThat(text(Engagement.CUSTOMER_ID, Engagement.ANSWERS_180, Engagement.MACHINE_OPENS_180))
                .containsExactly("ann, 1, 0", "bob, 1, 0");
    }

    private List<String> text(Field... fields) {
        return Rows.text(new BuildEngagement(ProfileFixtures.SETTINGS).build(in, DAY), fields);
    }
}
