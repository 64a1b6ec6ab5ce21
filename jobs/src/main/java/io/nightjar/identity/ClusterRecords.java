package io.nightjar.identity;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.xxhash64;

import io.nightjar.config.LinkSettings;
import io.nightjar.identity.graph.Components;
import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.quality.Check;
import io.nightjar.schema.Customers;
import io.nightjar.schema.Field;
import io.nightjar.schema.Identifiers;
import io.nightjar.schema.IdentityBlockedKeys;
import io.nightjar.schema.IdentityClusters;
import io.nightjar.schema.IdentityEdges;
import io.nightjar.schema.IdentityLinks;
import io.nightjar.schema.KeyEdges;
import io.nightjar.schema.LoyaltyMembers;
import io.nightjar.schema.Table;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Puts records that exact keys or scored pairs link, directly or through others, into one person, and keeps apart within
 * each such component what contradicts itself. Records that only name values which are no keys, or are those of several
 * people, belong to nobody.
 */
public final class ClusterRecords implements TableJob {
    private static final List<Field> A = List.of(IdentityEdges.SOURCE_A, IdentityEdges.SOURCE_KEY_A);
    private static final List<Field> B = List.of(IdentityEdges.SOURCE_B, IdentityEdges.SOURCE_KEY_B);
    private static final List<Field> RECORD = IdentityClusters.TABLE.key();

    private final LinkSettings settings;

    public ClusterRecords(LinkSettings settings) {
        this.settings = settings;
    }

    @Override
    public List<Table> inputs() {
        return List.of(
                Identifiers.TABLE,
                IdentityBlockedKeys.TABLE,
                KeyEdges.TABLE,
                IdentityEdges.TABLE,
                Customers.TABLE,
                LoyaltyMembers.TABLE);
    }

    @Override
    public Table output() {
        return IdentityClusters.TABLE;
    }

    @Override
    public String settings() {
        return settings.toString();
    }

    @Override
    public List<Check> checks() {
        Column firsts = count_if(IdentityLinks.LINKED_SOURCE.col().isNull());
        Column persons = count_distinct(IdentityClusters.CLUSTER.col());
        return List.of(new Check("each person has one first record", abs(firsts.minus(persons)), Check.INVARIANT));
    }

    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        Dataset<Row> edges = in.read(KeyEdges.TABLE)
                .unionByName(in.read(IdentityEdges.TABLE)
                        .where(IdentityEdges.PROBABILITY.col().geq(settings.minMatchProbability())));
        Dataset<Row> components = Components.of(edges.select(node(A), node(B)), settings.driverLinks());
        Dataset<Row> links = edges.withColumn(Components.NODE, node(A))
                .join(components, Components.NODE)
                .groupBy(Components.COMPONENT)
                .agg(collect_list(struct(IdentityEdges.TABLE.columns())).as("links"));
        Column component = coalesce(col(Components.COMPONENT), col(Components.NODE));
        Cluster.Limits limits = new Cluster.Limits(settings.maxRecordsPerPerson(), settings.trustedMatchProbability());
        FlatMapFunction<Row, Row> placed = found -> placed(found, limits);
        return RecordTraits.add(records(in, edges), in)
                .withColumn(Components.NODE, node(RECORD))
                .join(components, new String[] {Components.NODE}, "left")
                .groupBy(component.as(Components.COMPONENT))
                .agg(collect_list("member").as("members"))
                .join(links, new String[] {Components.COMPONENT}, "left")
                .select("members", "links")
                .flatMap(placed, Encoders.row(IdentityClusters.TABLE.structType()));
    }

    private static Dataset<Row> records(Inputs in, Dataset<Row> edges) {
        return Keys.usable(in)
                .where(IdentityBlockedKeys.REASON.col().isNull().or(Keys.IS_OWN.and(not(Keys.IS_CONTACT))))
                .select(columns(RECORD))
                .union(edges.select(columns(A)))
                .union(edges.select(columns(B)))
                .distinct();
    }

    private static Column node(List<Field> record) {
        return xxhash64(columns(record));
    }

    private static Column[] columns(List<Field> record) {
        return record.stream().map(Field::col).toArray(Column[]::new);
    }

    private static Iterator<Row> placed(Row component, Cluster.Limits limits) {
        List<Cluster.Member> members =
                component.<Row>getList(0).stream().map(RecordTraits::member).toList();
        List<Cluster.Link> links = component.isNullAt(1)
                ? List.of()
                : component.<Row>getList(1).stream().map(ClusterRecords::link).toList();
        return new Cluster(members, links, limits)
                .placed().stream().map(ClusterRecords::row).iterator();
    }

    private static Cluster.Link link(Row edge) {
        return new Cluster.Link(
                Cluster.name(edge.getString(0), edge.getString(1)),
                Cluster.name(edge.getString(2), edge.getString(3)),
                edge.getString(4),
                edge.getDouble(5),
                edge.getString(6));
    }

    private static Row row(Cluster.Placed placed) {
        Cluster.Member record = placed.member();
        Cluster.Link link = placed.link();
        return RowFactory.create(
                record.source(),
                record.key(),
                placed.first().name(),
                link == null ? IdentityLinks.OWN : link.rule(),
                link == null ? null : placed.linkedTo().source(),
                link == null ? null : placed.linkedTo().key(),
                link == null ? 1.0 : link.probability(),
                link == null ? null : link.evidence(),
                placed.keptApart());
    }
}
