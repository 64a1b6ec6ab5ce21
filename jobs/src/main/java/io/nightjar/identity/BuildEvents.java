package io.nightjar.identity;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.to_date;

import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.schema.Clickstream;
import io.nightjar.schema.IdentityLinks;
import io.nightjar.schema.PersonEvents;
import io.nightjar.schema.Table;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Gives each click the person who was logged in, else the person the device belongs to, else the device's visitor. */
public final class BuildEvents implements TableJob {
    private static final long MOST_IN_A_VIEW = 10_000_000;

    private final long mostInAView;

    public BuildEvents() {
        this(MOST_IN_A_VIEW);
    }

    /** @param mostInAView clicks from which on the table is written */
    BuildEvents(long mostInAView) {
        this.mostInAView = mostInAView;
    }

    @Override
    public List<Table> inputs() {
        return List.of(Clickstream.TABLE, IdentityLinks.TABLE);
    }

    @Override
    public Table output() {
        return PersonEvents.TABLE;
    }

    /** Ten jobs read it: few clicks are joined with their persons each time sooner than they are written, many not. */
    @Override
    public boolean isView(Inputs in) {
        return in.commit(Clickstream.TABLE)
                .filter(clicks -> clicks.rows() > mostInAView)
                .isEmpty();
    }

    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        Dataset<Row> visitors =
                Attribution.links(in, Clickstream.SOURCE).toDF(Clickstream.VISITOR_ID.name(), "visitor_customer");
        Dataset<Row> logins = RecordTraits.byLogin(
                        in.read(IdentityLinks.TABLE), IdentityLinks.CUSTOMER_ID, Clickstream.LOGIN)
                .select(
                        Clickstream.LOGIN.col(),
                        col("owner").getField(IdentityLinks.CUSTOMER_ID.name()).as("login_customer"));
        return in.read(Clickstream.TABLE)
                .withColumn(PersonEvents.OCCURRED_ON.name(), to_date(Clickstream.OCCURRED_AT.col()))
                .where(PersonEvents.OCCURRED_ON.col().leq(asOf))
                .join(visitors, Clickstream.VISITOR_ID.name())
                .join(logins, new String[] {Clickstream.LOGIN.name()}, "left")
                .withColumn(PersonEvents.CUSTOMER_ID.name(), coalesce(col("login_customer"), col("visitor_customer")))
                .select(PersonEvents.TABLE.columns());
    }
}
