package io.nightjar.model;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.sequence;

import io.nightjar.job.Inputs;
import io.nightjar.learn.sequence.Step;
import io.nightjar.schema.Sessions;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Which steps in a row, on a visit that ended without an order, foretell one within a week: every run of up to four
 * steps, with the visits that had it (support), the share of them whose person ordered, and how many times the usual
 * share that is (lift). Shown are the surest: by the low end of the 95 % interval of the share (Wilson 1927).
 */
final class LeadingPaths {
    private static final int DAYS = 7;
    private static final int HISTORY_DAYS = 180;
    private static final int SHOWN = 8;
    private static final long FEWEST = 30;
    private static final double SUPPORT = 0.005;
    private static final double NORMAL = 1.959964;
    private static final String RUNS = "array_union(array(''), flatten(transform(sequence(1, 4), n -> if(length(w) < n,"
            + " array(''), transform(sequence(1, length(w) - n + 1), i -> substring(w, i, n))))))";

    private LeadingPaths() {}

    private record Run(String steps, long visits, long orders) {
        double share() {
            return (double) orders / visits;
        }

        double sure() {
            double z = NORMAL * NORMAL / visits;
            double spread = NORMAL * Math.sqrt(share() * (1 - share()) / visits + z / (4 * visits));
            return (share() + z / 2 - spread) / (1 + z);
        }
    }

    /** Steps in words, and what came of them, the surest first. */
    static Map<String, String> of(Inputs in, LocalDate asOf) {
        Dataset<Row> ordered = PersonOrders.until(in, asOf)
                .select(
                        col(PersonOrders.PERSON),
                        explode(sequence(date_sub(col(PersonOrders.DAY), DAYS), date_sub(col(PersonOrders.DAY), 1)))
                                .as(Sessions.VISITED_ON.name()))
                .distinct()
                .withColumn("soon", lit(true));
        List<Row> counts = in.read(Sessions.TABLE)
                .where(Sessions.VISITED_ON
                        .col()
                        .leq(asOf.minusDays(DAYS))
                        .and(Sessions.VISITED_ON.col().gt(asOf.minusDays(DAYS + HISTORY_DAYS)))
                        .and(Sessions.PURCHASE_COUNT.col().equalTo(0)))
                .join(ordered, new String[] {PersonOrders.PERSON, Sessions.VISITED_ON.name()}, "left")
                .select(
                        regexp_replace(Sessions.STEPS.col(), String.valueOf(Step.LOGIN.letter()), "")
                                .as("w"),
                        coalesce(col("soon"), lit(false)).as("bought"))
                .select(explode(expr(RUNS)).as("run"), col("bought"))
                .groupBy("run")
                .agg(count(lit(1)).as("visits"), count_if(col("bought")).as("orders"))
                .collectAsList();
        return shown(counts.stream()
                .map(row -> new Run(row.getString(0), row.getLong(1), row.getLong(2)))
                .toList());
    }

    /** The empty run stands in every visit: its share is the usual one. */
    private static Map<String, String> shown(List<Run> runs) {
        Optional<Run> every = runs.stream().filter(run -> run.steps().isEmpty()).findFirst();
        Map<String, String> words = new LinkedHashMap<>();
        if (every.isEmpty()) {
            return words;
        }
        double usual = every.get().share();
        double fewest = Math.max(FEWEST, SUPPORT * every.get().visits());
        List<Run> surest = runs.stream()
                .filter(run -> run.steps().length() > 1 && run.visits() >= fewest && run.sure() > usual)
                .sorted(Comparator.comparingDouble(Run::sure).reversed().thenComparing(Run::steps))
                .toList();
        List<String> chosen = new ArrayList<>();
        for (Run run : surest) {
            boolean isNew = chosen.stream()
                    .noneMatch(
                            other -> other.contains(run.steps()) || run.steps().contains(other));
            if (isNew && chosen.size() < SHOWN) {
                chosen.add(run.steps());
                words.put(Step.words(run.steps()), outcome(run, usual));
            }
        }
        return words;
    }

    private static String outcome(Run run, double usual) {
        return String.format(
                Locale.ROOT,
                "%.0f %% ordered within %d days, %.1f times the usual share (%,d visits)",
                100 * run.share(),
                DAYS,
                run.share() / usual,
                run.visits());
    }
}
