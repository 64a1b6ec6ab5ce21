package io.nightjar.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.SparkExtension;
import io.nightjar.Tables;
import io.nightjar.config.UpliftSettings;
import io.nightjar.job.ModelJob.Scored;
import io.nightjar.schema.PersonContacts;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.SegmentStays;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
final class LearnUpliftTest {
    private static final LocalDate DAY = LocalDate.parse("2026-06-30");
    private static final UpliftSettings SETTINGS = new UpliftSettings(14, 8, 100, 100_000, 0.05, 0.05, 0.3);
    private static final int PEOPLE = 2000;

    @Test
    void whoNeedsTheAdIsFoundAndToldInWords(SparkSession spark) {
        // The thrifty half orders after a message in 80 of 100 cases, without one in 10; the others in 10 either way.
        Scored scored = new LearnUplift(SETTINGS, 42).learn(shop(spark, 0.8), DAY);
        Map<String, Integer> thrifty = labels(scored.scores(), true);
        Map<String, Integer> others = labels(scored.scores(), false);
        assertThat(thrifty.getOrDefault("needs_the_ad", 0)).isGreaterThan(900);
        assertThat(others.getOrDefault("needs_the_ad", 0)).isLessThan(100);
        assertThat(scored.card().shipped()).isTrue();
        assertThat(scored.card().settings().get("who needs the ad differs by")).contains("spent");
        assertThat(scored.card().rows()).containsEntry("messages", (long) PEOPLE);
        assertThat(scored.scores()
                        .where("uplift_label = 'needs_the_ad' and uplift_low <= 0")
                        .count())
                .isZero();
    }

    @Test
    void everybodyIsUnknownWhereTheMessageDoesTheSameToAll(SparkSession spark) {
        Scored scored = new LearnUplift(SETTINGS, 42).learn(shop(spark, 0.1), DAY);
        assertThat(scored.scores().where("uplift_label <> 'unknown'").count()).isZero();
        assertThat(scored.scores().count()).isEqualTo(PEOPLE);
        assertThat(scored.card().decision()).contains("everybody is unknown");
    }

    @Test
    void controlGroupsOfOurOwnListsTeachTheSame(SparkSession spark) {
        Tables in = shop(spark, 0.8);
        Dataset<Row> stays = in.read(PersonContacts.TABLE)
                .selectExpr(
                        "campaign as segment",
                        "customer_id",
                        "date_sub(to_date(sent_at), 1) as entered_on",
                        "cast(null as date) as left_on",
                        "is_control as is_held_out");
        in.lastNight(SegmentStays.TABLE, stays)
                .with(PersonContacts.TABLE, in.read(PersonContacts.TABLE).where("customer_id is null"));
        Scored scored = new LearnUplift(SETTINGS, 42).learn(in, DAY);
        assertThat(scored.card().shipped()).isTrue();
        assertThat(scored.card().rows()).containsEntry("messages", (long) PEOPLE);
    }

    @Test
    void withoutControlGroupsNothingIsClaimed(SparkSession spark) {
        Tables in = shop(spark, 0.8);
        Dataset<Row> treated = in.read(PersonContacts.TABLE).where("not is_control");
        Scored scored = new LearnUplift(SETTINGS, 42).learn(in.with(PersonContacts.TABLE, treated), DAY);
        assertThat(scored.scores().where("uplift_label <> 'unknown'").count()).isZero();
        assertThat(scored.card().decision())
                .isEqualTo("Nobody is told apart: 0 messages were withheld from control groups, 100 are needed.");
    }

    @Test
    void outcomesAreOfTheDaysAfterAndFeaturesOfTheWeekBefore(SparkSession spark) {
        // Newest step 2026-06-15; messages of 2026-06-16 know it, those of 2026-06-15 the step before, 2026-06-08.
        Tables in = new Tables(spark).named(PersonContacts.TABLE, """
                        customer_id, campaign, sent_at, is_control
                        ann, june, 2026-06-16 09:00:00, false
                        bob, june, 2026-06-15 09:00:00, true
                        cat, june, 2026-06-15 09:00:00, false
                        dan, june, 2026-06-17 09:00:00, false
                        """).named(PersonPurchases.TABLE, """
                        customer_id, ordered_on, ordered_at, amount, is_return
                        ann, 2026-06-15, 2026-06-15 10:00:00, 10.00, false
                        ann, 2026-06-30, 2026-06-30 10:00:00, 10.00, false
                        bob, 2026-06-01, 2026-06-01 10:00:00, 10.00, false
                        bob, 2026-06-15, 2026-06-15 08:00:00, 10.00, false
                        cat, 2026-06-01, 2026-06-01 10:00:00, 10.00, false
                        cat, 2026-06-15, 2026-06-15 10:00:00, 10.00, false
                        dan, 2026-06-01, 2026-06-01 10:00:00, 10.00, false
                        """);
        UpliftExamples.People people = new UpliftExamples(in, SETTINGS, DAY).collect(42);
        Map<String, String> found = new HashMap<>();
        for (int row = 0; row < people.frame().size(); row++) {
            found.put(
                    people.frame().id(row),
                    people.frame().column("recency").shown(row) + " "
                            + people.experiment().isTreated(row) + " "
                            + people.experiment().y(row));
        }
        assertThat(found)
                .containsOnly(
                        Map.entry("ann", "0 true 1.0"),
                        Map.entry("bob", "7 false 0.0"),
                        Map.entry("cat", "7 true 1.0"));
    }

