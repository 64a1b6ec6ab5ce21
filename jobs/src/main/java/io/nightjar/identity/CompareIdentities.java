package io.nightjar.identity;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.nightjar.config.LinkSettings;
import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.quality.DataQualityException;
import io.nightjar.schema.Clickstream;
import io.nightjar.schema.IdentityChanges;
import io.nightjar.schema.IdentityLinks;
import io.nightjar.schema.Table;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Tells which persons are new, merged, split or gone since the last published night, and which link or record did it;
 * holds the night when more of them merge or split than can be true.
 */
public final class CompareIdentities implements TableJob {
    private static final String[] RECORD = {IdentityLinks.SOURCE.name(), IdentityLinks.SOURCE_KEY.name()};
    private static final Column NAME = name(IdentityLinks.SOURCE.col(), IdentityLinks.SOURCE_KEY.col());
    private static final Column LINKED = name(IdentityLinks.LINKED_SOURCE.col(), IdentityLinks.LINKED_SOURCE_KEY.col());
    private static final String OLD = "old";
    private static final String NOW = "now";
    private static final Column STAYS = col(OLD).equalTo(col(NOW));

    private final LinkSettings settings;

    public CompareIdentities(LinkSettings settings) {
        this.settings = settings;
    }

    @Override
    public List<Table> inputs() {
        return List.of(IdentityLinks.TABLE);
    }

    @Override
    public List<Table> liveInputs() {
        return List.of(IdentityLinks.TABLE);
    }

    @Override
    public Table output() {
        return IdentityChanges.TABLE;
    }

