package io.nightjar.learn.factor;

import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Work cut into blocks that do not depend on the number of cores, so that neither do the results. */
public final class Blocks {
    private Blocks() {}

    /** What to do with the rows from (inclusive) to (exclusive). */
    public interface Range {
        void work(int from, int to);
    }

    /** Each block once, side by side; blocks must not write to the same places. */
    public static void each(int rows, int size, Range range) {
        IntStream.range(0, (rows + size - 1) / size)
                .parallel()
                .forEach(block -> range.work(block * size, Math.min(rows, (block + 1) * size)));
    }

    /** The results of all blocks, in the order of the blocks. */
    public static <T> java.util.List<T> of(int count, IntFunction<T> block) {
        return IntStream.range(0, count).parallel().mapToObj(block).toList();
    }
}
