package io.nightjar.report;

import io.nightjar.job.DeliveryReport;
import io.nightjar.job.ModelCard;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The plain lines that end a night in the terminal: ASCII, aligned, at most 100 characters wide. Only places are never
 * cut, because a shortened path opens nothing.
 */
public final class ConsoleSummary {
    private static final int WIDTH = 100;
    private static final int LABEL = 10;
    private static final int LISTS_SHOWN = 8;

    private final List<String> lines = new ArrayList<>();

    private ConsoleSummary() {}

    /**
     * What there is to say, in about a dozen lines.
     *
     * @param pagePath where the night's page is
     */
    public static List<String> lines(NightPage page, String pagePath) {
        ConsoleSummary summary = new ConsoleSummary();
        summary.outcome(page);
        summary.read(page);
        summary.people(page);
        summary.models(page);
        summary.lists(page);
        summary.contacts(page);
        summary.places(page, pagePath);
        return List.copyOf(summary.lines);
    }

    private void outcome(NightPage page) {
        say("Night", page.asOf() + ", run " + page.runId() + ", took " + Figures.duration(page.tookMillis()));
        wrapped("Outcome", Figures.inText(page.outcome()));
        if (!page.isPublished()) {
            say("", page.isFirst() ? "nothing is published yet" : "readers still see run " + page.previousRunId());
        }
    }

    private void read(NightPage page) {
        FeedLine all = page.allFeeds();
        long repeated = all.duplicates() + all.repeatedKeys();
        say(
                "Read",
                page.feeds().isEmpty()
                        ? "nothing"
                        : Figures.count(all.read(), "row") + " from "
                                + Figures.count(page.feeds().size(), "feed")
                                + ": " + Figures.count(all.kept()) + " kept, " + Figures.count(all.quarantined())
                                + " refused, " + Figures.count(repeated) + " repeated"
                                + (all.suppressed() > 0 ? ", " + Figures.count(all.suppressed()) + " suppressed" : ""));
        page.rejects().stream()
                .max(Comparator.comparingLong(RejectLine::rows))
                .ifPresent(top -> say(
                        "",
                        "most refused: " + top.source() + ", " + top.words() + ", "
                                + Figures.count(top.rows(), "row")));
    }

    private void people(NightPage page) {
        People people = page.people();
        if (people.people() > 0) {
            say(
                    "People",
                    Figures.count(people.people()) + ": " + Figures.count(people.buyers()) + " buyers, "
                            + Figures.count(people.anonymous()) + " anonymous, " + Figures.count(people.contactable())
                            + " contactable");
        }
    }

    private void models(NightPage page) {
        List<ModelCard> models = page.models();
        int name = widest(models, ModelCard::model);
        if (page.isPublished() && models.isEmpty()) {
            say("Models", "none");
        }
        for (ModelCard card : models) {
            boolean isGraded = !"none".equals(card.grade());
            String values = isGraded
                    ? shortly(card.metric()) + " " + Figures.measure(card.modelValue()) + ", rule "
                            + Figures.measure(card.baselineValue()) + (card.shipped() ? "" : "; the rule is used")
                    : card.decision();
            uncut(
                    label("Models", models, card),
                    left(card.model(), name) + "  " + left(isGraded ? "grade " + card.grade() : "no grade", 8) + "  "
                            + values);
        }
    }

    private void lists(NightPage page) {
        List<SegmentLine> shown =
                page.segments().subList(0, Math.min(LISTS_SHOWN, page.segments().size()));
        int name = Math.min(40, widest(shown, SegmentLine::name));
        int members = widest(shown, list -> Figures.count(list.members()));
        int added = widest(shown, list -> Figures.plus(list.added()));
        int removed = widest(shown, list -> Figures.minus(list.removed()));
        int withheld = widest(shown, list -> Figures.count(list.withheld()));
        for (SegmentLine list : shown) {
            String held =
                    list.withheld() > 0 ? "  " + right(Figures.count(list.withheld()), withheld) + " withheld" : "";
            say(
                    label("Lists", shown, list),
                    left(cut(list.name(), name), name) + "  " + right(Figures.count(list.members()), members) + "  "
                            + right(Figures.plus(list.added()), added) + "  "
                            + right(Figures.minus(list.removed()), removed) + held);
        }
        if (page.isPublished() && shown.isEmpty()) {
            say("Lists", "none");
        }
        if (shown.size() < page.segments().size()) {
            say("", "and " + Figures.count(page.segments().size() - shown.size(), "more list") + " on the page");
        }
    }

    private void contacts(NightPage page) {
        Decisions decisions = page.decisions();
        if (decisions.contacts().isEmpty() && decisions.refusals().isEmpty()) {
            return;
        }
        long planned = decisions.contacts().stream()
                .mapToLong(Decisions.Contacts::people)
                .sum();
        say(
                "Contacts",
                Figures.count(planned) + " planned tonight"
                        + decisions.refusals().stream()
                                .limit(2)
                                .map(one -> Figures.count(one.people()) + " " + one.reason())
                                .collect(Collectors.joining(", ", "; not: ", "")));
    }

    private void places(NightPage page, String pagePath) {
        if (page.isPublished()) {
            int name = widest(page.deliveries(), DeliveryReport::destination);
            int size = widest(page.deliveries(), ConsoleSummary::size);
            page.deliveries()
                    .forEach(delivery -> uncut(
                            label("Where", page.deliveries(), delivery),
                            left(delivery.destination(), name) + "  " + left(size(delivery), size) + "  "
                                    + delivery.place()));
        }
        uncut("Page", pagePath);
        if (!page.warnings().isEmpty()) {
            say("Warnings", Figures.count(page.warnings().size()) + ", on the page");
        }
    }

    private static String size(DeliveryReport delivery) {
        return Figures.count(delivery.outputs().size(), PlacesSection.noun(delivery));
    }

    private void uncut(String label, String text) {
        lines.add(left(label, LABEL) + plain(text));
    }

    private void say(String label, String text) {
        lines.add(cut(left(label, LABEL) + plain(text), WIDTH));
    }

    /** Over as many lines as it takes, broken between words. */
    private void wrapped(String label, String text) {
        String start = label;
        String rest = plain(text);
        int room = WIDTH - LABEL;
        while (rest.length() > room) {
            int space = rest.lastIndexOf(' ', room);
            int end = space > 0 ? space : room;
            say(start, rest.substring(0, end));
            rest = rest.substring(end).trim();
            start = "";
        }
        say(start, rest);
    }

    /** A metric without its remark in brackets. */
    private static String shortly(String metric) {
        int bracket = metric.indexOf(" (");
        return bracket < 0 ? metric : metric.substring(0, bracket);
    }

    /** The label stands at the first line only. */
    private static <T> String label(String label, List<T> all, T one) {
        return all.get(0).equals(one) ? label : "";
    }

    private static <T> int widest(List<T> all, Function<T, String> text) {
        return all.stream().mapToInt(one -> text.apply(one).length()).max().orElse(0);
    }

    private static String left(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    private static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 3) + "...";
    }

    /** What a terminal shows as it is: no line breaks, no colour codes. */
    private static String plain(String text) {
        return text.replace('\u2212', '-').replaceAll("\\p{Cntrl}", "?");
    }
}
