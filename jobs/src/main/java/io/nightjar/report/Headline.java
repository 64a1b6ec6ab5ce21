package io.nightjar.report;

import java.util.List;

/** How the night ended, what readers see now, and four big numbers. */
final class Headline {
    private static final List<String> PARTS = List.of(
            "lists",
            "Lists",
            "plan",
            "Contact plan",
            "receipts",
            "Receipts",
            "read",
            "Read",
            "people",
            "People",
            "paths",
            "Ways to an order",
            "models",
            "Models",
            "readiness",
            "Readiness",
            "checks",
            "Checks",
            "places",
            "Places",
            "timings",
            "Timings",
            "words",
            "Words");

    private static final String NONE = "\u2013";

    private Headline() {}

    static Html of(NightPage night) {
        Html header = Html.tag("header")
                .add(
                        Html.tag("p", "product").text("Nightjar"),
                        Html.tag("h1").text("The night of " + night.asOf()),
                        outcome(night),
                        Html.tag("p", "about").text(story(night)));
        if (!night.warnings().isEmpty()) {
            header.add(warnings(night.warnings()));
        }
        return header.add(numbers(night), contents());
    }

    private static Html outcome(NightPage night) {
        String look = night.isPublished() ? "good" : "bad";
        String mark = night.isPublished() ? "\u2713" : "\u2715";
        return Html.tag("p", "outcome " + look)
                .add(
                        Html.tag("span", "mark").set("aria-hidden", "true").text(mark),
                        Html.tag("span").text(Figures.inText(night.outcome())));
    }

    private static String story(NightPage night) {
        String run = "Run " + night.runId() + ", started " + Figures.time(night.startedAt()) + ", took "
                + Figures.duration(night.tookMillis()) + ". ";
        if (night.isPublished()) {
            return run
                    + (night.isFirst()
                            ? "It is the first published night."
                            : "It takes the place of run " + night.previousRunId() + ".");
        }
        return run
                + (night.isFirst()
                        ? "Nothing has been published yet."
                        : "Readers still see run " + night.previousRunId() + ".");
    }

    private static Html warnings(List<String> warnings) {
        Html list = Html.tag("ul");
        warnings.forEach(warning -> list.add(Html.tag("li").text(warning)));
        return Html.tag("div", "warnings")
                .add(Html.tag("strong").text(Figures.count(warnings.size(), "warning")), list);
    }

    private static Html numbers(NightPage night) {
        return Html.tag("div", "tiles").add(read(night), people(night), contactable(night), entries(night));
    }

    private static Html read(NightPage night) {
        FeedLine all = night.allFeeds();
        return night.feeds().isEmpty()
                ? tile(NONE, "rows read", "the night ended before")
                : tile(
                        Figures.count(all.read()),
                        "rows read",
                        Figures.share(all.kept(), all.read()) + " kept, " + Figures.count(all.quarantined())
                                + " refused");
    }

    private static Html people(NightPage night) {
        People people = night.people();
        return isUncounted(night)
                ? tile(NONE, "people", "not counted tonight")
                : tile(
                        Figures.count(people.people()),
                        "people",
                        Figures.count(people.buyers()) + " buyers, " + Figures.count(people.anonymous())
                                + " anonymous");
    }

    private static Html contactable(NightPage night) {
        People people = night.people();
        return isUncounted(night)
                ? tile(NONE, "contactable", "not counted tonight")
                : tile(
                        Figures.count(people.contactable()),
                        "contactable",
                        Figures.share(people.contactable(), people.people()) + " of people, by at least one channel");
    }

    private static Html entries(NightPage night) {
        if (!night.isPublished()) {
            return tile(NONE, "entries in files", "no list is published tonight");
        }
        long entries =
                night.segments().stream().mapToLong(SegmentLine::contactable).sum();
        return night.segments().isEmpty()
                ? tile("0", "entries in files", "no list is configured")
                : tile(
                        Figures.count(entries),
                        "entries in files",
                        "on " + Figures.count(night.segments().size(), "list") + "; one person can be on several");
    }

    private static boolean isUncounted(NightPage night) {
        return !night.isPublished() && night.people().people() == 0;
    }

    private static Html tile(String number, String noun, String more) {
        return Html.tag("div", "tile")
                .add(
                        Html.tag("span", "big").text(number),
                        Html.tag("span", "noun").add(Glossary.term(noun)),
                        Html.tag("span", "more").text(more));
    }

    private static Html contents() {
        Html contents = Html.tag("nav").set("aria-label", "Sections");
        for (int i = 0; i < PARTS.size(); i += 2) {
            contents.add(Html.tag("a").set("href", "#" + PARTS.get(i)).text(PARTS.get(i + 1)));
        }
        return contents;
    }
}
