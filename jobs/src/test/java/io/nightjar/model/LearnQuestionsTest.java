package io.nightjar.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.SparkExtension;
import io.nightjar.Tables;
import io.nightjar.config.ConfigException;
import io.nightjar.config.QuestionDefinition;
import io.nightjar.config.QuestionFiles;
import io.nightjar.config.TrainerSettings;
import io.nightjar.job.ModelCard;
import io.nightjar.job.ModelJob.Scored;
import io.nightjar.learn.trainer.Contest;
import io.nightjar.learn.trainer.Frame;
import io.nightjar.learn.trainer.Labelled;
import io.nightjar.learn.trainer.Trainer;
import io.nightjar.schema.PersonContacts;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.Products;
import io.nightjar.schema.PropensityScores;
import io.nightjar.schema.TrainedModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
final class LearnQuestionsTest {
    private static final LocalDate DAY = LocalDate.parse("2026-06-30");
    private static final TrainerSettings TRAINER = new TrainerSettings(2, 10, 100_000, 0.99, 0.1, 10, 0.1);
    private static final String HEAD = "customer_id, ordered_on, product_id, amount, is_return\n";

    @TempDir
    private Path folder;

    @Test
    void oneMoreFileIsOneMoreQuestionAnswered(SparkSession spark) throws IOException {
        file("buys-tea", "count_if(not is_return and category = 'Tea') > 0", "");
        file("clicks", "count(*) > 0", "about = messages");
        List<QuestionDefinition> questions = QuestionFiles.load(folder);
        QuestionCheck.verify(spark, questions);
        Scored learned = new LearnQuestions(questions, TRAINER, 42).learn(shop(spark), DAY);
        ModelCard tea = learned.cards().get(0);
        assertThat(tea.model()).isEqualTo("buys-tea");
        assertThat(tea.metrics()).containsKeys("best-single-column", "logistic", "boosted", "blend");
        // Who drinks tea buys it every other time, the others never: the past tells nearly all there is to know.
        assertThat(tea.metrics().get("blend").get("area under the ROC curve")).isGreaterThan(0.75);
        assertThat(tea.curves()).containsKeys("calibration", "lift", "lift of the rule");
        assertThat(learned.cards().get(1).decision()).isEqualTo("Not asked: this night has no source of messages.");

        Dataset<Row> scores =
                new ScoreQuestions(questions).build(shop(spark).with(TrainedModels.QUESTIONS, learned.scores()), DAY);
        assertThat(scores.select(PropensityScores.QUESTION.col()).distinct().collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactly("buys-tea");
        assertThat(scores.count()).isEqualTo(200);
        double drinkers = mean(scores.where("customer_id < 'c100'"));
        assertThat(drinkers).isGreaterThan(2 * mean(scores.where("customer_id >= 'c100'")));
        assertThat(scores.where("size(reasons) = 0").count()).isZero();
        assertThat(scores.where("customer_id < 'c100' and band = 'low'").count())
                .isLessThan(
                        scores.where("customer_id >= 'c100' and band = 'low'").count());
    }

    @Test
    void columnThatTellsTheAnswerIsNeitherLearnedFromNorTheRule() throws IOException {
        file("buys-tea", "count(*) > 0", "");
        QuestionTrial trial = new QuestionTrial(
                QuestionFiles.load(folder).get(0),
                new Contest.Terms(
                        "", Trainer.quick(42), TRAINER, 42, List.of(), Map.of("orders_next", "orders next month")),
                DAY,
                leaking(1),
                leaking(2),
                leaking(3).frame(),
                Optional.empty());
        assertThat(trial.newestRule().name()).isEqualTo("age");
        assertThat(trial.scoredBy()).isEqualTo("best-single-column");
        assertThat(trial.card().decision())
                .isEqualTo(
                        "The rule scores tonight: orders next month alone tells the answer, so it knows the future.");
    }

    @Test
    void theRuleOnTheCardIsTheOneThatWasJudged() throws IOException {
        file("buys-tea", "count(*) > 0", "");
        // In the past age told the answer, later income does, of three times as many people.
        QuestionTrial trial = new QuestionTrial(
                QuestionFiles.load(folder).get(0),
                new Contest.Terms("", Trainer.quick(42), TRAINER, 42, List.of(), Map.of()),
                DAY,
                told(4, 400, "age"),
                told(5, 1200, "income"),
                told(6, 400, "income").frame(),
                Optional.empty());
        assertThat(trial.newestRule().name()).isEqualTo("income");
        assertThat(trial.scoredBy()).isEqualTo("best-single-column");
        assertThat(trial.card().baseline()).isEqualTo("best-single-column: age");
        assertThat(trial.card().settings()).containsEntry("the rule that scores, by newer dates", "income");
    }

    /** Who is high in the column that tells says yes more often. */
    private static Labelled told(long seed, int people, String tells) {
        Random random = new Random(seed);
        double[] age = random.doubles(people).toArray();
        double[] income = random.doubles(people).toArray();
        boolean[] labels = new boolean[people];
        String[] ids = new String[people];
        for (int i = 0; i < people; i++) {
            ids[i] = "p" + i;
            labels[i] = random.nextDouble() < (tells.equals("age") ? age[i] : income[i]);
        }
        return new Labelled(
                new Frame(ids, List.of(Frame.Column.numbers("age", age), Frame.Column.numbers("income", income))),
                labels);
    }

    /** Older people say yes more often; and one column is filled in afterwards. */
    private static Labelled leaking(long seed) {
        Random random = new Random(seed);
        int people = 400;
        double[] age = new double[people];
        double[] ordersNext = new double[people];
        boolean[] labels = new boolean[people];
        String[] ids = new String[people];
        for (int i = 0; i < people; i++) {
            ids[i] = "p" + i;
            age[i] = random.nextInt(60);
            labels[i] = random.nextInt(60) < age[i];
            ordersNext[i] = labels[i] ? 1 : 0;
        }
        return new Labelled(
                new Frame(
                        ids,
                        List.of(Frame.Column.numbers("age", age), Frame.Column.numbers("orders_next", ordersNext))),
                labels);
    }

    @Test
    void labelsAreOfTheHorizonAloneAndNobodysRowsAreAnswered(SparkSession spark) throws IOException {
        file("rests", "count_if(not is_return) = 0", "horizon-days = 30");
        QuestionDefinition question = QuestionFiles.load(folder).get(0);
        // On 2026-05-31: ann bought on the last day of the horizon, bob the day after it, cat nothing at all; and ann
        // alone
        // bought in the thirty days before.
        Tables in = new Tables(spark).named(PersonPurchases.TABLE, HEAD + """
                ann, 2026-05-02, p1, 5.00, false
                ann, 2026-06-30, p1, 5.00, false
                bob, 2026-04-30, p1, 5.00, false
                bob, 2026-07-01, p1, 5.00, false
                cat, 2026-04-01, p1, 5.00, false
                """);
        LocalDate date = LocalDate.parse("2026-05-31");
        Dataset<Row> people = new QuestionPeople(in).on(List.of(date), List.of(question), DAY);
        assertThat(people.selectExpr("customer_id", "`answer:rests`", "`before:rests`", "`ever:rests`")
                        .collectAsList())
                .extracting(row -> row.mkString(" "))
                .containsExactlyInAnyOrder("ann false false false", "bob true true false", "cat true true false");
    }

    @Test
    void anAnswerCountsOnlyInTheSpanItCameIn(SparkSession spark) throws IOException {
        file("opens", "count_if(opened_at is not null) > 0", "about = messages");
        QuestionDefinition question = QuestionFiles.load(folder).get(0);
        // On 2026-05-31: ann opened before it, bob after it what was sent before, cat after the horizon what was sent
        // in it, dan in it.
        Tables in = new Tables(spark).named(PersonPurchases.TABLE, HEAD + """
                        ann, 2026-04-01, p1, 5.00, false
                        bob, 2026-04-01, p1, 5.00, false
                        cat, 2026-04-01, p1, 5.00, false
                        dan, 2026-04-01, p1, 5.00, false
                        """).named(PersonContacts.TABLE, """
                        customer_id, campaign, channel, sent_at, opened_at
                        ann, c, email, 2026-05-20 10:00:00, 2026-05-31 23:00:00
                        bob, c, email, 2026-05-20 10:00:00, 2026-06-01 01:00:00
                        cat, c, email, 2026-06-20 10:00:00, 2026-07-01 01:00:00
                        dan, c, email, 2026-06-20 10:00:00, 2026-06-30 23:00:00
                        """);
        LocalDate date = LocalDate.parse("2026-05-31");
        Dataset<Row> people = new QuestionPeople(in).on(List.of(date), List.of(question), DAY);
        assertThat(people.selectExpr("customer_id", "`answer:opens`", "`before:opens`", "`ever:opens`")
                        .collectAsList())
                .extracting(row -> row.mkString(" "))
                .containsExactlyInAnyOrder(
                        "ann false true true",
                        "bob false false false",
                        "cat false false false",
                        "dan true false false");
    }

    @Test
    void mistakesAreToldWithFileAndHint(SparkSession spark) throws IOException {
        file("typo", "count_if(not is_retun) > 0", "");
        assertThatThrownBy(() -> QuestionCheck.verify(spark, QuestionFiles.load(folder)))
                .isInstanceOf(ConfigException.class)
                .hasMessageEndingWith("typo.conf: label: is_retun is not a column here: did you mean is_return?");
        file("typo", "is_return", "");
        assertThatThrownBy(() -> QuestionCheck.verify(spark, QuestionFiles.load(folder)))
                .hasMessageContaining("it must be an aggregate over the person's rows");
        file("typo", "count(*) > 0", "eligible = \"recenci < 30\"");
        assertThatThrownBy(() -> QuestionCheck.verify(spark, QuestionFiles.load(folder)))
                .hasMessageEndingWith("eligible: recenci is not a column here: did you mean recency?");
        file("typo", "count(*) > 0", "horizon-days = 0\ncut-of = 3");
        assertThatThrownBy(() -> QuestionFiles.load(folder))
                .hasMessageContaining("horizon-days must be between 1 and 3650 but is 0")
                .hasMessageContaining("cut-of is not a setting");
    }

    @Test
    void aWrongNameIsToldWithTheOtherMistakes() throws IOException {
        file("big-basket", "", "");
        Files.move(folder.resolve("big-basket.conf"), folder.resolve("large-basket.conf"));
        assertThatThrownBy(() -> QuestionFiles.load(folder))
                .hasMessageContaining("name must be large-basket as the file is called but is \"big-basket\"")
                .hasMessageContaining("label must not be empty");
    }

    @Test
    void shippedQuestionsCanBeAsked(SparkSession spark) {
        List<QuestionDefinition> shipped =
                QuestionFiles.load(Path.of(System.getProperty("nightjar.root"), "conf", "models"));
        QuestionCheck.verify(spark, shipped);
        assertThat(shipped).hasSizeGreaterThanOrEqualTo(4);
    }

    private void file(String name, String label, String more) throws IOException {
        Files.writeString(folder.resolve(name + ".conf"), """
                name = %s
                description = "What is asked?"
                label = "%s"
                horizon-days = 30
                %s
                """.formatted(name, label, more));
    }

    /** 200 people buy every twenty days or so for a year; the first hundred take tea every other time. */
    private static Tables shop(SparkSession spark) {
        Random random = new Random(3);
        StringBuilder text = new StringBuilder(HEAD);
        for (int person = 0; person < 200; person++) {
            for (LocalDate day = DAY.minusDays(300 + random.nextInt(20));
                    !day.isAfter(DAY);
                    day = day.plusDays(10 + random.nextInt(50))) {
                boolean tea = person < 100 && random.nextBoolean();
                text.append("c%03d, %s, %s, 9.00, false\n".formatted(person, day, tea ? "tea" : "mug"));
            }
        }
        return new Tables(spark)
                .named(PersonPurchases.TABLE, text.toString())
                .named(Products.TABLE, "product_id, category\ntea, Tea\nmug, Kitchen\n");
    }

    private static double mean(Dataset<Row> scores) {
        return scores.agg(org.apache.spark.sql.functions.avg(PropensityScores.PROBABILITY.col()))
                .head()
                .getDouble(0);
    }
}
