package io.nightjar.identity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.struct;

import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.schema.IdentityLinks;
import io.nightjar.schema.MergedPersons;
import io.nightjar.schema.Table;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Finds under which id a person of the nights before goes on, so that what is remembered of them is not forgotten. */
public final class FollowPersons implements TableJob {
    private static final String NOW = "now";
    private static final String RECORDS = "records";

    @Override
    public List<Table> inputs() {
        return List.of(IdentityLinks.TABLE);
    }

    @Override
    public List<Table> previousInputs() {
        return List.of(IdentityLinks.TABLE);
    }

    @Override
    public Table output() {
        return MergedPersons.TABLE;
    }

    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        Dataset<Row> now = in.read(IdentityLinks.TABLE)
                .select(
                        IdentityLinks.SOURCE.col(),
                        IdentityLinks.SOURCE_KEY.col(),
                        IdentityLinks.CUSTOMER_ID.col().as(NOW));
        Dataset<Row> before = in.previous(IdentityLinks.TABLE)
                .orElseGet(() -> now.sparkSession().createDataFrame(List.of(), IdentityLinks.TABLE.structType()))
                .select(
                        IdentityLinks.SOURCE.col(),
                        IdentityLinks.SOURCE_KEY.col(),
                        IdentityLinks.CUSTOMER_ID.col().as(MergedPersons.OLD_ID.name()));
        return before.join(
                        now.select(col(NOW).as(MergedPersons.OLD_ID.name())).distinct(),
                        new String[] {MergedPersons.OLD_ID.name()},
                        "left_anti")
                .join(now, new String[] {IdentityLinks.SOURCE.name(), IdentityLinks.SOURCE_KEY.name()})
                .groupBy(MergedPersons.OLD_ID.col(), col(NOW))
                .agg(count(lit(1)).as(RECORDS))
                .groupBy(MergedPersons.OLD_ID.col())
                .agg(min_by(col(NOW), struct(negate(col(RECORDS)), col(NOW))).as(MergedPersons.CUSTOMER_ID.name()));
    }
}
