package io.nightjar.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.Rows;
import io.nightjar.SparkExtension;
import io.nightjar.Tables;
import io.nightjar.config.Channel;
import io.nightjar.config.ConfigException;
import io.nightjar.config.ContactTerms;
import io.nightjar.config.Origin;
import io.nightjar.config.Purpose;
import io.nightjar.config.SegmentFiles;
import io.nightjar.config.SegmentNames;
import io.nightjar.config.TriggerDefinition;
import io.nightjar.config.TriggerFiles;
import io.nightjar.config.TriggerGround;
import io.nightjar.schema.CareScores;
import io.nightjar.schema.ChurnScores;
import io.nightjar.schema.CustomerProfiles;
import io.nightjar.schema.PersonEvents;
import io.nightjar.schema.PersonInteractions;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.ProductStates;
import io.nightjar.schema.Products;
import io.nightjar.schema.TriggerEvents;
import io.nightjar.schema.Triggers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Triggers over several nights: once per object, cooling down, expiring, and the same when a night is run twice. */
@ExtendWith(SparkExtension.class)
final class TriggersTest {
    private static final LocalDate MONDAY = LocalDate.parse("2026-02-02");

    @Test
    void firesOncePerObjectCoolsDownExpiresAndIsTheSameWhenRunTwice(SparkSession spark) {
        // Asked on the 1st and the 4th; three days to cool down, two days open.
        Tables in = people(spark).named(PersonInteractions.TABLE, """
                customer_id, interaction_id, occurred_on, kind
                ann, i1, 2026-02-01, delivery_question
                ann, i2, 2026-02-04, delivery_question
                bob, i3, 2026-02-04, complaint
                """);
        TriggerDefinition late = trigger(
                "late",
                TriggerGround.INTERACTION,
                "kind = 'delivery_question' and interaction_on > date_sub(as_of, 7)",
                3,
                2,
                Optional.empty());
        Dataset<Row> monday = fire(in, MONDAY, late);
        assertThat(said(monday)).containsExactly("ann, late, i1, 2026-02-02, 2026-02-04, new");

        in.lastNight(TriggerEvents.TABLE, monday);
        Dataset<Row> wednesday = fire(in, MONDAY.plusDays(2), late);
        assertThat(said(wednesday))
                .as("i2 waits: two days are not three")
                .containsExactly("ann, late, i1, 2026-02-02, 2026-02-04, open");

        in.lastNight(TriggerEvents.TABLE, wednesday);
        Dataset<Row> thursday = fire(in, MONDAY.plusDays(3), late);
        assertThat(said(thursday))
                .containsExactly(
                        "ann, late, i1, 2026-02-02, 2026-02-04, past", "ann, late, i2, 2026-02-05, 2026-02-07, new");

        in.lastNight(TriggerEvents.TABLE, thursday);
        assertThat(said(fire(in, MONDAY.plusDays(3), late)))
                .as("run a second time after itself")
                .isEqualTo(said(thursday));
        assertThat(said(fire(in, MONDAY.plusDays(4), late)))
                .containsExactly(
                        "ann, late, i1, 2026-02-02, 2026-02-04, past", "ann, late, i2, 2026-02-05, 2026-02-07, open");
    }

    @Test
    void whoIsNotKnownAnyMoreIsForgotten(SparkSession spark) {
        Tables in = people(spark).lastNight(TriggerEvents.TABLE, """
                ann, late, i1, , 2026-02-01, 2026-02-04, new, why
                erased, late, i9, , 2026-02-01, 2026-02-04, new, why
                """);
        assertThat(Rows.text(new FireTriggers(List.of(), 30).build(in, MONDAY), TriggerEvents.CUSTOMER_ID))
                .containsExactly("ann");
    }

