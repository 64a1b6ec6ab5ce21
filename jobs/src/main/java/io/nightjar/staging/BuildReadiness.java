package io.nightjar.staging;

import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.schema.Clickstream;
import io.nightjar.schema.Contacts;
import io.nightjar.schema.Customers;
import io.nightjar.schema.Field;
import io.nightjar.schema.Interactions;
import io.nightjar.schema.LoyaltyEvents;
import io.nightjar.schema.LoyaltyMembers;
import io.nightjar.schema.Products;
import io.nightjar.schema.Provenance;
import io.nightjar.schema.Purchases;
import io.nightjar.schema.SourceReadiness;
import io.nightjar.schema.SourceTable;
import io.nightjar.schema.Sources;
import io.nightjar.schema.Table;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;

/** Says how fit each source is and what each gap switches off; sources that nobody configured are gaps too. */
public final class BuildReadiness implements TableJob {
    private static final Map<SourceTable, String> WITHOUT_SOURCE = Map.of(
            Products.SOURCE, "product names, favourite category, affinities by brand and price, stock filter",
            Customers.SOURCE, "contact points, consent, declared values: lists carry ids only",
            LoyaltyMembers.SOURCE, "tier, points; loyalty number as identity key",
            LoyaltyEvents.SOURCE, "points earned and burned",
            Clickstream.SOURCE, "visits, searches, carts, affinities by browsing, anonymous visitors",
            Interactions.SOURCE, "complaints, open issues, tone, praise, care",
            Contacts.SOURCE, "unsubscriptions from campaigns, answers, channel response");
    private static final Map<Field, String> WITHOUT_COLUMN = Map.of(
            Purchases.CUSTOMER_KEY, "profiles of buyers without loyalty number, e-mail or phone",
            Purchases.LINE_ID, "telling repeated order lines from copies",
            Purchases.DISCOUNT_AMOUNT, "discount share",
            Products.CATEGORY, "favourite category",
            Products.STOCK, "out-of-stock filter",
            Interactions.TEXT, "tone of what people write, inferred language",
            Interactions.RESOLVED_AT, "open issues",
            Customers.EMAIL, "e-mail as identity key and channel",
            Customers.EMAIL_OPT_IN, "permission to write e-mails",
            Clickstream.LOGIN, "joining visits to customers");

    private final List<SourceTable> sources;

    /** @param sources those that are on */
    public BuildReadiness(List<SourceTable> sources) {
        this.sources = List.copyOf(sources);
    }

    @Override
    public List<Table> inputs() {
        List<Table> all = new ArrayList<>();
        sources.forEach(source -> all.addAll(List.of(source.staged(), source.parsed())));
        return all;
    }

    @Override
    public Table output() {
        return SourceReadiness.TABLE;
    }

    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        List<Row> rows = new ArrayList<>();
        for (SourceTable source : Sources.ALL) {
            if (sources.contains(source)) {
                rows.addAll(measured(in, source));
            } else {
                rows.add(RowFactory.create(
                        source.name(), "(source)", 0L, 0L, 0L, 1.0, null, null, WITHOUT_SOURCE.get(source)));
            }
        }
        return in.read(sources.get(0).staged())
                .sparkSession()
                .createDataFrame(rows, SourceReadiness.TABLE.structType());
    }

    /** One row per column, from one pass over the kept rows and one over what could not be read. */
    private static List<Row> measured(Inputs in, SourceTable source) {
        List<Column> sums = new ArrayList<>();
        List<Column> unreadable = new ArrayList<>();
        for (Field field : source.fields()) {
            sums.add(count(field.col()));
            sums.add(isMoment(field) ? min(field.col()).cast(DataTypes.StringType) : lit(null));
            sums.add(isMoment(field) ? max(field.col()).cast(DataTypes.StringType) : lit(null));
            unreadable.add(count_if(coalesce(array_contains(Provenance.UNREADABLE.col(), field.name()), lit(false))));
        }
        Row found = in.read(source.staged())
                .agg(count(lit(1)), sums.toArray(Column[]::new))
                .head();
        Row lost = in.read(source.parsed())
                .where(Provenance.REASON.col().isNull())
                .where(Provenance.UNREADABLE.col().isNotNull())
                .agg(unreadable.get(0), unreadable.subList(1, unreadable.size()).toArray(Column[]::new))
                .head();
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < source.fields().size(); i++) {
            long all = found.getLong(0);
            long filled = found.getLong(1 + 3 * i);
            rows.add(RowFactory.create(
                    source.name(),
                    source.fields().get(i).name(),
                    all,
                    filled,
                    lost.getLong(i),
                    all == 0 ? 1.0 : Math.round((1.0 - (double) filled / all) * 1e6) / 1e6,
                    found.get(2 + 3 * i),
                    found.get(3 + 3 * i),
                    filled == 0 ? WITHOUT_COLUMN.get(source.fields().get(i)) : null));
        }
        return rows;
    }

    private static boolean isMoment(Field field) {
        return DataTypes.DateType.equals(field.type()) || DataTypes.TimestampType.equals(field.type());
    }
}
