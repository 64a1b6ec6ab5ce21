package io.nightjar.profile;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.exp;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.nightjar.schema.Rfm;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rhythm that a shop's customers have in common, and each person's own drawn to it by how few gaps they have.
 *
 * <p>The logarithm of a gap is normal: with variance w around a person's mean, which itself is normal around the shop's
 * mean m with variance b (method of moments). So a person with n gaps of mean y expects (n y / w + m / b) / (n / w + 1 /
 * b), and their next gap has the variance w' + 1 / (n / w + 1 / b), w' their own variance drawn to w as if of four more
 * gaps. S is the probability that this gap is longer than the wait so far.
 *
 * <p>After each purchase some never come back: a person with n gaps with probability d k / (k + n), k = 5, for who came
 * back often is likelier to do so again. d is found by expectation-maximisation over all waits, and a person is active
 * with probability (1 - d') S / (d' + (1 - d') S).
 */
final class ShopRhythm {
    /** Of a person's gaps: how many, mean of the logarithm, and its squares around that mean. */
    static final String GAPS = "gap_count";

    static final String MEAN = "gap_log_mean";
    static final String SQUARES = "gap_log_squares";

    private static final double LEAST_VARIANCE = 0.01;
    private static final double LEAST_SHARE = 0.05;
    private static final double OWN_VARIANCE_PRIOR = 4;
    private static final double LOYALTY_PRIOR = 5;
    private static final int STEPS = 200;
    private static final int ROUNDS = 200;

    private final double mean;
    private final double within;
    private final double between;
    private final boolean isKnown;

    private ShopRhythm(Row sums) {
        isKnown = sums.getLong(0) > 0;
        long people = Math.max(1, sums.getLong(0));
        mean = isKnown ? sums.getDouble(1) / people : 0;
        double total = isKnown ? Math.max(0, sums.getDouble(2) / people - mean * mean) : 0;
        double free = isKnown ? sums.getDouble(4) : 0;
        within = Math.max(LEAST_VARIANCE, free > 0 ? sums.getDouble(3) / free : total / 2);
        double ofMeans = isKnown ? within * sums.getDouble(5) / people : 0;
        between = Math.max(LEAST_SHARE * within, total - ofMeans);
    }

    /** What the gaps of all people say. */
    static ShopRhythm of(Dataset<Row> people) {
        Column n = col(GAPS);
        Row sums = people.where(n.gt(0))
                .agg(
                        count(lit(1)),
                        exact(col(MEAN)),
                        exact(pow(col(MEAN), lit(2))),
                        exact(col(SQUARES)),
                        exact(n.minus(1)),
                        exact(lit(1.0).divide(n)))
                .head();
        return new ShopRhythm(sums);
    }

    /** Rounded to millionths, so that sums come out the same in any order. */
    private static Column exact(Column value) {
        return sum(value.cast("decimal(28,6)")).cast("double");
    }

    /** Adds the gap to be expected of each person, and the probability that they still are customers. */
    Dataset<Row> applied(Dataset<Row> people) {
        if (!isKnown) {
            return people.withColumn(Rfm.EXPECTED_GAP_DAYS.name(), Rfm.EXPECTED_GAP_DAYS.of(lit(null)))
                    .withColumn(Rfm.ACTIVE_PROBABILITY.name(), Rfm.ACTIVE_PROBABILITY.of(lit(null)));
        }
        Column n = coalesce(col(GAPS), lit(0));
        Column precision = n.divide(within).plus(1 / between);
        Column expected = n.divide(within)
                .multiply(coalesce(col(MEAN), lit(0.0)))
                .plus(mean / between)
                .divide(precision);
        Column ownVariance = coalesce(col(SQUARES), lit(0.0))
                .plus(OWN_VARIANCE_PRIOR * within)
                .divide(greatest(n.minus(1), lit(0)).plus(OWN_VARIANCE_PRIOR));
        Column spread = sqrt(ownVariance.plus(lit(1.0).divide(precision)));
        Column wait = log(greatest(Rfm.RECENCY_DAYS.col(), lit(1)).cast("double"));
        Dataset<Row> waiting = people.withColumn("expected", expected)
                .withColumn(
                        "longer",
                        lit(1.0).minus(normal(wait.minus(col("expected")).divide(spread))));
        Column leaves = least(lit(0.99), lit(leaving(waiting) * LOYALTY_PRIOR).divide(n.plus(LOYALTY_PRIOR)));
        Column stays = lit(1.0).minus(leaves).multiply(col("longer"));
        return waiting.withColumn(Rfm.EXPECTED_GAP_DAYS.name(), round(exp(col("expected")), 1))
                .withColumn(Rfm.ACTIVE_PROBABILITY.name(), round(stays.divide(stays.plus(leaves)), 4));
    }

    /** The share that never comes back after the first purchase, from counts by number of gaps and by S. */
    private static double leaving(Dataset<Row> waiting) {
        List<Row> counts = waiting.groupBy(
                        least(coalesce(col(GAPS), lit(0)), lit(1000))
                                .cast("int")
                                .as("gaps"),
                        round(col("longer").multiply(STEPS)).cast("int").as("step"))
                .agg(count(lit(1)).as("people"))
                .orderBy("gaps", "step")
                .collectAsList();
        double leaving = 0.2;
        for (int round = 0; round < ROUNDS; round++) {
            double left = 0;
            double chances = 0;
            for (Row row : counts) {
                int gaps = row.getInt(0);
                double longer = row.getInt(1) / (double) STEPS;
                double own = Math.min(0.99, leaving * LOYALTY_PRIOR / (LOYALTY_PRIOR + gaps));
                left += row.getLong(2) * own / (own + (1 - own) * longer);
                chances += row.getLong(2) * chances(gaps);
            }
            leaving = Math.max(0.001, Math.min(0.95, left / chances));
        }
        return leaving;
    }

    /** What d is multiplied by, summed over the purchases after which a person could have left. */
    private static double chances(int gaps) {
        double sum = 0;
        for (int j = 0; j <= gaps; j++) {
            sum += LOYALTY_PRIOR / (LOYALTY_PRIOR + j);
        }
        return sum;
    }

    /** The normal distribution by Bowling et al. (2009), off by 0.0002 at most. */
    static Column normal(Column z) {
        Column bounded = greatest(lit(-8.0), least(lit(8.0), z));
        Column power = bounded.multiply(1.5976).plus(pow(bounded, lit(3)).multiply(0.07056));
        return when(bounded.isNotNull(), lit(1.0).divide(lit(1.0).plus(exp(negate(power)))));
    }
}
