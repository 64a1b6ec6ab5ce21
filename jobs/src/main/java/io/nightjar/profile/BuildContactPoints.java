package io.nightjar.profile;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.nullif;
import static org.apache.spark.sql.functions.regexp_extract;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import io.nightjar.config.IdentitySettings;
import io.nightjar.config.Wildcard;
import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.schema.Consents;
import io.nightjar.schema.ContactPoints;
import io.nightjar.schema.Customers;
import io.nightjar.schema.Field;
import io.nightjar.schema.IdentityLinks;
import io.nightjar.schema.LoyaltyMembers;
import io.nightjar.schema.PersonContacts;
import io.nightjar.schema.SourceTable;
import io.nightjar.schema.Table;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Makes one golden record of each person: value by value the most recent valid one of all customer records and cards. An
 * address is taken as a whole from one record, a complete one before a part. Permission is what the newest word on a channel says: none is no, at the same
 * moment no wins, and an unsubscription after it withdraws it.
 */
public final class BuildContactPoints implements TableJob {
    private static final String PERSON = ContactPoints.CUSTOMER_ID.name();
    private static final String HOME = "home";
    private static final List<Field> ADDRESS =
            List.of(Customers.STREET, Customers.POSTCODE, Customers.CITY, Customers.COUNTRY);
    private static final List<Field> OF_CARDS =
            List.of(Customers.FIRST_NAME, Customers.LAST_NAME, Customers.EMAIL, Customers.PHONE);

    /** Newest last; at the same moment a customer record counts more than a card. */
    private static final Column ORDER =
            struct(col("changed_at"), Customers.CUSTOMER_KEY.col().isNotNull(), col("record"));

    private final IdentitySettings settings;

    public BuildContactPoints(IdentitySettings settings) {
        this.settings = settings;
    }

    @Override
    public List<Table> inputs() {
        return List.of(Customers.TABLE, LoyaltyMembers.TABLE, IdentityLinks.TABLE, PersonContacts.TABLE);
    }

    @Override
    public Table output() {
        return ContactPoints.TABLE;
    }

