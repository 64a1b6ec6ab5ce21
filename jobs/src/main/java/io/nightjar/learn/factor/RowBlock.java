package io.nightjar.learn.factor;

import java.io.Serializable;
import java.util.List;
import java.util.function.Supplier;

/**
 * Some rows that follow one another: the unit of work on one machine and on many, so that both make the same bits.
 *
 * @param number of the block, {@link Factors#BLOCK} rows each
 * @param cells of its rows
 */
record RowBlock(int number, Sparse cells) implements Serializable {
    /** Vectors gathered at a time: few enough to stay in memory, many enough to go through the ranges seldom. */
    private static final int GATHERED = 1 << 18;

    /**
     * The side that stays fixed, in ranges of rows of which not all need to be in memory.
     *
     * @param ranges vectors of each range, one after the other
     * @param size rows of a range
     * @param rows of the side
     */
    record Other(List<Supplier<float[]>> ranges, int size, int rows) {}

    /** Vectors of a block's rows. */
    @SuppressWarnings("ArrayRecordComponent") // One array instead of thousands of objects.
    record Vectors(int number, float[] values) implements Serializable {}

    /** Rows from (inclusive) to (exclusive), whose vectors begin at a place; both sides are turned already. */
    static void improve(
            Linear linear,
            float[] vectors,
            int place,
            Sparse cells,
            int from,
            int to,
            Other other,
            float[] spectrum,
            FactorSettings settings) {
        int rank = settings.rank();
        // A row at a time stays in the cache; many at a time where ranges would come and go.
        int most = other.ranges().size() == 1 ? 0 : GATHERED;
        RowSolver solver = new RowSolver(linear, other.rows(), spectrum, settings);
        float[] panel = new float[0];
        for (int row = from; row < to; ) {
            int end = row + 1;
            while (end < to && cells.start()[end + 1] - cells.start()[row] <= most) {
                end++;
            }
            int first = cells.start()[row];
            int gathered = cells.start()[end] - first;
            if (panel.length < Math.multiplyExact(gathered, rank)) {
                panel = new float[gathered * rank];
            }
            gather(other, cells, row, end, panel, rank);
            for (; row < end; row++) {
                int begin = cells.start()[row];
                int last = cells.start()[row + 1];
                solver.solve(
                        vectors,
                        (place + row - from) * rank,
                        panel,
                        (begin - first) * rank,
                        cells.weight(),
                        begin,
                        last,
                        Factors.ridge(last - begin, other.rows(), settings));
            }
        }
    }

    private static void gather(Other other, Sparse cells, int row, int end, float[] panel, int rank) {
        int first = cells.start()[row];
        for (int range = 0; range < other.ranges().size(); range++) {
            float[] values = other.ranges().get(range).get();
            int low = range * other.size();
            for (int cell = first; cell < cells.start()[end]; cell++) {
                int inside = cells.column()[cell] - low;
                if (inside >= 0 && inside < other.size()) {
                    System.arraycopy(values, inside * rank, panel, (cell - first) * rank, rank);
                }
            }
        }
    }

    /** The block's first vectors. */
    Vectors start(FactorSettings settings, int side) {
        float[] values = new float[cells.rows() * settings.rank()];
        int from = number * Factors.BLOCK;
        Factors.start(values, 0, from, from + cells.rows(), settings, side);
        return new Vectors(number, values);
    }

    /** The block's vectors after one pass, from what they were. */
    Vectors improved(Linear linear, Vectors was, Spectrum spectrum, Other other, FactorSettings settings) {
        float[] values = was.values().clone();
        spectrum.turn(linear, values, 0, cells.rows());
        improve(linear, values, 0, cells, 0, cells.rows(), other, spectrum.length(), settings);
        return new Vectors(number, values);
    }
}
