package io.nightjar.learn.factor;

import static org.apache.spark.sql.functions.aggregate;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log1p;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.pow;

import io.nightjar.learn.factor.RowBlock.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * Who bought what and how sure that makes us, with users and items numbered in the order of their ids; packed into
 * blocks of rows as primitive arrays, once by user and once by item.
 *
 * @param cells user number, item number, confidence
 * @param userIds id and number
 * @param itemIds id and number
 */
record Cells(Dataset<Row> cells, Dataset<Row> userIds, Dataset<Row> itemIds, long count, int users, int items) {
    private static final String USER = "user_number";
    private static final String ITEM = "item_number";
    private static final String USER_ID = "user_id";
    private static final String ITEM_ID = "item_id";
    private static final String AMOUNT = "amount";
    private static final String BLOCK = "block";
    private static final String AT = "at";
    private static final double DAY_SECONDS = 86_400;

    /** Names of the columns that are read; weight and time may be empty. */
    record Columns(String user, String item, String weight, String time, double halfLifeDays) {}

    static Cells of(Dataset<?> rows, Columns names) {
        Column weight =
                names.weight().isEmpty() ? lit(1.0) : col(names.weight()).cast("double");
        Column at = names.time().isEmpty()
                ? lit(0.0)
                : col(names.time()).cast("timestamp").cast("double");
        Dataset<Row> known = rows.select(
                        col(names.user()).cast("string").as(USER_ID),
                        col(names.item()).cast("string").as(ITEM_ID),
                        weight.as(AMOUNT),
                        at.as(AT))
                .where(col(USER_ID)
                        .isNotNull()
                        .and(col(ITEM_ID).isNotNull())
                        .and(col(AMOUNT).geq(0))
                        .and(col(AT).isNotNull()));
        Row latest = known.agg(max(AT)).head();
        if (latest.isNullAt(0)) {
            throw new IllegalArgumentException("There is no row with a user, an item and a weight to learn from");
        }
        Column decay = pow(lit(2.0), col(AT).minus(latest.getDouble(0)).divide(names.halfLifeDays() * DAY_SECONDS));
        // Sums of doubles depend on their order, and the order on the partitions: so they are sorted first.
        Column sum = aggregate(array_sort(collect_list(col(AMOUNT).multiply(decay))), lit(0.0), Column::plus);
        Dataset<Row> summed = known.groupBy(USER_ID, ITEM_ID)
                .agg(log1p(sum).plus(1).cast("float").as(AMOUNT))
                .persist(StorageLevel.MEMORY_AND_DISK());
        Dataset<Row> userIds = numbered(summed.select(USER_ID), USER);
        Dataset<Row> itemIds = numbered(summed.select(ITEM_ID), ITEM);
        Dataset<Row> cells = summed.join(userIds, USER_ID)
                .join(itemIds, ITEM_ID)
                .select(USER, ITEM, AMOUNT)
                .persist(StorageLevel.MEMORY_AND_DISK());
        long count = cells.count();
        summed.unpersist();
        return new Cells(
                cells, userIds, itemIds, count, Math.toIntExact(userIds.count()), Math.toIntExact(itemIds.count()));
    }

    private static Dataset<Row> numbered(Dataset<Row> ids, String number) {
        String id = ids.columns()[0];
        JavaRDD<Row> rows = ids.distinct()
                .orderBy(id)
                .javaRDD()
                .zipWithIndex()
                .map(each -> RowFactory.create(each._1().getString(0), (int) (long) each._2()));
        StructType type = new StructType().add(id, DataTypes.StringType).add(number, DataTypes.IntegerType);
        return ids.sparkSession().createDataFrame(rows, type).persist(StorageLevel.MEMORY_AND_DISK());
    }

    JavaRDD<RowBlock> byUser(int partitions) {
        return blocks(USER, ITEM, users, items, partitions);
    }

    JavaRDD<RowBlock> byItem(int partitions) {
        return blocks(ITEM, USER, items, users, partitions);
    }

    private JavaRDD<RowBlock> blocks(String row, String column, int rows, int columns, int partitions) {
        return cells.select(col(row).divide(Factors.BLOCK).cast("int").as(BLOCK), col(row), col(column), col(AMOUNT))
                .repartition(partitions, col(BLOCK))
                .sortWithinPartitions(row, column)
                .javaRDD()
                .mapPartitions(sorted -> packed(sorted, rows, columns))
                .persist(StorageLevel.MEMORY_AND_DISK());
    }

    private static Iterator<RowBlock> packed(Iterator<Row> sorted, int rows, int columns) {
        List<RowBlock> blocks = new ArrayList<>();
        Row ahead = sorted.hasNext() ? sorted.next() : null;
        while (ahead != null) {
            int block = ahead.getInt(0);
            int first = block * Factors.BLOCK;
            int[] start = new int[Math.min(Factors.BLOCK, rows - first) + 1];
            List<Row> mine = new ArrayList<>();
            while (ahead != null && ahead.getInt(0) == block) {
                mine.add(ahead);
                start[ahead.getInt(1) - first + 1]++;
                ahead = sorted.hasNext() ? sorted.next() : null;
            }
            for (int row = 1; row < start.length; row++) {
                start[row] += start[row - 1];
            }
            int[] column = new int[mine.size()];
            float[] weight = new float[mine.size()];
            for (int cell = 0; cell < column.length; cell++) {
                column[cell] = mine.get(cell).getInt(2);
                weight[cell] = mine.get(cell).getFloat(3);
            }
            blocks.add(new RowBlock(block, new Sparse(start.length - 1, columns, start, column, weight)));
        }
        return blocks.iterator();
    }

    /** Ids with their vectors. */
    Dataset<Row> named(Dataset<Row> ids, JavaRDD<Vectors> vectors, int rank) {
        String number = ids.columns()[1];
        JavaRDD<Row> rows = vectors.flatMap(block -> {
            List<Row> all = new ArrayList<>();
            for (int row = 0; row < block.values().length / rank; row++) {
                float[] vector = Arrays.copyOfRange(block.values(), row * rank, (row + 1) * rank);
                all.add(RowFactory.create(block.number() * Factors.BLOCK + row, vector));
            }
            return all.iterator();
        });
        StructType type = new StructType()
                .add(number, DataTypes.IntegerType)
                .add(FactorModel.FEATURES, DataTypes.createArrayType(DataTypes.FloatType));
        Dataset<Row> named = ids.sparkSession()
                .createDataFrame(rows, type)
                .join(ids, number)
                .select(col(ids.columns()[0]).as(FactorModel.ID), col(FactorModel.FEATURES))
                .persist(StorageLevel.MEMORY_AND_DISK());
        long unused = named.count();
        return named;
    }

    void forget() {
        cells.unpersist();
        userIds.unpersist();
        itemIds.unpersist();
    }
}
