package io.nightjar.identity;

import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.when;

import io.nightjar.config.IdentitySettings;
import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.quality.Check;
import io.nightjar.schema.Contacts;
import io.nightjar.schema.Field;
import io.nightjar.schema.IdentityLinks;
import io.nightjar.schema.Interactions;
import io.nightjar.schema.PersonContacts;
import io.nightjar.schema.PersonEvents;
import io.nightjar.schema.PersonInteractions;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.Purchases;
import io.nightjar.schema.SourceTable;
import io.nightjar.schema.Table;
import io.nightjar.store.feed.Tokeniser;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * Gives each row of a source, up to the as-of date, the person it belongs to; none where nobody is known. What a row says
 * of a time after that date is left out.
 */
public final class AttributeRows implements TableJob {
    /** Names for the day of a row; a table has the one of its words. */
    private static final Set<Field> DAYS = Set.of(PersonPurchases.ORDERED_ON, PersonEvents.OCCURRED_ON);

    private final String name;
    private final SourceTable source;
    private final Field at;
    private final Table output;
    private final List<Check> checks;
    private final IdentitySettings settings;
    private final Tokeniser tokeniser;

    private AttributeRows(
            String name,
            SourceTable source,
            Field at,
            Table output,
            List<Check> checks,
            IdentitySettings settings,
            Tokeniser tokeniser) {
        this.name = name;
        this.source = source;
        this.at = at;
        this.output = output;
        this.checks = List.copyOf(checks);
        this.settings = settings;
        this.tokeniser = tokeniser;
    }

    /** Order lines. */
    public static AttributeRows purchases(IdentitySettings settings, Tokeniser tokeniser) {
        Check amount = Check.holds(
                "an order line has an amount", Purchases.AMOUNT.col().isNotNull());
        return new AttributeRows(
                "build-purchases",
                Purchases.SOURCE,
                Purchases.ORDERED_AT,
                PersonPurchases.TABLE,
                List.of(amount),
                settings,
                tokeniser);
    }

    /** Mails, calls, chats, complaints and reviews. */
    public static AttributeRows interactions(IdentitySettings settings, Tokeniser tokeniser) {
        return new AttributeRows(
                "build-interactions",
                Interactions.SOURCE,
                Interactions.OCCURRED_AT,
                PersonInteractions.TABLE,
                List.of(),
                settings,
                tokeniser);
    }

    /** Messages we sent. */
    public static AttributeRows contacts(IdentitySettings settings, Tokeniser tokeniser) {
        return new AttributeRows(
                "build-contacts",
                Contacts.SOURCE,
                Contacts.SENT_AT,
                PersonContacts.TABLE,
                List.of(),
                settings,
                tokeniser);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Table> inputs() {
        return List.of(source.staged(), IdentityLinks.TABLE);
    }

    @Override
    public Table output() {
        return output;
    }

    @Override
    public String settings() {
        return settings + " " + tokeniser.id();
    }

    @Override
    public List<Check> checks() {
        return checks;
    }

    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        Dataset<Row> rows = new Attribution(tokeniser, settings)
                .attribute(in, source)
                .where(to_date(at.col()).leq(asOf));
        for (Field day : DAYS) {
            if (output.fields().contains(day)) {
                rows = rows.withColumn(day.name(), to_date(at.col()));
            }
        }
        for (Field field : output.fields()) {
            if (field.type().equals(DataTypes.TimestampType) && !field.equals(at)) {
                rows = rows.withColumn(field.name(), when(to_date(field.col()).leq(asOf), field.col()));
            }
        }
        return rows.select(output.columns());
    }
}
