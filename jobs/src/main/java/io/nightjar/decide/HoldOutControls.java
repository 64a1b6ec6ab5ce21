package io.nightjar.decide;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.nightjar.config.ControlSettings;
import io.nightjar.config.PlannedList;
import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.schema.ControlGroups;
import io.nightjar.schema.ListAdvice;
import io.nightjar.schema.SegmentMembers;
import io.nightjar.schema.Table;
import io.nightjar.schema.TriggerEvents;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Draws by hash who of a list is not contacted, so that an experiment is there before anybody plans one: the same people
 * every night, and more of them where more are needed to see what the list does, others on every list. Service is never held back from anybody.
 */
public final class HoldOutControls implements TableJob {
    private static final long PLACES = 1_000_000;

    private final List<PlannedList> lists;
    private final ControlSettings settings;

    public HoldOutControls(List<PlannedList> lists, ControlSettings settings) {
        this.lists = List.copyOf(lists);
        this.settings = settings;
    }

    @Override
    public List<Table> inputs() {
        return List.of(SegmentMembers.TABLE, TriggerEvents.TABLE);
    }

    @Override
    public Table output() {
        return ControlGroups.TABLE;
    }

    @Override
    public List<Table> previousInputs() {
        return List.of(ListAdvice.TABLE);
    }

    @Override
    public String settings() {
        return lists + " " + settings;
    }

    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        Column share = lit(null).cast("double");
        for (Map.Entry<String, Double> list :
                new ControlShares(settings).of(in, asOf, lists).entrySet()) {
            share = when(ControlGroups.LIST.col().equalTo(list.getKey()), list.getValue())
                    .otherwise(share);
        }
        Column isGlobal = isDrawn(lit("everybody"), lit(settings.globalShare()));
        return ListMembers.of(in)
                .select(ControlGroups.LIST.col(), ControlGroups.CUSTOMER_ID.col())
                .distinct()
                .withColumn("share", share)
                .where(col("share").isNotNull())
                .where(isGlobal.or(isDrawn(ControlGroups.LIST.col(), col("share"))))
                .withColumn(
                        ControlGroups.CONTROL_SCOPE.name(),
                        when(isGlobal, "global").otherwise("list"));
    }

    private Column isDrawn(Column list, Column share) {
        Column place = pmod(xxhash64(lit(settings.salt()), list, ControlGroups.CUSTOMER_ID.col()), lit(PLACES));
        return place.lt(share.multiply(PLACES));
    }
}
