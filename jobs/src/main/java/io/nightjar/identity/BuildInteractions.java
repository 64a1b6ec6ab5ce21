package io.nightjar.identity;

import static org.apache.spark.sql.functions.to_date;

import io.nightjar.config.IdentitySettings;
import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.schema.IdentityLinks;
import io.nightjar.schema.Interactions;
import io.nightjar.schema.PersonInteractions;
import io.nightjar.schema.Table;
import io.nightjar.store.feed.Tokeniser;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Gives each mail, call, chat, complaint and review up to the as-of date its person. */
public final class BuildInteractions implements TableJob {
    private final IdentitySettings settings;
    private final Attribution attribution;
    private final Tokeniser tokeniser;

    public BuildInteractions(IdentitySettings settings, Tokeniser tokeniser) {
        this.settings = settings;
        this.tokeniser = tokeniser;
        this.attribution = new Attribution(tokeniser, settings);
    }

    @Override
    public List<Table> inputs() {
        return List.of(Interactions.TABLE, IdentityLinks.TABLE);
    }

    @Override
    public Table output() {
        return PersonInteractions.TABLE;
    }

    @Override
    public String settings() {
        return settings + " " + tokeniser.id();
    }

    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        return attribution
                .attribute(in, Interactions.SOURCE)
                .withColumn(PersonInteractions.OCCURRED_ON.name(), to_date(Interactions.OCCURRED_AT.col()))
                .where(PersonInteractions.OCCURRED_ON.col().leq(asOf))
                .select(PersonInteractions.TABLE.columns());
    }
}
