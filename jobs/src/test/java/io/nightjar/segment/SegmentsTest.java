package io.nightjar.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.Rows;
import io.nightjar.SparkExtension;
import io.nightjar.Tables;
import io.nightjar.config.Channel;
import io.nightjar.config.ConfigException;
import io.nightjar.config.Origin;
import io.nightjar.config.Purpose;
import io.nightjar.config.SegmentDefinition;
import io.nightjar.config.SegmentFiles;
import io.nightjar.config.SegmentNames;
import io.nightjar.config.SettingsLoader;
import io.nightjar.schema.ChurnScores;
import io.nightjar.schema.CustomerProfiles;
import io.nightjar.schema.CustomerValue;
import io.nightjar.schema.Lookalikes;
import io.nightjar.schema.NextBestCategories;
import io.nightjar.schema.NextBestProducts;
import io.nightjar.schema.PersonFlags;
import io.nightjar.schema.Personas;
import io.nightjar.schema.ProductClocks;
import io.nightjar.schema.PropensityScores;
import io.nightjar.schema.SegmentChanges;
import io.nightjar.schema.SegmentMembers;
import io.nightjar.schema.Segments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
final class SegmentsTest {
    private static final LocalDate DAY = LocalDate.parse("2026-01-31");

    private SparkSession spark;
    private Tables in;

    @BeforeEach
    void people(SparkSession session) {
        spark = session;
        in = new Tables(session).named(CustomerProfiles.TABLE, """
                customer_id, frequency, recency_days, monetary
                ann, 6, 70, 300.00
                bob, 8, 90, 500.00
                cat, 7, 60, 300.00
                dan, 9, 10, 900.00
                eva, 6, 80,
                vis, 0, ,
                """).named(ChurnScores.TABLE, """
                customer_id, churn_probability, churn_risk
                ann, 0.9, high
                bob, 0.2, low
                """);
    }

    @Test
    void membersFulfilTheRuleBestFirstAndSayWhy() {
        assertThat(Rows.text(members(lapsing(OptionalLong.empty())), SegmentMembers.TABLE))
                .containsExactly(
                        "lapsing, ann, 2, frequency 6, recency_days 70",
                        "lapsing, bob, 1, frequency 8, recency_days 90",
                        "lapsing, cat, 3, frequency 7, recency_days 60",
                        "lapsing, eva, 4, frequency 6, recency_days 80");
    }

    @Test
    void listIsCutAtItsSizeAndEqualsStayById() {
        // ann and cat spent the same: ann comes first.
        assertThat(Rows.text(members(lapsing(OptionalLong.of(2))), SegmentMembers.CUSTOMER_ID))
                .containsExactly("ann", "bob");
        assertThat(Rows.text(
                        new AssignSegments(List.of(lapsing(OptionalLong.of(2))))
                                .build(
                                        in.with(
                                                CustomerProfiles.TABLE,
                                                in.read(CustomerProfiles.TABLE).repartition(4)),
                                        DAY),
                        SegmentMembers.CUSTOMER_ID))
                .containsExactly("ann", "bob");
    }

    @Test
    void rulesSpeakAboutScoresToo() {
        SegmentDefinition leaving = segment("leaving", "churn_risk = 'high'", "churn_probability desc");
        assertThat(Rows.text(members(leaving), SegmentMembers.TABLE))
                .containsExactly("leaving, ann, 1, churn_risk high");
    }

    @Test
    void rulesSpeakAboutTheNearestOfWhatThereAreSeveralOf() {
        in.named(ProductClocks.TABLE, """
                customer_id, product_id, due_on, clock_confidence
                ann, tea, 2026-02-20, low
                ann, milk, 2026-02-03, high
                bob, tea, 2026-02-02, low
                """).named(NextBestProducts.TABLE, """
                customer_id, product_rank, product_id, candidate_source
                ann, 2, tea, popular
                ann, 1, milk, repeat
                """).named(PersonFlags.TABLE, """
                customer_id, flag, reason
                bob, staff, why
                """);
        SegmentDefinition rule = segment(
                "due",
                "next_due_on <= date_add(as_of, 7) and next_due_product = next_best_product and not coalesce(is_staff, false)",
                "next_due_on asc");
        assertThat(Rows.text(members(rule), SegmentMembers.TABLE))
                .containsExactly("due, ann, 1, next_due_on 2026-02-03, next_due_product milk, next_best_product milk,"
                        + " is_staff unknown");
    }

