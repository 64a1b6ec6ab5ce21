package io.nightjar.identity.match;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_date;

import io.nightjar.config.ConfigException;
import io.nightjar.config.IdentitySettings;
import io.nightjar.job.Inputs;
import io.nightjar.schema.Customers;
import io.nightjar.schema.Field;
import io.nightjar.schema.LoyaltyMembers;
import io.nightjar.schema.Provenance;
import io.nightjar.schema.SourceTable;
import io.nightjar.schema.Table;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Brings the staged records that describe people to the matcher, standardised. */
public final class PersonRecords {
    /** Sources whose rows are records of people. */
    public static final List<Table> TABLES = List.of(Customers.TABLE, LoyaltyMembers.TABLE);

    /** Their names. */
    public static final List<String> SOURCES = List.of(Customers.SOURCE.name(), LoyaltyMembers.SOURCE.name());

    static final String SOURCE = "source";
    static final String KEY = "key";
    static final String PARTS = "parts";

    private static final List<Field> RAW = List.of(
            Customers.FIRST_NAME,
            Customers.LAST_NAME,
            Customers.FULL_NAME,
            Customers.BIRTH_ON,
            Customers.EMAIL,
            Customers.PHONE,
            Customers.NATIONAL_ID,
            Customers.STREET,
            Customers.STREET_2,
            Customers.CITY,
            Customers.POSTCODE,
            Customers.REGION,
            Customers.COUNTRY,
            Customers.CUSTOMER_KEY,
            Customers.OTHER_NAME,
            Customers.OTHER_WORDS,
            Customers.OTHER_CODE,
            Customers.OTHER_NUMBER,
            Customers.OTHER_DATE);
    private static final StructType SCHEMA = schema();

    private PersonRecords() {}

    /** All records known on the as-of date, in the order of source and key. */
    public static People read(Inputs in, IdentitySettings settings, LocalDate asOf) {
        People.Builder people = new People.Builder();
        Iterator<Row> rows = described(in, settings, asOf).orderBy(SOURCE, KEY).toLocalIterator();
        while (rows.hasNext()) {
            Row row = rows.next();
            people.add(row.getString(0), row.getString(1), parts(row, 2));
        }
        return people.build();
    }

    /** Two feeds of a source that name different records by one key: together these would be one record. */
    public static void refuseSharedKeys(Inputs in) {
        refuseSharedKeys(in, Customers.SOURCE, Customers.CUSTOMER_KEY);
        refuseSharedKeys(in, LoyaltyMembers.SOURCE, LoyaltyMembers.LOYALTY_NUMBER);
    }

    private static void refuseSharedKeys(Inputs in, SourceTable source, Field key) {
        in.read(source.staged())
                .groupBy(key.col())
                .agg(
                        min(Provenance.FEED.col()).as("one"),
                        max(Provenance.FEED.col()).as("other"))
                .where(col("one").notEqual(col("other")))
                .orderBy(key.col())
                .takeAsList(1)
                .forEach(shared -> {
                    throw new ConfigException("sources." + source.name() + ": the feeds " + shared.getString(1)
                            + " and "
                            + shared.getString(2) + " both have the " + key.name() + " " + shared.getString(0)
                            + ", so that two records count as one; make the keys different, such as " + key.name()
                            + " = \"concat('" + shared.getString(1) + "-', id)\" in the columns of the first");
                });
    }

    /** The same as rows of source, key and parts; of several with one key the first by their values. */
    static Dataset<Row> described(Inputs in, IdentitySettings settings, LocalDate asOf) {
        Standardiser standardiser = new Standardiser(settings);
        Column[] parts = Arrays.stream(Part.all()).map(part -> col(part.name())).toArray(Column[]::new);
        return raw(in, Customers.SOURCE, Customers.CUSTOMER_KEY, Customers.REGISTERED_AT, asOf)
                .union(raw(in, LoyaltyMembers.SOURCE, LoyaltyMembers.LOYALTY_NUMBER, LoyaltyMembers.JOINED_ON, asOf))
                .map((MapFunction<Row, Row>) standardiser::record, Encoders.row(SCHEMA))
                .groupBy(SOURCE, KEY)
                .agg(min(struct(parts)).as(PARTS))
                .select(col(SOURCE), col(KEY), array(col(PARTS + ".*")).as(PARTS));
    }

