package io.nightjar.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.job.DeliveryReport;
import io.nightjar.job.ModelCard;
import io.nightjar.store.CheckResult;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class NightPageTest {
    private static final String SCRIPT = "<script>alert('x')</script>\" onclick=\"y & z";

    @Test
    void everyTextIsEscapedWhereverItComesFrom() {
        String html = hostile().html();
        assertThat(html).doesNotContain("<script").doesNotContain("\" onclick").doesNotContain("alert('x')");
        assertThat(count(html, "&lt;script&gt;")).as("escaped, and shown").isGreaterThan(25);
    }

    @Test
    void tagsAreBalancedWhateverTheTextHolds() throws Exception {
        for (NightPage night :
                List.of(hostile(), SampleNights.published(), SampleNights.held(), SampleNights.first())) {
            String xml = night.html()
                    .replace("<!DOCTYPE html>", "")
                    .replaceAll("<meta ([^>]*)>", "<meta $1/>")
                    .replace("<br>", "<br/>");
            var document = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(xml)));
            assertThat(document.getElementsByTagName("section").getLength()).isEqualTo(11);
        }
    }

    @Test
    void everySectionIsInTheContentsAndInTheirOrder() {
        String html = SampleNights.published().html();
        assertThat(found(html, "href=\"#([a-z]+)\""))
                .isEqualTo(found(html, "<(?:section|details) id=\"([a-z]+)\""))
                .contains("lists", "plan", "receipts", "paths", "words");
    }

    private static List<String> found(String html, String pattern) {
        return Pattern.compile(pattern)
                .matcher(html)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    @Test
    void loadsNothingAndRunsNothing() {
        String html = SampleNights.published().html();
        assertThat(html)
                .contains("default-src &#39;none&#39;")
                .doesNotContain("http://", "https://", "<link", "<img", "src=", "@import", "url(", "<script");
    }

    @Test
    void unprintableCharactersAreReplaced() {
        NightPage night = withLists(list("a\u0000b\u001B[31m\uD800", 1, 0, 0, 0));
        assertThat(night.html()).contains("a\uFFFDb\uFFFD[31m\uFFFD").doesNotContain("\u001B");
    }

    @Test
    void aListSaysItsSizeItsChangesAndWhomItsFilesName() {
        String html = text(withLists(list("regulars", 1_204, 118, 64, 310)));
        assertThat(html)
                .contains("1,204 people", "+118 joined", "\u221264 left", "1,086 stayed", "310 withheld")
                .contains("Files, with 894 members: regulars_members.csv");
    }

    @Test
    void aListOfNobodyIsNoMistake() {
        assertThat(text(withLists(list("nobody", 0, 0, 0, 0)))).contains("0 people 0 joined 0 left 0 stayed");
    }

    @Test
    void onTheFirstNightEverybodyHasJustJoined() {
        NightPage night = SampleNights.night("Published", null, SampleNights.segments(), List.of(), List.of());
        assertThat(text(night)).contains("It is the first published night.", "everybody on a list has just joined it");
        assertThat(night.html()).doesNotContain("null");
    }

    @Test
    void aNightWithoutListsOrModelsSaysHowToGetThem() {
        assertThat(text(SampleNights.first()))
                .contains("No list is configured. A file in conf/segments makes one.", "No model ran tonight.");
    }

    @Test
    void aHeldNightSaysWhyAndWhatReadersStillSee() {
        String html = text(SampleNights.held());
        assertThat(html)
                .contains("Held: purchases.volume: 10 (800 to 1,300, 12 published runs)")
                .contains("Readers still see run " + SampleNights.LAST_RUN)
                .contains("Those of run " + SampleNights.LAST_RUN + " still hold")
                .contains("The night ended before anybody was counted.", "Nothing was delivered tonight.");
        assertThat(SampleNights.held().html()).doesNotContain("null");
    }

    @Test
    void aHeldNightDoesNotOfferFilesThatAreNotThere() {
        NightPage made = SampleNights.published();
        NightPage held = new NightPage(
                made.runId(),
                made.asOf(),
                "Held: segments.size",
                false,
                made.previousRunId(),
                made.startedAt(),
                made.tookMillis(),
                made.feeds(),
                made.rejects(),
                made.readiness(),
                made.people(),
                made.models(),
                made.segments(),
                List.of(),
                made.checks(),
                made.timings(),
                made.warnings(),
                Decisions.none());
        assertThat(text(held)).contains("No file: the night is not published.").doesNotContain("Files are in");
    }

    @Test
    void brokenChecksComeFirstAndErrorsBeforeWarnings() {
        NightPage night = withChecks(List.of(
                CheckResult.passed("a.volume", 1, "any", "", "error"),
                CheckResult.failed("b.freshness", 2, "any", "", "warning"),
                CheckResult.failed("c.key", 3, "none", "", "error")));
        assertThat(text(night))
                .containsSubsequence(
                        "holds the night c.key", "warning b.freshness", "1 check passed", "passed a.volume");
    }

    @Test
    void booksThatDoNotAddUpAreSaidLoudly() {
        FeedLine feed = new FeedLine("purchases", "web", 1, 2_000, 900, 50, 20, 10, 5);
        assertThat(feed.unaccounted()).isEqualTo(1_015);
        assertThat(text(withFeeds(List.of(feed))))
                .contains("The books of purchases, web do not add up: 1,015 of 2,000 rows are in no column.");
        assertThat(text(SampleNights.published())).doesNotContain("do not add up");
    }

    @Test
    void sourcesThatAreNotConfiguredTakeOneLineEach() {
        assertThat(text(SampleNights.published()))
                .contains("interactions is not configured. Without it: complaints, care.")
                .contains("stock 100% 0 out-of-stock filter")
                .contains("Always filled: order_id product_id amount")
                .contains("Not in the export, and nothing needs it yet: store_id currency");
    }

    @Test
    void aModelIsComparedWithTheSimpleRule() {
        ModelCard better = SampleNights.churn("A", 0.9, 0.6, true, "It scores.");
        ModelCard worse = SampleNights.churn("C", 0.45, 0.5, false, "The rule scores.");
        assertThat(text(withModels(List.of(better)))).contains("the model is 50% better", "0.9000", "0.6000");
        assertThat(text(withModels(List.of(worse)))).contains("the model is 10% worse", "The rule scores.");
    }

    @Test
    void aCardHasARowForEveryCandidateAndALineForEverySetting() {
        assertThat(text(withModels(List.of(SampleNights.churn("A", 0.9, 0.6, true, "It scores.")))))
                .contains("Judged area under the ROC curve Brier score lift in the top decile")
                .contains("inactivity 0.6000 0.1812 not measured logistic 0.8123 0.1544 not measured")
                .contains("Horizon days 60 Regularisation 0.01");
    }

    @Test
    void aModelThatCouldNotBeMeasuredSaysSo() {
        ModelCard card =
                SampleNights.churn("none", null, Double.NaN, false, "The rule scores tonight: too few buyers.");
        String html = text(withModels(List.of(card)));
        assertThat(html)
                .contains("could not be measured", "Model not measured", "Simple rule not measured")
                .doesNotContain("NaN", "null", "% better", "% worse");
    }

    @Test
    void refusedRowsComeWithTheMostFrequentReasonFirstAndAPlace() {
        assertThat(text(SampleNights.published()))
                .containsSubsequence(
                        "missing value 6,512 order_id is missing; every order line needs one "
                                + "exports/web/2026-10-31.csv.gz , line 120,441",
                        "unknown word 402",
                        "short row 31",
                        "bad quote 25");
    }

    private static NightPage hostile() {
        String s = SCRIPT;
        ModelCard card = new ModelCard(
                s,
                s,
                s,
                s,
                0.5,
                s,
                0.4,
                true,
                s,
                Map.of(s, s),
                Map.of(s, 1L),
                List.of(s),
                Map.of(s, s),
                Map.of(s, Map.of(s, 0.5)),
                Map.of(),
                1,
                Map.of(s, s));
        return new NightPage(
                s,
                s,
                s,
                true,
                s,
                s,
                1,
                List.of(new FeedLine(s, s + 1, 1, 3, 1, 1, 0, 0, 0)),
                List.of(new RejectLine(s, s + 1, s, 1, s, 1L, s)),
                List.of(
                        new ReadinessLine(s, s, 1, 0.5, 0, s, s, s),
                        new ReadinessLine(s, s + 1, 1, 0, 0, null, null, null),
                        new ReadinessLine(s + 2, "(source)", 0, 1, 0, null, null, s)),
                new People(1, 1, 0, 1, List.of(List.of(1L))),
                List.of(card),
                List.of(new SegmentLine(s, s, 1, 1, 0, 0, 0, List.of(s, "2", "3", "4", s))),
                List.of(new DeliveryReport(s, s, List.of(new DeliveryReport.Output(s, s, 1, 1, s)))),
                List.of(new CheckResult(s, s, s, s, "error", "fail"), new CheckResult(s, s, s, s, s, s)),
                Map.of(s, 1L),
                List.of(s),
                Decisions.none());
    }

    private static SegmentLine list(String name, long members, long added, long removed, long withheld) {
        return new SegmentLine(
                name, "why", members, added, removed, members - added, withheld, List.of(name + "_members.csv"));
    }

    private static NightPage withLists(SegmentLine... lists) {
        return SampleNights.night("Published", SampleNights.LAST_RUN, List.of(lists), List.of(), List.of());
    }

    private static NightPage withModels(List<ModelCard> models) {
        return SampleNights.night("Published", SampleNights.LAST_RUN, List.of(), models, List.of());
    }

    private static NightPage withChecks(List<CheckResult> checks) {
        return night(List.of(), checks);
    }

    private static NightPage withFeeds(List<FeedLine> feeds) {
        return night(feeds, List.of());
    }

    private static NightPage night(List<FeedLine> feeds, List<CheckResult> checks) {
        return new NightPage(
                "r",
                "2026-10-31",
                "Held",
                false,
                "",
                "2026-11-01T02:00:00Z",
                1,
                feeds,
                List.of(),
                List.of(),
                null,
                List.of(),
                List.of(),
                List.of(),
                checks,
                Map.of(),
                List.of(),
                Decisions.none());
    }

    /** What a reader reads: no tags, one blank between words. */
    private static String text(NightPage night) {
        return night.html()
                .replaceAll("(?s)<style>.*?</style>", "")
                .replaceAll("<title>[^<]*</title>", "")
                .replaceAll("<[^>]*>", " ")
                .replace("&#39;", "'")
                .replaceAll("\\s+", " ");
    }

    private static long count(String text, String part) {
        return Pattern.compile(Pattern.quote(part)).matcher(text).results().count();
    }
}
