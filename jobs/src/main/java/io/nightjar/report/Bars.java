package io.nightjar.report;

import java.util.List;
import java.util.Locale;

/** Horizontal bars as SVG, as wide as there is room. */
final class Bars {
    private static final double THINNEST = 0.6;

    private Bars() {}

    /**
     * A piece of a bar.
     *
     * @param look class that colours it
     * @param words what it is
     */
    record Part(String look, String words, long value) {
        String sentence() {
            return words + ": " + Figures.count(value);
        }
    }

    /** Pieces end to end; the whole width stands for {@code full}. */
    static Html stack(List<Part> parts, long full) {
        Html svg =
                svg("bar", String.join(", ", parts.stream().map(Part::sentence).toList()));
        double squeeze = Math.min(
                1, 100 / parts.stream().mapToDouble(part -> width(part, full)).sum());
        double at = 0;
        for (Part part : parts) {
            double width = squeeze * width(part, full);
            if (width > 0) {
                svg.add(rect(at, width, part.look()).add(Html.tag("title").text(part.sentence())));
                at += width;
            }
        }
        return svg;
    }

    /** One value on a scale that begins at 0; {@code filled} is the share of the width, 0 to 1. */
    static Html single(double filled, String look, String words) {
        double width = Double.isFinite(filled) ? 100 * Math.min(1, Math.max(0, filled)) : 0;
        Html svg = svg("bar", words).add(rect(0, 100, "track"));
        return width > 0 ? svg.add(rect(0, Math.max(width, THINNEST), look)) : svg;
    }

    /** What the colours mean. */
    static Html legend(List<Part> parts) {
        Html legend = Html.tag("p", "legend");
        for (Part part : parts) {
            Html key = Html.tag("svg", "key").set("aria-hidden", "true").add(rect(0, 100, part.look()));
            legend.add(Html.tag("span").add(key, Glossary.term(part.words())));
        }
        return legend;
    }

    /** In per cent; what is there is never too thin to see. */
    private static double width(Part part, long full) {
        return part.value() <= 0 || full <= 0 ? 0 : Math.max(100 * Figures.ratio(part.value(), full), THINNEST);
    }

    private static Html svg(String look, String words) {
        return Html.tag("svg", look).set("role", "img").set("aria-label", words);
    }

    private static Html rect(double at, double width, String look) {
        return Html.tag("rect", look)
                .set("x", percent(at))
                .set("y", "0")
                .set("width", percent(width))
                .set("height", "100%");
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%.2f%%", value);
    }
}
