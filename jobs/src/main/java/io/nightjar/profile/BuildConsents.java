package io.nightjar.profile;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import io.nightjar.config.Channel;
import io.nightjar.config.ConsentSettings;
import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.schema.Consents;
import io.nightjar.schema.Customers;
import io.nightjar.schema.IdentityLinks;
import io.nightjar.schema.PersonContacts;
import io.nightjar.schema.Table;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Says by purpose and channel what each person has allowed, by which record and when. */
public final class BuildConsents implements TableJob {
    private static final String CONTRACT = "contract";

    private final ConsentSettings settings;

    public BuildConsents(ConsentSettings settings) {
        this.settings = settings;
    }

    @Override
    public List<Table> inputs() {
        return List.of(Customers.TABLE, IdentityLinks.TABLE, PersonContacts.TABLE);
    }

    @Override
    public Table output() {
        return Consents.TABLE;
    }

    @Override
    public String settings() {
        return settings.toString();
    }

    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        Dataset<Row> said = Permissions.newest(in, asOf).join(optInChannels(in), Consents.CHANNEL.name());
        Dataset<Row> all = said.select(Consents.TABLE.columns());
        Column[] service = words(Consents.SERVICE, settings.service());
        if (service.length == 0) {
            return all;
        }
        return all.unionByName(Permissions.records(in, asOf)
                .select(Consents.CUSTOMER_ID.col())
                .distinct()
                .select(Consents.CUSTOMER_ID.col(), explode(array(service)).as("word"))
                .select(
                        Consents.CUSTOMER_ID.col(),
                        col("word.*"),
                        Consents.IS_ALLOWED.of(lit(true)),
                        Consents.CONSENT_SOURCE.of(lit(CONTRACT)),
                        Consents.DECIDED_AT.of(lit(null)))
                .select(Consents.TABLE.columns()));
    }

    /** Which purpose a channel's opt-in is for. */
    private Dataset<Row> optInChannels(Inputs in) {
        List<Row> rows = new ArrayList<>();
        settings.marketing().forEach(channel -> rows.add(row(Consents.MARKETING, channel)));
        settings.advertising().forEach(channel -> rows.add(row(Consents.ADVERTISING, channel)));
        return in.read(Customers.TABLE)
                .sparkSession()
                .createDataFrame(
                        rows,
                        new Table("purposes", List.of(), List.of(Consents.PURPOSE, Consents.CHANNEL)).structType());
    }

    private static Row row(String purpose, Channel channel) {
        return org.apache.spark.sql.RowFactory.create(purpose, Permissions.word(channel));
    }

    private static Column[] words(String purpose, List<Channel> channels) {
        return channels.stream()
                .map(channel -> struct(
                        lit(purpose).as(Consents.PURPOSE.name()),
                        lit(Permissions.word(channel)).as(Consents.CHANNEL.name())))
                .toArray(Column[]::new);
    }
}
