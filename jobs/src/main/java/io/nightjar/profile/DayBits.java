package io.nightjar.profile;

import static org.apache.spark.sql.functions.bit_or;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.date_diff;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.time.LocalDate;
import org.apache.spark.sql.Column;

/**
 * The days of the last 120 on which something happened, as bits of two numbers: they add up in one pass over the events,
 * with a fixed few bytes a person, and days of several sources join without counting a day twice.
 */
final class DayBits {
    static final int HALF = 60;
    static final int DAYS = 2 * HALF;

    private DayBits() {}

    /** Days from a day to the as-of date. */
    static Column age(Column day, LocalDate asOf) {
        return date_diff(lit(asOf), day);
    }

    /** Aggregate: the days less than 60 ago. */
    static Column recent(Column age) {
        return bit_or(bit(age, 0));
    }

    /** Aggregate: the days 60 to 119 ago. */
    static Column earlier(Column age) {
        return bit_or(bit(age, HALF));
    }

    private static Column bit(Column age, int from) {
        Column power = org.apache.spark.sql.functions.call_function("shiftleft", lit(1L), age.minus(from));
        return when(age.geq(from).and(age.lt(from + HALF)), power).otherwise(lit(0L));
    }

    /** How many days there are in the last so many, up to 120. */
    static Column count(Column recent, Column earlier, int days) {
        Column all = bits(recent, Math.min(days, HALF));
        return days <= HALF ? all : all.plus(bits(earlier, days - HALF));
    }

    private static Column bits(Column of, int days) {
        Column masked = coalesce(of, lit(0L)).bitwiseAND(lit((1L << days) - 1));
        return org.apache.spark.sql.functions.bit_count(masked).cast("long");
    }

    /** Either's days. */
    static Column or(Column one, Column other) {
        return coalesce(one, lit(0L)).bitwiseOR(coalesce(other, lit(0L)));
    }

    /** A constant for no days. */
    static Column none() {
        return expr("0L");
    }
}
