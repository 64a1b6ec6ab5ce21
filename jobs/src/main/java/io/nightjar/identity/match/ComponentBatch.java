package io.nightjar.identity.match;

import io.nightjar.config.MatchSettings;
import io.nightjar.job.Portions;
import io.nightjar.schema.IdentityEdges;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Some whole groups of records that hang together, with their pairs, brought together to be decided. */
final class ComponentBatch {
    static final String COMPONENT = "component";
    static final String ID = "id";
    static final String OTHER = "other";
    static final String BITS = "bits";
    /** How many groups of records became one with another, in the first row of what a batch comes to. */
    static final String JOINS = "joins";
    /** A record, or a pair of records: then the larger one is the other. */
    static final StructType MEMBER = new StructType()
            .add(COMPONENT, DataTypes.LongType)
            .add(OTHER, DataTypes.LongType)
            .add(ID, DataTypes.LongType)
            .add(BITS, DataTypes.DoubleType)
            .add("source", DataTypes.StringType)
            .add("key", DataTypes.StringType)
            .add("parts", DataTypes.createArrayType(DataTypes.StringType))
            .add("counts", DataTypes.createArrayType(DataTypes.IntegerType));

    static final StructType OUTCOME = IdentityEdges.TABLE.structType().add(JOINS, DataTypes.IntegerType);

    private static final int AT_A_TIME = 4096;

    private final People people;
    private final Matches matches;

    /** @param rows of {@link #MEMBER} by component, then records by id, then pairs; at least one is there and taken */
    ComponentBatch(Portions.Ahead rows) {
        People.Builder builder = new People.Builder();
        PairList pairs = new PairList();
        Map<Long, Integer> places = new HashMap<>();
        long component = rows.peek().getLong(0);
        while (rows.peek() != null && (rows.peek().getLong(0) == component || places.size() < AT_A_TIME)) {
            Row row = rows.take();
            component = row.getLong(0);
            if (row.isNullAt(1)) {
                places.put(row.getLong(2), places.size());
                builder.add(row.getString(4), row.getString(5), PersonRecords.parts(row, 6))
                        .counted(BlockBatch.ints(row, 7));
            } else {
                pairs.add(places.get(row.getLong(2)), places.get(row.getLong(1)), row.getDouble(3));
            }
        }
        people = builder.build();
        matches = PairList.sorted(List.of(pairs));
    }

    /** Rows of {@link #OUTCOME}. */
    List<Row> decided(MatchModel model, long records, MatchSettings settings) {
        Evidence evidence = new Evidence(people, model, records);
        Clusters clusters = new Clusters(evidence, matches, people.size(), settings);
        List<Row> outcome = new ArrayList<>();
        for (Row edge : new Edges(people, evidence).of(matches, clusters, settings.minProbability())) {
            Object[] cells = new Object[OUTCOME.size()];
            for (int i = 0; i < edge.size(); i++) {
                cells[i] = edge.get(i);
            }
            cells[edge.size()] = outcome.isEmpty() ? clusters.joins().size() : 0;
            outcome.add(RowFactory.create(cells));
        }
        return outcome;
    }
}
