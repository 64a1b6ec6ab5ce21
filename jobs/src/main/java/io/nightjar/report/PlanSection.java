package io.nightjar.report;

import java.util.List;
import java.util.Locale;

/** Who is contacted tonight, by which list and channel, and of everybody else on a list why not. */
final class PlanSection {
    private PlanSection() {}

    static Html of(NightPage night) {
        Decisions decisions = night.decisions();
        Html section = Page.section(
                "plan",
                "Contact plan",
                "One budget per person over all lists and channels: care before service before reminder before sale.");
        if (decisions.contacts().isEmpty() && decisions.refusals().isEmpty()) {
            return section.add(Page.nothing("Nobody is on a list that contacts people."));
        }
        section.add(Html.tag("h3").text("Who is contacted"), contacts(decisions.contacts()));
        section.add(Html.tag("h3").text("Why the others are not"), refusals(decisions.refusals()));
        decisions
                .leftOut()
                .forEach(sentence -> section.add(Html.tag("p", "about").text(sentence)));
        return decisions.sizes().isEmpty() ? section : section.add(sizes(decisions.sizes()));
    }

    private static Html contacts(List<Decisions.Contacts> contacts) {
        if (contacts.isEmpty()) {
            return Page.nothing("Nobody tonight.");
        }
        long most =
                contacts.stream().mapToLong(Decisions.Contacts::people).max().orElse(0);
        Grid grid = new Grid()
                .words("List")
                .words("About")
                .words("Channel")
                .numbers("People")
                .numbers("Expected value")
                .drawing("");
        for (Decisions.Contacts one : contacts) {
            grid.row(
                    Grid.text(one.list()),
                    Grid.text(one.priority()),
                    Grid.text(one.channel()),
                    Grid.count(one.people()),
                    Grid.text(money(one.value())),
                    Bars.single(Figures.ratio(one.people(), most), "added", one.list() + " by " + one.channel()));
        }
        return grid.total(
                        Grid.text("all"),
                        Grid.text(""),
                        Grid.text(""),
                        Grid.count(contacts.stream()
                                .mapToLong(Decisions.Contacts::people)
                                .sum()),
                        Grid.text(money(contacts.stream()
                                .mapToDouble(Decisions.Contacts::value)
                                .sum())))
                .html();
    }

    private static Html refusals(List<Decisions.Refusals> refusals) {
        long all = refusals.stream().mapToLong(Decisions.Refusals::people).sum();
        Grid grid =
                new Grid().words("Reason").numbers("Contacts").numbers("Share").drawing("");
        for (Decisions.Refusals one : refusals) {
            String share = Figures.share(one.people(), all);
            grid.row(
                    Grid.text(one.reason()),
                    Grid.count(one.people()),
                    Grid.text(share),
                    Bars.single(Figures.ratio(one.people(), all), "removed", one.reason() + ": " + share));
        }
        return grid.html();
    }

    private static Html sizes(List<Decisions.Size> sizes) {
        Grid grid = new Grid()
                .words("List")
                .numbers("Members")
                .numbers("Held out")
                .numbers("Expected orders")
                .numbers("50% of them")
                .numbers("70%")
                .numbers("90%")
                .numbers("Contact pays for")
                .numbers("and brings")
                .words("Control group");
        for (Decisions.Size one : sizes) {
            grid.row(
                    Grid.text(one.list()),
                    Grid.count(one.members()),
                    Grid.count(one.heldOut()),
                    Grid.text(String.format(Locale.ROOT, "%,.1f", one.expected())),
                    Grid.count(one.half()),
                    Grid.count(one.seventy()),
                    Grid.count(one.most()),
                    one.paying() == null ? Grid.text("") : Grid.count(one.paying()),
                    Grid.text(one.payingValue() == null ? "" : money(one.payingValue())),
                    Grid.text(one.note()));
        }
        return Html.tag("details")
                .add(
                        Html.tag("summary").text("How large each list had better be"),
                        Html.tag("p", "about")
                                .text(
                                        "The likeliest members who hold half, 70% and 90% of the orders expected within 30 days;"
                                                + " those for whom a contact by the cheapest channel brings more than it costs."),
                        grid.html());
    }

    private static String money(double value) {
        return String.format(Locale.ROOT, "%,.2f", value);
    }
}