    @Test
    void ruleOnATableThatTheNightDoesNotMakeIsLeftOutAndTheOthersStay() {
        List<SegmentDefinition> lists = List.of(
                segment("trusting", "cart_trust > 0.5", "monetary desc"),
                segment("ordered-by-it", "frequency > 0", "uplift desc"),
                segment("best", "frequency = 9", "monetary desc"));
        assertThat(Rows.text(new AssignSegments(lists).build(in, DAY), SegmentMembers.TABLE))
                .containsExactly("best, dan, 1, frequency 9");
    }

    @Test
    void unknownFactIsSaidAsUnknown() {
        SegmentDefinition cheap = segment("cheap", "coalesce(monetary, 0) = 0 and frequency > 0", "customer_id");
        assertThat(Rows.text(members(cheap), SegmentMembers.TABLE))
                .containsExactly("cheap, eva, 1, monetary unknown, frequency 6");
    }

    @Test
    void listsOfDifferentOrdersAreRankedTogetherEachByItsOwn() {
        // Unknown money comes first going up and last going down, as Spark has it.
        List<SegmentDefinition> lists = List.of(
                segment("up", "frequency > 0", "monetary asc, frequency desc"),
                segment("down", "frequency > 0", "monetary desc, frequency desc"),
                segment("last", "frequency > 0", "coalesce(monetary, 0) desc nulls last, recency_days"));
        Dataset<Row> members = new AssignSegments(lists).build(in, DAY);
        assertThat(inOrder(members, "up")).containsExactly("eva", "cat", "ann", "bob", "dan");
        assertThat(inOrder(members, "down")).containsExactly("dan", "bob", "cat", "ann", "eva");
        assertThat(inOrder(members, "last")).containsExactly("dan", "bob", "cat", "ann", "eva");
    }

    @Test
    void listIsCutAtItsShareOfThoseWhoFulfilTheRule() {
        // Four fulfil the rule: three tenths of them are 1.2, and begun people are whole.
        SegmentDefinition share = with("lapsing", 0.3, Optional.empty());
        assertThat(Rows.text(members(share), SegmentMembers.CUSTOMER_ID)).containsExactly("ann", "bob");
    }

    @Test
    void whoWasOnTheListStaysAsLongAsTheWeakerRuleHolds() {
        in.lastNight(SegmentMembers.TABLE, """
                lapsing, dan, 1, why
                other, vis, 1, why
                """);
        SegmentDefinition stays = with("lapsing", 1, Optional.of("recency_days < 20"));
        // dan bought ten days ago and is kept; nobody who was not there may come in by that door.
        assertThat(Rows.text(members(stays), SegmentMembers.CUSTOMER_ID))
                .containsExactly("ann", "bob", "cat", "dan", "eva");
        SegmentDefinition leaves = with("lapsing", 1, Optional.of("recency_days < 5"));
        assertThat(Rows.text(members(leaves), SegmentMembers.CUSTOMER_ID)).containsExactly("ann", "bob", "cat", "eva");
        assertThat(new AssignSegments(List.of(stays)).previousInputs()).containsExactly(SegmentMembers.TABLE);
        assertThat(new AssignSegments(List.of(lapsing(OptionalLong.empty()))).previousInputs())
                .isEmpty();
    }

    @Test
    void rulesMaySpeakOfPersonasQuestionsAndCategories() {
        in.named(Personas.TABLE, """
                customer_id, persona_id, persona_name
                ann, p1, tea lovers
                bob, p2, bargain hunters
                cat, p1, tea lovers
                """);
        in.named(PropensityScores.TABLE, """
                question, customer_id, probability
                second-purchase, ann, 0.7
                big-basket, ann, 0.1
                second-purchase, bob, 0.9
                second-purchase, cat, 0.2
                """);
        in.named(NextBestCategories.TABLE, """
                customer_id, category_rank, category
                ann, 1, Tea
                ann, 2, Wine
                bob, 1, Tea
                cat, 1, Tea
                """);
        SegmentDefinition rule = segment(
                "tea",
                "persona_name = 'tea lovers' and next_best_category = 'Tea' and propensity['second-purchase'] > 0.5",
                "propensity['second-purchase'] desc");
        SegmentBase.verify(spark, List.of(rule));
        assertThat(Rows.text(members(rule), SegmentMembers.CUSTOMER_ID)).containsExactly("ann");
    }

