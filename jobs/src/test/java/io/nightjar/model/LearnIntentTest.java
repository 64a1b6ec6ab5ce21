package io.nightjar.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.Rows;
import io.nightjar.SparkExtension;
import io.nightjar.Tables;
import io.nightjar.config.AnswerSettings;
import io.nightjar.config.BehaviourSettings;
import io.nightjar.config.CareSettings;
import io.nightjar.config.CartSettings;
import io.nightjar.config.IntentSettings;
import io.nightjar.config.TrainerSettings;
import io.nightjar.config.VisitSettings;
import io.nightjar.job.ModelJob.Scored;
import io.nightjar.schema.Carts;
import io.nightjar.schema.IntentScores;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.Sessions;
import io.nightjar.schema.TrainedModels;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
final class LearnIntentTest {
    private static final LocalDate DAY = LocalDate.parse("2026-06-30");
    private static final BehaviourSettings SETTINGS = new BehaviourSettings(
            new VisitSettings(30, "help", "return", "review"),
            new IntentSettings(3, 14, 2_000),
            new CartSettings(14, 7, 60, 0.9, 1_000),
            new AnswerSettings(365, 30, 7, 5),
            new CareSettings(60, 60, 0.9));
    private static final TrainerSettings TRAINER = new TrainerSettings(2, 20, 5_000, 1, 0.1, 10, 1);
    private static final String VISITS = "visitor_id, session_id, visited_on, customer_id, started_at, ended_at, steps,"
            + " product_view_count, purchase_count, cart_at\n";
    private static final String ORDERS =
            "customer_id, order_id, ordered_on, ordered_at, product_id, amount, is_return\n";

    @Test
    void peopleAreAsTheyStoodOnTheEveningAndAnswersComeFromAfterIt(SparkSession spark) {
        String visits = VISITS + """
            v1, s1, 2026-05-10, ann, 2026-05-10 10:00:00, 2026-05-10 10:05:00, sv, 2, 0,
            v1, s2, 2026-05-30, ann, 2026-05-30 10:00:00, 2026-05-30 10:05:00, svr, 3, 0,
            v2, s3, 2026-05-31, anon, 2026-05-31 23:00:00, 2026-05-31 23:05:00, p, 0, 0,
            """;
        String orders = ORDERS + """
            ann, o1, 2026-05-11, 2026-05-11 09:00:00, p1, 10.00, false
            bob, o2, 2026-05-01, 2026-05-01 09:00:00, p1, 10.00, false
            bob, o3, 2026-05-21, 2026-05-21 09:00:00, p1, 30.00, false
            bob, o4, 2026-06-01, 2026-06-01 09:00:00, p1, 30.00, false
            ann, o5, 2026-06-07, 2026-06-07 09:00:00, p1, 10.00, false
            """;
        String later = """
            v1, s9, 2026-06-01, ann, 2026-06-01 10:00:00, 2026-06-01 10:05:00, vck, 9, 0,
            v9, s8, 2026-06-02, new, 2026-06-02 10:00:00, 2026-06-02 10:05:00, v, 1, 0,
            """;
        List<String> expected = List.of(
                "ann, 1.0, 2.0, 3.0, svr, 20.0, 1.0, , 0.0, 1.0, 1.0",
                "anon, 0.0, 1.0, 0.0, p, , 0.0, , 0.0, 0.0, 0.0",
                "bob, , 0.0, 0.0, , 10.0, 2.0, 20.0, 1.0, 1.0, 1.0");
        for (String all : List.of(visits, visits + later)) {
            Dataset<Row> people = new IntentExamples(
                            new Tables(spark).named(Sessions.TABLE, all).named(PersonPurchases.TABLE, orders), 14, DAY)
                    .on(List.of(LocalDate.parse("2026-05-31")));
            assertThat(texts(people)).isEqualTo(expected);
        }
    }

    private static List<String> texts(Dataset<Row> people) {
        return people
                .selectExpr("concat_ws(', ', "
                        + String.join(
                                ", ",
                                List.of(
                                                "customer_id",
                                                "days_since_visit",
                                                "visits_30",
                                                "looks_7",
                                                "last_steps",
                                                "days_since_order",
                                                "orders_365",
                                                "gap",
                                                "bought_in_1",
                                                "bought_in_7",
                                                "bought_in_30")
                                        .stream()
                                        .map(name -> "coalesce(cast(" + name + " as string), '')")
                                        .toList())
                        + ")")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .sorted()
                .toList();
    }

    @Test
    void everybodySeenHasProbabilitiesThatRiseWithTheDays(SparkSession spark) {
        Tables in = shop(spark);
        Scored scored = night(in, DAY);
        List<Row> rows = scored.scores().collectAsList();
        assertThat(rows).hasSize(241);
        for (Row row : rows) {
            double one = row.getAs(IntentScores.BUY_PROBABILITY_1.name());
            double seven = row.getAs(IntentScores.BUY_PROBABILITY_7.name());
            double thirty = row.getAs(IntentScores.BUY_PROBABILITY_30.name());
            assertThat(one).isBetween(0.0, seven);
            assertThat(thirty).isBetween(seven, 1.0);
        }
        // Whoever searches and comes back to a product mostly buys two days later; others only look.
        assertThat(scored.card().grade()).as(scored.card().toString()).isIn("A", "B");
        assertThat(scored.card().modelValue()).isGreaterThan(0.95);
        assertThat(scored.card().settings().get("path 1"))
                .contains("a product seen on an earlier visit: ")
                .contains("90 % ordered within 7 days");
        Row cart = scored.scores().where("customer_id = 'p000'").head();
        assertThat(cart.<Double>getAs(IntentScores.CART_TRUST.name())).isEqualTo(0.25);
        assertThat(String.valueOf(cart.<Object>getAs(IntentScores.OPEN_CART_ON.name())))
                .isEqualTo("2026-06-29");
    }

