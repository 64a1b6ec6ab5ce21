package io.nightjar.report;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Which steps took how long, the longest first. */
final class TimingsSection {
    private static final int STEPS_SHOWN = 12;

    private TimingsSection() {}

    static Html of(NightPage night) {
        Html section = Page.section(
                "timings",
                "Timings",
                "The night took " + Figures.duration(night.tookMillis()) + ", longest steps first.");
        if (night.timings().isEmpty()) {
            return section.add(Page.nothing("No step ran: everything was there from an earlier attempt."));
        }
        List<Map.Entry<String, Long>> sorted = night.timings().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
        long longest = sorted.get(0).getValue();
        List<Map.Entry<String, Long>> first = sorted.subList(0, Math.min(STEPS_SHOWN, sorted.size()));
        List<Map.Entry<String, Long>> rest = sorted.subList(first.size(), sorted.size());
        section.add(table(first, longest));
        return rest.isEmpty() ? section : section.add(folded(rest, longest));
    }

    private static Html folded(List<Map.Entry<String, Long>> rest, long longest) {
        long sum = rest.stream().mapToLong(Map.Entry::getValue).sum();
        String summary = Figures.count(rest.size(), "shorter step") + ", together " + Figures.duration(sum);
        return Html.tag("details").add(Html.tag("summary").text(summary), table(rest, longest));
    }

    private static Html table(List<Map.Entry<String, Long>> steps, long longest) {
        Grid grid = new Grid().words("Step").numbers("Time").drawing("");
        steps.forEach(step -> grid.row(
                Grid.code(step.getKey()),
                Grid.text(Figures.duration(step.getValue())),
                Bars.single(
                        Figures.ratio(step.getValue(), longest),
                        "kept",
                        step.getKey() + ": " + Figures.duration(step.getValue()))));
        return grid.html();
    }
}
