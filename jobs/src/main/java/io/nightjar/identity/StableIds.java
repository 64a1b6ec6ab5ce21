package io.nightjar.identity;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.substring;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Ids that outlive the night: a group keeps the id it shares most members with in the last published night. Where groups
 * compete, the pair with more members of the first rank goes first, then with more of the next, then with more members,
 * then the smaller id, then the group's name. What is left gets a new id made from its name and, after the first night,
 * from the date and the id it lost, so that no id is ever given twice.
 */
final class StableIds {
    private static final String GROUP = "group";
    private static final String OLD = "old";
    private static final String ID = "id";
    private static final StructType KEPT =
            new StructType().add(GROUP, DataTypes.StringType).add(ID, DataTypes.StringType);

    private final List<Column> member;
    private final List<Column> ranks;
    private final LocalDate asOf;

    /**
     * @param member columns that name a member
     * @param ranks whether a member is of a rank, the highest rank first
     */
    StableIds(List<Column> member, List<Column> ranks, LocalDate asOf) {
        this.member = List.copyOf(member);
        this.ranks = List.copyOf(ranks);
        this.asOf = asOf;
    }

    /**
     * The id of each group, as {@code group, id}.
     *
     * @param tonight members with the name of their group
     * @param group the column with the name
     * @param prefix of a new id, by the group's name
     * @param lastNight members with the id of their group
     * @param id the column with the id
     */
    Dataset<Row> of(Dataset<Row> tonight, Column group, Column prefix, Optional<Dataset<Row>> lastNight, Column id) {
        Dataset<Row> groups = tonight.select(group.as(GROUP)).distinct();
        if (lastNight.isEmpty()) {
            return groups.select(col(GROUP), made(prefix, col(GROUP)).as(ID));
        }
        Dataset<Row> overlaps =
                overlaps(tonight.withColumn(GROUP, group), lastNight.get().withColumn(OLD, id));
        Column isContested = col("olds").gt(1).or(col("groups").gt(1));
        Dataset<Row> kept = overlaps.where(not(isContested))
                .select(col(GROUP), col(OLD).as(ID))
                .unionByName(decided(overlaps.where(isContested)));
        Dataset<Row> lost = overlaps.groupBy(GROUP).agg(min(OLD).as("lost"));
        Column name = concat(col(GROUP), lit("@" + asOf + "<"), coalesce(col("lost"), lit("")));
        return groups.join(kept, new String[] {GROUP}, "left")
                .join(lost, new String[] {GROUP}, "left")
                .select(col(GROUP), coalesce(col(ID), made(prefix, name)).as(ID));
    }

    private Dataset<Row> overlaps(Dataset<Row> tonight, Dataset<Row> lastNight) {
        Column[] key = member.toArray(Column[]::new);
        Dataset<Row> before = lastNight.select(with(key, col(OLD)));
        String[] names = Arrays.copyOf(before.columns(), key.length);
        List<Column> shared = new ArrayList<>();
        ranks.forEach(rank -> shared.add(count_if(rank)));
        shared.add(count(lit(1)));
        return tonight.join(before, names)
                .groupBy(GROUP, OLD)
                .agg(array(shared.toArray(Column[]::new)).as("shared"))
                .withColumn("olds", count(lit(1)).over(Window.partitionBy(GROUP)))
                .withColumn("groups", count(lit(1)).over(Window.partitionBy(OLD)));
    }

    /** Merges and splits are few: they are decided on the driver. */
    private static Dataset<Row> decided(Dataset<Row> contested) {
        List<Row> pairs = new ArrayList<>(contested.select(GROUP, OLD, "shared").collectAsList());
        pairs.sort(Comparator.comparing(StableIds::shared, Arrays::compare)
                .reversed()
                .thenComparing(pair -> pair.getString(1))
                .thenComparing(pair -> pair.getString(0)));
        Set<String> groups = new HashSet<>();
        Set<String> ids = new HashSet<>();
        List<Row> kept = new ArrayList<>();
        for (Row pair : pairs) {
            if (!groups.contains(pair.getString(0)) && ids.add(pair.getString(1))) {
                groups.add(pair.getString(0));
                kept.add(RowFactory.create(pair.getString(0), pair.getString(1)));
            }
        }
        return contested.sparkSession().createDataFrame(kept, KEPT);
    }

    private static long[] shared(Row pair) {
        return pair.<Long>getList(2).stream().mapToLong(Long::longValue).toArray();
    }

    private static Column made(Column prefix, Column name) {
        return concat(prefix, substring(sha2(name.cast("binary"), 256), 1, 16));
    }

    private static Column[] with(Column[] columns, Column one) {
        List<Column> all = new ArrayList<>(List.of(columns));
        all.add(one);
        return all.toArray(Column[]::new);
    }
}
