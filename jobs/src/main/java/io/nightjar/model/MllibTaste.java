package io.nightjar.model;

import io.nightjar.learn.factor.TopItems;
import io.nightjar.learn.rank.Past;
import io.nightjar.learn.rank.RankSettings;
import io.nightjar.learn.rank.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Dataset;
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

    private MllibTaste() {}

    /** The k best products of each judged person, owned ones included. */
    static int[][] lists(SparkSession spark, Split test, int[] judged, RankSettings settings) {
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
                .setNumBlocks(2)
                .setCheckpointInterval(CHECKPOINT_INTERVAL)
                .setSeed(settings.taste().seed())
                .fit(ratings(spark, test));
        float[][] items = vectors(model.itemFactors(), test.all().items());
        float[][] people = vectors(model.userFactors(), test.all().people());
        int[][] lists = new int[judged.length][];
        for (int n = 0; n < judged.length; n++) {
            TopItems best = new TopItems(settings.size().k());
            for (int item = 0; item < items.length; item++) {
                if (items[item] != null) {
                    best.offer(item, dot(people[judged[n]], items[item]));
                }
            }
            lists[n] = best.items();
        }
        return lists;
    }

    private static Dataset<Row> ratings(SparkSession spark, Split test) {
        List<Row> rows = new ArrayList<>();
        for (int who = 0; who < test.all().people(); who++) {
            Past past = test.past(who);
            TreeMap<Integer, Float> times = new TreeMap<>();
            for (int item : past.item()) {
                times.merge(item, 1f, Float::sum);
            }
            for (var entry : times.entrySet()) {
                rows.add(RowFactory.create(who, entry.getKey(), entry.getValue()));
            }
        }
        StructType type = new StructType()
                .add("user", DataTypes.IntegerType)
                .add("item", DataTypes.IntegerType)
                .add("times", DataTypes.FloatType);
        return spark.createDataFrame(rows, type).repartition(2);
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
