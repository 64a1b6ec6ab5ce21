package io.nightjar.report;

import java.util.Locale;

/** What lists of earlier days did, against who was held out and against simple lists, with a verdict each. */
final class ReceiptsSection {
    private ReceiptsSection() {}

    static Html of(NightPage night) {
        Html section = Page.section(
                "receipts",
                "Receipts",
                "What the lists of earlier days did since: against who was held out, and against simple lists of the same"
                        + " size.");
        if (night.decisions().receipts().isEmpty()) {
            return section.add(Page.nothing("There is no earlier list to judge yet."));
        }
        Grid grid = new Grid()
                .words("List")
                .numbers("Days ago")
                .numbers("Members")
                .numbers("Ordered since")
                .numbers("Best simple list")
                .numbers("Any list")
                .numbers("Orders per 100 contacts")
                .words("Verdict")
                .words("Why");
        for (Decisions.Receipt one : night.decisions().receipts()) {
            grid.row(
                    Grid.text(one.list()),
                    Grid.text(one.daysAgo() + (one.origin().equals("rewound") ? ", rewound" : "")),
                    Grid.count(one.members()),
                    Grid.text(Figures.percent(one.rate())),
                    Grid.text(one.simple() == null ? "" : Figures.percent(one.simple())),
                    Grid.text(one.random() == null ? "" : Figures.percent(one.random())),
                    Grid.text(lift(one)),
                    Html.tag("strong").text(one.verdict()),
                    Grid.text(one.reason()));
        }
        return section.add(grid.html());
    }

    private static String lift(Decisions.Receipt one) {
        return one.lift() == null
                ? ""
                : String.format(
                        Locale.ROOT, "%+.1f (%+.1f to %+.1f)", 100 * one.lift(), 100 * one.low(), 100 * one.high());
    }
}
