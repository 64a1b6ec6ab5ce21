package io.nightjar.identity.match;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_from_entries;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import io.nightjar.config.MatchSettings;
import io.nightjar.identity.graph.Components;
import io.nightjar.job.Portions;
import io.nightjar.schema.IdentityEdges;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * The matching of {@link IdentityMatch}, with the same outcome, for more records than one machine holds. Records go to
 * the blocks they are in and are compared there; only counts of patterns, the keys of blocks that are too large and the
 * records of random pairs come to the driver. Records that hang together by probable pairs are then decided as a whole.
 */
final class SpreadMatch {
    /** What one executor decides at once, some 6 KB each. */
    private static final long MOST_TOGETHER = 100_000;

    private static final String PARTS = PersonRecords.PARTS;
    private static final String COUNTS = "counts";
    private static final String BLOCKS = "blocks";
    private static final String ID = BlockBatch.ID;
    private static final StructType NUMBERED = new StructType()
            .add(ID, DataTypes.LongType)
            .add(PersonRecords.SOURCE, DataTypes.StringType)
            .add(PersonRecords.KEY, DataTypes.StringType)
            .add(PARTS, DataTypes.createArrayType(DataTypes.StringType))
            .add("keys", DataTypes.createArrayType(DataTypes.LongType));
    private static final StructType PLACED = new StructType()
            .add(ID, DataTypes.LongType)
            .add(PersonRecords.SOURCE, DataTypes.StringType)
            .add(PersonRecords.KEY, DataTypes.StringType)
            .add(PARTS, DataTypes.createArrayType(DataTypes.StringType))
            .add(COUNTS, DataTypes.createArrayType(DataTypes.IntegerType))
            .add(BLOCKS, DataTypes.createArrayType(DataTypes.LongType))
            .add("leftOut", DataTypes.IntegerType);
    private static final StructType COUNTED =
            new StructType().add("pattern", DataTypes.LongType).add("pairs", DataTypes.LongType);
    private static final StructType SCORED = new StructType()
            .add("first", DataTypes.LongType)
            .add("second", DataTypes.LongType)
            .add(ComponentBatch.BITS, DataTypes.DoubleType);

    private final MatchSettings settings;
    private final long seed;
    private final long driverLinks;
    private final long mostTogether;
    private final JavaSparkContext context;
    private final long records;
    /** What is given up once the outcome is there. */
    private final List<Dataset<Row>> kept = new ArrayList<>();

    private final Dataset<Row> edges;
    private final Matching matching;

    /**
     * @param described rows of source, key and parts, one for each source and key
     * @param driverLinks so many pairs and fewer are joined in the driver's memory
     */
    SpreadMatch(Dataset<Row> described, MatchSettings settings, long seed, long driverLinks) {
        this(described, settings, seed, driverLinks, MOST_TOGETHER);
    }

    /** @param mostTogether more records than this are decided as a whole only where probable pairs hold them together */
    SpreadMatch(Dataset<Row> described, MatchSettings settings, long seed, long driverLinks, long mostTogether) {
        this.settings = settings;
        this.seed = seed;
        this.driverLinks = driverLinks;
        this.mostTogether = mostTogether;
        this.context =
                JavaSparkContext.fromSparkContext(described.sparkSession().sparkContext());
        BlockKeys keys = new BlockKeys(settings.rules());
        Dataset<Row> numbered = kept(numbered(described, keys));
        this.records = numbered.count();
        Dataset<Row> values = kept(values(numbered));
        Dataset<Row> placed = kept(placed(numbered, values, keys));
        Dataset<Row> gathered = kept(gathered(placed));
        long pairs = total(
                gathered.groupBy(BlockBatch.BLOCK)
                        .count()
                        .select(col("count")
                                .multiply(col("count").minus(1))
                                .divide(2)
                                .cast("long")
                                .as("pairs")),
                "pairs");
        double[][] shares = shares(values);
        MatchModel model = learned(numbered, gathered, pairs, shares);
        Dataset<Row> outcome =
                decided(placed, kept(scored(gathered, model)), model).persist(StorageLevel.MEMORY_AND_DISK());
        this.matching = new Matching(
                model,
                Arrays.stream(Part.all())
                        .filter(part -> shares[1][part.index()] > 0)
                        .toList(),
                records,
                total(outcome, ComponentBatch.JOINS),
                pairs,
                total(placed, "leftOut"));
        this.edges = outcome.select(IdentityEdges.TABLE.columns());
        kept.forEach(Dataset::unpersist);
    }

