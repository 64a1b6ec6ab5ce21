package io.nightjar.report;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What lists of earlier days did, against who was held out and against simple lists, with a verdict each. */
final class ReceiptsSection {
    /** A lift says more than an order rate, and a longer time says more than a shorter one. */
    private static final Comparator<Decisions.Receipt> WEIGHT = Comparator.<Decisions.Receipt, Boolean>comparing(
                    receipt -> receipt.lift() != null)
            .thenComparing(Decisions.Receipt::daysAgo);

    private ReceiptsSection() {}

    static Html of(NightPage night) {
        Html section = Page.section(
                "receipts",
                "Receipts",
                "What the lists of earlier days did since: against who was held out, and against simple lists of the same"
                        + " size. Of each list the receipt that says most; all of them are below.");
        List<Decisions.Receipt> all = night.decisions().receipts();
        if (all.isEmpty()) {
            return section.add(Page.nothing("There is no earlier list to judge yet."));
        }
        Map<String, Decisions.Receipt> best = new TreeMap<>();
        all.forEach(one -> best.merge(one.list(), one, (a, b) -> WEIGHT.compare(a, b) >= 0 ? a : b));
        section.add(grid(List.copyOf(best.values())));
        return best.size() == all.size()
                ? section
                : section.add(Html.tag("details")
                        .add(Html.tag("summary").text("All " + Figures.count(all.size(), "receipt")), grid(all)));
    }

    /** The one receipt of a list that says most. */
    static Optional<Decisions.Receipt> best(NightPage night, String list) {
        return night.decisions().receipts().stream()
                .filter(one -> one.list().equals(list))
                .max(WEIGHT);
    }

    private static Html grid(List<Decisions.Receipt> receipts) {
        Grid grid = new Grid()
                .words("List")
                .words("Verdict")
                .words("Why")
                .numbers("Orders per 100 contacts")
                .numbers("Ordered since")
                .numbers("Best simple list")
                .numbers("Any list")
                .numbers("Members")
                .numbers("Days ago");
        for (Decisions.Receipt one : receipts) {
            grid.row(
                    Grid.text(one.list()),
                    Html.tag("strong").text(one.verdict()),
                    Grid.text(one.reason()),
                    Grid.text(lift(one)),
                    Grid.text(Figures.percent(one.rate())),
                    Grid.text(one.simple() == null ? "" : Figures.percent(one.simple())),
                    Grid.text(one.random() == null ? "" : Figures.percent(one.random())),
                    Grid.count(one.members()),
                    Grid.text(one.daysAgo() + (one.origin().equals("rewound") ? ", rewound" : "")));
        }
        return grid.html();
    }

    private static String lift(Decisions.Receipt one) {
        return one.lift() == null
                ? ""
                : String.format(
                        Locale.ROOT, "%+.1f (%+.1f to %+.1f)", 100 * one.lift(), 100 * one.low(), 100 * one.high());
    }
}