    @Override
    public String settings() {
        return settings.toString();
    }

    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        return customers(in, asOf)
                .unionByName(cards(in, asOf))
                .transform(records -> reachable(records, Customers.EMAIL, lower(trim(Customers.EMAIL.col())), email()))
                .transform(records -> reachable(records, Customers.PHONE, digits(Customers.PHONE.col()), phone()))
                .groupBy(PERSON)
                .agg(number(), newest())
                .select(golden())
                .join(permissions(in, asOf), new String[] {PERSON}, "left")
                .na()
                .fill(false, ContactPoints.PERMISSIONS.stream().map(Field::name).toArray(String[]::new))
                .select(ContactPoints.TABLE.columns());
    }

    private static Dataset<Row> customers(Inputs in, LocalDate asOf) {
        Column changed =
                coalesce(Customers.UPDATED_AT.col(), Customers.CONSENT_AT.col(), Customers.REGISTERED_AT.col());
        return Permissions.records(in, asOf)
                .select(columns(
                        Customers.SOURCE,
                        Customers.CUSTOMER_KEY,
                        changed,
                        ContactPoints.VALUES.stream()
                                .map(BuildContactPoints::value)
                                .toList()));
    }

    /** A name written in one field, {@code Doe, John} or {@code John Doe}, stands for the two where both are empty. */
    private static Column value(Field field) {
        Column full = trim(Customers.FULL_NAME.col());
        Column isOneField = Customers.FIRST_NAME
                .col()
                .isNull()
                .and(Customers.LAST_NAME.col().isNull());
        if (field.equals(Customers.FIRST_NAME)) {
            return field.of(when(isOneField, part(full, "^[^,]*,(.*)$", "^(.*)\\s\\S+$"))
                    .otherwise(field.col()));
        }
        return field.equals(Customers.LAST_NAME)
                ? field.of(when(isOneField, part(full, "^([^,]*),", "(\\S+)$")).otherwise(field.col()))
                : field.col();
    }

    private static Column part(Column full, String withComma, String without) {
        Column found = when(full.contains(","), regexp_extract(full, withComma, 1))
                .otherwise(regexp_extract(full, without, 1));
        return nullif(trim(found), lit(""));
    }

    private static Dataset<Row> cards(Inputs in, LocalDate asOf) {
        List<Column> values = ContactPoints.VALUES.stream()
                .map(value -> OF_CARDS.contains(value) ? value.col() : value.of(lit(null)))
                .toList();
        return in.read(LoyaltyMembers.TABLE)
                .where(coalesce(LoyaltyMembers.JOINED_ON.col().leq(asOf), lit(true)))
                .join(
                        links(in, LoyaltyMembers.SOURCE, LoyaltyMembers.LOYALTY_NUMBER),
                        LoyaltyMembers.LOYALTY_NUMBER.name())
                .drop(Customers.CUSTOMER_KEY.name())
                .select(columns(
                        LoyaltyMembers.SOURCE,
                        LoyaltyMembers.LOYALTY_NUMBER,
                        LoyaltyMembers.JOINED_ON.col().cast("timestamp"),
                        values));
    }

    private static Dataset<Row> links(Inputs in, SourceTable source, Field key) {
        return in.read(IdentityLinks.TABLE)
                .where(IdentityLinks.SOURCE.col().equalTo(source.name()))
                .select(IdentityLinks.SOURCE_KEY.col().as(key.name()), IdentityLinks.CUSTOMER_ID.col());
    }

    private static Column[] columns(SourceTable source, Field key, Column changed, List<Column> values) {
        boolean isCustomer = source.equals(Customers.SOURCE);
        List<Column> all = new ArrayList<>(List.of(
                col(PERSON),
                (isCustomer ? key.col() : lit(null).cast("string")).as(Customers.CUSTOMER_KEY.name()),
                concat(lit(source.name() + "/"), key.col()).as("record"),
                to_date(changed).as("changed_on"),
                coalesce(changed, lit("1900-01-01").cast("timestamp")).as("changed_at")));
        all.addAll(values);
        return all.toArray(Column[]::new);
    }

    /** Takes away values that nobody can be reached by: malformed, blocked, or of more records than a person has. */
    private Dataset<Row> reachable(Dataset<Row> records, Field field, Column canonical, Column isValid) {
        Column sharers = count(lit(1)).over(Window.partitionBy("canonical"));
        return records.withColumn("canonical", canonical)
                .withColumn("sharers", when(col("canonical").isNotNull(), sharers))
                .withColumn(
                        field.name(), when(isValid.and(col("sharers").leq(settings.maxRecordsPerKey())), field.col()))
                .drop("canonical", "sharers");
    }

    private Column email() {
        Column valid = col("canonical").rlike("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$");
        for (String blocked : settings.blockedEmails()) {
            valid = valid.and(not(col("canonical").like(Wildcard.like(blocked))));
        }
        return valid;
    }

    private Column phone() {
        Column valid =
                col("canonical").rlike("^[0-9]{6,15}$").and(not(col("canonical").rlike("^(\\d)\\1+$")));
        for (String blocked : settings.blockedPhones()) {
            valid = valid.and(col("canonical").notEqual(blocked.replaceAll("^\\+|^00|[^0-9]", "")));
        }
        return valid;
    }

    private static Column digits(Column phone) {
        return regexp_replace(phone, "^\\s*00|\\(0\\)|[^0-9]", "");
    }

    private static Column number() {
        return max_by(
                        Customers.CUSTOMER_KEY.col(),
                        when(Customers.CUSTOMER_KEY.col().isNotNull(), ORDER))
                .as(Customers.CUSTOMER_KEY.name());
    }

    private static Column[] newest() {
        List<Column> all = new ArrayList<>();
        for (Field field : ContactPoints.VALUES) {
            if (!ADDRESS.contains(field)) {
                Column value = struct(field.col().as("value"), col("record"), col("changed_on"));
                all.add(max_by(value, when(field.col().isNotNull(), ORDER)).as(field.name()));
            }
        }
        all.add(address().as(HOME));
        return all.toArray(Column[]::new);
    }

    /** Of one record: streets and towns of two homes are nobody's address. */
    private static Column address() {
        List<Column> parts = new ArrayList<>();
        ADDRESS.forEach(field -> parts.add(field.col()));
        Column isAny = coalesce(parts.toArray(Column[]::new)).isNotNull();
        Column hasStreet = Customers.STREET.col().isNotNull();
        Column isWhole = hasStreet.and(Customers.POSTCODE.col().isNotNull());
        parts.addAll(List.of(col("record"), col("changed_on")));
        return max_by(struct(parts.toArray(Column[]::new)), when(isAny, struct(isWhole, hasStreet, ORDER)));
    }

    private static Column[] golden() {
        List<Column> all = new ArrayList<>(List.of(col(PERSON), Customers.CUSTOMER_KEY.col()));
        for (Field field : ContactPoints.VALUES) {
            boolean isAddress = ADDRESS.contains(field);
            Column from = isAddress ? col(HOME) : field.col();
            all.add(from.getField(isAddress ? field.name() : "value").as(field.name()));
            if (ContactPoints.SOURCES.containsKey(field)) {
                all.add(from.getField("record")
                        .as(ContactPoints.SOURCES.get(field).name()));
                all.add(from.getField("changed_on")
                        .as(ContactPoints.AS_OF.get(field).name()));
            }
        }
        return all.toArray(Column[]::new);
    }

    private static Dataset<Row> permissions(Inputs in, LocalDate asOf) {
        List<Column> all = new ArrayList<>();
        ContactPoints.PERMISSIONS.forEach(permitted ->
                all.add(max(when(Consents.CHANNEL.col().equalTo(channel(permitted)), Consents.IS_ALLOWED.col()))
                        .as(permitted.name())));
        return Permissions.newest(in, asOf)
                .groupBy(PERSON)
                .agg(all.get(0), all.subList(1, all.size()).toArray(Column[]::new));
    }

    private static String channel(Field permitted) {
        return permitted.name().replace("_permitted", "");
    }
}
