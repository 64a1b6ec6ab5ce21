package io.nightjar.learn.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.SparkExtension;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** 1,500 people in three groups, more than a block of them; each bought four of their group's eight products. */
@ExtendWith(SparkExtension.class)
final class FactorisationTest {
    private static final int PEOPLE = 1500;
    private static final int GROUPS = 3;
    private static final int OF_GROUP = 8;
    private static final FactorSettings SETTINGS = new FactorSettings(4, 3, 0.1f, 0.01f, 1, 2, 7);

    @Test
    void makesTheSameBitsAsOneMachineOnAnyPartitionsAndInRanges(SparkSession spark) {
        Map<String, List<Float>> local = local();
        for (int partitions : new int[] {1, 2, 4}) {
            assertThat(vectors(estimator(partitions).fit(rows(spark)))).isEqualTo(local);
        }
        Factorisation inRanges = estimator(2);
        inRanges.set(inRanges.maxBroadcastBytes(), 1L);
        assertThat(vectors(inRanges.fit(rows(spark)))).isEqualTo(local);
    }

    @Test
    void findsThePlantedGroupsAndSavesWhatItFound(SparkSession spark, @TempDir Path folder) throws Exception {
        FactorModel model = estimator(2).fit(rows(spark));
        Dataset<Row> asked = spark.createDataFrame(
                List.of(
                        RowFactory.create(id(0), item(0, missing(0))),
                        RowFactory.create(id(0), item(1, 3)),
                        RowFactory.create(id(1), item(1, missing(1))),
                        RowFactory.create(id(1), item(2, 3)),
                        RowFactory.create("nobody", item(0, 0))),
                new StructType().add("user", "string").add("item", "string"));
        Map<String, Float> scores = scores(model.transform(asked));
        assertThat(scores.get(id(0) + item(0, missing(0)))).isGreaterThan(2 * scores.get(id(0) + item(1, 3)));
        assertThat(scores.get(id(1) + item(1, missing(1)))).isGreaterThan(2 * scores.get(id(1) + item(2, 3)));
        assertThat(scores.get("nobody" + item(0, 0))).isNull();
        String path = folder.resolve("model").toString();
        model.save(path);
        assertThat(scores(FactorModel.load(path).transform(asked))).isEqualTo(scores);
    }

    @Test
    void isSavedAsItIsSetAloneAndInAPipeline(SparkSession spark, @TempDir Path folder) throws Exception {
        Factorisation set = new Factorisation();
        set.set(set.userCol(), "customer");
        set.set(set.rank(), 7);
        set.set(set.seed(), 99L);
        String alone = folder.resolve("alone").toString();
        set.save(alone);
        Factorisation loaded = Factorisation.load(alone);
        assertThat(loaded.uid()).isEqualTo(set.uid());
        assertThat(loaded.explainParams()).isEqualTo(set.explainParams());
        String together = folder.resolve("together").toString();
        new Pipeline().setStages(new PipelineStage[] {set}).save(together);
        assertThat(Pipeline.load(together).getStages()[0])
                .isInstanceOfSatisfying(Factorisation.class, stage -> assertThat(stage.explainParams())
                        .isEqualTo(set.explainParams()));
    }

    @Test
    void manyBlocksAreAddedUpAsOnOneMachine(SparkSession spark) {
        Random random = new Random(4);
        List<RowBlock.Vectors> parts = new ArrayList<>();
        for (int number = 0; number < 200; number++) {
            parts.add(new RowBlock.Vectors(number, new float[] {random.nextFloat(), 1e6f * random.nextFloat(), 0, 1}));
        }
        float[] local =
                Factors.sum(2, parts.stream().map(RowBlock.Vectors::values).toList());
        assertThat(local[3]).isEqualTo(200);
        Collections.shuffle(parts, random);
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        assertThat(DistributedFactors.sum(2, context.parallelize(parts, 3))).isEqualTo(local);
    }

