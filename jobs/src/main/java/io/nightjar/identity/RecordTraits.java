package io.nightjar.identity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.nightjar.job.Inputs;
import io.nightjar.schema.Customers;
import io.nightjar.schema.Field;
import io.nightjar.schema.Identifiers;
import io.nightjar.schema.LoyaltyMembers;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Gives records what is known about the person whose number they are: names, birth date, loyalty number, national id. */
final class RecordTraits {
    private static final String OWNER = "owner";
    private static final List<String> TRAITS = List.of("first", "last", "born", "card", "national");

    private RecordTraits() {}

    /** A record's own number as {@code kind:value}: orders of a customer number are that customer's. */
    static Column owner() {
        return when(Identifiers.SOURCE.col().equalTo(Customers.SOURCE.name()), named(Identifiers.LOGIN))
                .when(Identifiers.SOURCE.col().equalTo(LoyaltyMembers.SOURCE.name()), named(Identifiers.LOYALTY))
                .otherwise(Identifiers.SOURCE_KEY.col());
    }

    /**
     * Whose a login is: the customer record of that number, or another record of it, as {@code owner} with its person.
     *
     * @param login what the column of logins is called
     */
    static Dataset<Row> byLogin(Dataset<Row> records, Field person, Field login) {
        Column record = struct(
                Identifiers.SOURCE.col().notEqual(Customers.SOURCE.name()).as("later"),
                Identifiers.SOURCE.col(),
                Identifiers.SOURCE_KEY.col(),
                person.col());
        String kind = Identifiers.LOGIN + ":";
        return records.withColumn("number", owner())
                .where(col("number").startsWith(kind))
                .groupBy(col("number")
                        .substr(lit(kind.length() + 1), lit(Integer.MAX_VALUE))
                        .as(login.name()))
                .agg(min(record).as(OWNER));
    }

    private static Column named(String kind) {
        return concat(lit(kind + ":"), Identifiers.SOURCE_KEY.col());
    }

    /** The records, each with a struct {@code member}. */
    static Dataset<Row> add(Dataset<Row> records, Inputs in) {
        Column member = struct(
                Identifiers.SOURCE.col(),
                Identifiers.SOURCE_KEY.col(),
                col("first"),
                col("last"),
                col("born"),
                col("card"),
                col("national"));
        return records.withColumn(OWNER, owner())
                .join(known(in), new String[] {OWNER}, "left")
                .withColumn("member", member)
                .drop(OWNER)
                .drop(TRAITS.toArray(String[]::new));
    }

    static Cluster.Member member(Row row) {
        return new Cluster.Member(
                row.getString(0),
                row.getString(1),
                Traits.of(
                        row.getString(2),
                        row.getString(3),
                        row.isNullAt(4) ? null : row.getDate(4).toLocalDate(),
                        row.getString(5),
                        row.getString(6)));
    }

    private static Dataset<Row> known(Inputs in) {
        Dataset<Row> customers = in.read(Customers.TABLE)
                .select(
                        concat(lit(Identifiers.LOGIN + ":"), Customers.CUSTOMER_KEY.col())
                                .as(OWNER),
                        Customers.FIRST_NAME.col().as("first"),
                        Customers.LAST_NAME.col().as("last"),
                        Customers.BIRTH_ON.col().as("born"),
                        lit(null).cast("string").as("card"),
                        Customers.NATIONAL_ID.col().as("national"));
        Dataset<Row> members = in.read(LoyaltyMembers.TABLE)
                .select(
                        concat(lit(Identifiers.LOYALTY + ":"), LoyaltyMembers.LOYALTY_NUMBER.col())
                                .as(OWNER),
                        LoyaltyMembers.FIRST_NAME.col().as("first"),
                        LoyaltyMembers.LAST_NAME.col().as("last"),
                        lit(null).cast("date").as("born"),
                        LoyaltyMembers.LOYALTY_NUMBER.col().as("card"),
                        lit(null).cast("string").as("national"));
        return customers.unionByName(members);
    }
}
