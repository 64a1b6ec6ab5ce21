package io.nightjar.report;

import io.nightjar.job.ModelCard;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How good each model is against the simple rule it has to beat, and what was decided. */
final class ModelsSection {
    private ModelsSection() {}

    static Html of(NightPage night) {
        Html section = Page.section(
                "models", "Models", "Each was judged on a later period than it learned from, beside a simple rule.");
        if (night.models().isEmpty()) {
            return section.add(Page.nothing(
                    night.isPublished() ? "No model ran tonight." : "The night ended before a model was trained."));
        }
        night.models().forEach(card -> section.add(card(card)));
        return section;
    }

    private static Html card(ModelCard card) {
        return Html.tag("article", "model")
                .add(
                        badge(card.grade()),
                        Html.tag("div")
                                .add(
                                        Html.tag("h3").text(Figures.title(card.model())),
                                        Html.tag("p", "about").text(card.question()),
                                        comparison(card),
                                        Html.tag("p", "decision").text(card.decision()),
                                        periods(card.periods()),
                                        details(card)));
    }

    private static Html badge(String grade) {
        String letter = grade == null ? "none" : grade;
        String words =
                switch (letter) {
                    case "A" -> "clearly better than the simple rule";
                    case "B" -> "better than the simple rule";
                    case "C" -> "not better than the simple rule";
                    default -> "could not be measured";
                };
        boolean isLetter = letter.length() == 1;
        return Html.tag("div", "badge grade-" + (isLetter ? letter.toLowerCase(Locale.ROOT) : "none"))
                .tip(Glossary.tip("grade"))
                .add(
                        Html.tag("span", "letter").text(isLetter ? letter : "?"),
                        Html.tag("span", "meaning").text(words));
    }

    private static Html comparison(ModelCard card) {
        double full = 1.05 * Math.max(known(card.modelValue()), known(card.baselineValue()));
        String metric = card.metric() == null ? "" : card.metric();
        Html heading = Html.tag("p", "metric").add(Glossary.term(metric)).text(difference(card));
        return Html.tag("div", "comparison")
                .add(
                        heading,
                        line("Model", card.modelValue(), full, "model-bar"),
                        line("Simple rule", card.baselineValue(), full, "rule-bar"),
                        Html.tag("p", "about").text("Simple rule: " + card.baseline()));
    }

    private static Html line(String word, Double value, double full, String look) {
        String text = Figures.measure(value);
        return Html.tag("div", "measure")
                .add(
                        Html.tag("span").add(Glossary.term(word)),
                        Bars.single(full <= 0 ? 0 : known(value) / full, look, word + ": " + text),
                        Html.tag("span", "n").text(text));
    }

    private static double known(Double value) {
        return Figures.isKnown(value) ? value : 0;
    }

    private static String difference(ModelCard card) {
        double model = known(card.modelValue());
        double rule = known(card.baselineValue());
        if (!Figures.isKnown(card.modelValue()) || rule <= 0) {
            return "";
        }
        if (model == rule) {
            return ": the same";
        }
        return ": the model is " + Figures.percent(Math.abs(model - rule) / rule)
                + (model > rule ? " better" : " worse");
    }

    private static Html periods(Map<String, String> periods) {
        Html list = Html.tag("dl", "facts");
        periods.entrySet().stream()
                .sorted(Comparator.comparing(entry -> order(entry.getKey()) + entry.getKey()))
                .forEach(entry -> list.add(
                        Html.tag("dt").text(Figures.title(entry.getKey())),
                        Html.tag("dd").text(entry.getValue())));
        return list;
    }

    /** As things happen: learn, judge, then use. */
    private static String order(String period) {
        return period.startsWith("learn") ? "1" : period.startsWith("judged") ? "2" : "3";
    }

    private static Html details(ModelCard card) {
        Html facts = Html.tag("dl", "facts");
        card.rows().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> fact(facts, entry.getKey(), Figures.count(entry.getValue())));
        fact(facts, "looks at", String.join(", ", card.features()));
        fact(facts, "seed", String.valueOf(card.seed()));
        fact(facts, "versions", pairs(card.versions()));
        return Html.tag("details")
                .add(
                        Html.tag("summary").text("All measures and settings"),
                        Curves.of(card),
                        measures(card),
                        facts,
                        settings(card.settings()));
    }

    private static void fact(Html facts, String word, String value) {
        if (!value.isEmpty()) {
            facts.add(
                    Html.tag("dt").add(Glossary.term(Figures.title(word))),
                    Html.tag("dd").text(value));
        }
    }

    private static String pairs(Map<String, String> values) {
        return String.join(
                ", ",
                values.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .toList());
    }

    /** What was set, chosen and seen, a line each; several sentences in one value are lines of their own. */
    private static Html settings(Map<String, String> settings) {
        Html list = Html.tag("dl", "facts");
        settings.entrySet().stream()
                .filter(entry -> !PathsSection.isPath(entry.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> {
                    Html value = Html.tag("dd");
                    for (String line : entry.getValue().split("; ")) {
                        value.add(Html.tag("div").text(line));
                    }
                    list.add(Html.tag("dt").text(Figures.title(entry.getKey())), value);
                });
        return list;
    }

    /** One row per candidate, one column per measure: a card may have many candidates, but few measures. */
    private static Html measures(ModelCard card) {
        if (card.metrics().isEmpty()) {
            return Page.nothing("Nothing was measured.");
        }
        Set<String> names = new LinkedHashSet<>();
        card.metrics().values().forEach(measured -> names.addAll(measured.keySet()));
        Grid grid = new Grid().words("Judged");
        names.forEach(grid::numbers);
        card.metrics().forEach((candidate, measured) -> {
            Html[] cells = new Html[names.size() + 1];
            cells[0] = Grid.text(candidate);
            int at = 1;
            for (String name : names) {
                cells[at++] = Grid.text(Figures.measure(measured.get(name)));
            }
            grid.row(cells);
        });
        return grid.html();
    }
}