    @Test
    void aYoungShopHasNoProbabilitiesButStillItsCarts(SparkSession spark) {
        Tables in = new Tables(spark)
                .named(
                        Sessions.TABLE,
                        VISITS + "v1, s1, 2026-06-29, ann, 2026-06-29 10:00:00, 2026-06-29 10:05:00, v, 1, 0,")
                .named(PersonPurchases.TABLE, ORDERS)
                .named(Carts.TABLE, "customer_id, cart_state");
        Scored scored = night(in, DAY);
        assertThat(scored.card().grade()).isEqualTo("none");
        assertThat(Rows.text(
                        scored.scores(),
                        IntentScores.CUSTOMER_ID,
                        IntentScores.BUY_PROBABILITY_7,
                        IntentScores.INTENT_MODEL))
                .containsExactly("ann, , none");
    }

    @Test
    void championStaysWhereTheNextNightsModelIsNotBetter(SparkSession spark) {
        Tables in = shop(spark);
        Scored first = night(in, DAY);
        Tables next = shop(spark).lastNight(TrainedModels.INTENT, in.read(TrainedModels.INTENT));
        Scored second = night(next, DAY);
        // The same data teach the same: nothing is gained by changing.
        assertThat(second.card().decision()).contains("The champion of 2026-06-30 stays");
        assertThat(second.card().metrics().get("7 days, champion"))
                .isNotNull()
                .isEqualTo(first.card().metrics().get("7 days, blend"));
        assertThat(Rows.text(second.scores(), IntentScores.TABLE))
                .isEqualTo(Rows.text(first.scores(), IntentScores.TABLE));

        // A cart that is open for longer is another question to its columns: the champion does not answer it.
        Scored other = learn(shop(spark).lastNight(TrainedModels.INTENT, in.read(TrainedModels.INTENT)), 21);
        assertThat(other.card().settings().get("7 days, champion"))
                .isEqualTo("the model of 2026-06-30 answers another question");
    }

    /** Learns and scores; the models are among the tables afterwards. */
    private static Scored night(Tables in, LocalDate day) {
        Scored learned = new LearnIntent(SETTINGS, TRAINER, 42).learn(in, day);
        in.with(TrainedModels.INTENT, learned.scores());
        return new Scored(new ScoreIntent(SETTINGS.carts()).build(in, day), learned.cards());
    }

    private static Scored learn(Tables in, int openDays) {
        BehaviourSettings other = new BehaviourSettings(
                SETTINGS.visits(),
                SETTINGS.intent(),
                new CartSettings(openDays, 7, 60, 0.9, 1_000),
                SETTINGS.answers(),
                SETTINGS.care());
        return new LearnIntent(other, TRAINER, 42).learn(in, DAY);
    }

    /** Every week 40 of 240 people come back to a product, and 36 of them order two days later; the others look around. */
    private static Tables shop(SparkSession spark) {
        StringBuilder visits = new StringBuilder(VISITS);
        StringBuilder orders = new StringBuilder(ORDERS);
        for (int week = 0; week < 26; week++) {
            LocalDate day = DAY.minusDays(week * 7L);
            for (int p = 0; p < 240; p++) {
                boolean comesBack = (p + week * 40) % 240 < 40;
                String person = String.format("p%03d", p);
                visits.append(String.join(
                        ", ",
                        "v" + p,
                        "s" + week,
                        day.toString(),
                        person,
                        day + " 10:00:00",
                        day + " 10:20:00",
                        comesBack ? "sr" : "v",
                        "1",
                        "0",
                        "\n"));
                if (comesBack && (p + 7 * week) % 10 != 0) {
                    LocalDate then = day.plusDays(2);
                    orders.append(String.join(
                            ", ", person, "o" + week, then.toString(), then + " 12:00:00", "p1", "20.00", "false\n"));
                }
            }
        }
        visits.append("v999, s, 2026-06-30, anon, 2026-06-30 10:00:00, 2026-06-30 10:20:00, v, 1, 0, \n");
        return new Tables(spark)
                .named(Sessions.TABLE, visits.toString())
                .named(PersonPurchases.TABLE, orders.toString())
                .named(Carts.TABLE, """
                    visitor_id, session_id, cart_on, customer_id, cart_at, cart_event_id, cart_state, cart_trust
                    v0, s1, 2026-06-29, p000, 2026-06-29 10:00:00, e1, open, 0.25
                    v0, s2, 2026-06-30, p000, 2026-06-30 10:00:00, e2, bought, 0.75
                    """);
    }
}
