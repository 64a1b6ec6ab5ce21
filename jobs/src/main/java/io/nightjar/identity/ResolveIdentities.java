package io.nightjar.identity;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.nightjar.config.LinkSettings;
import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.schema.Clickstream;
import io.nightjar.schema.Customers;
import io.nightjar.schema.Identifiers;
import io.nightjar.schema.IdentityClusters;
import io.nightjar.schema.IdentityLinks;
import io.nightjar.schema.LoyaltyMembers;
import io.nightjar.schema.Table;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Gives every person the id they had last night, or a new one. The id stays with customer records and cards before
 * addresses that only orders name, so that a changed address does not take it away. A device joins its visitor to a person only if exactly
 * one person has logged in on it; else the visitor is somebody of their own.
 */
public final class ResolveIdentities implements TableJob {
    private static final Column IS_OWN_RECORD =
            IdentityLinks.SOURCE.col().isin(Customers.SOURCE.name(), LoyaltyMembers.SOURCE.name());
    private static final Column IS_VISITOR = IdentityLinks.SOURCE.col().equalTo(Clickstream.SOURCE.name());

    private final LinkSettings settings;

    public ResolveIdentities(LinkSettings settings) {
        this.settings = settings;
    }

    @Override
    public List<Table> inputs() {
        return List.of(IdentityClusters.TABLE, Identifiers.TABLE);
    }

    @Override
    public List<Table> liveInputs() {
        return List.of(IdentityLinks.TABLE);
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
        Dataset<Row> records = in.read(IdentityClusters.TABLE).unionByName(visitors(in));
        StableIds ids = new StableIds(
                List.of(IdentityLinks.SOURCE.col(), IdentityLinks.SOURCE_KEY.col()),
                List.of(IS_OWN_RECORD, not(IS_VISITOR)),
                asOf);
        Dataset<Row> named = ids.of(
                        records,
                        IdentityClusters.CLUSTER.col(),
                        when(col("group").startsWith(Clickstream.SOURCE.name() + "/"), "v")
                                .otherwise("c"),
                        in.live(IdentityLinks.TABLE),
                        IdentityLinks.CUSTOMER_ID.col())
                .toDF(IdentityClusters.CLUSTER.name(), IdentityLinks.CUSTOMER_ID.name());
        return records.join(named, IdentityClusters.CLUSTER.name());
    }

    /** Devices, with the person who alone has logged in there. */
    private Dataset<Row> visitors(Inputs in) {
        Dataset<Row> known = in.read(Identifiers.TABLE).where(IS_VISITOR);
        Column isLogin = Identifiers.KIND.col().equalTo(Identifiers.LOGIN);
        Dataset<Row> logins = known.where(isLogin)
                .join(owners(in), new String[] {Identifiers.VALUE.name()}, "left")
                .withColumn("person", coalesce(col("person"), concat(lit("login/"), Identifiers.VALUE.col())))
                .groupBy(Identifiers.SOURCE_KEY.col())
                .agg(
                        count_distinct(col("person")).as("persons"),
                        min(struct(col("person"), col("owner"), Identifiers.VALUE.col()))
                                .as("first"));
        Column isOne = col("persons").equalTo(1);
        Column owner = when(isOne, col("first.owner"));
        return known.where(Identifiers.KIND.col().equalTo(Identifiers.VISITOR))
                .join(logins, new String[] {Identifiers.SOURCE_KEY.name()}, "left")
                .select(
                        Identifiers.SOURCE.col(),
                        Identifiers.SOURCE_KEY.col(),
                        when(isOne, col("first.person"))
                                .otherwise(concat(Identifiers.SOURCE.col(), lit("/"), Identifiers.SOURCE_KEY.col()))
                                .as(IdentityClusters.CLUSTER.name()),
                        when(isOne, Identifiers.LOGIN)
                                .when(col("persons").gt(1), IdentityLinks.SHARED_DEVICE)
                                .otherwise(IdentityLinks.OWN)
                                .as(IdentityLinks.RULE.name()),
                        owner.getField(Identifiers.SOURCE.name()).as(IdentityLinks.LINKED_SOURCE.name()),
                        owner.getField(Identifiers.SOURCE_KEY.name()).as(IdentityLinks.LINKED_SOURCE_KEY.name()),
                        when(isOne, settings.loginConfidence()).otherwise(1.0).as(IdentityLinks.PROBABILITY.name()),
                        when(
                                        isOne,
                                        concat(
                                                lit("only "),
                                                col("first." + Identifiers.VALUE.name()),
                                                lit(" logged in here")))
                                .as(IdentityLinks.EVIDENCE.name()),
                        when(
                                        col("persons").gt(1),
                                        concat(col("persons").cast("string"), lit(" persons logged in on this device")))
                                .as(IdentityLinks.KEPT_APART.name()));
    }

    private static Dataset<Row> owners(Inputs in) {
        return RecordTraits.byLogin(in.read(IdentityClusters.TABLE), IdentityClusters.CLUSTER, Identifiers.VALUE)
                .withColumn("person", col("owner").getField(IdentityClusters.CLUSTER.name()));
    }
}
