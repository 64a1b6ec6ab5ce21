package io.nightjar.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What the page says of contacts, of those who are not contacted, and of earlier lists. */
final class DecisionsTest {
    @Test
    void saysWhoIsContactedAndWhyOthersAreNot() {
        assertThat(text(decisions()))
                .contains("cart-left reminder email 35", "all 42 1,234.50")
                .contains("control group 40 80%", "no permission 10 20%")
                .contains("Trigger late was left out");
    }

    @Test
    void ofEachListTheReceiptThatSaysMostStandsFirstAndAllAreBelow() {
        String text = text(decisions());
        // A lift of 30 days ago says more than order rates of 90 days ago.
        assertThat(text)
                .contains("lapsed use contacts bring orders +2.5 (+0.5 to +4.5)")
                .contains("All 2 receipts");
        assertThat(text.indexOf("contacts bring orders +2.5")).isLessThan(text.indexOf("a simple list may do as well"));
    }

    @Test
    void aListsOwnCardSaysWhatWasDecidedAboutIt() {
        assertThat(text(decisions()))
                .contains(
                        "Decided: 7 contacted tonight by phone; 4 held out; use (30 days ago: contacts bring orders).");
        assertThat(text(Decisions.none())).doesNotContain("Decided:");
    }

    @Test
    void terminalSaysItInALine() {
        assertThat(ConsoleSummary.lines(page(decisions()), "/out/page.html"))
                .contains("Contacts  42 planned tonight; not: 40 control group, 10 no permission");
    }

    private static Decisions decisions() {
        return new Decisions(
                List.of(
                        new Decisions.Contacts("cart-left", "reminder", "email", 35, 1000),
                        new Decisions.Contacts("lapsed", "sale", "phone", 7, 234.5)),
                List.of(new Decisions.Refusals("control group", 40), new Decisions.Refusals("no permission", 10)),
                List.of(new Decisions.Size("lapsed", 40, 4, 3.2, 5, 9, 20, 12L, 55.0, "too small")),
                List.of(
                        receipt(30, 0.025, "use", "contacts bring orders"),
                        receipt(90, null, "use with care", "a simple list may do as well; nobody was held out")),
                List.of("Trigger late was left out"));
    }

    private static Decisions.Receipt receipt(int daysAgo, Double lift, String verdict, String reason) {
        Double low = lift == null ? null : Double.valueOf(lift - 0.02);
        Double high = lift == null ? null : Double.valueOf(lift + 0.02);
        return new Decisions.Receipt(
                "lapsed", daysAgo, "rewound", 40, 0.1, 0.12, 0.08, lift, low, high, verdict, reason);
    }

    private static NightPage page(Decisions decisions) {
        NightPage page = SampleNights.published();
        return new NightPage(
                page.runId(),
                page.asOf(),
                page.outcome(),
                page.isPublished(),
                page.previousRunId(),
                page.startedAt(),
                page.tookMillis(),
                page.feeds(),
                page.rejects(),
                page.readiness(),
                page.people(),
                page.models(),
                List.of(new SegmentLine("lapsed", "Gone quiet", 40, 1, 2, 39, 3, List.of())),
                page.deliveries(),
                page.checks(),
                page.timings(),
                page.warnings(),
                decisions);
    }

    private static String text(Decisions decisions) {
        return page(decisions)
                .html()
                .replaceAll("(?s)<style.*?</style>", " ")
                .replaceAll("<[^>]*>", " ")
                .replaceAll("\\s+", " ");
    }
}
