package io.nightjar.identity.match;

import io.nightjar.job.Portions;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Some whole blocks with their records, brought together to be compared. */
final class BlockBatch {
    static final String BLOCK = "block";
    static final String RULE = "rule";
    static final String ID = "id";
    /** One record in one block, with its blocks by all rules. */
    static final StructType MEMBER = new StructType()
            .add(BLOCK, DataTypes.LongType)
            .add(RULE, DataTypes.IntegerType)
            .add(ID, DataTypes.LongType)
            .add("parts", DataTypes.createArrayType(DataTypes.StringType))
            .add("counts", DataTypes.createArrayType(DataTypes.IntegerType))
            .add("blocks", DataTypes.createArrayType(DataTypes.LongType));

    private static final int AT_A_TIME = 4096;

    private final List<Row> members = new ArrayList<>();
    private final List<long[]> blocks = new ArrayList<>();
    /** Where each block begins, and where the last one ends. */
    private final List<Integer> starts = new ArrayList<>(List.of(0));

    private final People people;

    /** @param rows of {@link #MEMBER} by block and id; at least one is there and taken */
    BlockBatch(Portions.Ahead rows) {
        while (rows.peek() != null && members.size() < AT_A_TIME) {
            takeBlock(rows);
        }
        People.Builder builder = new People.Builder();
        for (Row member : members) {
            builder.add("", "", PersonRecords.parts(member, 3)).counted(ints(member, 4));
            blocks.add(longs(member, 5));
        }
        people = builder.build();
    }

    People people() {
        return people;
    }

    long id(int record) {
        return members.get(record).getLong(2);
    }

    /** Gives the pairs that no earlier rule has, the smaller id first. */
    void pairs(Blocks.PairTask task) {
        for (int block = 1; block < starts.size(); block++) {
            int end = starts.get(block);
            for (int a = starts.get(block - 1); a < end; a++) {
                for (int b = a + 1; b < end; b++) {
                    if (!isElsewhere(members.get(a).getInt(1), blocks.get(a), blocks.get(b))) {
                        task.pair(a, b);
                    }
                }
            }
        }
    }

    private void takeBlock(Portions.Ahead rows) {
        Row first = rows.take();
        int start = members.size();
        members.add(first);
        while (rows.peek() != null && rows.peek().getLong(0) == first.getLong(0)) {
            members.add(rows.take());
        }
        if (members.size() == start + 1) {
            members.remove(start);
        } else {
            starts.add(members.size());
        }
    }

    private static boolean isElsewhere(int rule, long[] a, long[] b) {
        for (int earlier = 0; earlier < rule; earlier++) {
            if (a[earlier] != 0 && a[earlier] == b[earlier]) {
                return true;
            }
        }
        return false;
    }

    static int[] ints(Row row, int column) {
        return row.<Integer>getList(column).stream().mapToInt(Integer::intValue).toArray();
    }

    static long[] longs(Row row, int column) {
        return row.<Long>getList(column).stream().mapToLong(Long::longValue).toArray();
    }
}
