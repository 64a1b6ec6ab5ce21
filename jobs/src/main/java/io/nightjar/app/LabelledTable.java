package io.nightjar.app;

import io.nightjar.config.ConfigException;
import io.nightjar.config.DidYouMean;
import io.nightjar.learn.trainer.Folds;
import io.nightjar.learn.trainer.Frame;
import io.nightjar.learn.trainer.Frames;
import io.nightjar.schema.SqlColumns;
import io.nightjar.store.AnyTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;

/** A caller's table with yes-or-no answers taken from it by SQL; columns that an answer is made of are no features. */
final class LabelledTable {
    private final Frame frame;
    private final Map<String, boolean[]> answers;
    private final List<String> notes;

    private LabelledTable(Frame frame, Map<String, boolean[]> answers, List<String> notes) {
        this.frame = frame;
        this.answers = answers;
        this.notes = notes;
    }

    /**
     * Reads the table.
     *
     * @param questions SQL expressions by name; rows where one gives null are left out
     * @param where condition on the rows, or null
     * @param id column that says who a row is about, or null for one person a row
     */
    static LabelledTable read(
            SparkSession spark,
            String file,
            Map<String, String> questions,
            String where,
            String id,
            List<String> ignored,
            long maxRows,
            long seed) {
        Dataset<Row> all = AnyTable.read(spark, file);
        List<String> names = List.of(all.columns());
        Set<String> none = new LinkedHashSet<>(ignored);
        if (id != null) {
            none.add(id);
        }
        none.forEach(name -> known(name, names, file));
        questions.values().forEach(expression -> none.addAll(SqlColumns.of(expression)));
        Dataset<Row> asked = all;
        int q = 0;
        try {
            asked = where == null ? asked : asked.where(where);
            for (String expression : questions.values()) {
                asked = asked.withColumn(
                        "nightjar_answer_" + q++,
                        org.apache.spark.sql.functions.expr("try_cast((" + expression + ") as boolean)"));
            }
        } catch (Exception e) {
            if (e instanceof AnalysisException) {
                throw new ConfigException("Cannot use " + questions + (where == null ? "" : " where " + where) + " on "
                        + file + ": "
                        + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
            }
            throw e;
        }
        List<String> features = new ArrayList<>();
        for (StructField field : all.schema().fields()) {
            boolean unwanted = none.stream().anyMatch(field.name()::equalsIgnoreCase);
            if (!unwanted && Frames.isUsable(field.dataType())) {
                features.add(field.name());
            }
        }
        return collected(asked, id, features, questions, maxRows, seed);
    }

    private static LabelledTable collected(
            Dataset<Row> asked,
            String id,
            List<String> features,
            Map<String, String> questions,
            long maxRows,
            long seed) {
        List<String> notes = new ArrayList<>();
        List<Row> rows = new ArrayList<>(asked.collectAsList());
        int before = rows.size();
        rows.removeIf(row -> unanswered(row, questions.size()));
        if (rows.size() < before) {
            notes.add((before - rows.size()) + " of " + before + " rows have no answer and are left out");
        }
        Frame frame = Frames.of(rows, asked.schema(), id, features);
        int[] kept = thinned(frame, maxRows, seed);
        if (kept.length < rows.size()) {
            notes.add("Measured on " + kept.length + " of " + rows.size() + " rows (trainer.max-rows)");
        }
        Map<String, boolean[]> answers = new LinkedHashMap<>();
        int q = 0;
        for (String name : questions.keySet()) {
            boolean[] answer = new boolean[kept.length];
            int at = asked.schema().fieldIndex("nightjar_answer_" + q++);
            for (int i = 0; i < kept.length; i++) {
                answer[i] = rows.get(kept[i]).getBoolean(at);
            }
            answers.put(name, answer);
        }
        return new LabelledTable(frame.rows(kept), answers, notes);
    }

    private static boolean unanswered(Row row, int questions) {
        for (int q = 1; q <= questions; q++) {
            if (row.isNullAt(row.length() - q)) {
                return true;
            }
        }
        return false;
    }

    /** All rows in the order of their people's hash, so that the order in the file means nothing; cut where too many. */
    private static int[] thinned(Frame frame, long maxRows, long seed) {
        Integer[] order = new Integer[frame.size()];
        long[] hash = new long[frame.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
            hash[i] = Folds.hash(frame.id(i), seed);
        }
        Arrays.sort(order, Comparator.comparingLong(i -> hash[i]));
        return Arrays.stream(order).limit(maxRows).mapToInt(i -> i).toArray();
    }

    private static void known(String name, List<String> names, String file) {
        if (names.stream().noneMatch(name::equalsIgnoreCase)) {
            throw new ConfigException("There is no column " + name + " in " + file
                    + DidYouMean.nearest(name, names)
                            .map(near -> ": did you mean " + near + "?")
                            .orElse(". There are: " + String.join(", ", names)));
        }
    }

    Frame frame() {
        return frame;
    }

    boolean[] answers(String question) {
        return answers.get(question);
    }

    List<String> notes() {
        return notes;
    }
}