    @Test
    void lookAlikesOfTheNightBeforeMayBeAList() {
        SegmentDefinition rule = segment(
                "like-best",
                "look_alike_reach['best'] <= 0.05 and look_alike['best'] > 0.5",
                "look_alike['best'] desc");
        SegmentBase.verify(spark, List.of(rule));
        assertThat(new AssignSegments(List.of(rule)).previousInputs()).containsExactly(Lookalikes.TABLE);
        assertThat(new SumUpSegments(List.of(rule)).previousInputs()).containsExactly(Lookalikes.TABLE);
        assertThat(members(rule).count()).isZero();
        assertThat(SegmentBase.missing(in, SegmentBase.expressions(rule)))
                .hasValue("left out: its rule speaks of look_alike_reach, and the night before made no lookalikes");

        in.lastNight(Lookalikes.TABLE, Rows.named(spark, Lookalikes.TABLE, """
                segment, customer_id, similarity, reach
                best, ann, 0.7, 0.05
                best, bob, 0.9, 0.01
                best, cat, 0.3, 0.5
                other, dan, 0.9, 0.01
                """));
        assertThat(Rows.text(members(rule), SegmentMembers.CUSTOMER_ID, SegmentMembers.MEMBER_RANK))
                .containsExactly("ann, 2", "bob, 1");
    }

    @Test
    void rulesMayCompareWithTheNightsDate() {
        SegmentDefinition rule = segment("dated", "frequency = 9 and as_of = date'2026-01-31'", "monetary desc");
        assertThat(Rows.text(members(rule), SegmentMembers.TABLE)).containsExactly("dated, dan, 1, frequency 9");
        SegmentBase.verify(spark, List.of(rule));
    }

    @Test
    void allRulesAreOneSparkJobPlan() {
        List<SegmentDefinition> many = java.util.stream.IntStream.range(0, 40)
                .mapToObj(i -> segment("s" + i, "frequency >= " + i, i % 2 == 0 ? "monetary desc" : "recency_days asc"))
                .toList();
        Dataset<Row> members = new AssignSegments(many).build(in, DAY);
        String plan = members.queryExecution().optimizedPlan().toString();
        // No rule speaks of scores, so they are not read.
        assertThat(plan).doesNotContain("Join ");
        assertThat(plan).doesNotContain("Union");
        assertThat(members.where("segment = 's9'").count()).isEqualTo(1);
    }

    @Test
    void withoutSegmentsNobodyIsOnAList() {
        Dataset<Row> none = new AssignSegments(List.of()).build(in, DAY);
        assertThat(none.count()).isZero();
        assertThat(none.columns()).containsExactly(SegmentMembers.TABLE.names().toArray(String[]::new));
    }

    @Test
    void typoIsToldWithItsFileAndTheWordThatWasMeant() {
        SegmentDefinition typo = segment("typo", "freqency >= 6", "monetary desc");
        assertThatThrownBy(() -> SegmentBase.verify(spark, List.of(typo)))
                .isInstanceOf(ConfigException.class)
                .hasMessage(typo.origin()
                        + ": when: freqency is not a column of profiles and scores: did you mean frequency?");
        assertThatThrownBy(() -> SegmentBase.verify(spark, List.of(segment("typo", "frequency >= 6", "monetry desc"))))
                .hasMessageContaining("rank-by: monetry is not a column")
                .hasMessageContaining("did you mean monetary?");
    }

