package io.nightjar.model;

import org.apache.spark.sql.Column;

/** How a contact sounded: from -1 (very unhappy) to 1 (delighted), null where nothing tells. */
interface Tone {
    Column of(Column kind, Column rating);

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