    /** Rows of {@link IdentityEdges}. */
    Dataset<Row> edges() {
        return edges;
    }

    Matching matching() {
        return matching;
    }

    private Dataset<Row> kept(Dataset<Row> rows) {
        kept.add(rows.persist(StorageLevel.MEMORY_AND_DISK()));
        return rows;
    }

    private static long total(Dataset<Row> rows, String column) {
        Row all = rows.agg(sum(column)).head();
        return all.isNullAt(0) ? 0 : all.getLong(0);
    }

    /** With their place in the order of source and key, and the keys of their groups. */
    private Dataset<Row> numbered(Dataset<Row> described, BlockKeys keys) {
        JavaRDD<Row> rows = described
                .orderBy(PersonRecords.SOURCE, PersonRecords.KEY)
                .javaRDD()
                .zipWithIndex()
                .map(numbered -> {
                    Row row = numbered._1();
                    String[] parts = PersonRecords.parts(row, 2);
                    return RowFactory.create(numbered._2(), row.getString(0), row.getString(1), parts, keys.of(parts));
                });
        return described.sparkSession().createDataFrame(rows, NUMBERED);
    }

    /** How many records have which value of which part; values are hashes. */
    private static Dataset<Row> values(Dataset<Row> numbered) {
        return each(numbered).groupBy("part", "value").agg(count(lit(1)).as("count"));
    }

    private static Dataset<Row> each(Dataset<Row> numbered) {
        return numbered.select(col(ID), posexplode(col(PARTS)).as(new String[] {"part", "text"}))
                .where(col("text").isNotNull())
                .select(col(ID), col("part"), xxhash64(col("text")).as("value"));
    }

    /** By part, first the share of pairs with the same value among pairs that both have one, then who has one. */
    private static double[][] shares(Dataset<Row> values) {
        double[][] shares = new double[2][Part.count()];
        Column times = col("count").cast("double");
        values.groupBy("part")
                .agg(sum(times.multiply(times.minus(1))), sum(times))
                .collectAsList()
                .forEach(part -> {
                    double known = part.getDouble(2);
                    shares[0][part.getInt(0)] = known < 2 ? 0 : part.getDouble(1) / (known * (known - 1));
                    shares[1][part.getInt(0)] = known;
                });
        return shares;
    }

    /** With the blocks they are in, and with how many records have each of their values. */
    private Dataset<Row> placed(Dataset<Row> numbered, Dataset<Row> values, BlockKeys keys) {
        Dataset<Row> shared = each(numbered)
                .join(values.where(col("count").gt(1)), new String[] {"part", "value"})
                .groupBy(ID)
                .agg(map_from_entries(collect_list(struct("part", "count"))).as(COUNTS));
        Broadcast<long[]> large = context.broadcast(large(numbered, keys));
        MapFunction<Row, Row> place = row -> {
            long[] groups = BlockBatch.longs(row, 4);
            long[] blocks = keys.blocks(groups, large.value());
            Map<Integer, Long> times = row.isNullAt(5) ? Map.of() : row.getJavaMap(5);
            int[] counts = IntStream.range(0, Part.count())
                    .map(part -> Math.toIntExact(times.getOrDefault(part, 1L)))
                    .toArray();
            return RowFactory.create(
                    row.getLong(0),
                    row.getString(1),
                    row.getString(2),
                    PersonRecords.parts(row, 3),
                    counts,
                    blocks,
                    keys.leftOut(groups, blocks));
        };
        return numbered.join(shared, new String[] {ID}, "left").map(place, Encoders.row(PLACED));
    }

