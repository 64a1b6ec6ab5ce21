package io.nightjar.report;

/** Whom we know, whom we may reach, and how they buy. */
final class PeopleSection {
    private PeopleSection() {}

    static Html of(NightPage night) {
        Html section = Page.section("people", "People", "Whom we know, whom we may reach, and how they buy.");
        People people = night.people();
        if (people.people() == 0) {
            return section.add(Page.nothing(
                    night.isPublished()
                            ? "Nobody is known yet: no purchase or visit names a person."
                            : "The night ended before anybody was counted."));
        }
        HeatMap map = new HeatMap(people.rfm());
        return section.add(Html.tag("div", "two").add(shares(people), map.isEmpty() ? unbought() : map(map)));
    }

    private static Html shares(People people) {
        return new Grid()
                .words("Of all people")
                .numbers("How many")
                .numbers("Share")
                .drawing("")
                .row(cells("buyers", people.buyers(), people))
                .row(cells("contactable", people.contactable(), people))
                .row(cells("anonymous", people.anonymous(), people))
                .total(Grid.text("all"), Grid.count(people.people()))
                .html();
    }

    private static Html[] cells(String word, long count, People people) {
        String share = Figures.share(count, people.people());
        return new Html[] {
            Glossary.term(word),
            Grid.count(count),
            Grid.text(share),
            Bars.single(Figures.ratio(count, people.people()), "kept", word + ": " + share)
        };
    }

    private static Html unbought() {
        return Page.nothing("No purchase belongs to a known person, so there is nothing to compare.");
    }

    private static Html map(HeatMap map) {
        return Html.tag("figure")
                .add(
                        Html.tag("figcaption")
                                .text("Buyers by last purchase and number of purchases. Top right: the best customers. "
                                        + "Bottom right: bought often, but not lately, so worth winning back."),
                        map.svg());
    }
}