    @Test
    void whatFiredIsRememberedForTwoYearsOrUntilItHasCooledDownAndExpired(SparkSession spark) {
        Tables in = people(spark).lastNight(TriggerEvents.TABLE, """
                ann, late, i1, , 2024-02-02, 2024-02-04, past, why
                ann, late, i2, , 2024-02-03, 2024-02-05, past, why
                ann, late, i3, , 2024-02-04, 2024-02-06, past, why
                """);
        TriggerDefinition quick = trigger("late", TriggerGround.INTERACTION, "false", 3, 2, Optional.empty());
        assertThat(Rows.text(fire(in, MONDAY, quick), TriggerEvents.OBJECT)).containsExactly("i2", "i3");
        TriggerDefinition slow = trigger("slow", TriggerGround.INTERACTION, "false", 700, 31, Optional.empty());
        assertThat(Rows.text(fire(in, MONDAY, quick, slow), TriggerEvents.OBJECT))
                .containsExactly("i1", "i2", "i3");
    }

    @Test
    void ofSeveralAtOnceTheFirstByRankFiresUnlessNothingCoolsDown(SparkSession spark) {
        Tables in = people(spark).named(PersonInteractions.TABLE, """
                customer_id, interaction_id, occurred_on, kind, rating
                ann, i1, 2026-02-01, review, 4
                ann, i2, 2026-02-01, review, 1
                """);
        TriggerDefinition worst = new TriggerDefinition(
                "worst",
                "about worst",
                TriggerGround.INTERACTION,
                "rating <= 4",
                Optional.empty(),
                "rating asc",
                Purpose.SERVICE,
                List.of(Channel.EMAIL),
                5,
                2,
                ContactTerms.USUAL,
                new Origin("conf/triggers/worst.conf", 0));
        assertThat(Rows.text(fire(in, MONDAY, worst), TriggerEvents.OBJECT)).containsExactly("i2");
        TriggerDefinition all = trigger("all", TriggerGround.INTERACTION, "rating <= 4", 0, 2, Optional.empty());
        assertThat(Rows.text(fire(in, MONDAY, all), TriggerEvents.OBJECT)).containsExactly("i1", "i2");
    }

    @Test
    void orderAndSpellingMaySpeakOfScoresToo(SparkSession spark) {
        // The order names a score that the rule does not; to SQL, Frequency is frequency.
        Tables in = people(spark)
                .named(PersonInteractions.TABLE, """
                        customer_id, interaction_id, occurred_on, kind
                        ann, i1, 2026-02-01, review
                        """)
                .named(CareScores.TABLE, "customer_id, needs_help\nann, 70.0");
        TriggerDefinition careful = new TriggerDefinition(
                "careful",
                "about careful",
                TriggerGround.INTERACTION,
                "Frequency >= 6 and NEEDS_HELP > 60",
                Optional.empty(),
                "churn_probability desc, object",
                Purpose.SERVICE,
                List.of(Channel.EMAIL),
                5,
                2,
                ContactTerms.USUAL,
                new Origin("conf/triggers/careful.conf", 0));
        FireTriggers.verify(spark, List.of(careful));
        assertThat(new FireTriggers(List.of(careful), 30).build(in, MONDAY).count())
                .as("no churn_scores tonight: left out")
                .isZero();
        in.named(ChurnScores.TABLE, "customer_id, churn_probability\nann, 0.5");
        assertThat(Rows.text(fire(in, MONDAY, careful), TriggerEvents.CUSTOMER_ID, TriggerEvents.REASON))
                .containsExactly("ann, frequency 6, needs_help 70.0");
    }

