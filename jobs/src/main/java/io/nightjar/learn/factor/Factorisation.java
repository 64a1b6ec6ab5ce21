package io.nightjar.learn.factor;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;

/**
 * The factorisation of {@link Factors} as an MLlib estimator: from rows (user, item, weight and time if there are such)
 * to a {@link FactorModel}. Rows of one user and item are added up, each counting half after every half-life before
 * the latest; a cell's confidence is 1 + log(1 + sum). Ids may be of any type that can be written as text. The same
 * seed gives the same factors on any number of cores, partitions and machines.
 */
public final class Factorisation extends Estimator<FactorModel> implements DefaultParamsWritable {
    private static final long serialVersionUID = 1L;
    private static final long QUARTER_GIGABYTE = 1 << 28;

    private final String uid;
    private final Param<String> userCol;
    private final Param<String> itemCol;
    private final Param<String> weightCol;
    private final Param<String> timeCol;
    private final DoubleParam halfLifeDays;
    private final IntParam rank;
    private final IntParam maxIter;
    private final DoubleParam unobserved;
    private final DoubleParam regParam;
    private final DoubleParam exponent;
    private final IntParam steps;
    private final LongParam seed;
    private final IntParam numBlocks;
    private final LongParam maxBroadcastBytes;

    public Factorisation() {
        this(Identifiable.randomUID("factorisation"));
    }

    public Factorisation(String uid) {
        // Params ask for the uid as soon as they are made.
        this.uid = uid;
        userCol = new Param<>(this, "userCol", "column of user ids");
        itemCol = new Param<>(this, "itemCol", "column of item ids");
        weightCol = new Param<>(this, "weightCol", "column of weights, 0 or more; empty: each row weighs 1");
        timeCol = new Param<>(this, "timeCol", "column of dates or timestamps; empty: time does not count");
        halfLifeDays = new DoubleParam(this, "halfLifeDays", "days after which a row counts half", above(0));
        rank = new IntParam(this, "rank", "length of the vectors", above(0));
        maxIter = new IntParam(this, "maxIter", "passes over both sides", above(0));
        unobserved = new DoubleParam(this, "unobserved", "alpha0: weight of every cell, bought or not", above(0));
        regParam = new DoubleParam(this, "regParam", "lambda: regularisation", above(0));
        exponent = new DoubleParam(this, "exponent", "nu: how far regularisation grows with cells", above(-1));
        steps = new IntParam(this, "steps", "of conjugate gradients per row and pass", above(0));
        seed = new LongParam(this, "seed", "of the first vectors");
        numBlocks = new IntParam(this, "numBlocks", "partitions of each side; results are the same", above(0));
        maxBroadcastBytes =
                new LongParam(this, "maxBroadcastBytes", "a larger side comes to the other in ranges", above(0));
        setDefault(userCol, "user");
        setDefault(itemCol, "item");
        setDefault(weightCol, "");
        setDefault(timeCol, "");
        setDefault(halfLifeDays, 90.0);
        setDefault(rank, 64);
        setDefault(maxIter, 10);
        setDefault(unobserved, 0.1);
        setDefault(regParam, 0.01);
        setDefault(exponent, 1.0);
        setDefault(steps, 2);
        setDefault(seed, 42L);
        setDefault(numBlocks, 4);
        setDefault(maxBroadcastBytes, QUARTER_GIGABYTE);
    }

    private static <T> scala.Function1<T, Object> above(double bound) {
        return ParamValidators.gt(bound);
    }

    @Override
    public FactorModel fit(Dataset<?> dataset) {
        transformSchema(dataset.schema());
        Cells cells = Cells.of(
                dataset,
                new Cells.Columns(
                        getOrDefault(userCol),
                        getOrDefault(itemCol),
                        getOrDefault(weightCol),
                        getOrDefault(timeCol),
                        (double) getOrDefault(halfLifeDays)));
        JavaSparkContext spark =
                JavaSparkContext.fromSparkContext(dataset.sparkSession().sparkContext());
        JavaRDD<RowBlock> byUser = cells.byUser((int) getOrDefault(numBlocks));
        JavaRDD<RowBlock> byItem = cells.byItem((int) getOrDefault(numBlocks));
        DistributedFactors.Fitted fitted = new DistributedFactors(
                        spark, settings(), cells.count(), (long) getOrDefault(maxBroadcastBytes))
                .fit(byUser, cells.users(), byItem, cells.items());
        FactorModel model = new FactorModel(
                Identifiable.randomUID("factors"),
                new FactorModel.Learned(settings(), fitted.linear(), fitted.spectrum()),
                cells.named(cells.userIds(), fitted.rows(), settings().rank()),
                cells.named(cells.itemIds(), fitted.columns(), settings().rank()));
        model.set(model.userCol(), getOrDefault(userCol));
        model.set(model.itemCol(), getOrDefault(itemCol));
        cells.forget();
        byUser.unpersist(false);
        byItem.unpersist(false);
        return model;
    }

    private FactorSettings settings() {
        return new FactorSettings(
                (int) getOrDefault(rank),
                (int) getOrDefault(maxIter),
                (float) (double) getOrDefault(unobserved),
                (float) (double) getOrDefault(regParam),
                (float) (double) getOrDefault(exponent),
                (int) getOrDefault(steps),
                (long) getOrDefault(seed));
    }

    @Override
    public StructType transformSchema(StructType schema) {
        for (Param<String> column : java.util.List.of(userCol, itemCol, weightCol, timeCol)) {
            String name = getOrDefault(column);
            if (!name.isEmpty() && !java.util.Arrays.asList(schema.fieldNames()).contains(name)) {
                throw new IllegalArgumentException("There is no column " + name + " for " + column.name()
                        + "; there are " + String.join(", ", schema.fieldNames()));
            }
        }
        return schema;
    }

    /** Reads an estimator as it was saved; MLlib asks for this by name. */
    public static MLReader<Factorisation> read() {
        return new DefaultParamsReader<>();
    }

    public static Factorisation load(String path) {
        return read().load(path);
    }

    @Override
    public Factorisation copy(ParamMap extra) {
        return defaultCopy(extra);
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

    public Param<String> weightCol() {
        return weightCol;
    }

    public Param<String> timeCol() {
        return timeCol;
    }

    public DoubleParam halfLifeDays() {
        return halfLifeDays;
    }

    public IntParam rank() {
        return rank;
    }

    public IntParam maxIter() {
        return maxIter;
    }

    public DoubleParam unobserved() {
        return unobserved;
    }

    public DoubleParam regParam() {
        return regParam;
    }

    public DoubleParam exponent() {
        return exponent;
    }

    public IntParam steps() {
        return steps;
    }

    public LongParam seed() {
        return seed;
    }

    public IntParam numBlocks() {
        return numBlocks;
    }

    public LongParam maxBroadcastBytes() {
        return maxBroadcastBytes;
    }
}
