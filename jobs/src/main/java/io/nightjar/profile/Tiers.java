package io.nightjar.profile;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log1p;
import static org.apache.spark.sql.functions.signum;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * Sorts people into n tiers of about equal size, 1 the lowest. Equal values are in the same tier. The cuts come from
 * counts by value, which add up the same in any order, so the tiers do not depend on how the data lie.
 */
final class Tiers {
    private static final int STEPS_PER_E = 200;

    private final int tiers;

    Tiers(int tiers) {
        this.tiers = tiers;
    }

    /** An amount as a step on a logarithmic ladder of half a per cent, so that there are few different values. */
    static Column bucket(Column amount) {
        Column size = amount.cast(DataTypes.DoubleType);
        return floor(log1p(abs(size)).multiply(STEPS_PER_E))
                .multiply(signum(size))
                .cast(DataTypes.LongType);
    }

    /** The tier of a whole-numbered value among all rows. */
    Column of(Dataset<Row> rows, Column value) {
        Column whole = value.cast(DataTypes.LongType);
        List<Row> counts = rows.groupBy(whole.as("value"))
                .agg(count(lit(1)).as("people"))
                .orderBy("value")
                .collectAsList();
        Column tier = lit(1);
        for (long cut : cuts(counts)) {
            tier = tier.plus(when(whole.geq(cut), 1).otherwise(0));
        }
        return tier;
    }

    /** The smallest value of each tier from the second on. */
    private List<Long> cuts(List<Row> counts) {
        long people = counts.stream().mapToLong(row -> row.getLong(1)).sum();
        List<Long> cuts = new ArrayList<>();
        long below = 0;
        for (Row row : counts) {
            long tier = 1 + below * tiers / people;
            while (cuts.size() + 1 < tier) {
                cuts.add(row.getLong(0));
            }
            below += row.getLong(1);
        }
        return cuts;
    }
}
