package io.nightjar.report;

import io.nightjar.job.DeliveryReport;
import io.nightjar.report.Bars.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whom to contact: each list with its size, its changes and its files. */
final class ListsSection {
    private static final int FILES_SHOWN = 4;

    private ListsSection() {}

    static Html of(NightPage night) {
        Html section = Page.section("lists", "Lists", about(night));
        if (night.segments().isEmpty()) {
            return section.add(Page.nothing(empty(night)));
        }
        if (night.isPublished()) {
            folder(night)
                    .forEach(place -> section.add(
                            Html.tag("p", "place").text("Files are in ").add(Grid.code(place))));
        }
        section.add(Bars.legend(List.of(
                new Part("kept", "stayed", 1), new Part("added", "joined", 1), new Part("removed", "left", 1))));
        long longest = night.segments().stream()
                .mapToLong(list -> list.members() + list.removed())
                .max()
                .orElse(0);
        night.segments()
                .forEach(list -> section.add(
                        card(list, longest).addAll(decided(night, list.name())).add(files(night, list))));
        return section;
    }

    private static String about(NightPage night) {
        if (!night.isPublished()) {
            return "Whom to contact about what. This night is not published: use the lists of the last one that is.";
        }
        return "Whom to contact about what. "
                + (night.isFirst()
                        ? "There is no earlier night to compare with, so everybody on a list has just joined it."
                        : "Changes are against run " + night.previousRunId() + ".");
    }

    private static String empty(NightPage night) {
        if (night.isPublished()) {
            return "No list is configured. A file in conf/segments makes one.";
        }
        return night.isFirst()
                ? "The night ended before lists were made, and there are no earlier ones."
                : "The night ended before lists were made. Those of run " + night.previousRunId() + " still hold.";
    }

    /** Where the deliveries say that these files went. */
    private static List<String> folder(NightPage night) {
        Set<String> files = new HashSet<>();
        night.segments().forEach(list -> files.addAll(list.files()));
        return night.deliveries().stream()
                .filter(delivery -> delivery.outputs().stream().anyMatch(output -> files.contains(output.name())))
                .map(DeliveryReport::place)
                .toList();
    }

    private static Html card(SegmentLine list, long longest) {
        return Html.tag("article", "list")
                .add(
                        Html.tag("div", "top").add(Html.tag("h3").text(list.name()), facts(list)),
                        Html.tag("p", "about").text(list.description()),
                        Bars.stack(
                                List.of(
                                        new Part("kept", "stayed", list.kept()),
                                        new Part("added", "joined", list.added()),
                                        new Part("removed", "left", list.removed())),
                                longest));
    }

    private static Html facts(SegmentLine list) {
        Html facts = Html.tag("p", "numbers")
                .add(
                        Html.tag("strong").text(Figures.count(list.members(), "person")),
                        fact(Figures.plus(list.added()), "joined"),
                        fact(Figures.minus(list.removed()), "left"),
                        fact(Figures.count(list.kept()), "stayed"));
        if (list.withheld() > 0) {
            facts.add(fact(Figures.count(list.withheld()), "withheld").css("held"));
        }
        return facts;
    }

    /** Whom the plan contacts by it tonight, who is held out, and what it did before. */
    private static List<Html> decided(NightPage night, String list) {
        List<String> said = new ArrayList<>();
        night.decisions().contacts().stream()
                .filter(one -> one.list().equals(list))
                .forEach(one -> said.add(Figures.count(one.people()) + " contacted tonight by " + one.channel()));
        night.decisions().sizes().stream()
                .filter(one -> one.list().equals(list) && one.heldOut() > 0)
                .forEach(one -> said.add(Figures.count(one.heldOut()) + " held out"));
        ReceiptsSection.best(night, list)
                .ifPresent(one -> said.add(one.verdict() + " (" + one.daysAgo() + " days ago: " + one.reason() + ")"));
        return said.isEmpty()
                ? List.of()
                : List.of(Html.tag("p", "about").text("Decided: " + String.join("; ", said) + "."));
    }

    private static Html fact(String number, String word) {
        return Html.tag("span").text(number + " ").add(Glossary.term(word));
    }

    private static Html files(NightPage night, SegmentLine list) {
        if (!night.isPublished() || list.files().isEmpty()) {
            return Html.tag("p", "files")
                    .text(night.isPublished() ? "No file." : "No file: the night is not published.");
        }
        List<String> first =
                list.files().subList(0, Math.min(FILES_SHOWN, list.files().size()));
        List<String> rest = list.files().subList(first.size(), list.files().size());
        Html files = Html.tag("div", "files")
                .text("Files, with " + Figures.count(list.contactable(), "member") + ": ")
                .addAll(first.stream().map(Grid::code).toList());
        return rest.isEmpty() ? files : files.add(more(rest));
    }

    private static Html more(List<String> files) {
        return Html.tag("details")
                .add(Html.tag("summary").text(Figures.count(files.size(), "more file")))
                .addAll(files.stream().map(Grid::code).toList());
    }
}
