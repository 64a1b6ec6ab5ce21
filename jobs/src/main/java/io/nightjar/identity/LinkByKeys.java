package io.nightjar.identity;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.nightjar.config.LinkSettings;
import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.schema.Customers;
import io.nightjar.schema.Field;
import io.nightjar.schema.Identifiers;
import io.nightjar.schema.IdentityBlockedKeys;
import io.nightjar.schema.IdentityEdges;
import io.nightjar.schema.KeyEdges;
import io.nightjar.schema.LoyaltyMembers;
import io.nightjar.schema.Table;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Window;

/**
 * Links records that name the same exact key: each to the next one of the key, never all pairs. So no link hangs on one
 * record alone, and where one is refused the others still hold.
 */
public final class LinkByKeys implements TableJob {
    private static final Map<String, String> WORDS = Map.of(
            Identifiers.LOGIN, "same customer number",
            Identifiers.LOYALTY, "same loyalty number",
            Identifiers.EMAIL, "same e-mail address",
            Identifiers.PHONE, "same phone number");

    private final LinkSettings settings;

    public LinkByKeys(LinkSettings settings) {
        this.settings = settings;
    }

    @Override
    public List<Table> inputs() {
        return List.of(Identifiers.TABLE, IdentityBlockedKeys.TABLE, Customers.TABLE, LoyaltyMembers.TABLE);
    }

    @Override
    public Table output() {
        return KeyEdges.TABLE;
    }

    @Override
    public String settings() {
        return settings.toString();
    }

    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        Dataset<Row> keys = Keys.usable(in);
        Column rule = IdentityEdges.RULE.col();
        Column confidence = when(rule.equalTo(Identifiers.LOGIN), settings.loginConfidence())
                .when(rule.equalTo(Identifiers.LOYALTY), settings.loyaltyNumberConfidence())
                .when(rule.equalTo(Identifiers.EMAIL), settings.emailConfidence())
                .otherwise(settings.phoneConfidence());
        Column areSeveral =
                coalesce(IdentityBlockedKeys.REASON.col().equalTo(IdentityBlockedKeys.DIFFERENT_PEOPLE), lit(false));
        return ofOnePerson(keys.where(not(areSeveral)))
                .unionByName(ofSeveral(keys.where(areSeveral), in))
                .groupBy(IdentityEdges.TABLE.key().stream().map(Field::col).toArray(Column[]::new))
                .agg(max(IdentityEdges.EVIDENCE.col()).as(IdentityEdges.EVIDENCE.name()))
                .withColumn(IdentityEdges.PROBABILITY.name(), confidence);
    }

    private static Dataset<Row> ofOnePerson(Dataset<Row> keys) {
        Column record = struct(Identifiers.SOURCE.col(), Identifiers.SOURCE_KEY.col());
        Column kind = Identifiers.KIND.col();
        Column words = lit(null).cast("string");
        for (Map.Entry<String, String> word : WORDS.entrySet()) {
            words = when(kind.equalTo(word.getKey()), word.getValue()).otherwise(words);
        }
        Column before = lag(record, 1)
                .over(Window.partitionBy(Keys.KEY[0], Keys.KEY[1])
                        .orderBy(Identifiers.SOURCE.col(), Identifiers.SOURCE_KEY.col()));
        return keys.withColumn("before", before)
                .where(col("before").isNotNull())
                .select(
                        col("before").getField(Identifiers.SOURCE.name()).as(IdentityEdges.SOURCE_A.name()),
                        col("before").getField(Identifiers.SOURCE_KEY.name()).as(IdentityEdges.SOURCE_KEY_A.name()),
                        Identifiers.SOURCE.col().as(IdentityEdges.SOURCE_B.name()),
                        Identifiers.SOURCE_KEY.col().as(IdentityEdges.SOURCE_KEY_B.name()),
                        kind.as(IdentityEdges.RULE.name()),
                        words.as(IdentityEdges.EVIDENCE.name()));
    }

    /** Keys of several people join those of the same name. */
    private static Dataset<Row> ofSeveral(Dataset<Row> keys, Inputs in) {
        FlatMapFunction<Row, Row> links = LinkByKeys::ofSeveral;
        return RecordTraits.add(keys, in)
                .groupBy(Keys.KEY[0], Keys.KEY[1])
                .agg(collect_list("member"))
                .flatMap(links, Encoders.row(KeyEdges.TABLE.structType()))
                .drop(IdentityEdges.PROBABILITY.name());
    }

    private static Iterator<Row> ofSeveral(Row key) {
        String kind = key.getString(0);
        List<Row> edges = new ArrayList<>();
        List<Cluster.Member> holders =
                key.<Row>getList(2).stream().map(RecordTraits::member).toList();
        for (List<Cluster.Member> group : new KeyHolders(holders).joined()) {
            for (int i = 1; i < group.size(); i++) {
                Cluster.Member one = group.get(i - 1);
                Cluster.Member other = group.get(i);
                edges.add(RowFactory.create(
                        one.source(),
                        one.key(),
                        other.source(),
                        other.key(),
                        kind,
                        null,
                        WORDS.get(kind) + " and name"));
            }
        }
        return edges.iterator();
    }
}
