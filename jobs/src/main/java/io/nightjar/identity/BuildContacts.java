package io.nightjar.identity;

import static org.apache.spark.sql.functions.to_date;

import io.nightjar.config.IdentitySettings;
import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.schema.Contacts;
import io.nightjar.schema.IdentityLinks;
import io.nightjar.schema.PersonContacts;
import io.nightjar.schema.Table;
import io.nightjar.store.feed.Tokeniser;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Gives each message up to the as-of date the person it was meant for. */
public final class BuildContacts implements TableJob {
    private final IdentitySettings settings;
    private final Attribution attribution;
    private final Tokeniser tokeniser;

    public BuildContacts(IdentitySettings settings, Tokeniser tokeniser) {
        this.settings = settings;
        this.tokeniser = tokeniser;
        this.attribution = new Attribution(tokeniser, settings);
    }

    @Override
    public List<Table> inputs() {
        return List.of(Contacts.TABLE, IdentityLinks.TABLE);
    }

    @Override
    public Table output() {
        return PersonContacts.TABLE;
    }

    @Override
    public String settings() {
        return settings + " " + tokeniser.id();
    }

    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        return attribution
                .attribute(in, Contacts.SOURCE)
                .where(to_date(Contacts.SENT_AT.col()).leq(asOf))
                .select(PersonContacts.TABLE.columns());
    }
}
