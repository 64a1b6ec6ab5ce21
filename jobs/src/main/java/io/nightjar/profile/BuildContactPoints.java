package io.nightjar.profile;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.when;

import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.schema.ContactPoints;
import io.nightjar.schema.Contacts;
import io.nightjar.schema.Customers;
import io.nightjar.schema.Field;
import io.nightjar.schema.IdentityLinks;
import io.nightjar.schema.PersonContacts;
import io.nightjar.schema.Table;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Finds how each person can be reached and by which channels that is permitted. Of several records the newest value
 * counts. Permission is what the newest word on a channel says: none is no, at the same moment no wins, and an
 * unsubscription after it withdraws it.
 */
public final class BuildContactPoints implements TableJob {
    private static final Map<Field, Field> OPT_INS = new LinkedHashMap<>();

    static {
        OPT_INS.put(Customers.EMAIL_OPT_IN, ContactPoints.EMAIL_PERMITTED);
        OPT_INS.put(Customers.SMS_OPT_IN, ContactPoints.SMS_PERMITTED);
        OPT_INS.put(Customers.PHONE_OPT_IN, ContactPoints.PHONE_PERMITTED);
        OPT_INS.put(Customers.POST_OPT_IN, ContactPoints.POST_PERMITTED);
        OPT_INS.put(Customers.ADS_OPT_IN, ContactPoints.ADS_PERMITTED);
    }

    private static final List<Field> NEWEST = List.of(
            Customers.CUSTOMER_KEY,
            Customers.FIRST_NAME,
            Customers.LAST_NAME,
            Customers.EMAIL,
            Customers.PHONE,
            Customers.STREET,
            Customers.POSTCODE,
            Customers.CITY,
            Customers.COUNTRY,
            Customers.LANGUAGE);

    @Override
    public List<Table> inputs() {
        return List.of(Customers.TABLE, IdentityLinks.TABLE, PersonContacts.TABLE);
    }

    @Override
    public Table output() {
        return ContactPoints.TABLE;
    }

    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        Dataset<Row> links = in.read(IdentityLinks.TABLE)
                .where(IdentityLinks.SOURCE.col().equalTo(Customers.SOURCE.name()))
                .select(
                        IdentityLinks.SOURCE_KEY.col().as(Customers.CUSTOMER_KEY.name()),
                        IdentityLinks.CUSTOMER_ID.col());
        Column known = coalesce(Customers.CONSENT_AT.col(), Customers.UPDATED_AT.col(), Customers.REGISTERED_AT.col());
        return in.read(Customers.TABLE)
                .where(coalesce(to_date(Customers.REGISTERED_AT.col()).leq(asOf), lit(true)))
                .join(links, Customers.CUSTOMER_KEY.name())
                .withColumn("known_at", coalesce(known, lit("1900-01-01").cast("timestamp")))
                .withColumn("changed_at", coalesce(Customers.UPDATED_AT.col(), col("known_at")))
                .groupBy(ContactPoints.CUSTOMER_ID.col())
                .agg(max("changed_at").as("last_changed_at"), newest(asOf))
                .transform(people -> withoutUnsubscribed(people, in.read(PersonContacts.TABLE)))
                .select(ContactPoints.TABLE.columns());
    }

    private static Column[] newest(LocalDate asOf) {
        Column order = struct(col("changed_at"), Customers.CUSTOMER_KEY.col());
        List<Column> all = new ArrayList<>();
        for (Field field : NEWEST) {
            all.add(max_by(field.col(), when(field.col().isNotNull(), order)).as(field.name()));
        }
        OPT_INS.forEach((optIn, permitted) -> {
            Column said = when(
                    optIn.col().isNotNull().and(to_date(col("known_at")).leq(asOf)),
                    struct(col("known_at"), not(optIn.col())));
            all.add(coalesce(max_by(optIn.col(), said), lit(false)).as(permitted.name()));
            all.add(max(when(said.isNotNull(), col("known_at"))).as(permitted.name() + "_at"));
        });
        return all.toArray(Column[]::new);
    }

    private static Dataset<Row> withoutUnsubscribed(Dataset<Row> people, Dataset<Row> contacts) {
        List<Column> last = new ArrayList<>();
        for (Field permitted : ContactPoints.PERMISSIONS) {
            Column here = Contacts.CHANNEL.col().equalTo(channel(permitted));
            last.add(max(when(here, Contacts.UNSUBSCRIBED_AT.col())).as(channel(permitted) + "_left_at"));
        }
        Dataset<Row> left = contacts.where(PersonContacts.CUSTOMER_ID.col().isNotNull())
                .groupBy(PersonContacts.CUSTOMER_ID.col())
                .agg(last.get(0), last.subList(1, last.size()).toArray(Column[]::new));
        Dataset<Row> joined = people.join(left, new String[] {ContactPoints.CUSTOMER_ID.name()}, "left");
        for (Field permitted : ContactPoints.PERMISSIONS) {
            Column leftAt = col(channel(permitted) + "_left_at");
            Column stays = coalesce(leftAt.lt(col(permitted.name() + "_at")), lit(false));
            joined = joined.withColumn(
                    permitted.name(),
                    permitted.col().and(when(leftAt.isNull(), true).otherwise(stays)));
        }
        return joined;
    }

    private static String channel(Field permitted) {
        return permitted.name().replace("_permitted", "");
    }
}
