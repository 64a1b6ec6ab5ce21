package io.nightjar.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleSummaryTest {
    @Test
    void tellsTheNightInADozenLines() {
        assertThat(ConsoleSummary.lines(SampleNights.published(), "/out/page.html"))
                .containsExactly(
                        "Night     2026-10-31, run 20261031-0007, took 48.2 s",
                        "Outcome   Published",
                        "Read      1,843,662 rows from 5 feeds: 1,728,256 kept, 6,981 refused, 108,418 repeated, "
                                + "7 suppressed",
                        "          most refused: purchases, missing value, 6,512 rows",
                        "People    6,214: 4,338 buyers, 1,402 anonymous, 2,911 contactable",
                        "Models    churn              grade B   area under the ROC curve 0.8123, rule 0.7605",
                        "          next-best-product  grade C   NDCG@10 0.0412, rule 0.0431; the rule is used",
                        "Lists     best-customers           431   +12   -8   96 withheld",
                        "          lapsing-regulars       1,204  +118  -64  310 withheld",
                        "          new-this-month           212   +97  -88   41 withheld",
                        "          points-expire-soon         0     0  -17",
                        "          waiting-for-an-answer      9    +3   -1",
                        "Where     warehouse      2 tables  nightjar",
                        "          segment files  20 files  file:/srv/nightjar/out/lists/20261031-0007",
                        "Page      /out/page.html",
                        "Warnings  1, on the page");
    }

    @Test
    void aHeldNightSaysWhatReadersStillSeeAndOffersNoFiles() {
        assertThat(ConsoleSummary.lines(SampleNights.held(), "/out/page.html"))
                .containsExactly(
                        "Night     2026-10-31, run 20261031-0007, took 9.9 s",
                        "Outcome   Held: purchases.volume: 10 (800 to 1,300, 12 published runs)",
                        "          readers still see run 20261030-0006",
                        "Read      10 rows from 1 feed: 10 kept, 0 refused, 0 repeated",
                        "Page      /out/page.html");
    }

    @Test
    void longTextsAreWrappedOrCutAtAHundredCharactersButNotPlaces() {
        List<SegmentLine> lists = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            lists.add(new SegmentLine("list-" + i + "-" + "x".repeat(90), "", 1, 1, 0, 0, 0, List.of()));
        }
        String outcome = "Held: " + "one check and another, ".repeat(12);
        String place = "/" + "folder/".repeat(20) + "page.html";
        List<String> lines =
                ConsoleSummary.lines(SampleNights.night(outcome, null, lists, List.of(), List.of()), place);
        assertThat(lines).filteredOn(line -> !line.startsWith("Page")).allMatch(line -> line.length() <= 100);
        assertThat(String.join(" ", lines).replaceAll("\\s+", " ")).contains(outcome.trim());
        assertThat(lines).contains("Page      " + place, "          and 3 more lists on the page");
    }

    @Test
    void showsNoControlCharacters() {
        SegmentLine list = new SegmentLine("a\u001B[31m\nb", "", 1, 0, 0, 1, 0, List.of());
        assertThat(ConsoleSummary.lines(
                        SampleNights.night("Published", null, List.of(list), List.of(), List.of()), "p"))
                .contains("Lists     a?[31m?b  1  0  0")
                .noneMatch(line -> line.chars().anyMatch(Character::isISOControl));
    }
}
