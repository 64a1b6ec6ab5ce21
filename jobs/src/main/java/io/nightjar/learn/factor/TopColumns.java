package io.nightjar.learn.factor;

import java.util.Arrays;

/**
 * The best few columns of many rows: tile by tile of the score matrix, each one matrix product that stays in the cache,
 * with what is owned or blocked left out by walking the sorted list in step. Nothing is ever shuffled or sorted whole.
 */
public final class TopColumns {
    private static final int ROWS = 64;
    private static final int TILE = 2048;
    private static final int[] NOTHING = new int[0];

    private TopColumns() {}

    /** The best k columns of every row, without those it has, and without the blocked ones. */
    public static int[][] everyone(Factors factors, Sparse owned, boolean[] blocked, int k) {
        int rank = factors.settings().rank();
        int[][] lists = new int[owned.rows()][];
        Blocks.each(owned.rows(), ROWS, (from, to) -> {
            int[][] skipped = new int[to - from][];
            for (int row = from; row < to; row++) {
                skipped[row - from] = Arrays.copyOfRange(owned.column(), owned.start()[row], owned.start()[row + 1]);
            }
            float[] vectors = Arrays.copyOfRange(factors.rows(), from * rank, to * rank);
            TopItems[] best = of(factors, vectors, skipped, blocked, k);
            for (int row = from; row < to; row++) {
                lists[row] = best[row - from].items();
            }
        });
        return lists;
    }

    /** The same with everything allowed. */
    public static int[][] everyone(Factors factors, int rows, int k) {
        Sparse nothing = new Sparse(rows, 0, new int[rows + 1], NOTHING, new float[0]);
        return everyone(
                factors,
                nothing,
                new boolean[factors.columns().length / factors.settings().rank()],
                k);
    }

    /** @param skipped of each row, ascending */
    public static TopItems[] of(Factors factors, float[] vectors, int[][] skipped, boolean[] blocked, int k) {
        int rank = factors.settings().rank();
        int columns = factors.columns().length / rank;
        TopItems[] best = new TopItems[skipped.length];
        Arrays.setAll(best, row -> new TopItems(k));
        float[] tile = new float[TILE * skipped.length];
        for (int from = 0; from < columns; from += TILE) {
            int width = Math.min(TILE, columns - from);
            factors.linear().scores(rank, from, width, factors.columns(), skipped.length, vectors, tile);
            for (int row = 0; row < skipped.length; row++) {
                offer(skipped[row], blocked, from, width, tile, row * width, best[row]);
            }
        }
        return best;
    }

    private static void offer(
            int[] skipped, boolean[] blocked, int from, int width, float[] tile, int base, TopItems best) {
        int next = Arrays.binarySearch(skipped, from);
        next = next < 0 ? -next - 1 : next;
        for (int column = 0; column < width; column++) {
            if (next < skipped.length && skipped[next] == from + column) {
                next++;
            } else if (tile[base + column] > best.threshold() && !blocked[from + column]) {
                best.offer(from + column, tile[base + column]);
            }
        }
    }
}
