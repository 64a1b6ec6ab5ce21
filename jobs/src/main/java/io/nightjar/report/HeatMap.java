package io.nightjar.report;

import java.util.List;

/** Buyers by how lately and how often they bought, as an SVG of square cells; the best customers are top right. */
final class HeatMap {
    private static final int LEFT = 92;
    private static final int TOP = 6;
    private static final int CELL_WIDTH = 84;
    private static final int CELL_HEIGHT = 46;
    private static final int SHADES = 6;

    private final List<List<Long>> counts;
    private final int size;
    private final long most;
    private final long all;

    /** Counts by recency score outside and frequency score inside, 1 first. */
    HeatMap(List<List<Long>> counts) {
        this.counts = counts;
        this.size = counts.size();
        this.most =
                counts.stream().flatMap(List::stream).mapToLong(n -> n).max().orElse(0);
        this.all = counts.stream().flatMap(List::stream).mapToLong(n -> n).sum();
    }

    boolean isEmpty() {
        return all == 0;
    }

    Html svg() {
        int columns = counts.stream().mapToInt(List::size).max().orElse(0);
        int right = LEFT + columns * CELL_WIDTH;
        int bottom = TOP + size * CELL_HEIGHT;
        Html svg = Html.tag("svg", "heat")
                .set("viewBox", "0 0 " + (right + 6) + " " + (bottom + 46))
                .set("role", "img")
                .set("aria-label", "Buyers by last purchase and number of purchases");
        for (int recency = 0; recency < size; recency++) {
            for (int frequency = 0; frequency < counts.get(recency).size(); frequency++) {
                svg.add(cell(recency, frequency, columns));
            }
        }
        int middle = TOP + size * CELL_HEIGHT / 2;
        return svg.add(
                label(LEFT - 8, TOP + CELL_HEIGHT / 2, "end", "lately"),
                label(LEFT - 8, bottom - CELL_HEIGHT / 2, "end", "long ago"),
                label(LEFT - 8, middle - 8, "end", "last").css("axis"),
                label(LEFT - 8, middle + 8, "end", "purchase").css("axis"),
                label(LEFT + CELL_WIDTH / 2, bottom + 16, "middle", "seldom"),
                label(right - CELL_WIDTH / 2, bottom + 16, "middle", "often"),
                label((LEFT + right) / 2, bottom + 16, "middle", "bought").css("axis"));
    }

    private Html cell(int recency, int frequency, int columns) {
        long people = counts.get(recency).get(frequency);
        int x = LEFT + frequency * CELL_WIDTH;
        int y = TOP + (size - 1 - recency) * CELL_HEIGHT;
        int shade = shade(people);
        String words = "Last purchase step " + (recency + 1) + " of " + size + " (" + size + " is the latest), "
                + "purchases step " + (frequency + 1) + " of " + columns + " (" + columns + " is the most): "
                + Figures.count(people, "person") + ", " + Figures.share(people, all) + " of buyers";
        Html box = Html.tag("rect", "shade-" + shade)
                .set("x", x + 1)
                .set("y", y + 1)
                .set("width", CELL_WIDTH - 2)
                .set("height", CELL_HEIGHT - 2)
                .set("rx", 4);
        Html number = label(x + CELL_WIDTH / 2, y + CELL_HEIGHT / 2, "middle", Figures.count(people))
                .css(shade > SHADES / 2 ? "on-dark" : "on-light");
        return Html.tag("g").add(Html.tag("title").text(words), box, number);
    }

    /** 0 for nobody, then 1 to 6; by the square root, so that small cells differ too. */
    private int shade(long people) {
        return people == 0 ? 0 : (int) Math.max(1, Math.ceil(SHADES * Math.sqrt((double) people / most)));
    }

    private static Html label(int x, int y, String anchor, String text) {
        return Html.tag("text")
                .set("x", x)
                .set("y", y)
                .set("text-anchor", anchor)
                .set("dominant-baseline", "central")
                .text(text);
    }
}
