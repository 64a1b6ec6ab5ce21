package io.nightjar.report;

import io.nightjar.report.Bars.Part;
import java.util.Comparator;
import java.util.List;

/** What was read, and what became of every row. */
final class ReadSection {
    private static final int REASONS_SHOWN = 8;

    private ReadSection() {}

    static Html of(NightPage night) {
        Html section = Page.section("read", "What was read", "What became of every row of every feed.");
        if (night.feeds().isEmpty()) {
            return section.add(Page.nothing("The night ended before anything was read."));
        }
        night.feeds().stream()
                .filter(feed -> feed.unaccounted() != 0)
                .forEach(feed -> section.add(Html.tag("p", "outcome bad").text(lost(feed))));
        FeedLine all = night.allFeeds();
        section.add(Bars.legend(parts(new FeedLine("", "", 0, 5, 1, 1, 1, 1, 1))), books(night.feeds(), all));
        section.add(Html.tag("h3").text("Why rows were refused"));
        if (night.rejects().isEmpty()) {
            return section.add(Page.nothing(
                    all.quarantined() == 0
                            ? "No row was refused."
                            : "Reasons for " + Figures.count(all.quarantined()) + " refused rows were not collected."));
        }
        return section.addAll(reasons(night.rejects()));
    }

    private static String lost(FeedLine feed) {
        return "The books of " + name(feed) + " do not add up: " + Figures.count(feed.unaccounted()) + " of "
                + Figures.count(feed.read()) + " rows are in no column.";
    }

    private static Html books(List<FeedLine> feeds, FeedLine all) {
        Grid grid = new Grid()
                .words("Feed")
                .numbers("Files")
                .numbers("Read")
                .drawing("What became of them")
                .numbers("Kept")
                .numbers("Refused")
                .numbers("Copies")
                .numbers("Repeated keys")
                .numbers("Suppressed");
        feeds.forEach(feed -> grid.row(cells(feed)));
        return (feeds.size() > 1 ? grid.total(cells(all)) : grid).html();
    }

    private static Html[] cells(FeedLine feed) {
        return new Html[] {
            Grid.text(name(feed)),
            Grid.count(feed.files()),
            Grid.count(feed.read()),
            Bars.stack(parts(feed), feed.read()),
            Grid.count(feed.kept()).tip(Figures.share(feed.kept(), feed.read()) + " of the rows read"),
            Grid.count(feed.quarantined()).tip(Figures.share(feed.quarantined(), feed.read()) + " of the rows read"),
            Grid.count(feed.duplicates()),
            Grid.count(feed.repeatedKeys()),
            Grid.count(feed.suppressed())
        };
    }

    private static List<Part> parts(FeedLine feed) {
        return List.of(
                new Part("kept", "kept", feed.kept()),
                new Part("refused", "refused", feed.quarantined()),
                new Part("copies", "copies", feed.duplicates()),
                new Part("repeats", "repeated keys", feed.repeatedKeys()),
                new Part("hidden", "suppressed", feed.suppressed()));
    }

    private static List<Html> reasons(List<RejectLine> rejects) {
        List<RejectLine> sorted = rejects.stream()
                .sorted(Comparator.comparingLong(RejectLine::rows).reversed())
                .toList();
        List<RejectLine> first = sorted.subList(0, Math.min(REASONS_SHOWN, sorted.size()));
        List<RejectLine> rest = sorted.subList(first.size(), sorted.size());
        return rest.isEmpty() ? List.of(table(first)) : List.of(table(first), more(rest));
    }

    private static Html more(List<RejectLine> rest) {
        return Html.tag("details")
                .add(Html.tag("summary").text(Figures.count(rest.size(), "rarer reason")), table(rest));
    }

    private static Html table(List<RejectLine> rejects) {
        Grid grid = new Grid().words("Feed").words("Reason").numbers("Rows").words("For example");
        rejects.forEach(reject -> grid.row(
                Grid.text(name(reject.source(), reject.feed())),
                Grid.text(reject.words()).tip(reject.reason()),
                Grid.count(reject.rows()),
                example(reject)));
        return grid.html();
    }

    private static Html example(RejectLine reject) {
        Html example = Html.tag("span").text(reject.exampleDetail());
        if (reject.exampleFile() == null || reject.exampleFile().isBlank()) {
            return example;
        }
        String line = reject.exampleLine() == null ? "" : ", line " + Figures.count(reject.exampleLine());
        return example.add(Html.tag("br"), Grid.code(reject.exampleFile()), Grid.text(line));
    }

    private static String name(FeedLine feed) {
        return name(feed.source(), feed.feed());
    }

    /** The source alone says it if the feed has no name of its own. */
    private static String name(String source, String feed) {
        return feed == null || feed.isBlank() || feed.equals(source) ? source : source + ", " + feed;
    }
}
