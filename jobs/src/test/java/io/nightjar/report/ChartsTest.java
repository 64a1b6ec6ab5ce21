package io.nightjar.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.report.Bars.Part;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ChartsTest {
    private static final Pattern WIDTH = Pattern.compile("width=\"([0-9.]+)%\"");
    private static final Pattern SHADED = Pattern.compile("class=\"shade-(\\d)\"");

    @Test
    void piecesOfABarAreAsWideAsTheirShare() {
        Html bar = Bars.stack(List.of(new Part("kept", "kept", 75), new Part("refused", "refused", 25)), 100);
        assertThat(widths(bar)).containsExactly(75.0, 25.0);
    }

    @Test
    void aTinyPieceCanBeSeenAndTheBarDoesNotOverflow() {
        Html bar = Bars.stack(List.of(new Part("kept", "kept", 999_999), new Part("refused", "refused", 1)), 1_000_000);
        assertThat(widths(bar)).hasSize(2).allMatch(width -> width > 0.5);
        assertThat(widths(bar).stream().mapToDouble(width -> width).sum()).isBetween(99.9, 100.1);
    }

    @Test
    void whatIsNotThereIsNotDrawn() {
        assertThat(widths(Bars.stack(List.of(new Part("kept", "kept", 0)), 0))).isEmpty();
        assertThat(widths(Bars.single(0, "kept", "nobody"))).as("track only").containsExactly(100.0);
        assertThat(widths(Bars.single(Double.NaN, "kept", "unknown"))).containsExactly(100.0);
    }

    @Test
    void aBarSaysInWordsWhatItShows() {
        Html bar = Bars.stack(List.of(new Part("kept", "kept", 1_200)), 1_200);
        assertThat(bar.toString()).contains("aria-label=\"kept: 1,200\"").contains("<title>kept: 1,200</title>");
    }

    @Test
    void heatMapPutsTheLatestBuyersOnTopAndTheMostFrequentRight() {
        String map =
                new HeatMap(List.of(List.of(1L, 2L), List.of(3L, 4_000L))).svg().toString();
        assertThat(map.indexOf(">4,000<")).isPositive();
        assertThat(place(map, "4,000")[0]).as("right of the seldom ones").isGreaterThan(place(map, "3")[0]);
        assertThat(place(map, "4,000")[1]).as("above the late ones").isLessThan(place(map, "2")[1]);
    }

    @Test
    void heatMapShadesEmptyCellsNotAtAllAndTheFullestMost() {
        String map =
                new HeatMap(List.of(List.of(0L, 1L), List.of(25L, 100L))).svg().toString();
        assertThat(SHADED.matcher(map).results().map(shade -> shade.group(1))).containsExactly("0", "1", "3", "6");
    }

    @Test
    void heatMapHasACellForEachTierWhateverTheirNumber() {
        List<Long> tiers = List.of(1L, 1L, 1L);
        String map = new HeatMap(List.of(tiers, tiers, tiers)).svg().toString();
        assertThat(SHADED.matcher(map).results()).hasSize(9);
    }

    private static List<Double> widths(Html bar) {
        return WIDTH.matcher(bar.toString())
                .results()
                .map((MatchResult width) -> Double.valueOf(width.group(1)))
                .toList();
    }

    /** Where a number is written, x and y. */
    private static int[] place(String map, String number) {
        var text = Pattern.compile("<text x=\"(\\d+)\" y=\"(\\d+)\"[^>]*>" + number + "</text>")
                .matcher(map);
        assertThat(text.find()).as(number + " is in the map").isTrue();
        return new int[] {Integer.parseInt(text.group(1)), Integer.parseInt(text.group(2))};
    }
}
