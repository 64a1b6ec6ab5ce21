package io.nightjar.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.Rows;
import io.nightjar.SparkExtension;
import io.nightjar.Tables;
import io.nightjar.schema.Activity;
import io.nightjar.schema.ContactPoints;
import io.nightjar.schema.CustomerProfiles;
import io.nightjar.schema.IdentityLinks;
import io.nightjar.schema.LoyaltyMembers;
import io.nightjar.schema.PersonEvents;
import io.nightjar.schema.PersonInteractions;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.Products;
import io.nightjar.schema.Rfm;
import java.time.LocalDate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
final class BuildProfilesTest {
    private static final LocalDate DAY = LocalDate.parse("2026-01-31");

    private Tables in;

    @BeforeEach
    void annWithACardAndAVisitor(SparkSession spark) {
        in = new Tables(spark).named(IdentityLinks.TABLE, """
                source, source_key, customer_id, rule
                customers, 1, ann, email
                purchases, email:x, ann, email
                loyalty_members, L1, ann, email
                loyalty_members, L2, ann, email
                clickstream, v1, ann, login
                clickstream, v2, vis, own
                clickstream, v3, lea, login
                """).named(Rfm.TABLE, """
                customer_id, recency_days, frequency, monetary
                ann, 10, 2, 80.00
                """);
    }

    @Test
    void givesOneRowToEverybodyAnonymousVisitorsIncluded() {
        assertThat(Rows.text(
                        profiles(),
                        CustomerProfiles.CUSTOMER_ID,
                        CustomerProfiles.IS_ANONYMOUS,
                        CustomerProfiles.RECORD_COUNT,
                        Rfm.FREQUENCY,
                        Rfm.RECENCY_DAYS))
                .containsExactly("ann, false, 4, 2, 10", "lea, false, 0, 0, ", "vis, true, 0, 0, ");
    }

    @Test
    void leavesUnknownWhatASourceThatIsOffWouldSay() {
        assertThat(Rows.text(
                        profiles(),
                        CustomerProfiles.CUSTOMER_ID,
                        CustomerProfiles.VISIT_DAYS_30,
                        CustomerProfiles.CARTS_30,
                        CustomerProfiles.COMPLAINTS_90,
                        CustomerProfiles.POINTS_BALANCE,
                        ContactPoints.EMAIL_PERMITTED))
                .containsExactly("ann, , , , , ", "lea, , , , , ", "vis, , , , , ");
    }

    @Test
    void countsNoughtWhereASourceThatIsOnSaysNothing() {
        in.named(PersonEvents.TABLE, "customer_id, occurred_on, event_type\nvis, 2026-01-30, page_view")
                .named(PersonInteractions.TABLE, "customer_id, occurred_on, kind\nann, 2026-01-30, complaint")
                .named(ContactPoints.TABLE, "customer_id, email_permitted\nann, true");
        assertThat(Rows.text(
                        profiles(),
                        CustomerProfiles.CUSTOMER_ID,
                        CustomerProfiles.VISIT_DAYS_30,
                        CustomerProfiles.COMPLAINTS_90,
                        ContactPoints.EMAIL_PERMITTED))
                .containsExactly("ann, 0, 1, true", "lea, 0, 0, false", "vis, 1, 0, false");
    }

    @Test
    void countsVisitsByDayWithinTheLastDays() {
        in.named(PersonEvents.TABLE, """
                customer_id, occurred_on, event_type
                ann, 2026-01-31, page_view
                ann, 2026-01-31, add_to_cart
                ann, 2026-01-31, add_to_cart
                ann, 2026-01-02, add_to_cart
                ann, 2026-01-01, add_to_cart
                ann, 2025-11-03, page_view
                ann, 2025-11-02, page_view
                """);
        assertThat(Rows.text(
                        profiles(),
                        CustomerProfiles.CUSTOMER_ID,
                        CustomerProfiles.LAST_VISIT_ON,
                        CustomerProfiles.VISIT_DAYS_30,
                        CustomerProfiles.VISIT_DAYS_90,
                        CustomerProfiles.CARTS_30))
                .contains("ann, 2026-01-31, 2, 4, 3");
    }

    @Test
    void favouriteIsWhereMostMoneyWentAndOfEqualsTheFirstByName() {
        in.named(Products.TABLE, """
                product_id, category
                p, Tea
                q, Cake
                r, Bread
                """).named(PersonPurchases.TABLE, """
                customer_id, ordered_on, product_id, amount, is_return, channel
                ann, 2026-01-01, p, 10.00, false, web
                ann, 2026-01-01, q, 10.00, false, store
                ann, 2026-01-01, r, 4.00, false, store
                ann, 2026-01-01, r, 99.00, true, web
                """);
        assertThat(Rows.text(
                        profiles(),
                        CustomerProfiles.CUSTOMER_ID,
                        CustomerProfiles.FAVOURITE_CATEGORY,
                        CustomerProfiles.FAVOURITE_CHANNEL))
                .contains("ann, Cake, store", "vis, , ");
    }

    @Test
    void tierIsThatOfTheCardWithMostPoints() {
        in.named(LoyaltyMembers.TABLE, """
                loyalty_number, tier, points_balance, points_expire_on, joined_on
                L1, silver, 100, 2026-06-30, 2025-01-01
                L2, gold, 250, 2026-12-31, 2025-01-01
                L9, platinum, 999, , 2025-01-01
                """);
        assertThat(Rows.text(
                        profiles(),
                        CustomerProfiles.CUSTOMER_ID,
                        CustomerProfiles.LOYALTY_TIER,
                        CustomerProfiles.POINTS_BALANCE,
                        CustomerProfiles.POINTS_EXPIRE_ON))
                .contains("ann, gold, 350, 2026-06-30", "vis, , , ");
    }

    private Dataset<Row> profiles() {
        if (in.has(PersonEvents.TABLE)) {
            in.with(Activity.TABLE, new BuildActivity().build(in, DAY));
        }
        return new BuildProfiles(ProfileFixtures.SETTINGS).build(in, DAY);
    }
}