    /** Keys of groups with more records than a block may have, ascending. */
    private long[] large(Dataset<Row> numbered, BlockKeys keys) {
        long[] large = {};
        for (int depth = 0; depth < keys.depth(); depth++) {
            int at = depth;
            Broadcast<long[]> before = context.broadcast(large);
            FlatMapFunction<Row, Long> groups =
                    row -> Arrays.stream(keys.at(at, BlockBatch.longs(row, 0), before.value()))
                            .boxed()
                            .iterator();
            List<Long> more = numbered.select("keys")
                    .flatMap(groups, Encoders.LONG())
                    .groupBy("value")
                    .count()
                    .where(col("count").gt(settings.maxBlock()))
                    .select("value")
                    .as(Encoders.LONG())
                    .collectAsList();
            large = LongStream.concat(Arrays.stream(large), more.stream().mapToLong(Long::longValue))
                    .sorted()
                    .toArray();
        }
        return large;
    }

    /** Each record in each of its blocks, block by block. */
    private static Dataset<Row> gathered(Dataset<Row> placed) {
        FlatMapFunction<Row, Row> gather = row -> {
            long[] blocks = BlockBatch.longs(row, 3);
            Object parts = row.get(1);
            Object counts = row.get(2);
            List<Row> members = new ArrayList<>();
            for (int rule = 0; rule < blocks.length; rule++) {
                if (blocks[rule] != 0) {
                    members.add(RowFactory.create(blocks[rule], rule, row.getLong(0), parts, counts, blocks));
                }
            }
            return members.iterator();
        };
        return placed.select(ID, PARTS, COUNTS, BLOCKS)
                .flatMap(gather, Encoders.row(BlockBatch.MEMBER))
                .repartition(col(BlockBatch.BLOCK))
                .sortWithinPartitions(BlockBatch.BLOCK, ID);
    }

    private MatchModel learned(Dataset<Row> numbered, Dataset<Row> gathered, long pairs, double[][] shares) {
        long every = Matcher.every(pairs);
        MapPartitionsFunction<Row, Row> counted = rows -> new Portions(rows, ahead -> counted(ahead, every));
        PatternCounts candidates = new PatternCounts();
        gathered.mapPartitions(counted, Encoders.row(COUNTED))
                .groupBy("pattern")
                .agg(sum("pairs"))
                .collectAsList()
                .forEach(row -> candidates.add(row.getLong(0), row.getLong(1)));
        return new Learner(candidates, random(numbered), shares[0], shares[1], 0.5 * records * (records - 1) / every)
                .learn();
    }

    private static List<Row> counted(Portions.Ahead rows, long every) {
        BlockBatch batch = new BlockBatch(rows);
        Comparer comparer = new Comparer(batch.people());
        PatternCounts counts = new PatternCounts();
        batch.pairs((a, b) -> {
            if (Matcher.isToldFrom(batch.id(a), batch.id(b), every)) {
                counts.add(comparer.pattern(a, b));
            }
        });
        long[] patterns = counts.patterns();
        long[] times = counts.counts();
        return IntStream.range(0, patterns.length)
                .mapToObj(i -> RowFactory.create(patterns[i], times[i]))
                .toList();
    }

    /** Patterns of the pairs that are drawn, whose records alone come to the driver. */
    private PatternCounts random(Dataset<Row> numbered) {
        long turns = records > 1 ? 2 * Matcher.RANDOM_PAIRS : 0;
        long[] drawn = LongStream.range(0, turns)
                .map(turn -> Matcher.drawn(seed, turn, records))
                .sorted()
                .distinct()
                .toArray();
        Broadcast<long[]> wanted = context.broadcast(drawn);
        FilterFunction<Row> isDrawn = row -> Arrays.binarySearch(wanted.value(), row.getLong(0)) >= 0;
        People.Builder builder = new People.Builder();
        Iterator<Row> rows =
                numbered.select(ID, PARTS).filter(isDrawn).orderBy(ID).toLocalIterator();
        while (rows.hasNext()) {
            builder.add("", "", PersonRecords.parts(rows.next(), 1));
        }
        Comparer comparer = new Comparer(builder.build());
        PatternCounts counts = new PatternCounts();
        for (long turn = 0; turn < turns; turn += 2) {
            int a = Arrays.binarySearch(drawn, Matcher.drawn(seed, turn, records));
            int b = Arrays.binarySearch(drawn, Matcher.drawn(seed, turn + 1, records));
            if (a != b) {
                counts.add(comparer.pattern(Math.min(a, b), Math.max(a, b)));
            }
        }
        return counts;
    }

