package io.nightjar.identity;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_date;

import io.nightjar.config.IdentitySettings;
import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.schema.Clickstream;
import io.nightjar.schema.Contacts;
import io.nightjar.schema.Customers;
import io.nightjar.schema.Field;
import io.nightjar.schema.Identifiers;
import io.nightjar.schema.Interactions;
import io.nightjar.schema.LoyaltyEvents;
import io.nightjar.schema.LoyaltyMembers;
import io.nightjar.schema.Purchases;
import io.nightjar.schema.SourceTable;
import io.nightjar.schema.Table;
import io.nightjar.store.feed.Tokeniser;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Lists every exact key by which the sources have named people up to the as-of date. A customer record or card keeps an
 * address or number that it alone had and no other names since: orders under it stay theirs after it changed.
 */
public final class CollectIdentifiers implements TableJob {
    /** Sources, and since when a row of each is known. */
    private static final Map<SourceTable, Field> SOURCES = new LinkedHashMap<>();

    static {
        SOURCES.put(Customers.SOURCE, Customers.REGISTERED_AT);
        SOURCES.put(LoyaltyMembers.SOURCE, LoyaltyMembers.JOINED_ON);
        SOURCES.put(Purchases.SOURCE, Purchases.ORDERED_AT);
        SOURCES.put(LoyaltyEvents.SOURCE, LoyaltyEvents.OCCURRED_AT);
        SOURCES.put(Interactions.SOURCE, Interactions.OCCURRED_AT);
        SOURCES.put(Contacts.SOURCE, Contacts.SENT_AT);
        SOURCES.put(Clickstream.SOURCE, Clickstream.OCCURRED_AT);
    }

    private static final Column IS_RECORD =
            Identifiers.SOURCE.col().isin(Customers.SOURCE.name(), LoyaltyMembers.SOURCE.name());
    private static final String NOW = "now";

    private final IdentitySettings settings;
    private final Attribution attribution;
    private final Tokeniser tokeniser;

    public CollectIdentifiers(IdentitySettings settings, Tokeniser tokeniser) {
        this.settings = settings;
        this.tokeniser = tokeniser;
        this.attribution = new Attribution(tokeniser, settings);
    }

    @Override
    public List<Table> inputs() {
        return SOURCES.keySet().stream().map(SourceTable::staged).toList();
    }

    @Override
    public List<Table> previousInputs() {
        return settings.keepsFormerKeys() ? List.of(Identifiers.TABLE) : List.of();
    }

    @Override
    public Table output() {
        return Identifiers.TABLE;
    }

    @Override
    public String settings() {
        return settings + " " + tokeniser.id();
    }

    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        Dataset<Row> named = SOURCES.entrySet().stream()
                .filter(source -> in.has(source.getKey().staged()))
                .map(source -> identifiers(
                        source.getKey(),
                        in.read(source.getKey().staged())
                                .where(coalesce(to_date(source.getValue().col()).leq(asOf), lit(true)))))
                .reduce(Dataset::union)
                .orElseThrow()
                .distinct();
        return settings.keepsFormerKeys()
                ? in.previous(Identifiers.TABLE)
                        .map(before -> named.unionByName(former(before, named)))
                        .orElse(named)
                : named;
    }

    /** Contact keys that one record alone named and no record names now; the record is still in the exports. */
    private static Dataset<Row> former(Dataset<Row> before, Dataset<Row> named) {
        Column isContact = Identifiers.KIND.col().isin(Identifiers.EMAIL, Identifiers.PHONE);
        Column ofRecord =
                max(col(NOW)).over(Window.partitionBy(Identifiers.SOURCE.col(), Identifiers.SOURCE_KEY.col()));
        WindowSpec ofKey = Window.partitionBy(Identifiers.KIND.col(), Identifiers.VALUE.col());
        return before.where(IS_RECORD.and(isContact))
                .select(with(lit(false).as(NOW)))
                .unionByName(named.where(IS_RECORD).select(with(lit(true).as(NOW))))
                .withColumn("exported", ofRecord)
                .withColumn("named", max(col(NOW)).over(ofKey))
                .withColumn("holders", count(lit(1)).over(ofKey))
                .where(col("exported").and(not(col("named"))).and(col("holders").equalTo(1)))
                .select(Identifiers.TABLE.columns());
    }

    private static Column[] with(Column one) {
        List<Column> all = new ArrayList<>(List.of(Identifiers.TABLE.columns()));
        all.add(one);
        return all.toArray(Column[]::new);
    }

    private Dataset<Row> identifiers(SourceTable source, Dataset<Row> rows) {
        return rows.select(
                        key(source).as(Identifiers.SOURCE_KEY.name()),
                        array(columns(source)).as("all"))
                .distinct()
                .select(
                        lit(source.name()).as(Identifiers.SOURCE.name()),
                        Identifiers.SOURCE_KEY.col(),
                        explode(col("all")).as("one"))
                .select(
                        Identifiers.SOURCE.col(),
                        Identifiers.SOURCE_KEY.col(),
                        col("one").getField(Identifiers.KIND.name()).as(Identifiers.KIND.name()),
                        col("one").getField(Identifiers.VALUE.name()).as(Identifiers.VALUE.name()))
                .where(Identifiers.VALUE
                        .col()
                        .isNotNull()
                        .and(Identifiers.SOURCE_KEY.col().isNotNull()));
    }

    private Column key(SourceTable source) {
        if (source.equals(Customers.SOURCE)) {
            return Customers.CUSTOMER_KEY.col();
        }
        if (source.equals(LoyaltyMembers.SOURCE)) {
            return LoyaltyMembers.LOYALTY_NUMBER.col();
        }
        return source.equals(Clickstream.SOURCE) ? Clickstream.VISITOR_ID.col() : attribution.key(source.fields());
    }

    private Column[] columns(SourceTable source) {
        if (source.equals(Clickstream.SOURCE)) {
            return new Column[] {
                named(Identifiers.LOGIN, Clickstream.LOGIN.col()),
                named(Identifiers.VISITOR, Clickstream.VISITOR_ID.col())
            };
        }
        return attribution.identifiers(source.fields()).toArray(Column[]::new);
    }

    private static Column named(String kind, Column value) {
        return struct(lit(kind).as(Identifiers.KIND.name()), value.as(Identifiers.VALUE.name()));
    }
}
