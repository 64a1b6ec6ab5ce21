package io.nightjar.profile;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.when;

import io.nightjar.job.Inputs;
import io.nightjar.schema.CustomerProfiles;
import io.nightjar.schema.InteractionTones;
import io.nightjar.schema.Interactions;
import io.nightjar.schema.PersonInteractions;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What people's own messages say: complaints, what is open, praise, how they felt, and in which language they write. */
final class Care {
    private static final double GOOD_TONE = 0.2;
    private static final int FOUR_STARS = 4;
    private static final long PARTS = 10_000;
    private static final double LANGUAGE_PRIOR = 0.5;

    private Care() {}

    static Dataset<Row> of(Inputs in, LocalDate asOf) {
        Dataset<Row> rows = known(in, asOf);
        Column isSolved = coalesce(to_date(Interactions.RESOLVED_AT.col()).leq(lit(asOf)), lit(false));
        Column isReview = coalesce(Interactions.KIND.col().equalTo("review"), lit(false));
        Column isComplaint = Interactions.KIND.col().equalTo("complaint");
        Column isRecent = PersonInteractions.OCCURRED_ON.col().gt(lit(asOf.minusDays(90)));
        Column isGood = coalesce(
                Interactions.RATING.col().geq(FOUR_STARS),
                InteractionTones.TONE.col().gt(GOOD_TONE),
                lit(false));
        Column tone = round(InteractionTones.TONE.col().multiply(PARTS)).cast("long");
        Dataset<Row> shop = in.read(PersonInteractions.TABLE)
                .agg(coalesce(max(isSolved), lit(false)).as("tells"));
        return rows.where(PersonInteractions.OCCURRED_ON.col().gt(lit(asOf.minusDays(365))))
                .groupBy(PersonInteractions.CUSTOMER_ID.col())
                .agg(
                        CustomerProfiles.COMPLAINTS_90.of(count_if(isComplaint.and(isRecent))),
                        CustomerProfiles.COMPLAINTS_365.of(count_if(isComplaint)),
                        count_if(isRecent.and(not(isReview)).and(not(isSolved))).as("open"),
                        CustomerProfiles.PRAISE_365.of(count_if(isReview.and(isGood))),
                        count(InteractionTones.TONE.col()).as(CustomerProfiles.TEXTS_365.name()),
                        sum(tone).as("tones"))
                .crossJoin(shop)
                .withColumn(CustomerProfiles.OPEN_ISSUES.name(), when(col("tells"), col("open")))
                .withColumn(
                        CustomerProfiles.TONE_365.name(),
                        when(
                                CustomerProfiles.TEXTS_365.col().gt(0),
                                round(
                                        col("tones")
                                                .divide(CustomerProfiles.TEXTS_365.col())
                                                .divide(PARTS),
                                        4)))
                .drop("open", "tones", "tells");
    }

    /** The language most of what they wrote is in; nothing where no text tells. */
    static Dataset<Row> languages(Inputs in, LocalDate asOf) {
        Column sure = round(InteractionTones.LANGUAGE_CONFIDENCE.col().multiply(PARTS))
                .cast("long");
        return known(in, asOf)
                .where(InteractionTones.LANGUAGE.col().isNotNull())
                .groupBy(PersonInteractions.CUSTOMER_ID.col(), InteractionTones.LANGUAGE.col())
                .agg(sum(sure).as("sure"))
                .groupBy(PersonInteractions.CUSTOMER_ID.col())
                .agg(
                        CustomerProfiles.INFERRED_LANGUAGE.of(max_by(
                                InteractionTones.LANGUAGE.col(), struct(col("sure"), InteractionTones.LANGUAGE.col()))),
                        round(max(col("sure")).divide(sum(col("sure")).plus(LANGUAGE_PRIOR * PARTS)), 4)
                                .as(CustomerProfiles.INFERRED_LANGUAGE_CONFIDENCE.name()));
    }

    private static Dataset<Row> known(Inputs in, LocalDate asOf) {
        return in.read(PersonInteractions.TABLE)
                .where(PersonInteractions.CUSTOMER_ID.col().isNotNull())
                .where(PersonInteractions.OCCURRED_ON.col().leq(lit(asOf)))
                .join(in.read(InteractionTones.TABLE), new String[] {Interactions.INTERACTION_ID.name()}, "left");
    }
}
