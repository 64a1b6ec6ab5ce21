package io.nightjar.report;

import java.util.ArrayList;
import java.util.List;

/** A table that turns into a card per row where the window is narrow: each cell then shows its column's name. */
final class Grid {
    private static final String NUMBER = "n";

    private final List<String> names = new ArrayList<>();
    private final List<String> looks = new ArrayList<>();
    private final Html head = Html.tag("tr");
    private final Html body = Html.tag("tbody");
    private final Html foot = Html.tag("tfoot");

    Grid words(String name) {
        return column(name, "w");
    }

    Grid numbers(String name) {
        return column(name, NUMBER);
    }

    /** For bars: takes what room is left. */
    Grid drawing(String name) {
        return column(name, "d");
    }

    Grid row(Html... cells) {
        body.add(line("", cells));
        return this;
    }

    Grid total(Html... cells) {
        foot.add(line("total", cells));
        return this;
    }

    Html html() {
        Html table = Html.tag("table").add(Html.tag("thead").add(head), body);
        return foot.isEmpty() ? table : table.add(foot);
    }

    static Html text(String text) {
        return Html.tag("span").text(text);
    }

    static Html code(String text) {
        return Html.tag("code").text(text);
    }

    static Html count(long number) {
        return number == 0
                ? Html.tag("span", "zero").text("0")
                : Html.tag("span").text(Figures.count(number));
    }

    private Grid column(String name, String look) {
        names.add(name);
        looks.add(look);
        head.add(Html.tag("th", look).set("scope", "col").add(Glossary.term(name)));
        return this;
    }

    private Html line(String look, Html... cells) {
        Html line = look.isEmpty() ? Html.tag("tr") : Html.tag("tr", look);
        for (int i = 0; i < cells.length; i++) {
            line.add(Html.tag("td", looks.get(i)).set("data-name", names.get(i)).add(cells[i]));
        }
        return line;
    }
}