    /** Pairs that are worth keeping, with their evidence. */
    private Dataset<Row> scored(Dataset<Row> gathered, MatchModel model) {
        Broadcast<MatchModel> learned = context.broadcast(model);
        long all = records;
        MapPartitionsFunction<Row, Row> score =
                rows -> new Portions(rows, ahead -> scored(new BlockBatch(ahead), learned.value(), all));
        return gathered.mapPartitions(score, Encoders.row(SCORED));
    }

    private static List<Row> scored(BlockBatch batch, MatchModel model, long records) {
        Evidence evidence = new Evidence(batch.people(), model, records);
        Comparer comparer = evidence.comparer();
        List<Row> pairs = new ArrayList<>();
        batch.pairs((a, b) -> {
            double bits = evidence.bits(comparer, a, b);
            if (bits >= Matcher.LEAST_BITS) {
                pairs.add(RowFactory.create(batch.id(a), batch.id(b), bits));
            }
        });
        return pairs;
    }

    /** Records that hang together by pairs of which one record at least has a probable link, decided as a whole. */
    private Dataset<Row> decided(Dataset<Row> placed, Dataset<Row> scored, MatchModel model) {
        Dataset<Row> linked = scored.where(col(ComponentBatch.BITS).geq(Clusters.leastBits(settings)))
                .select(explode(array(col("first"), col("second"))).as("linked"))
                .distinct();
        Dataset<Row> near = kept(scored.join(linked, col("first").equalTo(col("linked")), "left_semi")
                .union(scored.join(linked, col("second").equalTo(col("linked")), "left_semi")
                        .join(linked, col("first").equalTo(col("linked")), "left_anti")));
        Dataset<Row> components = components(near);
        Dataset<Row> crowds = kept(components
                .groupBy(ComponentBatch.COMPONENT)
                .count()
                .where(col("count").gt(mostTogether))
                .select(ComponentBatch.COMPONENT));
        if (!crowds.isEmpty()) {
            near = kept(onlyProbable(near, components.join(crowds, ComponentBatch.COMPONENT)));
            components = components(near);
        }
        Dataset<Row> members = placed.join(components, ID)
                .select(
                        col(ComponentBatch.COMPONENT),
                        lit(null).cast("long").as(ComponentBatch.OTHER),
                        col(ID),
                        lit(null).cast("double").as(ComponentBatch.BITS),
                        col(PersonRecords.SOURCE),
                        col(PersonRecords.KEY),
                        col(PARTS),
                        col(COUNTS));
        Dataset<Row> pairs = near.join(components, col("first").equalTo(col(ID)))
                .select(
                        col(ComponentBatch.COMPONENT),
                        col("second"),
                        col("first"),
                        col(ComponentBatch.BITS),
                        lit(null),
                        lit(null),
                        lit(null),
                        lit(null));
        Broadcast<MatchModel> learned = context.broadcast(model);
        long all = records;
        MatchSettings how = settings;
        MapPartitionsFunction<Row, Row> decide =
                rows -> new Portions(rows, ahead -> new ComponentBatch(ahead).decided(learned.value(), all, how));
        return members.union(pairs)
                .repartition(col(ComponentBatch.COMPONENT))
                .sortWithinPartitions(ComponentBatch.COMPONENT, ComponentBatch.OTHER, ID)
                .mapPartitions(decide, Encoders.row(ComponentBatch.OUTCOME));
    }

    private Dataset<Row> components(Dataset<Row> pairs) {
        return Components.of(pairs.select("first", "second"), driverLinks).toDF(ID, ComponentBatch.COMPONENT);
    }

    /** Without those pairs of the given records that are not probable by themselves. */
    private Dataset<Row> onlyProbable(Dataset<Row> near, Dataset<Row> crowded) {
        Column isProbable = col(ComponentBatch.BITS).geq(Clusters.leastBits(settings));
        return near.where(isProbable)
                .union(near.where(not(isProbable)).join(crowded, col("first").equalTo(col(ID)), "left_anti"));
    }
}
