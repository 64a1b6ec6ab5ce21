package io.nightjar.identity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;

import io.nightjar.config.IdentitySettings;
import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.schema.Customers;
import io.nightjar.schema.Identifiers;
import io.nightjar.schema.IdentityBlockedKeys;
import io.nightjar.schema.LoyaltyMembers;
import io.nightjar.schema.Table;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Lists the values that are no keys: those that more records of one source name than a person has, and addresses and
 * numbers whose owners have clearly different names or birth dates.
 */
public final class ListBlockedKeys implements TableJob {
    private final IdentitySettings settings;

    public ListBlockedKeys(IdentitySettings settings) {
        this.settings = settings;
    }

    @Override
    public List<Table> inputs() {
        return List.of(Identifiers.TABLE, Customers.TABLE, LoyaltyMembers.TABLE);
    }

    @Override
    public Table output() {
        return IdentityBlockedKeys.TABLE;
    }

    @Override
    public String settings() {
        return String.valueOf(settings.maxRecordsPerKey());
    }

    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        Dataset<Row> keys = Keys.named(in);
        Dataset<Row> sizes = keys.where(Keys.IS_CONTACT.or(not(Keys.IS_OWN)))
                .groupBy(Identifiers.KIND.col(), Identifiers.VALUE.col(), Identifiers.SOURCE.col())
                .agg(count(lit(1)).as("here"))
                .groupBy(Keys.KEY[0], Keys.KEY[1])
                .agg(
                        max("here").as(IdentityBlockedKeys.RECORD_COUNT.name()),
                        sum("here").as("everywhere"));
        Dataset<Row> common = sizes.where(IdentityBlockedKeys.RECORD_COUNT.col().gt(settings.maxRecordsPerKey()))
                .withColumn(IdentityBlockedKeys.REASON.name(), lit(IdentityBlockedKeys.TOO_MANY_RECORDS));
        Dataset<Row> shared = sizes.where(Keys.IS_CONTACT
                .and(col("everywhere").gt(1))
                .and(IdentityBlockedKeys.RECORD_COUNT.col().leq(settings.maxRecordsPerKey())));
        return common.select(IdentityBlockedKeys.TABLE.columns())
                .unionByName(ofDifferentPeople(keys.join(shared, Keys.KEY), in));
    }

    private static Dataset<Row> ofDifferentPeople(Dataset<Row> keys, Inputs in) {
        FilterFunction<Row> areSeveral = row -> new KeyHolders(
                        row.<Row>getList(3).stream().map(RecordTraits::member).toList())
                .areSeveralPeople();
        return RecordTraits.add(keys, in)
                .groupBy(Identifiers.KIND.col(), Identifiers.VALUE.col(), IdentityBlockedKeys.RECORD_COUNT.col())
                .agg(collect_list("member"))
                .filter(areSeveral)
                .withColumn(IdentityBlockedKeys.REASON.name(), lit(IdentityBlockedKeys.DIFFERENT_PEOPLE))
                .select(IdentityBlockedKeys.TABLE.columns());
    }
}
