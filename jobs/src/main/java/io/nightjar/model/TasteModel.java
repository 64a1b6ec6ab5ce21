package io.nightjar.model;

import static org.apache.spark.sql.functions.col;

import io.nightjar.config.NextBestProductSettings;
import java.util.List;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What people like, learned from what they bought: MLlib's implicit-feedback ALS (Hu, Koren and Volinsky 2008) over
 * dense ids.
 */
final class TasteModel {
    // Each iteration makes the lineage longer; uncut, deserialising a task overflows the stack.
    private static final int CHECKPOINT_INTERVAL = 3;

    private final Dataset<Row> users;
    private final float[][] items;

    private TasteModel(Dataset<Row> users, float[][] items) {
        this.users = users;
        this.items = items;
    }

    /** id, features: a vector per customer number. */
    Dataset<Row> users() {
        return users;
    }

    /** A vector per product number; null for products nobody bought. */
    float[][] items() {
        return items;
    }

    /**
     * @param bought customer number, product number, times
     * @param products how many product numbers there are
     */
    static TasteModel fit(Dataset<Row> bought, int products, NextBestProductSettings settings, long seed) {
        // In fixed blocks and one order: the factors are then the same bits on any number of cores.
        Dataset<Row> sorted = bought.select(
                        col(Baskets.USER), col(Baskets.ITEM), col(Baskets.TIMES).cast("float"))
                .repartition(settings.blocks(), col(Baskets.USER))
                .sortWithinPartitions(Baskets.USER, Baskets.ITEM);
        ALSModel model = new ALS()
                .setImplicitPrefs(true)
                .setUserCol(Baskets.USER)
                .setItemCol(Baskets.ITEM)
                .setRatingCol(Baskets.TIMES)
                .setRank(settings.rank())
                .setMaxIter(settings.iterations())
                .setRegParam(settings.regularisation())
                .setAlpha(settings.alpha())
                .setNumBlocks(settings.blocks())
                .setCheckpointInterval(CHECKPOINT_INTERVAL)
                .setSeed(seed)
                .fit(sorted);
        float[][] items = new float[products][];
        for (Row row : model.itemFactors().collectAsList()) {
            items[row.getInt(0)] = vector(row.getList(1));
        }
        return new TasteModel(model.userFactors(), items);
    }

    static float[] vector(List<Float> values) {
        float[] vector = new float[values.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = values.get(i);
        }
        return vector;
    }
}