    @Test
    void whatIsWantedAndWasSoldOutIsToldWhenItIsBackAlsoWhenTheNightIsRunTwice(SparkSession spark) {
        // tea was sold out; milk never; ann looked at tea, bob bought it after he looked.
        Tables in = people(spark)
                .named(PersonEvents.TABLE, """
                        customer_id, occurred_on, event_type, product_id
                        ann, 2026-01-30, product_view, tea
                        ann, 2026-01-30, add_to_cart, milk
                        cat, 2025-12-01, product_view, tea
                        """)
                .named(Products.TABLE, """
                        product_id, price, stock
                        tea, 8.00, 5
                        milk, 1.00, 9
                        """)
                .lastNight(ProductStates.TABLE, """
                        tea, 2026-02-01, , , 10.00, 0, ,
                        milk, 2026-02-01, , , 1.00, 8, ,
                        """);
        Dataset<Row> states = new RecordProductStates().build(in, MONDAY);
        assertThat(Rows.text(states, ProductStates.TABLE))
                .containsExactly("milk, 2026-02-02, , , 1.00, 9, 1.00, 8", "tea, 2026-02-02, , , 8.00, 5, 10.00, 0");
        in.with(ProductStates.TABLE, states);
        TriggerDefinition back =
                trigger("back", TriggerGround.WANTED_PRODUCT, "stock > 0 and stock_before = 0", 3, 5, Optional.empty());
        TriggerDefinition cheaper = trigger(
                "cheaper",
                TriggerGround.WANTED_PRODUCT,
                "price <= 0.9 * price_before",
                3,
                5,
                Optional.of("concat_ws(' ', product_id, price)"));
        assertThat(said(fire(in, MONDAY, back, cheaper)))
                .containsExactly(
                        "ann, back, tea 2026-01-30, 2026-02-02, 2026-02-07, new",
                        "ann, cheaper, tea 8.00, 2026-02-02, 2026-02-07, new");

        in.lastNight(ProductStates.TABLE, states);
        assertThat(Rows.text(new RecordProductStates().build(in, MONDAY), ProductStates.TABLE))
                .as("of the same date: compared with the night before that")
                .isEqualTo(Rows.text(states, ProductStates.TABLE));
        assertThat(Rows.text(new RecordProductStates().build(in, MONDAY.plusDays(1)), ProductStates.TABLE))
                .containsExactly("milk, 2026-02-03, , , 1.00, 9, 1.00, 9", "tea, 2026-02-03, , , 8.00, 5, 8.00, 5");
    }

    @Test
    void warrantiesEndAndDocumentsAreReadAfterBuying(SparkSession spark) {
        Tables in = people(spark)
                .named(PersonPurchases.TABLE, """
                        customer_id, order_id, ordered_on, product_id, is_return
                        ann, o1, 2024-02-20, saw, false
                        ann, o2, 2026-01-30, drill, false
                        bob, o3, 2026-01-30, drill, false
                        """)
                .named(PersonEvents.TABLE, """
                        customer_id, occurred_on, event_type, product_id
                        ann, 2026-02-01, document_download, drill
                        bob, 2026-01-20, document_download, drill
                        """)
                .named(Products.TABLE, """
                        product_id, warranty_months
                        saw, 24
                        drill, 24
                        """);
        TriggerDefinition ending = trigger(
                "ending",
                TriggerGround.OWNED_PRODUCT,
                "warranty_ends_on between as_of and date_add(as_of, 30)",
                30,
                20,
                Optional.empty());
        TriggerDefinition read = trigger(
                "read", TriggerGround.OWNED_PRODUCT, "document_read_on >= date_sub(as_of, 3)", 14, 5, Optional.empty());
        Dataset<Row> fired = fire(in, MONDAY, ending, read);
        assertThat(said(fired))
                .containsExactly(
                        "ann, ending, saw 2024-02-20, 2026-02-02, 2026-02-22, new",
                        "ann, read, drill 2026-01-30, 2026-02-02, 2026-02-07, new");
        assertThat(Rows.text(fired, TriggerEvents.REASON))
                .containsExactly("document_read_on 2026-02-01", "warranty_ends_on 2026-02-20");
    }

    @Test
    void triggerWithoutItsTableIsLeftOutAndSaysSo(SparkSession spark) {
        Tables in = people(spark);
        List<TriggerDefinition> all = List.of(
                trigger("late", TriggerGround.INTERACTION, "kind = 'complaint'", 1, 1, Optional.empty()),
                trigger("cart", TriggerGround.PERSON, "cart_trust > 0.5", 1, 1, Optional.empty()),
                trigger("thanks", TriggerGround.PERSON, "frequency = 1", 1, 1, Optional.empty()));
        Dataset<Row> fired = new FireTriggers(all, 30).build(in, MONDAY);
        assertThat(said(fired)).containsExactly("bob, thanks, , 2026-02-02, 2026-02-03, new");
        in.with(TriggerEvents.TABLE, fired);
        assertThat(Rows.text(new SumUpTriggers(all).build(in, MONDAY), Triggers.TABLE))
                .containsExactly(
                        "cart, about cart, 0, 0, left out: its rule speaks of cart_trust, and this night makes no"
                                + " intent_scores",
                        "late, about late, 0, 0, left out: this night makes no person_interactions",
                        "thanks, about thanks, 1, 0, ");
    }

