package io.nightjar.learn.factor;

import io.nightjar.learn.factor.RowBlock.Vectors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;

/**
 * {@link Factors} learned where the cells are: each side's cells stay in their partitions as primitive arrays, and the
 * vectors of the other side come to them by broadcast. No purchase is ever shuffled again. A side that is larger than one
 * broadcast may be comes in ranges of rows, of which the driver holds one at a time and workers keep on disk what does
 * not fit in memory. The same blocks as on one machine, so the same bits, whatever the partitions.
 */
final class DistributedFactors {
    /** One side: cells and vectors, block by block in the same partitions. */
    private record Side(JavaRDD<RowBlock> cells, JavaRDD<Vectors> vectors, int rows) {}

    /** Vectors of both sides, block by block, turned as in {@link Factors}. */
    @SuppressWarnings("ArrayRecordComponent") // A vector.
    record Fitted(JavaRDD<Vectors> rows, JavaRDD<Vectors> columns, float[] spectrum, Linear linear) {}

    private final JavaSparkContext spark;
    private final FactorSettings settings;
    private final Linear linear;
    private final int range;

    /** @param mostBytes of one broadcast, about */
    DistributedFactors(JavaSparkContext spark, FactorSettings settings, long cells, long mostBytes) {
        this.spark = spark;
        this.settings = settings;
        this.linear = Linear.of(cells, settings.rank());
        long block = 4L * settings.rank() * Factors.BLOCK;
        this.range = (int) Math.max(1, Math.min(mostBytes / block, Integer.MAX_VALUE / block)) * Factors.BLOCK;
    }

    Fitted fit(JavaRDD<RowBlock> byRow, int rows, JavaRDD<RowBlock> byColumn, int columns) {
        FactorSettings all = settings;
        Side left = new Side(byRow, kept(byRow.map(block -> block.start(all, 1))), rows);
        Side right = new Side(byColumn, kept(byColumn.map(block -> block.start(all, 2))), columns);
        for (int epoch = 0; epoch < settings.epochs(); epoch++) {
            Side[] first = improved(left, right);
            left = first[0];
            Side[] second = improved(first[1], left);
            right = second[0];
            left = second[1];
        }
        Spectrum spectrum = spectrum(right);
        return new Fitted(
                turned(left, spectrum).vectors(), turned(right, spectrum).vectors(), spectrum.length(), linear);
    }

    /** The first side improved, and the second side, to whose axes both were turned. */
    private Side[] improved(Side side, Side other) {
        Spectrum spectrum = spectrum(other);
        Side fixed = turned(other, spectrum);
        List<Broadcast<float[]>> ranges = ranges(fixed);
        Broadcast<Spectrum> axes = spark.broadcast(spectrum);
        FactorSettings all = settings;
        Linear how = linear;
        int size = range;
        int rows = other.rows();
        JavaRDD<Vectors> vectors = kept(side.cells().zipPartitions(side.vectors(), (blocks, was) -> {
            List<Vectors> done = new ArrayList<>();
            List<Supplier<float[]>> values = new ArrayList<>();
            ranges.forEach(each -> values.add(each::value));
            RowBlock.Other fixedSide = new RowBlock.Other(values, size, rows);
            while (blocks.hasNext()) {
                done.add(blocks.next().improved(how, was.next(), axes.value(), fixedSide, all));
            }
            return done.iterator();
        }));
        side.vectors().unpersist(false);
        ranges.forEach(Broadcast::destroy);
        axes.destroy();
        return new Side[] {new Side(side.cells(), vectors, side.rows()), fixed};
    }

    private Side turned(Side side, Spectrum spectrum) {
        Linear how = linear;
        int rank = settings.rank();
        JavaRDD<Vectors> vectors = kept(side.vectors().map(block -> {
            float[] values = block.values().clone();
            spectrum.turn(how, values, 0, values.length / rank);
            return new Vectors(block.number(), values);
        }));
        side.vectors().unpersist(false);
        return new Side(side.cells(), vectors, side.rows());
    }

    private Spectrum spectrum(Side side) {
        Linear how = linear;
        FactorSettings all = settings;
        JavaRDD<Vectors> parts = side.vectors()
                .map(block -> new Vectors(
                        block.number(), Factors.gram(how, block.values(), 0, block.values().length / all.rank(), all)));
        boolean isSmall = side.rows() <= Factors.TOGETHER * Factors.BLOCK;
        return Spectrum.of(settings.rank(), isSmall ? added(all.rank(), parts.collect()) : sum(all.rank(), parts));
    }

    /** As {@link Factors#sum}, neighbours where they are: the driver gets one part for all of them. */
    static float[] sum(int rank, JavaRDD<Vectors> parts) {
        return added(
                rank,
                parts.groupBy(part -> part.number() / Factors.TOGETHER)
                        .map(group -> new Vectors(group._1(), added(rank, group._2())))
                        .collect());
    }

    /** In the order of their numbers. */
    private static float[] added(int rank, Iterable<Vectors> parts) {
        List<Vectors> sorted = new ArrayList<>();
        parts.forEach(sorted::add);
        sorted.sort(Comparator.comparingInt(Vectors::number));
        return Factors.added(rank, sorted.stream().map(Vectors::values).toList());
    }

    private List<Broadcast<float[]>> ranges(Side side) {
        List<Broadcast<float[]>> ranges = new ArrayList<>();
        for (int from = 0; from < side.rows(); from += range) {
            ranges.add(spark.broadcast(
                    values(side.vectors(), from, (int) Math.min(side.rows(), (long) from + range), settings.rank())));
        }
        return ranges;
    }

    /** Vectors of the rows from (inclusive), where a block begins, to (exclusive), one after the other. */
    static float[] values(JavaRDD<Vectors> vectors, int from, int to, int rank) {
        float[] values = new float[(to - from) * rank];
        int first = from / Factors.BLOCK;
        int end = (to + Factors.BLOCK - 1) / Factors.BLOCK;
        vectors.filter(block -> block.number() >= first && block.number() < end)
                .collect()
                .forEach(block -> System.arraycopy(
                        block.values(),
                        0,
                        values,
                        (block.number() - first) * Factors.BLOCK * rank,
                        block.values().length));
        return values;
    }

    /** Worked out now, and never again: what it came from is forgotten. */
    private static JavaRDD<Vectors> kept(JavaRDD<Vectors> vectors) {
        JavaRDD<Vectors> kept = vectors.persist(StorageLevel.MEMORY_AND_DISK());
        kept.rdd().localCheckpoint();
        long unused = kept.count();
        return kept;
    }
}
