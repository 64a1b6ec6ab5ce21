package io.nightjar.report;

import io.nightjar.job.ModelCard;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A model's two curves as SVG: how true its probabilities are, and how many of those it looks for come first. */
final class Curves {
    private static final int LEFT = 44;
    private static final int TOP = 10;
    private static final int SIZE = 200;

    private Curves() {}

    /** Both curves side by side; nothing for a card that has none. */
    static Html of(ModelCard card) {
        Html both = Html.tag("div", "curves");
        Map<String, List<List<Double>>> curves = card.curves();
        if (curves.containsKey("calibration")) {
            both.add(calibration(curves.get("calibration")));
        }
        if (curves.containsKey("lift")) {
            both.add(lift(curves.get("lift"), curves.getOrDefault("lift of the rule", List.of())));
        }
        return both;
    }

    /** Predicted against found, on a scale up to the highest of both. */
    private static Html calibration(List<List<Double>> points) {
        double most = points.stream()
                .flatMap(point -> point.subList(0, 2).stream())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(1);
        double full = Math.max(most, 0.01);
        Html svg = plane("Calibration: predicted probability against what was found", "predicted", "found", full)
                .add(line(List.of(List.of(0.0, 0.0), List.of(full, full)), full, full, "even"));
        for (List<Double> point : points) {
            svg.add(Html.tag("circle", "dot")
                    .set("cx", x(point.get(0), full))
                    .set("cy", y(point.get(1), full))
                    .set("r", 4)
                    .add(Html.tag("title")
                            .text("predicted " + Figures.percent(point.get(0)) + ", found "
                                    + Figures.percent(point.get(1)) + " of "
                                    + Figures.count(Math.round(point.get(2)), "person"))));
        }
        return figure(svg, "Calibration: on the line, \"30 in 100\" were 30 in 100.");
    }

    private static Html lift(List<List<Double>> model, List<List<Double>> rule) {
        Html svg = plane("Lift: share of people against share of those looked for", "people", "found", 1)
                .add(
                        line(List.of(List.of(0.0, 0.0), List.of(1.0, 1.0)), 1, 1, "even"),
                        line(rule, 1, 1, "rule"),
                        line(model, 1, 1, "curve"));
        return figure(svg, "Lift: of those it came true for, how many are among the first. Grey: the simple rule.");
    }

    private static Html figure(Html svg, String words) {
        return Html.tag("figure").add(svg, Html.tag("figcaption").text(words));
    }

    private static Html plane(String words, String across, String up, double full) {
        int right = LEFT + SIZE;
        int bottom = TOP + SIZE;
        return Html.tag("svg", "curve")
                .set("viewBox", "0 0 " + (right + 12) + " " + (bottom + 34))
                .set("role", "img")
                .set("aria-label", words)
                .add(
                        Html.tag("rect", "plane")
                                .set("x", LEFT)
                                .set("y", TOP)
                                .set("width", SIZE)
                                .set("height", SIZE),
                        label(LEFT, bottom + 12, "middle", "0"),
                        label(right, bottom + 12, "end", Figures.percent(full)),
                        label(LEFT + SIZE / 2, bottom + 26, "middle", across),
                        label(LEFT - 6, TOP + 6, "end", Figures.percent(full)),
                        label(LEFT - 6, TOP + SIZE / 2, "end", up));
    }

    private static Html line(List<List<Double>> points, double fullX, double fullY, String look) {
        StringBuilder path = new StringBuilder();
        for (List<Double> point : points) {
            path.append(path.isEmpty() ? "" : " ")
                    .append(x(point.get(0), fullX))
                    .append(',')
                    .append(y(point.get(1), fullY));
        }
        return Html.tag("polyline", look).set("points", path);
    }

    private static String x(double value, double full) {
        return String.format(Locale.ROOT, "%.1f", LEFT + SIZE * value / full);
    }

    private static String y(double value, double full) {
        return String.format(Locale.ROOT, "%.1f", TOP + SIZE - SIZE * value / full);
    }

    private static Html label(int x, int y, String anchor, String text) {
        return Html.tag("text")
                .set("x", x)
                .set("y", y)
                .set("text-anchor", anchor)
                .text(text);
    }
}