    /** The parts of a record that are a list in a row. */
    static String[] parts(Row row, int column) {
        return row.<String>getList(column).toArray(String[]::new);
    }

    private static Dataset<Row> raw(Inputs in, SourceTable source, Field key, Field since, LocalDate asOf) {
        List<Column> columns = new ArrayList<>(List.of(lit(source.name()), key.col()));
        for (Field field : RAW) {
            boolean isThere = source.names().contains(field.name());
            Column value = isThere ? field.col() : lit(null);
            boolean isDate = isThere && field.type().equals(DataTypes.DateType);
            columns.add((isDate ? date_format(value, "yyyyMMdd") : value).cast("string"));
        }
        columns.add(date_format(since.col(), "yyyyMMdd"));
        return in.read(source.staged())
                .where(coalesce(to_date(since.col()).leq(asOf), lit(true)))
                .select(columns.toArray(Column[]::new));
    }

    /** Null where either is not known. */
    static String town(String city, String postcode) {
        return city == null || postcode == null ? null : postcode + " " + city;
    }

    private static StructType schema() {
        StructType schema = new StructType().add(SOURCE, DataTypes.StringType).add(KEY, DataTypes.StringType);
        for (Part part : Part.all()) {
            schema = schema.add(part.name(), DataTypes.StringType);
        }
        return schema;
    }

    /** Turns raw columns into parts. */
    static final class Standardiser implements Serializable {
        private static final long serialVersionUID = 1L;

        private final ContactRules contacts;
        private final EnumSet<Part> without = EnumSet.noneOf(Part.class);

        Standardiser(IdentitySettings settings) {
            contacts = new ContactRules(settings);
            settings.match().without().forEach(word -> without.add(Part.named(word)));
        }

        /** @param raw source, key, the values of {@link #RAW} and the day of registration */
        Row record(Row raw) {
            String[] values = new String[RAW.size() + 1];
            Arrays.setAll(values, i -> raw.getString(i + 2));
            Object[] record = new Object[Part.count() + 2];
            record[0] = raw.getString(0);
            record[1] = raw.getString(1);
            System.arraycopy(parts(values), 0, record, 2, Part.count());
            return RowFactory.create(record);
        }

        /** The parts of a record, in the order of {@link Part}, from values in the order in which {@link #raw} has them. */
        String[] parts(String... values) {
            String given = Standard.name(values[0]);
            String surname = Standard.name(values[1]);
            if (given == null && surname == null) {
                List<String> names = Standard.names(values[2]);
                given = names.get(0);
                surname = names.get(1);
            }
            List<String> street = Standard.street(values[7]);
            String email = contacts.roughEmail(values[4]);
            String[] parts = {
                given,
                surname,
                BirthDates.told(values[3]),
                email,
                contacts.roughPhone(values[5], values[12]),
                Standard.code(values[6]),
                street.get(0),
                street.get(1),
                Standard.plain(values[8]),
                Standard.plain(values[9]),
                Standard.code(values[10]),
                Standard.code(values[11]),
                Standard.plain(values[13]),
                MailboxMark.of(email, given, surname),
                values[RAW.size()],
                Standard.name(values[14]),
                Standard.plain(values[15]),
                Standard.code(values[16]),
                Standard.code(values[17]),
                values[18],
                null
            };
            without.forEach(part -> parts[part.index()] = null);
            if (!without.contains(Part.TOWN)) {
                parts[Part.TOWN.index()] = town(parts[Part.CITY.index()], parts[Part.POSTCODE.index()]);
            }
            return parts;
        }
    }
}
