package io.nightjar.report;

import io.nightjar.store.CheckResult;
import java.util.Comparator;
import java.util.List;

/** Every promise that was checked, the broken ones first. */
final class ChecksSection {
    private ChecksSection() {}

    static Html of(NightPage night) {
        Html section = Page.section("checks", "Checks", "Promises about tables and deliveries, tested tonight.");
        if (night.checks().isEmpty()) {
            return section.add(Page.nothing("Nothing was checked: the night ended before."));
        }
        List<CheckResult> broken = night.checks().stream()
                .filter(CheckResult::isBroken)
                .sorted(Comparator.comparing(CheckResult::isError).reversed())
                .toList();
        List<CheckResult> kept =
                night.checks().stream().filter(check -> !check.isBroken()).toList();
        section.add(broken.isEmpty() ? allKept(kept) : table(broken));
        return kept.isEmpty() ? section : section.add(folded(kept));
    }

    private static Html allKept(List<CheckResult> kept) {
        return Html.tag("p", "outcome good")
                .add(
                        Html.tag("span", "mark").set("aria-hidden", "true").text("\u2713"),
                        Html.tag("span")
                                .text(
                                        kept.size() == 1
                                                ? "The one check passed."
                                                : "All " + Figures.count(kept.size()) + " checks passed."));
    }

    private static Html folded(List<CheckResult> kept) {
        return Html.tag("details")
                .add(Html.tag("summary").text(Figures.count(kept.size(), "check") + " passed"), table(kept));
    }

    private static Html table(List<CheckResult> checks) {
        Grid grid = new Grid()
                .words("Result")
                .words("Check")
                .words("Found")
                .words("Allowed")
                .words("Based on");
        checks.forEach(check -> grid.row(
                result(check),
                Grid.text(check.name()),
                Grid.text(Figures.inText(check.observed())),
                Grid.text(Figures.inText(check.allowed())),
                Grid.text(Figures.inText(check.basis()))));
        return grid.html();
    }

    private static Html result(CheckResult check) {
        if (check.isError()) {
            return Html.tag("span", "flag bad").text("\u2715 holds the night");
        }
        return check.isBroken()
                ? Html.tag("span", "flag warn").text("! warning")
                : Html.tag("span", "flag good").text("\u2713 passed");
    }
}
