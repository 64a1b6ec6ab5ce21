package io.nightjar.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.SparkExtension;
import io.nightjar.Tables;
import io.nightjar.config.ConfigException;
import io.nightjar.config.LookalikeSettings;
import io.nightjar.config.PersonaSettings;
import io.nightjar.config.SegmentDefinition;
import io.nightjar.config.SegmentFiles;
import io.nightjar.config.TrainerSettings;
import io.nightjar.job.ModelJob.Scored;
import io.nightjar.schema.CustomerProfiles;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.Personas;
import io.nightjar.schema.Products;
import io.nightjar.schema.SegmentMembers;
import io.nightjar.schema.TrainedModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
final class LookalikesAndPersonasTest {
    private static final LocalDate DAY = LocalDate.parse("2026-06-30");

    @Test
    void peopleLikeTheMembersComeFirstAndTheRuleItselfIsNotLookedAt(SparkSession spark, @TempDir Path folder)
            throws IOException {
        Files.writeString(folder.resolve("best.conf"), """
                name = best
                description = "The best"
                when = "monetary >= 1000"
                purpose = marketing
                """);
        List<SegmentDefinition> best = SegmentFiles.load(folder);
        // Members are half of those who visit often; the other half are like them in all but the money they spent.
        Random random = new Random(7);
        StringBuilder profiles =
                new StringBuilder("customer_id, is_anonymous, monetary, visit_days_90, complaints_90\n");
        StringBuilder members = new StringBuilder("segment, customer_id\n");
        for (int i = 0; i < 600; i++) {
            boolean isKeen = i % 3 == 0;
            boolean isMember = i % 6 == 0;
            profiles.append("c%03d, false, %d.00, %d, %d\n"
                    .formatted(
                            i,
                            isMember ? 2000 : 10,
                            isKeen ? 20 + random.nextInt(20) : random.nextInt(25),
                            random.nextInt(3)));
            members.append(isMember ? "best, c%03d\n".formatted(i) : "");
        }
        Tables in = new Tables(spark)
                .named(CustomerProfiles.TABLE, profiles.toString())
                .named(SegmentMembers.TABLE, members.toString());
        Scored scored =
                new FindLookalikes(best, new LookalikeSettings(List.of("best"), 50), trainer(), 42).learn(in, DAY);
        assertThat(scored.card().features()).contains("visit_days_90").doesNotContain("monetary");
        assertThat(scored.scores().count()).isEqualTo(500);
        Dataset<Row> first = scored.scores().where("reach <= 0.1");
        assertThat(first.count()).isBetween(30L, 80L);
        assertThat(first.where("cast(substr(customer_id, 2) as int) % 3 = 0").count())
                .isEqualTo(first.count());
        assertThat(scored.scores()
                        .where("exists(reasons, reason -> reason like 'visit days 90: %')")
                        .count())
                .isEqualTo(500);
        assertThat(scored.card().curves().get("lift").get(10)).containsExactly(1.0, 1.0);
    }

