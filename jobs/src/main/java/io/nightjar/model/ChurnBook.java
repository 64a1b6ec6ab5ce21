package io.nightjar.model;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import io.nightjar.learn.trainer.Frame;
import io.nightjar.learn.trainer.Frames;
import io.nightjar.learn.trainer.Labelled;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** People on all the dates that a night's churn models look at, read once for all of them. */
final class ChurnBook {
    private final Map<LocalDate, List<Row>> byDate = new TreeMap<>();
    private final StructType type;
    private final List<String> features;
    private final LocalDate asOf;
    private final long most;

    /**
     * Reads people, in one order, so that sums of doubles come out the same on any number of cores; thinned by hash.
     *
     * @param most rows that one model learns from
     */
    ChurnBook(ChurnExamples source, List<LocalDate> dates, LocalDate asOf, long most, long seed) {
        Dataset<Row> all = source.followed(dates, asOf);
        this.type = all.schema();
        this.features = source.features();
        this.asOf = asOf;
        this.most = most;
        int date = type.fieldIndex(ChurnExamples.CUT_OFF);
        all.orderBy(
                        xxhash64(col(ChurnExamples.PERSON), lit(seed)),
                        col(ChurnExamples.PERSON),
                        col(ChurnExamples.CUT_OFF))
                .limit((int) Math.min(2 * most, Integer.MAX_VALUE))
                .collectAsList()
                .forEach(row -> byDate.computeIfAbsent(row.getDate(date).toLocalDate(), key -> new ArrayList<>())
                        .add(row));
    }

    List<String> features() {
        return features;
    }

    /** Tonight's people. */
    Frame tonight() {
        return Frames.of(byDate.getOrDefault(asOf, List.of()), type, ChurnExamples.PERSON, features);
    }

    /** People on those dates, and whether they bought nothing in the horizon after it. */
    Labelled labelled(List<LocalDate> dates, int horizonDays) {
        List<Row> rows = dates.stream()
                .flatMap(date -> byDate.getOrDefault(date, List.of()).stream())
                .limit(most)
                .toList();
        int next = type.fieldIndex(ChurnExamples.NEXT_DAYS);
        boolean[] left = new boolean[rows.size()];
        for (int i = 0; i < left.length; i++) {
            left[i] = rows.get(i).isNullAt(next) || rows.get(i).getInt(next) > horizonDays;
        }
        return new Labelled(Frames.of(rows, type, ChurnExamples.PERSON, features), left);
    }
}
