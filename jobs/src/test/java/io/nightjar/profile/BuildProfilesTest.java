package io.nightjar.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.Rows;
import io.nightjar.SparkExtension;
import io.nightjar.Tables;
import io.nightjar.schema.Activity;
import io.nightjar.schema.ContactPoints;
import io.nightjar.schema.CustomerProfiles;
import io.nightjar.schema.Customers;
import io.nightjar.schema.IdentityLinks;
import io.nightjar.schema.InteractionTones;
import io.nightjar.schema.LoyaltyEvents;
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

    @Test
    void pointsAreThoseOfTheDateNotOfTheExport() {
        in.named(LoyaltyMembers.TABLE, """
                loyalty_number, tier, points_balance, points_expire_on, joined_on
                L1, silver, 120, 2026-01-30, 2025-01-01
                L2, gold, 50, 2026-01-31, 2025-01-01
                """).named(LoyaltyEvents.TABLE, """
                loyalty_number, occurred_at, points, kind
                L1, 2026-01-31 23:00:00, 10, earn
                L1, 2026-02-01 01:00:00, 90, earn
                L2, 2026-02-02 10:00:00, -30, burn
                L2, 2026-01-02 10:00:00, -5, burn
                """);
        // The export holds 90 points too many of L1 and 30 too few of L2, which so has more on the day; what expired
        // before it is gone.
        assertThat(Rows.text(
                        profiles(),
                        CustomerProfiles.CUSTOMER_ID,
                        CustomerProfiles.LOYALTY_TIER,
                        CustomerProfiles.POINTS_BALANCE,
                        CustomerProfiles.POINTS_EXPIRE_ON,
                        CustomerProfiles.POINTS_EARNED_365,
                        CustomerProfiles.POINTS_BURNED_365))
                .contains("ann, gold, 110, 2026-01-31, 10, 5", "vis, , , , , ");
    }

    @Test
    void stageFollowsTheRhythmOfThePerson() {
        in.named(IdentityLinks.TABLE, """
                source, source_key, customer_id, rule
                clickstream, v1, visitor, own
                customers, 1, asked, own
                customers, 2, fresh, own
                customers, 3, second, own
                customers, 4, loyal, own
                customers, 5, fan, own
                customers, 6, moaner, own
                customers, 7, slow, own
                customers, 8, late, own
                customers, 9, later, own
                customers, 10, gone, own
                customers, 11, ancient, own
                """).named(Rfm.TABLE, """
                customer_id, frequency, recency_days, tenure_days, expected_gap_days, active_probability
                fresh, 1, 50, 50, 30.0, 0.3
                second, 2, 10, 90, 30.0, 0.8
                loyal, 4, 10, 90, 30.0, 0.9
                fan, 4, 10, 90, 30.0, 0.9
                moaner, 4, 10, 90, 30.0, 0.9
                slow, 1, 99, 99, 100.0, 0.4
                late, 4, 50, 300, 30.0, 0.45
                later, 4, 80, 300, 30.0, 0.2
                gone, 4, 200, 600, 30.0, 0.05
                ancient, 4, 731, 900, 900.0, 0.6
                """).named(PersonInteractions.TABLE, """
                customer_id, interaction_id, occurred_on, kind, rating
                fan, i1, 2026-01-01, review, 5
                moaner, i2, 2026-01-01, review, 5
                moaner, i3, 2026-01-01, complaint,
                """);
        assertThat(Rows.text(profiles(), CustomerProfiles.CUSTOMER_ID, CustomerProfiles.LIFECYCLE_STAGE))
                .containsExactly(
                        "ancient, dormant",
                        "asked, prospect",
                        "fan, advocate",
                        "fresh, new",
                        "gone, dormant",
                        "late, at_risk",
                        "later, lapsed",
                        "loyal, loyal",
                        "moaner, loyal",
                        "second, developing",
                        "slow, developing",
                        "visitor, anonymous");
    }

    @Test
    void tellsWhatIsOpenAndHowTheyFelt() {
        in.named(PersonInteractions.TABLE, """
                customer_id, interaction_id, occurred_on, kind, rating, resolved_at
                ann, i1, 2026-01-20, complaint, , 2026-02-01 10:00:00
                ann, i2, 2026-01-20, delivery_question, , 2026-01-21 10:00:00
                ann, i3, 2025-10-01, complaint, ,
                ann, i4, 2026-01-20, review, 2,
                """).named(InteractionTones.TABLE, """
                interaction_id, text_language, text_language_confidence, tone, tone_words
                i1, de, 0.8, -0.5, 2
                i3, de, 0.6, -0.1, 1
                i4, en, 0.5, 0.0, 0
                """);
        // German is 1.4 of 1.9 and half a point of doubt.
        assertThat(Rows.text(
                        profiles(),
                        CustomerProfiles.CUSTOMER_ID,
                        CustomerProfiles.OPEN_ISSUES,
                        CustomerProfiles.COMPLAINTS_90,
                        CustomerProfiles.COMPLAINTS_365,
                        CustomerProfiles.PRAISE_365,
                        CustomerProfiles.TONE_365,
                        CustomerProfiles.INFERRED_LANGUAGE,
                        CustomerProfiles.INFERRED_LANGUAGE_CONFIDENCE))
                .contains("ann, 1, 1, 2, 0, -0.2, de, 0.5833", "vis, 0, 0, 0, 0, , , ");
    }

    @Test
    void whoWroteNothingHasNothingOpenEvenWhereTheShopNeverSaysWhatIsSolved() {
        in.named(PersonInteractions.TABLE, "customer_id, occurred_on, kind\nann, 2026-01-30, complaint");
        assertThat(Rows.text(profiles(), CustomerProfiles.CUSTOMER_ID, CustomerProfiles.OPEN_ISSUES))
                .containsExactly("ann, ", "lea, 0", "vis, 0");
    }

    @Test
    void aCardWithoutBookingsEarnedNothing() {
        in.named(LoyaltyMembers.TABLE, "loyalty_number, points_balance, joined_on\nL1, 100, 2025-01-01")
                .named(LoyaltyEvents.TABLE, "loyalty_number, occurred_at, points\nL9, 2026-01-02 10:00:00, 7");
        assertThat(Rows.text(
                        profiles(),
                        CustomerProfiles.CUSTOMER_ID,
                        CustomerProfiles.POINTS_EARNED_365,
                        CustomerProfiles.POINTS_BURNED_365))
                .containsExactly("ann, 0, 0", "lea, , ", "vis, , ");
    }

    @Test
    void keepsWhatIsDeclaredApartFromWhatIsInferred() {
        in.named(Customers.TABLE, """
                customer_key, language, country, birth_on, updated_at
                1, EN, at, 1986-02-01, 2025-01-01 00:00:00
                """).named(PersonPurchases.TABLE, """
                customer_id, ordered_on, discount_amount, is_return
                ann, 2026-01-01, 1.00, false
                ann, 2026-01-02, 1.00, false
                ann, 2026-01-03, 0.00, false
                ann, 2026-01-04, , false
                """);
        // 39 years old until tomorrow. Two of three lines had a discount: (2 - 1.5) / 1 is 0.5, of which the normal
        // distribution is 0.6915, give or take the approximation.
        assertThat(Rows.text(
                        profiles(),
                        CustomerProfiles.CUSTOMER_ID,
                        CustomerProfiles.DECLARED_LANGUAGE,
                        CustomerProfiles.DECLARED_COUNTRY,
                        CustomerProfiles.DECLARED_AGE_BAND,
                        CustomerProfiles.INFERRED_LANGUAGE,
                        CustomerProfiles.INFERRED_PRICE_ATTITUDE,
                        CustomerProfiles.INFERRED_PRICE_ATTITUDE_CONFIDENCE))
                .contains("ann, en, AT, 30-39, , bargains, 0.6916");
    }

    private Dataset<Row> profiles() {
        if (in.has(PersonEvents.TABLE)) {
            in.with(Activity.TABLE, new BuildActivity().build(in, DAY));
        }
        return new BuildProfiles(ProfileFixtures.SETTINGS).build(in, DAY);
    }
}
