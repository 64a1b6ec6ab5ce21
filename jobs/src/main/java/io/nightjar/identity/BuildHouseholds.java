package io.nightjar.identity;

import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.nightjar.config.HouseholdSettings;
import io.nightjar.identity.graph.Components;
import io.nightjar.identity.match.Standard;
import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.schema.Customers;
import io.nightjar.schema.Households;
import io.nightjar.schema.Identifiers;
import io.nightjar.schema.IdentityBlockedKeys;
import io.nightjar.schema.IdentityLinks;
import io.nightjar.schema.Table;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;

/**
 * Puts persons who share an address or a mailbox into households, whose ids last like those of persons. Ties that
 * together would make a household of too many make none.
 */
public final class BuildHouseholds implements TableJob {
    private static final String TIE = "tie";

    private final HouseholdSettings settings;
    private final long driverLinks;

    /** @param driverLinks so many ties and fewer are joined in the driver's memory */
    public BuildHouseholds(HouseholdSettings settings, long driverLinks) {
        this.settings = settings;
        this.driverLinks = driverLinks;
    }

    @Override
    public List<Table> inputs() {
        return List.of(Customers.TABLE, IdentityLinks.TABLE, Identifiers.TABLE, IdentityBlockedKeys.TABLE);
    }

    @Override
    public List<Table> liveInputs() {
        return List.of(Households.TABLE);
    }

    @Override
    public Table output() {
        return Households.TABLE;
    }

    @Override
    public String settings() {
        return settings.toString();
    }

    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        Column persons = count(lit(1)).over(Window.partitionBy(TIE));
        Dataset<Row> ties = addresses(in)
                .unionByName(sharedKeys(in))
                .where(Households.RULE.col().isin(settings.by().toArray()))
                .distinct()
                .withColumn("persons", persons)
                .where(col("persons").between(2, settings.maxPersons()));
        Column person = xxhash64(lit("person"), Households.CUSTOMER_ID.col());
        Dataset<Row> components = Components.of(ties.select(person, xxhash64(lit(TIE), col(TIE))), driverLinks);
        Dataset<Row> members = ties.groupBy(Households.CUSTOMER_ID.col())
                .agg(array_join(array_sort(collect_set(Households.RULE.col())), "+")
                        .as(Households.RULE.name()))
                .withColumn(Components.NODE, person)
                .join(components, Components.NODE)
                .withColumn("first", min(Households.CUSTOMER_ID.col()).over(Window.partitionBy(Components.COMPONENT)))
                .withColumn(
                        Households.PERSON_COUNT.name(), count(lit(1)).over(Window.partitionBy(Components.COMPONENT)))
                .where(Households.PERSON_COUNT.col().leq(settings.maxPersons()));
        Dataset<Row> ids = new StableIds(List.of(Households.CUSTOMER_ID.col()), List.of(), asOf)
                .of(members, col("first"), lit("h"), in.live(Households.TABLE), Households.HOUSEHOLD_ID.col())
                .toDF("first", Households.HOUSEHOLD_ID.name());
        return members.join(ids, "first");
    }

    /** Street with number and postcode as letters and digits only, long and short words alike, alone and with the surname. */
    private static Dataset<Row> addresses(Inputs in) {
        UDF1<String, String> folded = GivenName::folded;
        Column fold = udf(folded, DataTypes.StringType).apply(Customers.LAST_NAME.col());
        UDF1<String, String> written = BuildHouseholds::street;
        Column street = udf(written, DataTypes.StringType).apply(Customers.STREET.col());
        Column address = concat_ws("|", street, plain(Customers.POSTCODE.col()));
        Dataset<Row> persons = in.read(Customers.TABLE)
                .where(street.rlike("\\d").and(Customers.POSTCODE.col().isNotNull()))
                .withColumnRenamed(Customers.CUSTOMER_KEY.name(), IdentityLinks.SOURCE_KEY.name())
                .join(Attribution.links(in, Customers.SOURCE), IdentityLinks.SOURCE_KEY.name())
                .select(Households.CUSTOMER_ID.col(), address.as("address"), fold.as("surname"));
        return persons.where(col("surname").notEqual(""))
                .select(
                        Households.CUSTOMER_ID.col(),
                        concat_ws("|", lit("sa"), col("address"), col("surname"))
                                .as(TIE),
                        lit(HouseholdSettings.SURNAME_AND_ADDRESS).as(Households.RULE.name()))
                .unionByName(persons.select(
                        Households.CUSTOMER_ID.col(),
                        concat_ws("|", lit("a"), col("address")).as(TIE),
                        lit(HouseholdSettings.ADDRESS).as(Households.RULE.name())));
    }

    /** House number and street. */
    private static String street(String raw) {
        return Standard.street(raw).stream()
                .filter(Objects::nonNull)
                .map(part -> part.replace(" ", ""))
                .collect(Collectors.joining("|"));
    }

    private static Column plain(Column text) {
        return regexp_replace(lower(text), "[^\\p{L}\\p{Nd}]", "");
    }

    /** Mailboxes and numbers of several people. */
    private static Dataset<Row> sharedKeys(Inputs in) {
        Dataset<Row> shared = in.read(IdentityBlockedKeys.TABLE)
                .where(IdentityBlockedKeys.REASON.col().equalTo(IdentityBlockedKeys.DIFFERENT_PEOPLE))
                .select(Keys.KEY[0], Keys.KEY[1]);
        Column isMail = Identifiers.KIND.col().equalTo(Identifiers.EMAIL);
        return Keys.named(in)
                .join(shared, Keys.KEY)
                .join(
                        in.read(IdentityLinks.TABLE),
                        new String[] {IdentityLinks.SOURCE.name(), IdentityLinks.SOURCE_KEY.name()})
                .select(
                        Households.CUSTOMER_ID.col(),
                        concat_ws("|", Identifiers.KIND.col(), Identifiers.VALUE.col())
                                .as(TIE),
                        when(isMail, HouseholdSettings.MAILBOX)
                                .otherwise(HouseholdSettings.PHONE)
                                .as(Households.RULE.name()));
    }
}