    @Override
    public String settings() {
        return settings.toString();
    }

    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        Dataset<Row> now = links(in.read(IdentityLinks.TABLE), NOW);
        Optional<Dataset<Row>> last = in.live(IdentityLinks.TABLE).map(links -> links(links, OLD));
        Dataset<Row> before =
                last.orElseGet(() -> links(in.read(IdentityLinks.TABLE).limit(0), OLD));
        Dataset<Row> moved = moved(now, before);
        last.ifPresent(links -> hold(moved, links, asOf));
        return appeared(now, before)
                .unionByName(moved(moved, now, before))
                .unionByName(gone(now, before))
                .withColumn(IdentityChanges.CHANGED_ON.name(), lit(asOf));
    }

    private static Dataset<Row> links(Dataset<Row> links, String id) {
        return links.select(
                IdentityLinks.SOURCE.col(),
                IdentityLinks.SOURCE_KEY.col(),
                IdentityLinks.CUSTOMER_ID.col().as(id),
                NAME.as("record"),
                LINKED.as("linked"),
                IdentityLinks.RULE.col(),
                IdentityLinks.KEPT_APART.col());
    }

    private static Column name(Column source, Column key) {
        return concat(source, lit("/"), key);
    }

    /** Records by old and new id where these differ; {@code change} says whether the old id lives on. */
    private static Dataset<Row> moved(Dataset<Row> now, Dataset<Row> before) {
        Column isPerson = IdentityLinks.SOURCE.col().notEqual(Clickstream.SOURCE.name());
        Dataset<Row> alive = now.select(col(NOW).as(OLD)).distinct().withColumn("lives", lit(true));
        Column rank =
                row_number().over(Window.partitionBy(OLD).orderBy(col("records").desc(), col(NOW)));
        return now.join(before.select(IdentityLinks.SOURCE.col(), IdentityLinks.SOURCE_KEY.col(), col(OLD)), RECORD)
                .where(not(STAYS))
                .groupBy(OLD, NOW)
                .agg(
                        count(lit(1)).as("records"),
                        count_if(isPerson).as("persons"),
                        min(struct(IdentityLinks.RULE.col(), col("record"))).as("own"))
                .join(alive, new String[] {OLD}, "left")
                .withColumn(
                        IdentityChanges.CHANGE.name(),
                        when(col("lives").isNull().and(rank.equalTo(1)), IdentityChanges.MERGED)
                                .otherwise(IdentityChanges.SPLIT));
    }

    private static Dataset<Row> moved(Dataset<Row> moved, Dataset<Row> now, Dataset<Row> before) {
        Dataset<Row> causes = came(now, before)
                .withColumn(IdentityChanges.CHANGE.name(), lit(IdentityChanges.MERGED))
                .unionByName(went(now, before).withColumn(IdentityChanges.CHANGE.name(), lit(IdentityChanges.SPLIT)))
                .groupBy(OLD, NOW, IdentityChanges.CHANGE.name())
                .agg(min(struct(col("far"), IdentityLinks.RULE.col(), col("words")))
                        .as("why"));
        return moved.join(causes, new String[] {OLD, NOW, IdentityChanges.CHANGE.name()}, "left")
                .select(
                        IdentityChanges.CHANGE.col(),
                        col(OLD).as(IdentityChanges.OLD_ID.name()),
                        col(NOW).as(IdentityChanges.NEW_ID.name()),
                        col("records").as(IdentityChanges.RECORD_COUNT.name()),
                        coalesce(col("why." + IdentityLinks.RULE.name()), col("own." + IdentityLinks.RULE.name()))
                                .as(IdentityChanges.RULE.name()),
                        coalesce(col("why.words"), concat(lit("moved with "), col("own.record")))
                                .as(IdentityChanges.CAUSE.name()));
    }

    /** Links of tonight between records that were not one person: what merged them. */
    private static Dataset<Row> came(Dataset<Row> now, Dataset<Row> before) {
        Dataset<Row> links = now.where(col("linked").isNotNull())
                .join(before.select(col("record"), col(OLD).as("a")), new String[] {"record"}, "left")
                .join(before.select(col("record").as("linked"), col(OLD).as("b")), new String[] {"linked"}, "left")
                .where(not(col("a").eqNullSafe(col("b"))))
                .withColumn("words", concat_ws(" ", col("record"), lit("is now linked to"), col("linked")));
        return end(links, col("a"), col(NOW), col("b").equalTo(col(NOW)))
                .unionByName(end(links, col("b"), col(NOW), col("a").equalTo(col(NOW))));
    }

    /** Links of last night between records that are not one person any more: what split them. */
    private static Dataset<Row> went(Dataset<Row> now, Dataset<Row> before) {
        Column apart = IdentityLinks.KEPT_APART.col();
        Dataset<Row> links = before.where(col("linked").isNotNull())
                .drop(IdentityLinks.KEPT_APART.name())
                .join(now.select(col("record"), col(NOW).as("a"), apart.as("why_a")), new String[] {"record"}, "left")
                .join(
                        now.select(col("record").as("linked"), col(NOW).as("b"), apart.as("why_b")),
                        new String[] {"linked"},
                        "left")
                .where(not(col("a").eqNullSafe(col("b"))));
        Column why = when(col("a").isNull().or(col("b").isNull()), ", one of which is gone")
                .otherwise(coalesce(concat(lit(", kept apart from "), coalesce(col("why_a"), col("why_b"))), lit("")));
        Dataset<Row> told =
                links.withColumn("words", concat(col("record"), lit(" is no longer linked to "), col("linked"), why));
        return end(told, col(OLD), col("a"), col("b").equalTo(col(OLD)))
                .unionByName(end(told, col(OLD), col("b"), col("a").equalTo(col(OLD))));
    }

    /** A link as the cause of what happened at one end; if the other end is where it belongs, that says most. */
    private static Dataset<Row> end(Dataset<Row> links, Column old, Column now, Column isNear) {
        return links.select(
                        old.as(OLD),
                        now.as(NOW),
                        not(coalesce(isNear, lit(false))).as("far"),
                        IdentityLinks.RULE.col(),
                        col("words"))
                .where(not(STAYS));
    }

    /** Persons none of whose records was there. */
    private static Dataset<Row> appeared(Dataset<Row> now, Dataset<Row> before) {
        Dataset<Row> fresh = now.join(before.select(RECORD[0], RECORD[1], OLD), RECORD, "left")
                .groupBy(NOW)
                .agg(
                        count(lit(1)).as(IdentityChanges.RECORD_COUNT.name()),
                        count(col(OLD)).as("known"),
                        min(when(IdentityLinks.RULE.col().equalTo(IdentityLinks.OWN), col("record")))
                                .as("first"),
                        min("record").as("any"))
                .where(col("known").equalTo(0));
        return one(
                fresh,
                IdentityChanges.NEW,
                lit(null),
                col(NOW),
                concat(lit("first seen: "), coalesce(col("first"), col("any"))));
    }

    private static Dataset<Row> gone(Dataset<Row> now, Dataset<Row> before) {
        Dataset<Row> left = before.join(now.select(RECORD[0], RECORD[1], NOW), RECORD, "left")
                .groupBy(OLD)
                .agg(
                        count(lit(1)).as(IdentityChanges.RECORD_COUNT.name()),
                        count(col(NOW)).as("known"),
                        min("record").as("first"))
                .where(col("known").equalTo(0))
                .join(now.select(col(NOW).as(OLD)).distinct(), new String[] {OLD}, "left_anti");
        return one(
                left,
                IdentityChanges.GONE,
                col(OLD),
                lit(null),
                concat(lit("no longer in the exports: "), col("first")));
    }

    private static Dataset<Row> one(Dataset<Row> persons, String change, Column old, Column now, Column cause) {
        return persons.select(
                lit(change).as(IdentityChanges.CHANGE.name()),
                old.cast("string").as(IdentityChanges.OLD_ID.name()),
                now.cast("string").as(IdentityChanges.NEW_ID.name()),
                IdentityChanges.RECORD_COUNT.col(),
                lit(IdentityLinks.OWN).as(IdentityChanges.RULE.name()),
                cause.as(IdentityChanges.CAUSE.name()));
    }

    /** The circuit breaker; visitors who become persons by logging in are no surprise. */
    private void hold(Dataset<Row> moved, Dataset<Row> before, LocalDate asOf) {
        long persons = before.where(IdentityLinks.SOURCE.col().notEqual(Clickstream.SOURCE.name()))
                .select(OLD)
                .distinct()
                .count();
        Row changes = moved.where(col("persons").gt(0))
                .agg(
                        count_if(IdentityChanges.CHANGE.col().equalTo(IdentityChanges.MERGED)),
                        count_if(IdentityChanges.CHANGE.col().equalTo(IdentityChanges.SPLIT)))
                .head();
        refuse("merge", changes.getLong(0), persons, settings.maxMergedShare(), "links.max-merged-share", asOf);
        refuse("split", changes.getLong(1), persons, settings.maxSplitShare(), "links.max-split-share", asOf);
    }

    private void refuse(String what, long changed, long persons, double allowed, String setting, LocalDate asOf) {
        if (changed > settings.changesAlwaysAllowed() && changed > allowed * persons) {
            throw new DataQualityException(String.format(
                    Locale.ROOT,
                    "The night of %s would %s %,d of %,d persons, %.1f %% where %.1f %% is allowed: look for a shared"
                            + " e-mail address, phone number or a changed export, and if this is meant set %s above"
                            + " that share for one night",
                    asOf,
                    what,
                    changed,
                    persons,
                    100.0 * changed / persons,
                    100 * allowed,
                    setting));
        }
    }
}
