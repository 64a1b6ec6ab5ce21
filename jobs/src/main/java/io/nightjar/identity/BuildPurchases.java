package io.nightjar.identity;

import static org.apache.spark.sql.functions.to_date;

import io.nightjar.config.IdentitySettings;
import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.quality.Check;
import io.nightjar.schema.IdentityLinks;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.Purchases;
import io.nightjar.schema.Table;
import io.nightjar.store.feed.Tokeniser;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Gives each order line up to the as-of date the person it belongs to. */
public final class BuildPurchases implements TableJob {
    private final IdentitySettings settings;
    private final Attribution attribution;
    private final Tokeniser tokeniser;

    public BuildPurchases(IdentitySettings settings, Tokeniser tokeniser) {
        this.settings = settings;
        this.tokeniser = tokeniser;
        this.attribution = new Attribution(tokeniser, settings);
    }

    @Override
    public List<Table> inputs() {
        return List.of(Purchases.TABLE, IdentityLinks.TABLE);
    }

    @Override
    public Table output() {
        return PersonPurchases.TABLE;
    }

    @Override
    public String settings() {
        return settings + " " + tokeniser.id();
    }

    @Override
    public List<Check> checks() {
        return List.of(Check.holds(
                "an order line has an amount", Purchases.AMOUNT.col().isNotNull()));
    }

    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        return attribution
                .attribute(in, Purchases.SOURCE)
                .withColumn(PersonPurchases.ORDERED_ON.name(), to_date(Purchases.ORDERED_AT.col()))
                .where(PersonPurchases.ORDERED_ON.col().leq(asOf))
                .select(PersonPurchases.TABLE.columns());
    }
}
