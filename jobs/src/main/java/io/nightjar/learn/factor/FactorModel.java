package io.nightjar.learn.factor;

import static org.apache.spark.sql.functions.aggregate;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.zip_with;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsReader$;
import org.apache.spark.ml.util.DefaultParamsWriter$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What {@link Factorisation} learned: a vector for each user and item. The prediction for a user and an item is the
 * inner product of their vectors; for those who were not there to learn from it is null.
 */
public final class FactorModel extends Model<FactorModel> implements MLWritable {
    static final String ID = "id";
    static final String FEATURES = "features";

    private static final long serialVersionUID = 1L;
    private static final String USERS = "users";
    private static final String ITEMS = "items";
    private static final String LEARNED = "learned";
    private static final StructType TYPE = new StructType()
            .add(ID, DataTypes.StringType)
            .add(FEATURES, DataTypes.createArrayType(DataTypes.FloatType));

    private final String uid;
    private final Param<String> userCol;
    private final Param<String> itemCol;
    private final Param<String> predictionCol;
    private final Learned learned;
    private final transient Dataset<Row> users;
    private final transient Dataset<Row> items;

    /** What makes vectors of new users. */
    @SuppressWarnings("ArrayRecordComponent") // A vector.
    record Learned(FactorSettings settings, Linear linear, float[] spectrum) implements Serializable {}

    FactorModel(String uid, Learned learned, Dataset<Row> users, Dataset<Row> items) {
        this.uid = uid;
        this.learned = learned;
        this.users = users;
        this.items = items;
        userCol = new Param<>(this, "userCol", "column of user ids");
        itemCol = new Param<>(this, "itemCol", "column of item ids");
        predictionCol = new Param<>(this, "predictionCol", "column that is added");
        setDefault(userCol, "user");
        setDefault(itemCol, "item");
        setDefault(predictionCol, "prediction");
    }

    /** Id and vector of each user. */
    public Dataset<Row> userFactors() {
        return users;
    }

    /** Id and vector of each item. */
    public Dataset<Row> itemFactors() {
        return items;
    }

    @Override
    public Dataset<Row> transform(Dataset<?> dataset) {
        Column product = aggregate(
                zip_with(col("user_features"), col("item_features"), Column::multiply),
                lit(0f),
                (sum, each) -> sum.plus(each));
        Dataset<Row> mine = users.select(col(ID).as("user_key"), col(FEATURES).as("user_features"));
        Dataset<Row> theirs = items.select(col(ID).as("item_key"), col(FEATURES).as("item_features"));
        return dataset.toDF()
                .join(mine, col(getOrDefault(userCol)).cast("string").equalTo(col("user_key")), "left")
                .join(theirs, col(getOrDefault(itemCol)).cast("string").equalTo(col("item_key")), "left")
                .withColumn(getOrDefault(predictionCol), product)
                .drop("user_key", "user_features", "item_key", "item_features");
    }

    @Override
    public StructType transformSchema(StructType schema) {
        return schema.add(getOrDefault(predictionCol), DataTypes.FloatType);
    }

    @Override
    public FactorModel copy(ParamMap extra) {
        return copyValues(new FactorModel(uid, learned, users, items), extra);
    }

    @Override
    public MLWriter write() {
        FactorModel model = this;
        return new MLWriter() {
            @Override
            public void saveImpl(String path) {
                DefaultParamsWriter$.MODULE$.saveMetadata(model, path, sparkSession());
                JavaSparkContext spark = JavaSparkContext.fromSparkContext(sc());
                spark.parallelize(List.of(model.learned), 1).saveAsObjectFile(path + "/" + LEARNED);
                plain(model.users).saveAsObjectFile(path + "/" + USERS);
                plain(model.items).saveAsObjectFile(path + "/" + ITEMS);
            }
        };
    }

    private static org.apache.spark.api.java.JavaRDD<Row> plain(Dataset<Row> named) {
        return named.javaRDD().map(row -> {
            List<Float> features = row.getList(1);
            float[] vector = new float[features.size()];
            for (int i = 0; i < vector.length; i++) {
                vector[i] = features.get(i);
            }
            return RowFactory.create(row.getString(0), vector);
        });
    }

    /** By which pipelines load it. */
    public static MLReader<FactorModel> read() {
        return new MLReader<>() {
            @Override
            public FactorModel load(String path) {
                DefaultParamsReader.Metadata metadata =
                        DefaultParamsReader$.MODULE$.loadMetadata(path, sparkSession(), FactorModel.class.getName());
                JavaSparkContext spark = JavaSparkContext.fromSparkContext(sc());
                Learned learned =
                        spark.<Learned>objectFile(path + "/" + LEARNED).first();
                FactorModel model = new FactorModel(
                        metadata.uid(),
                        learned,
                        sparkSession().createDataFrame(spark.<Row>objectFile(path + "/" + USERS), TYPE),
                        sparkSession().createDataFrame(spark.<Row>objectFile(path + "/" + ITEMS), TYPE));
                metadata.getAndSetParams(model, scala.Option.empty());
                return model;
            }
        };
    }

    public static FactorModel load(String path) {
        return read().load(path);
    }

    @Override
    public String uid() {
        return uid;
    }

    public Param<String> userCol() {
        return userCol;
    }

    public Param<String> itemCol() {
        return itemCol;
    }

    public Param<String> predictionCol() {
        return predictionCol;
    }
}
