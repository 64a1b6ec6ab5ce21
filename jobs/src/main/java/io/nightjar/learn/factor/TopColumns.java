package io.nightjar.learn.factor;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The best few columns of many rows: tile by tile of the score matrix, each one matrix product that stays in the cache,
 * with what is owned left out by walking the sorted list in step. Columns stand in the order of their lengths, longest
 * first, and an inner product is at most the product of the lengths (Cauchy and Schwarz): when no column that is left
 * can reach the worst of a row's best, the row is done. Nothing is ever shuffled or sorted whole, and nothing is lost.
 */
public final class TopColumns {
    private static final int ROWS = 64;
    private static final int TILE = 512;
    /** Sums in fp32 may be above the product of the lengths by less than this. */
    private static final float ROUNDING = 1.001f;

    private final Factors factors;
    /** By place. */
    private final int[] column;
    /** By column; -1 for those left out. */
    private final int[] place;

    private final float[] vectors;
    /** By place, and 0 at the end. */
    private final float[] length;

    /** @param blocked columns never to be found */
    public TopColumns(Factors factors, boolean[] blocked) {
        this.factors = factors;
        int rank = factors.settings().rank();
        float[] lengths = new float[blocked.length];
        for (int c = 0; c < lengths.length; c++) {
            lengths[c] = length(factors.columns(), c * rank, rank);
        }
        column = IntStream.range(0, blocked.length)
                .filter(c -> !blocked[c])
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(c -> -lengths[c]).thenComparingInt(c -> c))
                .mapToInt(Integer::intValue)
                .toArray();
        place = new int[blocked.length];
        Arrays.fill(place, -1);
        vectors = new float[column.length * rank];
        length = new float[column.length + 1];
        for (int n = 0; n < column.length; n++) {
            place[column[n]] = n;
            length[n] = lengths[column[n]];
            System.arraycopy(factors.columns(), column[n] * rank, vectors, n * rank, rank);
        }
    }

    /** The best k columns of every row the factors have, without those it owns. */
    public int[][] everyone(Sparse owned, int k) {
        int rank = factors.settings().rank();
        int[][] lists = new int[owned.rows()][];
        Blocks.each(owned.rows(), ROWS, (from, to) -> {
            int[][] skipped = new int[to - from][];
            for (int row = from; row < to; row++) {
                skipped[row - from] = Arrays.copyOfRange(owned.column(), owned.start()[row], owned.start()[row + 1]);
            }
            TopItems[] best = of(Arrays.copyOfRange(factors.rows(), from * rank, to * rank), skipped, k);
            for (int row = from; row < to; row++) {
                lists[row] = best[row - from].items();
            }
        });
        return lists;
    }

    /**
     * The best k columns of a few dozen rows.
     *
     * @param rows vectors, one after the other
     * @param skipped columns of each row
     */
    public TopItems[] of(float[] rows, int[][] skipped, int k) {
        int rank = factors.settings().rank();
        int count = skipped.length;
        TopItems[] best = new TopItems[count];
        int[][] passed = new int[count][];
        float[] reach = new float[count];
        for (int row = 0; row < count; row++) {
            best[row] = new TopItems(k);
            passed[row] = places(skipped[row]);
            reach[row] = ROUNDING * length(rows, row * rank, rank);
        }
        float[] tile = new float[TILE * count];
        for (int from = 0; from < column.length && isOpen(best, reach, length[from]); from += TILE) {
            int width = Math.min(TILE, column.length - from);
            factors.linear().scores(rank, from, width, vectors, count, rows, tile);
            for (int row = 0; row < count; row++) {
                if (reach[row] * length[from] >= best[row].threshold()) {
                    offer(passed[row], from, width, tile, row * width, best[row]);
                }
            }
        }
        return best;
    }

    private static boolean isOpen(TopItems[] best, float[] reach, float longest) {
        for (int row = 0; row < best.length; row++) {
            if (reach[row] * longest >= best[row].threshold()) {
                return true;
            }
        }
        return false;
    }

    private int[] places(int[] columns) {
        int[] places = new int[columns.length];
        int size = 0;
        for (int c : columns) {
            if (place[c] >= 0) {
                places[size++] = place[c];
            }
        }
        int[] sorted = Arrays.copyOf(places, size);
        Arrays.sort(sorted);
        return sorted;
    }

    private void offer(int[] passed, int from, int width, float[] tile, int base, TopItems best) {
        int next = Arrays.binarySearch(passed, from);
        next = next < 0 ? -next - 1 : next;
        int at = 0;
        while (at < width) {
            int end = next < passed.length ? Math.min(width, passed[next++] - from) : width;
            for (; at < end; at++) {
                if (tile[base + at] >= best.threshold()) {
                    best.offer(column[from + at], tile[base + at]);
                }
            }
            at++;
        }
    }

    private static float length(float[] vectors, int at, int rank) {
        double sum = 0;
        for (int i = at; i < at + rank; i++) {
            sum += (double) vectors[i] * vectors[i];
        }
        return (float) Math.sqrt(sum);
    }
}
