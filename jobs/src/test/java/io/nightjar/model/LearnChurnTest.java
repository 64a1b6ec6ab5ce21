package io.nightjar.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.Rows;
import io.nightjar.SparkExtension;
import io.nightjar.Tables;
import io.nightjar.config.ChurnSettings;
import io.nightjar.config.TrainerSettings;
import io.nightjar.job.ModelJob.Scored;
import io.nightjar.schema.ChurnScores;
import io.nightjar.schema.PersonEvents;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.TrainedModels;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
final class LearnChurnTest {
    private static final LocalDate DAY = LocalDate.parse("2026-06-30");
    private static final ChurnSettings SETTINGS = new ChurnSettings(30, 365, 10, 2, 15, 100_000);
    private static final String HEAD = "customer_id, ordered_on, amount, is_return\n";

    @Test
    void rowsKnowOnlyThePastAndLabelsOnlyTheWindow(SparkSession spark) {
        // On 2026-05-31 with a horizon to 2026-06-30: ann bought in it, bob the day after it, cat only returned.
        ChurnExamples examples =
                new ChurnExamples(new Tables(spark).named(PersonPurchases.TABLE, HEAD + """
                        ann, 2026-05-01, 10.00, false
                        ann, 2026-05-21, 10.00, false
                        ann, 2026-06-30, 10.00, false
                        bob, 2026-05-31, 10.00, false
                        bob, 2026-07-01, 10.00, false
                        cat, 2026-05-11, 10.00, false
                        cat, 2026-06-11, -10.00, true
                        new, 2026-06-01, 10.00, false
                        old, 2025-05-31, 10.00, false
                        """), SETTINGS);
        Dataset<Row> followed =
                examples.followed(List.of(LocalDate.parse("2026-05-31")), LocalDate.parse("2026-06-30"));
        assertThat(texts(followed, "customer_id", "recency", "orders", "tenure", "next_days"))
                .containsExactly("ann 10.0 2.0 30.0 30", "bob 0.0 1.0 0.0 null", "cat 20.0 1.0 20.0 null");
    }

    @Test
    void futurePurchaseChangesNothing(SparkSession spark) {
        String known = HEAD + plantedPattern();
        Scored without = learn(spark, known);
        Scored with = learn(spark, known + "c000, 2026-07-01, 999.00, false\nnobody, 2026-07-01, 1.00, false\n");
        assertThat(Rows.text(with.scores(), ChurnScores.TABLE))
                .isEqualTo(Rows.text(without.scores(), ChurnScores.TABLE));
        assertThat(with.card()).isEqualTo(without.card());
    }

    @Test
    void modelShipsWhereItSeesAPatternThatTheRuleCannot(SparkSession spark) {
        Scored scored = learn(spark, HEAD + plantedPattern());
        assertThat(scored.card().grade()).as(scored.card().toString()).isIn("A", "B");
        assertThat(scored.card().shipped()).isTrue();
        assertThat(scored.card().modelValue()).isGreaterThan(scored.card().baselineValue());
        assertThat(texts(scored.scores(), "churn_model")).containsOnly("blend");
        assertThat(texts(scored.scores(), "churn_probability"))
                .allSatisfy(text -> assertThat(Double.parseDouble(text)).isBetween(0.0, 1.0));
        assertThat(scored.scores()
                        .selectExpr("explode(churn_reasons) as reason")
                        .collectAsList())
                .extracting(row -> row.getString(0))
                .anyMatch(reason -> reason.matches("spent per purchase: [0-9.]+ \\((raises|lowers) it\\)"));
    }

    @Test
    void ruleShipsWhereTheModelIsNotBetter(SparkSession spark) {
        Scored scored = learn(spark, HEAD + onlyRecencyMatters());
        assertThat(scored.card().grade()).isEqualTo("C");
        assertThat(scored.card().baselineValue()).isEqualTo(1.0);
        assertThat(scored.card().shipped()).isFalse();
        assertThat(texts(scored.scores(), "churn_model")).containsOnly("inactivity-rule");
    }

    @Test
    void ruleShipsWhereThereIsTooLittleToLearnFrom(SparkSession spark) {
        Scored scored = learn(spark, HEAD + """
                ann, 2026-04-20, 10.00, false
                bob, 2026-04-20, 10.00, false
                bob, 2026-05-20, 10.00, false
                """);
        assertThat(scored.card().grade()).isEqualTo("none");
        assertThat(scored.card().decision())
                .isEqualTo("The rule scores tonight: too few examples to learn from: 1 of 2 left, 10 of each kind"
                        + " are needed.");
        // Judged on 2026-05-31: ann (41 days) and bob (11) both bought nothing more, so the newest rule says 1.
        assertThat(texts(scored.scores(), "customer_id", "churn_probability", "churn_risk", "churn_model"))
                .containsExactly("ann 1.0 high inactivity-rule", "bob 1.0 high inactivity-rule");
    }

