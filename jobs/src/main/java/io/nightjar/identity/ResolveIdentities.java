package io.nightjar.identity;

import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.nightjar.config.IdentitySettings;
import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.schema.Clickstream;
import io.nightjar.schema.Identifiers;
import io.nightjar.schema.IdentityLinks;
import io.nightjar.schema.Table;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Joins records that share an exact key into persons. A key shared by too many records joins nobody. A device joins
 * its visitor to a person only if exactly one person has logged in on it.
 */
public final class ResolveIdentities implements TableJob {
    private static final Column NODE = xxhash64(Identifiers.KIND.col(), Identifiers.VALUE.col());
    private static final StructType COMPONENTS =
            new StructType().add("node", DataTypes.LongType, false).add("component", DataTypes.LongType, false);

    private final IdentitySettings settings;

    public ResolveIdentities(IdentitySettings settings) {
        this.settings = settings;
    }

    @Override
    public List<Table> inputs() {
        return List.of(Identifiers.TABLE);
    }

    @Override
    public Table output() {
        return IdentityLinks.TABLE;
    }

    @Override
    public String settings() {
        return settings.toString();
    }

    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        Dataset<Row> keys = in.read(Identifiers.TABLE)
                .where(Identifiers.KIND.col().notEqual(Identifiers.VISITOR))
                .transform(this::withoutCommonKeys)
                .withColumn("node", NODE);
        Dataset<Row> persons = persons(keys);
        Dataset<Row> linked = keys.join(persons, "node");
        return records(linked).unionByName(visitors(in.read(Identifiers.TABLE), linked));
    }

    /** Drops values that more records share than a person plausibly has; a record's own number is never one. */
    private Dataset<Row> withoutCommonKeys(Dataset<Row> keys) {
        Dataset<Row> common = keys.where(Identifiers.KIND.col().isin(Identifiers.EMAIL, Identifiers.PHONE))
                .groupBy(Identifiers.KIND.col(), Identifiers.VALUE.col())
                .agg(count_distinct(struct(Identifiers.SOURCE.col(), Identifiers.SOURCE_KEY.col()))
                        .as("records"))
                .where(col("records").gt(settings.maxRecordsPerKey()))
                .drop("records");
        return keys.join(common, new String[] {Identifiers.KIND.name(), Identifiers.VALUE.name()}, "left_anti");
    }

    /** node, customer_id: connected keys are one person, named after its best key. */
    private static Dataset<Row> persons(Dataset<Row> keys) {
        Dataset<Row> components = components(keys);
        Column rank = when(Identifiers.KIND.col().equalTo(Identifiers.LOGIN), 1)
                .when(Identifiers.KIND.col().equalTo(Identifiers.LOYALTY), 2)
                .when(Identifiers.KIND.col().equalTo(Identifiers.EMAIL), 3)
                .otherwise(4);
        Dataset<Row> names = keys.join(components, "node")
                .groupBy("component")
                .agg(min(struct(rank.as("rank"), Identifiers.KIND.col(), Identifiers.VALUE.col()))
                        .as("best"))
                .select(col("component"), customerId("c", col("best.kind"), col("best.identifier")));
        return components.join(names, "component").drop("component");
    }

    /** node, component: every key is joined to the first key of each record that names it; a device joins none. */
    private static Dataset<Row> components(Dataset<Row> keys) {
        Column login = when(Identifiers.SOURCE.col().equalTo(Clickstream.SOURCE.name()), col("node"));
        List<Row> edges = keys.groupBy(Identifiers.SOURCE.col(), Identifiers.SOURCE_KEY.col(), login)
                .agg(min("node").as("hub"), collect_set(col("node")).as("nodes"))
                .selectExpr("hub", "explode(nodes) as node")
                .distinct()
                .collectAsList();
        long[] from = edges.stream().mapToLong(edge -> edge.getLong(0)).toArray();
        long[] to = edges.stream().mapToLong(edge -> edge.getLong(1)).toArray();
        ConnectedComponents found = new ConnectedComponents(from, to);
        List<Row> rows = new ArrayList<>(found.size());
        for (int i = 0; i < found.size(); i++) {
            rows.add(RowFactory.create(found.node(i), found.component(i)));
        }
        return keys.sparkSession().createDataFrame(rows, COMPONENTS);
    }

    /** One link per record, with the kinds of keys that it shares with other records. */
    private static Dataset<Row> records(Dataset<Row> linked) {
        Column record = struct(Identifiers.SOURCE.col(), Identifiers.SOURCE_KEY.col());
        Dataset<Row> shared = linked.where(Identifiers.SOURCE.col().notEqual(Clickstream.SOURCE.name()))
                .groupBy("node")
                .agg(count_distinct(record).as("records"));
        Column kinds = collect_set(when(col("records").gt(1), Identifiers.KIND.col()));
        return linked.where(Identifiers.SOURCE.col().notEqual(Clickstream.SOURCE.name()))
                .join(shared, "node")
                .groupBy(Identifiers.SOURCE.col(), Identifiers.SOURCE_KEY.col())
                .agg(
                        first(IdentityLinks.CUSTOMER_ID.col()).as(IdentityLinks.CUSTOMER_ID.name()),
                        array_join(sort_array(kinds), "+").as(IdentityLinks.RULE.name()))
                .withColumn(
                        IdentityLinks.RULE.name(),
                        when(IdentityLinks.RULE.col().equalTo(""), "own").otherwise(IdentityLinks.RULE.col()));
    }

    private static Dataset<Row> visitors(Dataset<Row> all, Dataset<Row> linked) {
        Dataset<Row> logins = linked.where(Identifiers.SOURCE.col().equalTo(Clickstream.SOURCE.name()))
                .groupBy(Identifiers.SOURCE_KEY.col())
                .agg(
                        count_distinct(IdentityLinks.CUSTOMER_ID.col()).as("persons"),
                        max(IdentityLinks.CUSTOMER_ID.col()).as("person"));
        return all.where(Identifiers.KIND.col().equalTo(Identifiers.VISITOR))
                .join(logins, new String[] {Identifiers.SOURCE_KEY.name()}, "left")
                .select(
                        Identifiers.SOURCE.col(),
                        Identifiers.SOURCE_KEY.col(),
                        when(col("persons").equalTo(1), col("person"))
                                .otherwise(customerId("v", Identifiers.KIND.col(), Identifiers.VALUE.col()))
                                .as(IdentityLinks.CUSTOMER_ID.name()),
                        when(col("persons").equalTo(1), lit("login"))
                                .when(col("persons").gt(1), lit("shared-device"))
                                .otherwise(lit("own"))
                                .as(IdentityLinks.RULE.name()));
    }

    private static Column customerId(String prefix, Column kind, Column value) {
        return concat(lit(prefix), substring(sha2(concat(kind, lit(":"), value).cast("binary"), 256), 1, 16))
                .as(IdentityLinks.CUSTOMER_ID.name());
    }
}
