package io.nightjar.identity;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.format_number;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.trim;

import io.nightjar.config.PersonFlagSettings;
import io.nightjar.config.Wildcard;
import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.schema.Customers;
import io.nightjar.schema.IdentityLinks;
import io.nightjar.schema.PersonFlags;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.Purchases;
import io.nightjar.schema.Table;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Flags resellers and staff by how they order, and test accounts by what they are called. */
public final class FlagPersons implements TableJob {
    private static final String PERSON = PersonFlags.CUSTOMER_ID.name();

    private final PersonFlagSettings settings;

    public FlagPersons(PersonFlagSettings settings) {
        this.settings = settings;
    }

    @Override
    public List<Table> inputs() {
        return List.of(PersonPurchases.TABLE, Customers.TABLE, IdentityLinks.TABLE);
    }

    @Override
    public Table output() {
        return PersonFlags.TABLE;
    }

    @Override
    public String settings() {
        return settings.toString();
    }

    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        Dataset<Row> lines = in.read(PersonPurchases.TABLE)
                .where(col(PERSON).isNotNull().and(not(coalesce(Purchases.IS_RETURN.col(), lit(false)))));
        return resellers(lines).unionByName(staff(lines)).unionByName(testAccounts(in));
    }

    private Dataset<Row> resellers(Dataset<Row> lines) {
        Dataset<Row> people = lines.groupBy(col(PERSON), Purchases.ORDER_ID.col())
                .agg(sum(Purchases.QUANTITY.col()).cast("double").as("pieces"))
                .groupBy(PERSON)
                .agg(count(lit(1)).as("orders"), expr("percentile(pieces, 0.5)").as("middle"))
                .where(col("orders")
                        .geq(settings.resellerMinOrders())
                        .and(col("middle").geq(settings.resellerMinPieces())));
        return flagged(
                people,
                PersonFlags.RESELLER,
                concat(
                        format_number(col("middle"), 0),
                        lit(" pieces in the middle of "),
                        col("orders"),
                        lit(" orders")));
    }

    private Dataset<Row> staff(Dataset<Row> lines) {
        Column full = Purchases.AMOUNT.col().plus(coalesce(Purchases.DISCOUNT_AMOUNT.col(), lit(0)));
        Column off = round(
                coalesce(Purchases.DISCOUNT_AMOUNT.col(), lit(0)).cast("double").divide(full.cast("double")), 2);
        Dataset<Row> people = lines.where(full.gt(0))
                .withColumn("off", off)
                .groupBy(PERSON)
                .agg(
                        expr("count(distinct " + Purchases.ORDER_ID.name() + ")")
                                .as("orders"),
                        count(lit(1)).as("lines"),
                        min("off").as("least"),
                        expr("mode(off, true)").as("usual"))
                .where(col("orders")
                        .geq(settings.staffMinOrders())
                        .and(col("least").geq(settings.staffMinDiscount())));
        Dataset<Row> steady = lines.where(full.gt(0))
                .withColumn("off", off)
                .join(people, PERSON)
                .groupBy(col(PERSON), col("orders"), col("lines"), col("usual"))
                .agg(count_if(col("off").equalTo(col("usual"))).as("same"))
                .where(col("same").multiply(2).geq(col("lines")));
        return flagged(
                steady,
                PersonFlags.STAFF,
                concat(
                        format_number(col("usual").multiply(100), 0),
                        lit(" % off in every one of "),
                        col("orders"),
                        lit(" orders")));
    }

    private Dataset<Row> testAccounts(Inputs in) {
        Column isTest = lit(false);
        for (String pattern : settings.testEmails()) {
            isTest = isTest.or(lower(trim(Customers.EMAIL.col())).like(Wildcard.like(pattern)));
        }
        Object[] names = settings.testNames().toArray();
        isTest = coalesce(isTest, lit(false))
                .or(coalesce(isTestName(Customers.FIRST_NAME.col(), names), lit(false))
                        .and(coalesce(isTestName(Customers.LAST_NAME.col(), names), lit(false))));
        Dataset<Row> people = in.read(Customers.TABLE)
                .where(isTest)
                .withColumnRenamed(Customers.CUSTOMER_KEY.name(), IdentityLinks.SOURCE_KEY.name())
                .join(Attribution.links(in, Customers.SOURCE), IdentityLinks.SOURCE_KEY.name())
                .groupBy(PERSON)
                .agg(min(IdentityLinks.SOURCE_KEY.col()).as("record"));
        return flagged(people, PersonFlags.TEST_ACCOUNT, concat(lit("address or name of record "), col("record")));
    }

    private static Column isTestName(Column name, Object[] words) {
        return lower(trim(name)).isin(words);
    }

    private static Dataset<Row> flagged(Dataset<Row> people, String flag, Column reason) {
        return people.select(col(PERSON), lit(flag).as(PersonFlags.FLAG.name()), reason.as(PersonFlags.REASON.name()));
    }
}