    @Test
    void youngShopHasNothingToLearnFromAndScoresNobody(SparkSession spark) {
        Scored scored = learn(spark, HEAD + "ann, 2026-06-20, 10.00, false\n");
        assertThat(scored.card().grade()).isEqualTo("none");
        assertThat(scored.card().modelValue()).isNull();
        assertThat(scored.card().baselineValue()).isNull();
        assertThat(scored.card().decision()).startsWith("Nobody is scored yet: too few examples");
        assertThat(scored.scores().count()).isZero();
    }

    @Test
    void nobodyAtAllIsNoScore(SparkSession spark) {
        assertThat(learn(spark, HEAD).scores().count()).isZero();
    }

    @Test
    void visitsAreUsedWhereTheyAreKnown(SparkSession spark) {
        Tables in = new Tables(spark).named(PersonPurchases.TABLE, HEAD + "ann, 2026-05-20, 10.00, false\n");
        assertThat(new ChurnExamples(in, SETTINGS).features()).noneMatch(name -> name.contains("visit"));
        in.named(PersonEvents.TABLE, """
                customer_id, occurred_on
                ann, 2026-05-30
                ann, 2026-05-30
                ann, 2026-06-01
                """);
        ChurnExamples examples = new ChurnExamples(in, SETTINGS);
        assertThat(examples.features()).contains("visit_days_30", "days_since_visit");
        Row ann = examples.on(LocalDate.parse("2026-05-31"))
                .select("visit_days_30", "days_since_visit")
                .head();
        assertThat(ann.getDouble(0)).isEqualTo(1);
        assertThat(ann.getDouble(1)).isEqualTo(1);
    }

    @Test
    void everybodyHasTheirOwnRhythm(SparkSession spark) {
        // ann's gaps are 10 and 20 days: mean 15, spread 5; her silence of 30 days is two of her gaps.
        ChurnExamples examples =
                new ChurnExamples(new Tables(spark).named(PersonPurchases.TABLE, HEAD + """
                        ann, 2026-04-01, 10.00, false
                        ann, 2026-04-11, 20.00, false
                        ann, 2026-05-01, 30.00, false
                        bob, 2026-05-21, 7.00, false
                        """), SETTINGS);
        assertThat(texts(
                        examples.on(LocalDate.parse("2026-05-31")),
                        "customer_id",
                        "gap",
                        "gap_spread",
                        "overdue",
                        "basket"))
                .containsExactly("ann 15.0 5.0 2.0 20.0", "bob null null null 7.0");
    }

    @Test
    void whoeverIsGoneIsLabelledAndNotScored(SparkSession spark) {
        Scored scored = learn(spark, HEAD + plantedPattern() + "old, 2025-06-30, 10.00, false\n");
        assertThat(texts(
                        scored.scores().where("customer_id = 'old'"),
                        "churn_probability",
                        "churn_risk",
                        "is_churn_trigger"))
                .containsExactly("null gone false");
    }

    @Test
    void triggerFiresOnTheDayTheRiskBecomesHigh(SparkSession spark) {
        // The rule alone: 15 days of silence mean gone. On 2026-06-30 sue reached them, tim did the day before.
        Scored scored = learn(spark, HEAD + onlyRecencyMatters() + """
                sue, 2026-06-15, 10.00, false
                tim, 2026-06-14, 10.00, false
                """);
        assertThat(texts(
                        scored.scores().where("customer_id in ('sue', 'tim')"),
                        "customer_id",
                        "churn_risk",
                        "is_churn_trigger"))
                .containsExactly("sue high true", "tim high false");
    }

    @Test
    void triggerFiresOnceInASilenceWhateverTheRiskDoes(SparkSession spark) {
        Tables in = new Tables(spark).named(PersonPurchases.TABLE, HEAD + onlyRecencyMatters() + """
                sue, 2026-06-15, 10.00, false
                tim, 2026-06-15, 10.00, false
                una, 2026-06-14, 10.00, false
                """);
        // Sue's trigger fired some nights ago, in this silence; tim's before his last purchase. Una's risk was high
        // last
        // night, though nothing fired.
        in.lastNight(ChurnScores.TABLE, Rows.named(spark, ChurnScores.TABLE, """
                customer_id, churn_risk, churn_triggered_on
                sue, medium, 2026-06-25
                tim, medium, 2026-06-01
                una, high,
                """));
        Dataset<Row> scores = night(in, DAY).scores();
        assertThat(texts(
                        scores.where("customer_id in ('sue', 'tim', 'una')"),
                        "customer_id",
                        "churn_risk",
                        "is_churn_trigger",
                        "churn_triggered_on"))
                .containsExactly("sue high false 2026-06-25", "tim high true 2026-06-30", "una high false null");
    }

