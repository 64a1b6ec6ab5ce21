package io.nightjar.model;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.nightjar.schema.InteractionTones;
import org.apache.spark.sql.Column;

/** How a contact sounded: from -1 (very unhappy) to 1 (delighted), null where nothing tells. */
interface Tone {
    Column of(Column kind, Column rating);

    /** Stars where there are any, else what the words say if they say something, else a complaint is unhappy. */
    static Tone byStarsAndWords() {
        return (kind, rating) -> coalesce(
                byStars().of(lit(null).cast("string"), rating),
                when(InteractionTones.TONE_WORDS.col().gt(0), InteractionTones.TONE.col()),
                byStars().of(kind, lit(null).cast("double")));
    }

    /** Stars where there are any (five are 1, one is -1), else a complaint is unhappy. */
    static Tone byStars() {
        return (kind, rating) -> org.apache
                .spark
                .sql
                .functions
                .when(rating.isNotNull(), rating.minus(3).divide(2.0))
                .when(kind.equalTo("complaint"), -0.5);
    }
}
