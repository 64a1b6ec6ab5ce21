package io.nightjar.report;

import io.nightjar.job.ModelCard;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What people did on visits that were followed by an order, and what becomes of carts that are left. */
final class PathsSection {
    private static final String PATH = "path ";

    private PathsSection() {}

    static Html of(NightPage night) {
        Html section = Page.section(
                "paths",
                "Ways to an order",
                "What visits looked like that an order followed, and which carts to believe.");
        Optional<ModelCard> intent = card(night, "intent");
        Optional<ModelCard> carts = card(night, "carts");
        if (intent.isEmpty() && carts.isEmpty()) {
            return section.add(Page.nothing("No visits were looked at: the source clickstream is off."));
        }
        intent.ifPresent(card -> section.add(paths(card)));
        carts.ifPresent(card -> section.add(lists(card)));
        return section;
    }

    private static Optional<ModelCard> card(NightPage night, String model) {
        return night.models().stream()
                .filter(card -> card.model().equals(model))
                .findFirst();
    }

    /** Whether a setting of a card is shown here and not among the settings. */
    static boolean isPath(String key) {
        return key.startsWith(PATH);
    }

    private static Html paths(ModelCard card) {
        Grid grid = new Grid().words("A visit with").words("Ended without an order, but");
        List<String> lines = card.settings().entrySet().stream()
                .filter(entry -> isPath(entry.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
        if (lines.isEmpty()) {
            return Page.nothing("No run of steps foretells an order surely enough yet.");
        }
        for (String line : lines) {
            int cut = line.lastIndexOf(": ");
            grid.row(Grid.text(line.substring(0, cut)), Grid.text(line.substring(cut + 2)));
        }
        return grid.html();
    }

    private static Html lists(ModelCard card) {
        Grid grid = new Grid().words("Who left a cart, list by").words("On evenings after what was learned from");
        List.of("list of the plain rule", "our list").forEach(key -> {
            if (card.settings().containsKey(key)) {
                grid.row(Grid.text(key), Grid.text(card.settings().get(key)));
            }
        });
        return grid.html();
    }
}
