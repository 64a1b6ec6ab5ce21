package io.nightjar.profile;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.nullif;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.when;

import io.nightjar.config.Channel;
import io.nightjar.job.Inputs;
import io.nightjar.schema.Consents;
import io.nightjar.schema.Contacts;
import io.nightjar.schema.Customers;
import io.nightjar.schema.Field;
import io.nightjar.schema.IdentityLinks;
import io.nightjar.schema.PersonContacts;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The newest word of each person on each channel, up to the date: opt-ins of customer records, and unsubscriptions from
 * messages. At the same instant no wins.
 */
final class Permissions {
    private static final String AT = "said_at";
    private static final Column LONG_AGO = lit("1900-01-01").cast("timestamp");
    private static final Map<Channel, Field> OPT_INS = new EnumMap<>(Map.of(
            Channel.EMAIL, Customers.EMAIL_OPT_IN,
            Channel.SMS, Customers.SMS_OPT_IN,
            Channel.PHONE, Customers.PHONE_OPT_IN,
            Channel.POST, Customers.POST_OPT_IN,
            Channel.ADS, Customers.ADS_OPT_IN));

    private Permissions() {}

    static String word(Channel channel) {
        return channel.name().toLowerCase(Locale.ROOT);
    }

    /** Customer records known on the date, with the person each belongs to. */
    static Dataset<Row> records(Inputs in, LocalDate asOf) {
        Dataset<Row> links = in.read(IdentityLinks.TABLE)
                .where(IdentityLinks.SOURCE.col().equalTo(Customers.SOURCE.name()))
                .select(
                        IdentityLinks.SOURCE_KEY.col().as(Customers.CUSTOMER_KEY.name()),
                        IdentityLinks.CUSTOMER_ID.col());
        return in.read(Customers.TABLE)
                .where(coalesce(to_date(Customers.REGISTERED_AT.col()).leq(lit(asOf)), lit(true)))
                .join(links, Customers.CUSTOMER_KEY.name());
    }

    /** One row per person and channel: allowed or not, which record says so, and when it was said. */
    static Dataset<Row> newest(Inputs in, LocalDate asOf) {
        Column word = struct(
                Consents.IS_ALLOWED.col(),
                Consents.CONSENT_SOURCE.col(),
                nullif(col(AT), LONG_AGO).as(Consents.DECIDED_AT.name()));
        Column order = struct(col(AT), not(Consents.IS_ALLOWED.col()), Consents.CONSENT_SOURCE.col());
        return optIns(in, asOf)
                .unionByName(unsubscribed(in, asOf))
                .groupBy(Consents.CUSTOMER_ID.col(), Consents.CHANNEL.col())
                .agg(max_by(word, order).as("word"))
                .select(Consents.CUSTOMER_ID.col(), Consents.CHANNEL.col(), col("word.*"));
    }

    private static Dataset<Row> optIns(Inputs in, LocalDate asOf) {
        Column[] words = OPT_INS.entrySet().stream()
                .map(entry -> struct(
                        lit(word(entry.getKey())).as(Consents.CHANNEL.name()),
                        entry.getValue().col().as(Consents.IS_ALLOWED.name())))
                .toArray(Column[]::new);
        return records(in, asOf)
                .select(
                        Consents.CUSTOMER_ID.col(),
                        Customers.CONSENT_AT.col(),
                        Customers.UPDATED_AT.col(),
                        Customers.REGISTERED_AT.col(),
                        concat(lit(Customers.SOURCE.name() + "/"), Customers.CUSTOMER_KEY.col())
                                .as(Consents.CONSENT_SOURCE.name()),
                        explode(array(words)).as("word"))
                .select(col("*"), col("word.*"))
                .where(Consents.IS_ALLOWED.col().isNotNull())
                .withColumn(AT, said())
                .where(to_date(col(AT)).leq(lit(asOf)))
                .select(
                        Consents.CUSTOMER_ID.col(),
                        col(AT),
                        Consents.CONSENT_SOURCE.col(),
                        Consents.CHANNEL.col(),
                        Consents.IS_ALLOWED.col());
    }

    /** When a record said so: without a time of consent, yes at registration, no at the newest change of the record. */
    private static Column said() {
        Column changed = when(not(Consents.IS_ALLOWED.col()), Customers.UPDATED_AT.col());
        return coalesce(Customers.CONSENT_AT.col(), changed, Customers.REGISTERED_AT.col(), LONG_AGO);
    }

    private static Dataset<Row> unsubscribed(Inputs in, LocalDate asOf) {
        return in.read(PersonContacts.TABLE)
                .where(PersonContacts.CUSTOMER_ID.col().isNotNull())
                .where(to_date(Contacts.UNSUBSCRIBED_AT.col()).leq(lit(asOf)))
                .select(
                        PersonContacts.CUSTOMER_ID.col(),
                        Contacts.UNSUBSCRIBED_AT.col().as(AT),
                        concat(lit(Contacts.SOURCE.name() + "/"), Contacts.CAMPAIGN.col())
                                .as(Consents.CONSENT_SOURCE.name()),
                        Contacts.CHANNEL.col(),
                        lit(false).as(Consents.IS_ALLOWED.name()));
    }
}