    @Test
    void segmentsThatAreTooSmallOrUnknownAreTold(SparkSession spark, @TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("best.conf"), """
                name = best
                description = "The best"
                when = "monetary >= 1000"
                purpose = marketing
                """);
        List<SegmentDefinition> best = SegmentFiles.load(folder);
        Tables in = new Tables(spark)
                .named(CustomerProfiles.TABLE, "customer_id, frequency\nann, 1\nbob, 2\n")
                .named(SegmentMembers.TABLE, "segment, customer_id\nbest, ann\n");
        Scored scored =
                new FindLookalikes(best, new LookalikeSettings(List.of("best"), 50), trainer(), 42).learn(in, DAY);
        assertThat(scored.scores().count()).isZero();
        assertThat(scored.card().decision())
                .isEqualTo("Nobody is compared: the segment has 1 members, 50 are needed, and as many others.");
        assertThatThrownBy(() -> new LookalikeSettings(List.of("bets"), 50).among(best))
                .isInstanceOf(ConfigException.class)
                .hasMessage("lookalikes.of names bets, which is no segment: did you mean best?");
    }

    @Test
    void plantedKindsOfCustomersGetNamesThatLast(SparkSession spark) {
        // Coffee drinkers come every week and spend little, gardeners come twice a year and spend a lot.
        Random random = new Random(9);
        StringBuilder text = new StringBuilder("customer_id, ordered_on, product_id, amount, is_return\n");
        for (int i = 0; i < 120; i++) {
            boolean coffee = i % 2 == 0;
            for (int k = 0; k < (coffee ? 30 : 3); k++) {
                LocalDate day = DAY.minusDays(coffee ? 7L * k + random.nextInt(5) : 60 + 90L * k + random.nextInt(20));
                text.append("c%03d, %s, %s, %d.00, false\n"
                        .formatted(i, day, coffee ? "bean" : "spade", coffee ? 5 + random.nextInt(3) : 200));
            }
        }
        String products = "product_id, category\nbean, Shop > Coffee\nspade, Shop > Garden\n";
        PersonaSettings settings = new PersonaSettings(2, 5, 20, 1000);
        Tables in =
                new Tables(spark).named(PersonPurchases.TABLE, text.toString()).named(Products.TABLE, products);
        Scored learned = new LearnPersonas(settings, 42).learn(in, DAY);
        in.with(TrainedModels.PERSONAS, learned.scores());
        Dataset<Row> assigned = new AssignPersonas().build(in, DAY);
        in.with(Personas.TABLE, assigned);
        List<Row> cards =
                new DescribePersonas().build(in, DAY).orderBy("persona_name").collectAsList();
        assertThat(learned.card().decision())
                .isEqualTo("People lie in clearer groups than their shuffled figures do: there are 2 personas.");
        assertThat(cards).hasSize(2);
        assertThat(cards).allSatisfy(card -> assertThat(card.getLong(2)).isEqualTo(60));
        assertThat(cards).extracting(row -> row.getString(1)).doesNotHaveDuplicates();
        assertThat(cards.toString()).contains("share spent on Garden").contains("than others");
        assertThat(kinds(assigned)).hasSize(2);

        Tables next = new Tables(spark)
                .named(PersonPurchases.TABLE, text + "new, 2026-06-30, bean, 6.00, false\n")
                .named(Products.TABLE, products)
                .lastNight(TrainedModels.PERSONAS, learned.scores());
        next.with(
                TrainedModels.PERSONAS,
                new LearnPersonas(settings, 42).learn(next, DAY).scores());
        Dataset<Row> again = new AssignPersonas().build(next, DAY).where("customer_id <> 'new'");
        assertThat(kinds(again)).isEqualTo(kinds(assigned));

        // A night with too few people gives nobody a persona, and the night after it the old ids.
        Dataset<Row> none = new LearnPersonas(new PersonaSettings(2, 5, 500, 1000), 42)
                .learn(next, DAY)
                .scores();
        assertThat(new AssignPersonas()
                        .build(next.with(TrainedModels.PERSONAS, none), DAY)
                        .count())
                .isZero();
        next.lastNight(TrainedModels.PERSONAS, none);
        next.with(
                TrainedModels.PERSONAS,
                new LearnPersonas(settings, 42).learn(next, DAY).scores());
        Dataset<Row> after = new AssignPersonas().build(next, DAY).where("customer_id <> 'new'");
        assertThat(kinds(after)).isEqualTo(kinds(assigned));
    }

    @Test
    void whatIsSpentLaterMakesNoPersona(SparkSession spark) {
        Tables in = new Tables(spark)
                .named(PersonPurchases.TABLE, """
                        customer_id, ordered_on, product_id, amount, is_return
                        ann, 2026-06-01, bean, 5.00, false
                        ann, 2026-07-01, spade, 200.00, false
                        """)
                .named(Products.TABLE, "product_id, category\nbean, Shop > Coffee\nspade, Shop > Garden\n");
        PersonaFeatures features = new PersonaFeatures(in);
        assertThat(features.needs(DAY)).containsExactly("need:Coffee");
        Dataset<Row> people = features.people(DAY, List.of("need:Coffee", "need:Garden"));
        assertThat(people.selectExpr("`need:Coffee`", "`need:Garden`").collectAsList())
                .extracting(row -> row.mkString(" "))
                .containsExactly("1.0 0.0");
    }

    /** Ids with the number of people, apart for even and odd people. */
    private static List<String> kinds(Dataset<Row> assigned) {
        return assigned
                .selectExpr("persona_id", "cast(substr(customer_id, 2) as int) % 2 as kind")
                .groupBy("persona_id", "kind")
                .count()
                .collectAsList()
                .stream()
                .map(Row::toString)
                .sorted()
                .toList();
    }

    private static TrainerSettings trainer() {
        return new TrainerSettings(2, 10, 100_000, 0.99, 0.1, 10, 0.1);
    }
}