    @Test
    void anOldPurchaseSaysLess(SparkSession spark) {
        Dataset<Row> rows = spark.createDataFrame(
                List.of(
                        RowFactory.create("ann", "old", Timestamp.valueOf("2026-01-01 00:00:00")),
                        RowFactory.create("ann", "new", Timestamp.valueOf("2026-01-31 00:00:00"))),
                new StructType().add("user", "string").add("item", "string").add("at", DataTypes.TimestampType));
        Cells cells = Cells.of(rows, new Cells.Columns("user", "item", "", "at", 30));
        // One half-life apart: 1 + log(1 + 1) and 1 + log(1 + 0.5).
        assertThat(cells.byUser(1).collect().get(0).cells().weight())
                .containsExactly((float) (1 + Math.log(2)), (float) (1 + Math.log(1.5)));
    }

    @Test
    void namesTheColumnThatIsNotThere(SparkSession spark) {
        Factorisation estimator = estimator(1);
        estimator.set(estimator.timeCol(), "bought_on");
        assertThatThrownBy(() -> estimator.fit(rows(spark)))
                .hasMessage("There is no column bought_on for timeCol; there are user, item");
    }

    private static Factorisation estimator(int partitions) {
        Factorisation estimator = new Factorisation();
        estimator.set(estimator.rank(), SETTINGS.rank());
        estimator.set(estimator.maxIter(), SETTINGS.epochs());
        estimator.set(estimator.seed(), SETTINGS.seed());
        estimator.set(estimator.numBlocks(), partitions);
        return estimator;
    }

    private static Map<String, List<Float>> vectors(FactorModel model) {
        Map<String, List<Float>> vectors = new TreeMap<>();
        for (Row row : model.userFactors().union(model.itemFactors()).collectAsList()) {
            vectors.put(row.getString(0), new ArrayList<>(row.getList(1)));
        }
        return vectors;
    }

    private static Map<String, List<Float>> local() {
        int[] start = new int[PEOPLE + 1];
        int[] column = new int[PEOPLE * 4];
        float[] weight = new float[column.length];
        for (int who = 0; who < PEOPLE; who++) {
            start[who + 1] = 4 * (who + 1);
            int[] mine = bought(who);
            for (int n = 0; n < 4; n++) {
                column[4 * who + n] = mine[n];
                weight[4 * who + n] = (float) (1 + Math.log(2));
            }
        }
        Factors factors = Factors.fit(new Sparse(PEOPLE, GROUPS * OF_GROUP, start, column, weight), SETTINGS);
        Map<String, List<Float>> vectors = new TreeMap<>();
        for (int who = 0; who < PEOPLE; who++) {
            vectors.put(id(who), vector(factors.rows(), who));
        }
        for (int what = 0; what < GROUPS * OF_GROUP; what++) {
            vectors.put(item(what / OF_GROUP, what % OF_GROUP), vector(factors.columns(), what));
        }
        return vectors;
    }

    private static List<Float> vector(float[] values, int at) {
        List<Float> vector = new ArrayList<>();
        for (int i = 0; i < SETTINGS.rank(); i++) {
            vector.add(values[at * SETTINGS.rank() + i]);
        }
        return vector;
    }

    private static Map<String, Float> scores(Dataset<Row> predicted) {
        Map<String, Float> scores = new TreeMap<>();
        for (Row row : predicted.collectAsList()) {
            scores.put(row.getString(0) + row.getString(1), row.isNullAt(2) ? null : row.getFloat(2));
        }
        return scores;
    }

    private static Dataset<Row> rows(SparkSession spark) {
        List<Row> rows = new ArrayList<>();
        for (int who = PEOPLE - 1; who >= 0; who--) {
            for (int what : bought(who)) {
                rows.add(RowFactory.create(id(who), item(what / OF_GROUP, what % OF_GROUP)));
            }
        }
        return spark.createDataFrame(
                rows, new StructType().add("user", "string").add("item", "string"));
    }

    /** Four of the group's products side by side, ascending; which, goes round. */
    private static int[] bought(int who) {
        int[] items = new int[4];
        for (int n = 0; n < 4; n++) {
            items[n] = who % GROUPS * OF_GROUP + (who / GROUPS + n) % OF_GROUP;
        }
        java.util.Arrays.sort(items);
        return items;
    }

    /** A place in the group that the person did not buy, next to what they did. */
    private static int missing(int who) {
        return (who / GROUPS + 4) % OF_GROUP;
    }

    private static String id(int who) {
        return "p%04d".formatted(who);
    }

    private static String item(int group, int place) {
        return "s%d-%d".formatted(group, place);
    }
}