    @Test
    void everyTriggerOfTheHouseResolvesAndATypoIsToldWithItsFile(SparkSession spark) {
        Path conf = Path.of(System.getProperty("nightjar.root"), "conf");
        List<TriggerDefinition> all = TriggerFiles.load(conf.resolve("triggers"));
        assertThat(all).hasSizeGreaterThanOrEqualTo(14);
        FireTriggers.verify(spark, all);
        SegmentNames.verify(SegmentFiles.load(conf.resolve("segments")), all, List.of("debt*"));
        TriggerDefinition typo =
                trigger("typo", TriggerGround.WANTED_PRODUCT, "stok_before = 0", 1, 1, Optional.empty());
        assertThatThrownBy(() -> FireTriggers.verify(spark, List.of(typo)))
                .isInstanceOf(ConfigException.class)
                .hasMessage("conf/triggers/typo.conf: when: stok_before is not a column of profiles and scores: did you"
                        + " mean stock_before?");
        TriggerDefinition elsewhere =
                trigger("elsewhere", TriggerGround.PERSON, "stock_before = 0", 1, 1, Optional.empty());
        assertThatThrownBy(() -> FireTriggers.verify(spark, List.of(elsewhere)))
                .hasMessageContaining("stock_before is not a column");
        assertThatThrownBy(() -> SegmentNames.verify(
                        SegmentFiles.load(conf.resolve("segments")),
                        List.of(trigger("lapsed", TriggerGround.PERSON, "true", 1, 1, Optional.empty())),
                        List.of()))
                .hasMessageContaining("must not be a segment's name too");
    }

    @Test
    void exampleOfTheReadmeResolves(SparkSession spark, @TempDir Path folder) throws IOException {
        String readme = Files.readString(Path.of(System.getProperty("nightjar.root"), "README.md"));
        Matcher example =
                Pattern.compile("(?s)# conf/triggers/(\\S+\\.conf)\n(.*?)```").matcher(readme);
        assertThat(example.find()).isTrue();
        Files.writeString(folder.resolve(example.group(1)), example.group(2));
        List<TriggerDefinition> triggers = TriggerFiles.load(folder);
        FireTriggers.verify(spark, triggers);
        assertThat(triggers).hasSize(1);
    }

    private static Tables people(SparkSession spark) {
        return new Tables(spark).named(CustomerProfiles.TABLE, """
                customer_id, frequency
                ann, 6
                bob, 1
                cat, 3
                """);
    }

    private static Dataset<Row> fire(Tables in, LocalDate day, TriggerDefinition... triggers) {
        return new FireTriggers(List.of(triggers), 30).build(in, day);
    }

    private static List<String> said(Dataset<Row> events) {
        return Rows.text(
                events,
                TriggerEvents.CUSTOMER_ID,
                TriggerEvents.TRIGGER,
                TriggerEvents.OBJECT,
                TriggerEvents.FIRED_ON,
                TriggerEvents.EXPIRES_ON,
                TriggerEvents.TRIGGER_STATE);
    }

    private static TriggerDefinition trigger(
            String name, TriggerGround on, String when, int coolDown, int expires, Optional<String> object) {
        return new TriggerDefinition(
                name,
                "about " + name,
                on,
                when,
                object,
                "object",
                Purpose.SERVICE,
                List.of(Channel.EMAIL),
                coolDown,
                expires,
                ContactTerms.USUAL,
                new Origin("conf/triggers/" + name + ".conf", 0));
    }
}
