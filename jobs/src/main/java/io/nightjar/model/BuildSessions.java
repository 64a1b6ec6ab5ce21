package io.nightjar.model;

import static org.apache.spark.sql.functions.lag;

import io.nightjar.config.VisitSettings;
import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.quality.Check;
import io.nightjar.schema.Clickstream;
import io.nightjar.schema.PersonEvents;
import io.nightjar.schema.Sessions;
import io.nightjar.schema.Table;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Cuts clicks into visits: by the tracker's own session, or where it names none by a silence; always at midnight. A
 * visit is the last person's that was seen in it, for whoever logs in was there before.
 */
public final class BuildSessions implements TableJob {
    private final VisitSettings settings;

    public BuildSessions(VisitSettings settings) {
        this.settings = settings;
    }

    @Override
    public List<Table> inputs() {
        return List.of(PersonEvents.TABLE);
    }

    @Override
    public Table output() {
        return Sessions.TABLE;
    }

    @Override
    public String settings() {
        return settings.toString();
    }

    @Override
    public List<Check> checks() {
        return List.of(Check.holds(
                "a visit does not end before it began", Sessions.ENDED_AT.col().geq(Sessions.STARTED_AT.col())));
    }

    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        Dataset<Row> clicks = in.read(PersonEvents.TABLE)
                .where(PersonEvents.OCCURRED_ON.col().leq(asOf))
                .withColumn(VisitFold.LOOKED_BEFORE, lookedBefore())
                .repartition(Clickstream.VISITOR_ID.col())
                .sortWithinPartitions(
                        Clickstream.VISITOR_ID.col(),
                        Clickstream.SESSION_ID.col(),
                        Clickstream.OCCURRED_AT.col(),
                        Clickstream.EVENT_ID.col());
        VisitFold fold = new VisitFold(settings, clicks.schema());
        MapPartitionsFunction<Row, Row> visits = fold::visits;
        return clicks.mapPartitions(visits, Encoders.row(Sessions.TABLE.structType()));
    }

    private static Column lookedBefore() {
        Column isLook = Clickstream.EVENT_TYPE.col().equalTo("product_view");
        return lag(Clickstream.OCCURRED_AT.col(), 1)
                .over(Window.partitionBy(PersonEvents.CUSTOMER_ID.col(), Clickstream.PRODUCT_ID.col(), isLook)
                        .orderBy(Clickstream.OCCURRED_AT.col(), Clickstream.EVENT_ID.col()));
    }
}