    @Test
    void longerTimesAreNeverLikelierToPassWithoutAPurchase(SparkSession spark) {
        Dataset<Row> scores = learn(spark, HEAD + plantedPattern()).scores().where("churn_risk <> 'gone'");
        assertThat(scores.count()).isPositive();
        assertThat(scores.where("churn_probability_30 is null or churn_probability_60 is null")
                        .count())
                .isZero();
        assertThat(scores.where("churn_probability_60 > churn_probability_30").count())
                .isZero();
        assertThat(scores.where("churn_probability_30 <> churn_probability").count())
                .isZero();
    }

    @Test
    void championStaysWhereTheNextNightsModelIsNotBetter(SparkSession spark) {
        String text = HEAD + plantedPattern();
        Tables in = new Tables(spark).named(PersonPurchases.TABLE, text);
        Scored first = night(in, DAY);
        Tables next = new Tables(spark)
                .named(PersonPurchases.TABLE, text)
                .lastNight(TrainedModels.CHURN, in.read(TrainedModels.CHURN))
                .lastNight(ChurnScores.TABLE, first.scores());
        Scored second = night(next, DAY);
        // The same data teach the same: nothing is gained by changing.
        assertThat(second.card().decision()).contains("The champion of 2026-06-30 stays");
        assertThat(second.card().metrics().get("champion"))
                .isEqualTo(second.card().metrics().get("blend"));
        assertThat(Rows.text(second.scores(), ChurnScores.TABLE))
                .isEqualTo(Rows.text(first.scores(), ChurnScores.TABLE));
    }

    @Test
    void scoresTheSameHoweverTheDataLie(SparkSession spark) {
        Dataset<Row> purchases = Rows.named(spark, PersonPurchases.TABLE, HEAD + plantedPattern());
        List<String> one = Rows.text(learn(spark, purchases.coalesce(1)).scores(), ChurnScores.TABLE);
        List<String> three = Rows.text(learn(spark, purchases.repartition(3)).scores(), ChurnScores.TABLE);
        assertThat(three).isEqualTo(one).isNotEmpty();
    }

    /**
     * Half buy every ten days and go on for ever. Half come some day, buy every ten days too, but a little at a time, and
     * are gone after a few orders: until then they look as recent as the others. One in ten spends as the other half
     * does, for nobody is to be told by one figure alone.
     */
    private static String plantedPattern() {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder();
        for (int person = 0; person < 240; person++) {
            boolean stays = person % 2 == 0;
            boolean isOdd = person % 20 < 2;
            LocalDate start = DAY.minusDays(20 + random.nextInt(280));
            int orders = stays ? 40 : 1 + random.nextInt(4);
            for (int i = 0; i < orders && !start.plusDays(10L * i).isAfter(DAY); i++) {
                text.append("c%03d, %s, %s, false\n"
                        .formatted(person, start.plusDays(10L * i), stays != isOdd ? "90.00" : "5.00"));
            }
        }
        return text.toString();
    }

    /** One order each, and who has waited 15 days or more never comes back: the rule is perfect, and alone. */
    private static String onlyRecencyMatters() {
        StringBuilder text = new StringBuilder();
        for (LocalDate date : List.of(DAY.minusDays(60), DAY.minusDays(30))) {
            for (int i = 0; i < 30; i++) {
                String person = "c" + date.getDayOfMonth() + "-" + i;
                text.append("%s, %s, 10.00, false\n".formatted(person, date.minusDays(i)));
                if (i < 15) {
                    text.append("%s, %s, 10.00, false\n".formatted(person, date.plusDays(1 + i)));
                }
            }
        }
        return text.toString();
    }

    private static Scored learn(SparkSession spark, String text) {
        return learn(spark, Rows.named(spark, PersonPurchases.TABLE, text));
    }

    private static Scored learn(SparkSession spark, Dataset<Row> purchases) {
        return night(new Tables(spark).with(PersonPurchases.TABLE, purchases), DAY);
    }

    /** Learns and scores; the models are among the tables afterwards. */
    private static Scored night(Tables in, LocalDate day) {
        Scored learned =
                new LearnChurn(SETTINGS, new TrainerSettings(3, 10, 100_000, 0.99, 0.1, 10, 0.1), 42).learn(in, day);
        in.with(TrainedModels.CHURN, learned.scores());
        return new Scored(new ScoreChurn(SETTINGS).build(in, day), learned.cards());
    }

    private static List<String> texts(Dataset<Row> rows, String... columns) {
        return rows
                .select(java.util.Arrays.stream(columns)
                        .map(org.apache.spark.sql.functions::col)
                        .toArray(org.apache.spark.sql.Column[]::new))
                .collectAsList()
                .stream()
                .map(row -> row.mkString(" "))
                .sorted()
                .toList();
    }
}
