package io.nightjar.learn.factor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Tiles against sorting everything: more columns than a tile is wide, more rows than are worked on together. */
final class TopColumnsTest {
    private static final int ROWS = 70;
    private static final int COLUMNS = 2100;

    @Test
    void findsWhatSortingEverythingFindsWithoutOwnedAndBlocked() {
        Random random = new Random(4);
        float[] rows = gaussians(random, ROWS * 3);
        float[] columns = gaussians(random, COLUMNS * 3);
        FactorSettings settings = new FactorSettings(3, 1, 0.1f, 0.1f, 1, 3, 1);
        int[] start = new int[ROWS + 1];
        List<Integer> owned = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            for (int column = row; column < COLUMNS; column += 7) {
                owned.add(column);
            }
            start[row + 1] = owned.size();
        }
        Sparse has = new Sparse(
                ROWS, COLUMNS, start, owned.stream().mapToInt(Integer::intValue).toArray(), new float[owned.size()]);
        boolean[] blocked = new boolean[COLUMNS];
        for (int column = 0; column < COLUMNS; column += 3) {
            blocked[column] = true;
        }
        Factors factors = new Factors(Linear.PLAIN, settings, rows, columns, new float[3]);
        int[][] lists = new TopColumns(factors, blocked).everyone(has, 5);
        for (int row = 0; row < ROWS; row++) {
            int of = row;
            List<Integer> sorted = new ArrayList<>();
            for (int column = 0; column < COLUMNS; column++) {
                if (!blocked[column] && (column < row || (column - row) % 7 != 0)) {
                    sorted.add(column);
                }
            }
            sorted.sort(Comparator.comparingDouble(column -> -Linear.PLAIN.dot(3, columns, column * 3, rows, of * 3)));
            assertThat(lists[row])
                    .as("row " + row)
                    .containsExactly(sorted.subList(0, 5).stream()
                            .mapToInt(Integer::intValue)
                            .toArray());
        }
    }

    private static float[] gaussians(Random random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