    @Test
    void ruleThatIsNoConditionIsToldBeforeTheNight() {
        assertThatThrownBy(() -> SegmentBase.verify(spark, List.of(segment("typo", "frequency >=", "monetary"))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("typo.conf: when: ");
        assertThatThrownBy(() -> SegmentBase.verify(spark, List.of(segment("typo", "frequency + 1", "monetary"))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("typo.conf: when: ");
    }

    @Test
    void everyRuleOfTheHouseResolves() {
        List<SegmentDefinition> all =
                SegmentFiles.load(Path.of(System.getProperty("nightjar.root"), "conf", "segments"));
        assertThat(all).hasSizeGreaterThanOrEqualTo(30);
        SegmentBase.verify(spark, all);
        SegmentNames.verify(
                all,
                new SettingsLoader(Map.of())
                        .load(List.of(), Map.of(), Map.of())
                        .delivery()
                        .sensitiveWords());
        assertThat(all).allSatisfy(segment -> assertThat(segment.description().split(" "))
                .hasSizeGreaterThan(4));
        assertThat(new AssignSegments(all).build(in, DAY).columns())
                .containsExactly(SegmentMembers.TABLE.names().toArray(String[]::new));
    }

    @Test
    void comparesTwoNights() {
        in.with(SegmentMembers.TABLE, """
                lapsing, ann, 1, why
                lapsing, bob, 2, why
                new, ann, 1, why
                """).lastNight(SegmentMembers.TABLE, """
                lapsing, bob, 1, why
                lapsing, cat, 2, why
                gone, ann, 1, why
                gone, bob, 2, why
                """);
        assertThat(Rows.text(new CompareSegments().build(in, DAY), SegmentChanges.TABLE))
                .containsExactly(
                        "gone, ann, remove",
                        "gone, bob, remove",
                        "lapsing, ann, add",
                        "lapsing, bob, keep",
                        "lapsing, cat, remove",
                        "new, ann, add");
    }

    @Test
    void onTheFirstNightEverybodyJoins() {
        in.with(SegmentMembers.TABLE, "lapsing, ann, 1, why");
        assertThat(Rows.text(new CompareSegments().build(in, DAY), SegmentChanges.TABLE))
                .containsExactly("lapsing, ann, add");
    }

    @Test
    void sumsUpEveryListAlsoEmptyAndVanishedOnes() {
        in.with(SegmentChanges.TABLE, """
                lapsing, ann, add
                lapsing, bob, keep
                lapsing, cat, remove
                lapsing, dan, keep
                gone, ann, remove
                """);
        List<SegmentDefinition> defined = List.of(
                lapsing(OptionalLong.empty()),
                segment("empty", "frequency > 99", "monetary"),
                segment("trusting", "cart_trust > 0.5", "monetary"));
        assertThat(Rows.text(new SumUpSegments(defined).build(in, DAY), Segments.TABLE))
                .containsExactly(
                        "empty, about empty, 0, 0, 0, 0, ",
                        "gone, (no longer defined: everybody was removed), 0, 0, 1, 0, ",
                        "lapsing, about lapsing, 3, 1, 1, 2, ",
                        "trusting, about trusting, 0, 0, 0, 0, left out: its rule speaks of cart_trust, and this night"
                                + " makes no intent_scores");
    }

    @Test
    void aFileMayNameWhateverTheProfileSays(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("cooling-tea-lovers.conf"), """
                name = cooling-tea-lovers
                description = "Looked at tea, sounded unhappy and come less"
                when = "lifecycle_stage in ('at_risk', 'lapsed') and momentum = 'falling' and tone_365 < 0 and browsed_category = 'Tea' and browsed_category_confidence > 0.8"
                purpose = marketing
                channels = [email]
                rank-by = "engagement_score desc"
                """);
        in.named(CustomerProfiles.TABLE, """
                customer_id, lifecycle_stage, momentum, tone_365, browsed_category, browsed_category_confidence, engagement_score
                ann, at_risk, falling, -0.5, Tea, 0.9, 30
                bob, lapsed, falling, -0.2, Tea, 0.9, 40
                cat, loyal, falling, -0.5, Tea, 0.9, 50
                dan, lapsed, falling, -0.5, Tea, 0.5, 60
                eva, lapsed, falling, , Tea, 0.9, 70
                """);
        assertThat(Rows.text(
                        new AssignSegments(SegmentFiles.load(folder)).build(in, DAY),
                        SegmentMembers.CUSTOMER_ID,
                        SegmentMembers.MEMBER_RANK))
                .containsExactly("ann, 2", "bob, 1");
        String all = Stream.of(CustomerProfiles.TABLE, CustomerValue.TABLE)
                .flatMap(table -> table.names().stream())
                .map(name -> name + " is not null")
                .collect(Collectors.joining(" and "));
        SegmentBase.verify(spark, List.of(segment("all", all, "expected_spend_90 desc")));
    }

    private static List<String> inOrder(Dataset<Row> members, String segment) {
        return members
                .where(SegmentMembers.SEGMENT.col().equalTo(segment))
                .orderBy(SegmentMembers.MEMBER_RANK.col())
                .select(SegmentMembers.CUSTOMER_ID.col())
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }

    private static SegmentDefinition with(String name, double maxShare, Optional<String> stayWhen) {
        return new SegmentDefinition(
                name,
                "about " + name,
                "frequency >= 6 and recency_days between 60 and 120",
                Purpose.MARKETING,
                List.of(Channel.EMAIL),
                "monetary desc",
                OptionalLong.empty(),
                maxShare,
                stayWhen,
                new Origin("conf/segments/" + name + ".conf", 0));
    }

    private Dataset<Row> members(SegmentDefinition segment) {
        return new AssignSegments(List.of(segment)).build(in, DAY);
    }

    private static SegmentDefinition lapsing(OptionalLong maxSize) {
        return new SegmentDefinition(
                "lapsing",
                "about lapsing",
                "frequency >= 6 and recency_days between 60 and 120",
                Purpose.MARKETING,
                List.of(Channel.EMAIL),
                "monetary desc",
                maxSize,
                1,
                Optional.empty(),
                new Origin("conf/segments/lapsing.conf", 0));
    }

    private static SegmentDefinition segment(String name, String when, String rankBy) {
        return new SegmentDefinition(
                name,
                "about " + name,
                when,
                Purpose.MARKETING,
                List.of(),
                rankBy,
                OptionalLong.empty(),
                1,
                Optional.empty(),
                new Origin("conf/segments/" + name + ".conf", 0));
    }
}
