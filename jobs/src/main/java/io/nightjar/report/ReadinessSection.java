package io.nightjar.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** How complete and fresh each source is, and what its gaps switch off. */
final class ReadinessSection {
    private ReadinessSection() {}

    static Html of(NightPage night) {
        Html section = Page.section(
                "readiness", "Readiness", "How complete and fresh each source is, and what its gaps switch off.");
        if (night.readiness().isEmpty()) {
            return section.add(Page.nothing("The night ended before the sources were measured."));
        }
        Map<String, List<ReadinessLine>> sources = new LinkedHashMap<>();
        night.readiness().stream().filter(line -> !line.isSourceMissing()).forEach(line -> sources.computeIfAbsent(
                        line.source(), name -> new ArrayList<>())
                .add(line));
        sources.forEach((name, columns) -> section.add(source(name, columns)));
        return section.add(missing(night.readiness().stream()
                .filter(ReadinessLine::isSourceMissing)
                .toList()));
    }

    private static Html source(String name, List<ReadinessLine> columns) {
        long rows = columns.get(0).rows();
        Html card = Html.tag("article", "source")
                .add(Html.tag("div", "top")
                        .add(Html.tag("h3").text(name), Html.tag("p", "numbers").text(Figures.count(rows, "row"))));
        if (rows == 0) {
            return card.add(Page.nothing("It is configured, but no row could be used tonight."));
        }
        List<ReadinessLine> shown =
                columns.stream().filter(ReadinessSection::isShown).toList();
        if (!shown.isEmpty()) {
            card.add(table(shown));
        }
        return card.addAll(names("Always filled", columns, line -> line.isFull() && !isShown(line)))
                .addAll(names("Not in the export, and nothing needs it yet", columns, ReadinessLine::isUnused));
    }

    private static boolean isShown(ReadinessLine line) {
        return !line.isUnused() && (!line.isFull() || line.newest() != null);
    }

    private static Html table(List<ReadinessLine> lines) {
        Grid grid = new Grid()
                .words("Column")
                .numbers("Missing")
                .drawing("")
                .numbers("Unreadable")
                .numbers("From")
                .numbers("To")
                .words("Switches off");
        lines.forEach(line -> grid.row(
                Grid.code(line.column()),
                Grid.text(Figures.percent(line.missingShare())),
                Bars.single(line.missingShare(), "refused", line.column() + " missing"),
                Grid.count(line.unreadable()),
                day(line.oldest()),
                day(line.newest()),
                Grid.text(line.switchesOff())));
        return grid.html().css("readiness");
    }

    private static Html day(String moment) {
        return moment == null ? Grid.text("") : Grid.text(Figures.day(moment)).tip(moment);
    }

    private static List<Html> names(String intro, List<ReadinessLine> columns, Predicate<ReadinessLine> which) {
        List<Html> names = columns.stream()
                .filter(which)
                .map(line -> Grid.code(line.column()))
                .toList();
        return names.isEmpty()
                ? List.of()
                : List.of(Html.tag("p", "files").text(intro + ": ").addAll(names));
    }

    private static Html missing(List<ReadinessLine> sources) {
        if (sources.isEmpty()) {
            return Html.tag("p", "about").text("All sources are configured.");
        }
        Html list = Html.tag("ul", "missing");
        sources.forEach(line -> list.add(Html.tag("li")
                .add(Html.tag("strong").text(line.source()))
                .text(" is not configured" + (line.isGap() ? ". Without it: " + line.switchesOff() + "." : "."))));
        return list;
    }
}