    @Test
    void howSomebodyAnswersIsCountedOnceTheWeekIsOver(SparkSession spark) {
        Tables in = new Tables(spark).named(PersonContacts.TABLE, """
                        customer_id, campaign, sent_at, clicked_at, is_control
                        ann, one, 2026-06-01 09:00:00, 2026-06-01 10:00:00, false
                        ann, two, 2026-06-05 09:00:00, 2026-06-14 10:00:00, false
                        ann, late, 2026-06-10 09:00:00, 2026-06-10 10:00:00, false
                        ann, kept, 2026-06-02 09:00:00, , true
                        cat, one, 2026-06-03 12:00:00, , false
                        """).named(PersonPurchases.TABLE, """
                        customer_id, ordered_on, ordered_at, amount, is_return
                        ann, 2026-05-16, 2026-05-16 10:00:00, 10.00, false
                        ann, 2026-06-03, 2026-06-03 10:00:00, 10.00, false
                        ann, 2026-06-12, 2026-06-12 10:00:00, 10.00, false
                        bob, 2026-06-10, 2026-06-10 10:00:00, 10.00, false
                        cat, 2026-06-03, 2026-06-03 10:00:00, 10.00, false
                        """);
        Map<String, String> found = new HashMap<>();
        new PersonHistory(in)
                .on(List.of(LocalDate.parse("2026-06-15")), PersonHistory.ANSWERS)
                .collectAsList()
                .forEach(row -> found.put(row.getString(0), "%.4f %.4f".formatted(row.getDouble(2), row.getDouble(3))));
        // Ann: 2 messages, 1 clicked in time, 2 answered; 3 orders in 30 days: by chance 1 - exp(-0.7) of them.
        // Cat: ordered before the message came, once in what counts as 30 days: by chance 1 - exp(-7/30).
        assertThat(found)
                .containsOnly(
                        Map.entry("ann", "0.1429 0.1419"),
                        Map.entry("bob", "0.0000 0.0000"),
                        Map.entry("cat", "0.0000 -0.0347"));
    }

    @Test
    void whatWasWithheldIsKeptBeforeWhatWasSent(SparkSession spark) {
        Tables in = shop(spark, 0.8);
        Dataset<Row> fewWithheld = in.read(PersonContacts.TABLE)
                .where("not is_control or cast(substr(customer_id, 2) as int) % 5 = 0")
                .cache();
        long withheld = fewWithheld.where("is_control").count();
        UpliftSettings few = new UpliftSettings(14, 8, 100, 600, 0.05, 0.05, 0.3);
        UpliftExamples.People people =
                new UpliftExamples(in.with(PersonContacts.TABLE, fewWithheld), few, DAY).collect(42);
        assertThat(withheld).isBetween(150L, 250L);
        assertThat(people.controls()).isEqualTo((int) withheld);
        assertThat(people.frame().size()).isBetween(540, 660);
    }

    private static Tables shop(SparkSession spark, double afterMessage) {
        Random random = new Random(5);
        StringBuilder purchases = new StringBuilder("customer_id, ordered_on, ordered_at, amount, is_return\n");
        StringBuilder contacts = new StringBuilder("customer_id, campaign, sent_at, is_control\n");
        LocalDate sent = DAY.minusDays(20);
        for (int person = 0; person < PEOPLE; person++) {
            boolean thrifty = person % 2 == 0;
            boolean control = random.nextBoolean();
            LocalDate before = sent.minusDays(10 + random.nextInt(60));
            String amount = (thrifty ? 5 : 60) + random.nextInt(10) + ".00";
            purchases.append("c%04d, %s, %s 10:00:00, %s, false\n".formatted(person, before, before, amount));
            contacts.append("c%04d, mail, %s 09:00:00, %s\n".formatted(person, sent, control));
            if (random.nextDouble() < (thrifty && !control ? afterMessage : 0.1)) {
                LocalDate after = sent.plusDays(1 + random.nextInt(7));
                purchases.append("c%04d, %s, %s 10:00:00, %s, false\n".formatted(person, after, after, amount));
            }
        }
        return new Tables(spark)
                .named(PersonPurchases.TABLE, purchases.toString())
                .named(PersonContacts.TABLE, contacts.toString());
    }

    private static Map<String, Integer> labels(Dataset<Row> scores, boolean thrifty) {
        Map<String, Integer> counts = new HashMap<>();
        scores.where("(cast(substr(customer_id, 2) as int) % 2 = 0) = " + thrifty)
                .groupBy("uplift_label")
                .count()
                .collectAsList()
                .forEach(row -> counts.put(row.getString(0), (int) row.getLong(1)));
        return counts;
    }
}
