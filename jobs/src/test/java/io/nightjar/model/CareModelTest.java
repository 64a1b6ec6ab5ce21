package io.nightjar.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.Rows;
import io.nightjar.SparkExtension;
import io.nightjar.Tables;
import io.nightjar.config.CareSettings;
import io.nightjar.job.ModelJob.Scored;
import io.nightjar.schema.CareScores;
import io.nightjar.schema.InteractionTones;
import io.nightjar.schema.PersonEvents;
import io.nightjar.schema.PersonInteractions;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.Sessions;
import java.time.LocalDate;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
final class CareModelTest {
    private static final LocalDate DAY = LocalDate.parse("2026-06-30");
    private static final CareSettings SETTINGS = new CareSettings(60, 60, 0.9);
    private static final String CONTACTS = "customer_id, interaction_id, occurred_on, kind, rating, resolved_at\n";

    @Test
    void signsAddUpAndAnAnswerFromTheFutureIsNone(SparkSession spark) {
        // ann's complaint of five days ago is answered tomorrow: waiting 0.5, long wait 0.3, complaint 0.25, tone 0.3
        // leave 0.5 * 0.7 * 0.75 * 0.7 = 0.18375, so 81.6. bob's was answered: 1 - 0.75 * 0.7 = 47.5.
        // cat only praised, dan asked yesterday for a delivery: 1 - 0.7 * 0.8 = 44. old complained long ago.
        Dataset<Row> scores = learn(spark, CONTACTS + """
            ann, 1, 2026-06-25, complaint, , 2026-07-01 10:00:00
            bob, 2, 2026-06-25, complaint, , 2026-06-26 10:00:00
            cat, 3, 2026-06-25, review, 5,
            dan, 4, 2026-06-29, delivery_question, ,
            eve, 5, 2026-07-01, complaint, ,
            old, 6, 2026-05-01, complaint, ,
            """).scores();
        assertThat(Rows.text(scores, CareScores.CUSTOMER_ID, CareScores.NEEDS_HELP))
                .containsExactly("ann, 81.6", "bob, 47.5", "dan, 44.0");
        assertThat(scores.where("customer_id = 'dan'").head().getList(2).stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining("; ")))
                .isEqualTo("asked and has no answer yet; asked where a delivery is");
    }

    @Test
    void wordsTellWhereThereAreNoStars(SparkSession spark) {
        // ann's angry question: delivery 0.2, tone 0.3, so 1 - 0.8 * 0.7 = 44. bob's words tell nothing: a complaint is
        // unhappy, 0.25 and 0.3. cat complains kindly: 25. dan's five stars count, not his words.
        Dataset<Row> scores = new CareModel(SETTINGS)
                .learn(
                        new Tables(spark)
                                .named(PersonInteractions.TABLE, CONTACTS + """
                            ann, 1, 2026-06-20, delivery_question, ,
                            bob, 2, 2026-06-20, complaint, ,
                            cat, 3, 2026-06-20, complaint, ,
                            dan, 4, 2026-06-20, review, 5,
                            """)
                                .named(InteractionTones.TABLE, """
                            interaction_id, tone, tone_words
                            1, -0.8, 3
                            2, 0.0, 0
                            3, 0.4, 2
                            4, -0.9, 2
                            """),
                        DAY)
                .scores();
        assertThat(Rows.text(scores, CareScores.CUSTOMER_ID, CareScores.NEEDS_HELP))
                .containsExactly("ann, 44.0", "bob, 47.5", "cat, 25.0");
    }

    @Test
    void nobodyWaitsInAShopThatNeverSaysWhatWasSolved(SparkSession spark) {
        // ann: complaint 0.25 and tone 0.3, so 1 - 0.75 * 0.7 = 47.5; dan asked for a delivery: 20.
        Dataset<Row> scores = learn(spark, CONTACTS + """
            ann, 1, 2026-06-20, complaint, ,
            dan, 2, 2026-06-20, delivery_question, ,
            """).scores();
        assertThat(Rows.text(scores, CareScores.CUSTOMER_ID, CareScores.NEEDS_HELP))
                .containsExactly("ann, 47.5", "dan, 20.0");
    }

    @Test
    void manualsReadBeforeTheFirstOrderAskForNoHelp(SparkSession spark) {
        // ann read before she ordered; bob on the day and cat between two orders: 10 each. dan never ordered.
        Dataset<Row> scores = new CareModel(SETTINGS)
                .learn(new Tables(spark).named(Sessions.TABLE, """
                            visitor_id, session_id, visited_on, customer_id, has_failed_checkout, download_count, support_page_count
                            v1, s1, 2026-06-05, ann, false, 1, 0
                            v2, s2, 2026-06-10, bob, false, 0, 1
                            v3, s3, 2026-06-12, cat, false, 2, 0
                            v4, s4, 2026-06-12, dan, false, 2, 0
                            """).named(PersonPurchases.TABLE, """
                            customer_id, order_id, ordered_on, ordered_at, product_id, amount, is_return
                            ann, o1, 2026-06-10, 2026-06-10 10:00:00, p1, 10.00, false
                            bob, o2, 2026-06-10, 2026-06-10 10:00:00, p1, 10.00, false
                            cat, o3, 2026-06-10, 2026-06-10 10:00:00, p1, 10.00, false
                            cat, o4, 2026-06-20, 2026-06-20 10:00:00, p1, 10.00, false
                            """), DAY)
                .scores();
        assertThat(Rows.text(scores, CareScores.CUSTOMER_ID, CareScores.NEEDS_HELP))
                .containsExactly("bob, 10.0", "cat, 10.0");
    }

    @Test
    void whoeverStoppedOnTheWayToSomethingLargeIsNamedWithTheLastStep(SparkSession spark) {
        // p1 is cheap, p2 dear. ann left p2 in a checkout, bob in the cart, cat looked three times, dan once, eve
        // bought
        // it, fay was at it yesterday, gil put the cheap one into the cart; hal took p2 from a list, without a look.
        StringBuilder events = new StringBuilder("customer_id, occurred_on, event_type, product_id, price\n");
        for (String line : new String[] {
            "ann, 2026-06-20",
            "bob, 2026-06-21",
            "cat, 2026-06-20",
            "cat, 2026-06-22",
            "cat, 2026-06-23",
            "dan, 2026-06-20",
            "eve, 2026-06-20",
            "fay, 2026-06-29"
        }) {
            events.append(line).append(", product_view, p2, 900\n");
        }
        events.append("gil, 2026-06-20, product_view, p1, 5\n");
        Tables in = new Tables(spark)
                .named(PersonEvents.TABLE, events.toString())
                .with(Sessions.TABLE, carts(spark))
                .named(PersonPurchases.TABLE, """
                    customer_id, order_id, ordered_on, ordered_at, product_id, amount, is_return
                    eve, o1, 2026-06-22, 2026-06-22 10:00:00, p2, 900.00, false
                    """);
        assertThat(Rows.text(
                        StalledOrders.of(in, SETTINGS, DAY),
                        CareScores.CUSTOMER_ID,
                        CareScores.STALLED_SINCE,
                        CareScores.STALLED_STEP))
                .containsExactly(
                        "ann, 2026-06-20, checkout",
                        "bob, 2026-06-21, cart",
                        "cat, 2026-06-23, view",
                        "hal, 2026-06-22, cart");
    }

    private static Dataset<Row> carts(SparkSession spark) {
        return Rows.named(spark, Sessions.TABLE, """
            visitor_id, session_id, visited_on, customer_id, has_failed_checkout, steps
            v1, s1, 2026-06-20, ann, true, p2
            v2, s2, 2026-06-21, bob, false, p2
            v3, s3, 2026-06-20, eve, false, p2
            v4, s4, 2026-06-29, fay, false, p2
            v5, s5, 2026-06-20, gil, false, p1
            v6, s6, 2026-06-22, hal, false, p2
            """)
                .selectExpr(Sessions.TABLE.names().stream()
                        .map(name -> name.equals("cart_products") ? "array(steps) as cart_products" : name)
                        .toArray(String[]::new));
    }

    @Test
    void theCardSaysWhatTheScoreToldOfThoseWhoComplainedSince(SparkSession spark) {
        // On 2026-05-01 ann waits for an answer and bob has his; ann complains again, cat is content.
        Tables in = new Tables(spark)
                .named(PersonInteractions.TABLE, CONTACTS + """
                    ann, 1, 2026-04-20, complaint, ,
                    bob, 2, 2026-04-20, complaint, , 2026-04-21 10:00:00
                    ann, 3, 2026-05-20, complaint, ,
                    """)
                .named(PersonPurchases.TABLE, """
                    customer_id, order_id, ordered_on, ordered_at, product_id, amount, is_return
                    ann, o1, 2026-04-01, 2026-04-01 10:00:00, p1, 10.00, false
                    bob, o2, 2026-04-01, 2026-04-01 10:00:00, p1, 10.00, false
                    cat, o3, 2026-04-01, 2026-04-01 10:00:00, p1, 10.00, false
                    cat, o4, 2026-05-10, 2026-05-10 10:00:00, p1, 10.00, false
                    """);
        Scored scored = new CareModel(SETTINGS).learn(in, DAY);
        // The score puts ann first: 1. The rule cannot tell ann from bob: half of one pair, so 0.75.
        assertThat(scored.card().modelValue()).isEqualTo(1);
        assertThat(scored.card().baselineValue()).isEqualTo(0.75);
        assertThat(scored.card().rows()).containsEntry("complained", 1L).containsEntry("bought nothing more", 2L);
    }

    @Test
    void aLeadThatMayBeChanceIsNoClaim(SparkSession spark) {
        // On 2026-05-01 c01 has an answered complaint, c02 waits for a delivery; c02 and c03 complain since.
        StringBuilder orders =
                new StringBuilder("customer_id, order_id, ordered_on, ordered_at, product_id, amount, is_return\n");
        for (int i = 1; i <= 12; i++) {
            orders.append("c%02d, o%d, 2026-04-01, 2026-04-01 10:00:00, p1, 10.00, false\n".formatted(i, i));
        }
        Tables in = new Tables(spark)
                .named(PersonInteractions.TABLE, CONTACTS + """
                    c01, 1, 2026-04-20, complaint, , 2026-04-21 10:00:00
                    c02, 2, 2026-04-20, delivery_question, ,
                    c02, 3, 2026-05-20, complaint, ,
                    c03, 4, 2026-05-20, complaint, ,
                    """)
                .named(PersonPurchases.TABLE, orders.toString());
        Scored scored = new CareModel(SETTINGS).learn(in, DAY);
        // The score: c02 is above all ten others, c03 ties with nine. The rule: both tie with nine.
        assertThat(scored.card().modelValue()).isEqualTo(0.725);
        assertThat(scored.card().baselineValue()).isEqualTo(0.45);
        assertThat(scored.card().grade()).isEqualTo("C");
        assertThat(scored.card().settings()).containsKey("95 % interval");
    }

    private static Scored learn(SparkSession spark, String contacts) {
        return new CareModel(SETTINGS).learn(new Tables(spark).named(PersonInteractions.TABLE, contacts), DAY);
    }
}
