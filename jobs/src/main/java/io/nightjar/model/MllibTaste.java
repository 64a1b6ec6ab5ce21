package io.nightjar.model;

import io.nightjar.learn.factor.Sparse;
import io.nightjar.learn.factor.TopItems;
import io.nightjar.learn.rank.RankSettings;
import io.nightjar.learn.rank.Split;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * MLlib's implicit-feedback ALS (Hu, Koren and Volinsky 2008), to compare with: same rank, same passes over the data, and
 * the weights that come nearest to our own objective (alpha = 1 / alpha0, regParam = lambda / alpha0).
 */
final class MllibTaste {
    // Each iteration makes the lineage longer; uncut, deserialising a task overflows the stack.
    private static final int CHECKPOINT_INTERVAL = 3;
    private static final int BLOCKS = 2;
    private static final StructType RATING = new StructType()
            .add("user", DataTypes.IntegerType)
            .add("item", DataTypes.IntegerType)
            .add("times", DataTypes.FloatType);

    private MllibTaste() {}

    /** The k best products of each judged person, owned ones included. */
    static int[][] lists(SparkSession spark, Split test, int[] judged, RankSettings settings) {
        return lists(spark, test, judged, settings, who -> new int[0]);
    }

    /** The same without owned ones. */
    static int[][] freshLists(SparkSession spark, Split test, int[] judged, RankSettings settings) {
        return lists(spark, test, judged, settings, who -> test.past(who).item());
    }

    private static int[][] lists(
            SparkSession spark, Split test, int[] judged, RankSettings settings, IntFunction<int[]> leftOut) {
        ALSModel model = new ALS()
                .setImplicitPrefs(true)
                .setUserCol("user")
                .setItemCol("item")
                .setRatingCol("times")
                .setRank(settings.taste().rank())
                .setMaxIter(settings.taste().epochs())
                .setAlpha(1.0 / settings.taste().unobserved())
                .setRegParam(
                        settings.taste().regularisation() / settings.taste().unobserved())
                .setNumBlocks(BLOCKS)
                .setCheckpointInterval(CHECKPOINT_INTERVAL)
                .setSeed(settings.taste().seed())
                .fit(ratings(spark, test));
        float[][] items = vectors(model.itemFactors(), test.all().items());
        float[][] people = vectors(model.userFactors(), test.all().people());
        int[][] lists = new int[judged.length][];
        for (int n = 0; n < judged.length; n++) {
            int[] out = leftOut.apply(judged[n]).clone();
            Arrays.sort(out);
            TopItems best = new TopItems(settings.size().k());
            for (int item = 0; item < items.length; item++) {
                if (items[item] != null && Arrays.binarySearch(out, item) < 0) {
                    best.offer(item, dot(people[judged[n]], items[item]));
                }
            }
            lists[n] = best.items();
        }
        return lists;
    }

    /** Rows only where they are read: a row per pair for all pairs at once would not fit. */
    private static Dataset<Row> ratings(SparkSession spark, Split test) {
        Broadcast<Sparse> times =
                JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(times(test));
        MapPartitionsFunction<Long, Row> pairs = people -> {
            Sparse all = times.value();
            Iterable<Long> each = () -> people;
            return StreamSupport.stream(each.spliterator(), false)
                    .map(Long::intValue)
                    .flatMap(who -> IntStream.range(all.start()[who], all.start()[who + 1])
                            .mapToObj(cell -> RowFactory.create(who, all.column()[cell], all.weight()[cell])))
                    .iterator();
        };
        return spark.range(0, test.all().people(), 1, BLOCKS).mapPartitions(pairs, Encoders.row(RATING));
    }

    /** How many baskets of each person have the item. */
    private static Sparse times(Split test) {
        int people = test.all().people();
        int[] start = new int[people + 1];
        int[] column = new int[test.all().item().length];
        float[] weight = new float[column.length];
        int cell = -1;
        for (int who = 0; who < people; who++) {
            int[] item = test.past(who).item().clone();
            Arrays.sort(item);
            for (int n = 0; n < item.length; n++) {
                if (n == 0 || item[n] != item[n - 1]) {
                    column[++cell] = item[n];
                }
                weight[cell]++;
            }
            start[who + 1] = cell + 1;
        }
        return new Sparse(people, test.all().items(), start, column, weight);
    }

    private static float[][] vectors(Dataset<Row> factors, int count) {
        float[][] vectors = new float[count][];
        for (Row row : factors.collectAsList()) {
            List<Float> values = row.getList(1);
            float[] vector = new float[values.size()];
            for (int i = 0; i < vector.length; i++) {
                vector[i] = values.get(i);
            }
            vectors[row.getInt(0)] = vector;
        }
        return vectors;
    }

    private static float dot(float[] a, float[] b) {
        float sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
