package io.nightjar.app;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.bool_and;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.nullif;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.xxhash64;

import io.nightjar.config.ConfigException;
import io.nightjar.config.DidYouMean;
import io.nightjar.learn.trainer.Folds;
import io.nightjar.learn.trainer.Frame;
import io.nightjar.learn.trainer.Frames;
import io.nightjar.schema.SqlColumns;
import io.nightjar.store.feed.AnyTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;

/** A caller's table with yes-or-no answers taken from it by SQL; columns that an answer is made of are no features. */
final class LabelledTable {
    private static final String ANSWER = "nightjar_answer_";
    /** As a double keeps it: no codes such as 007, and no more digits than it has. */
    private static final String NUMBER = "^[-+]?(0|[1-9][0-9]{0,14})([.][0-9]{1,15})?([eE][-+]?[0-9]{1,2})?$";

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
        AnyTable table = AnyTable.read(spark, file);
        Dataset<Row> all = withNumbers(table.rows(), id);
        List<String> names = List.of(all.columns());
        List<String> notes = new ArrayList<>(table.notes());
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
                        ANSWER + q++, org.apache.spark.sql.functions.expr("try_cast((" + expression + ") as boolean)"));
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
            } else if (!unwanted) {
                notes.add("Not used: " + field.name() + " is of the type "
                        + field.dataType().simpleString() + ", which nothing is learned from");
            }
        }
        return collected(asked, id, features, questions, notes, maxRows, seed);
    }

    /** Columns of text in which every cell that is not empty is a number are numbers, so that 1.0 is 1. */
    static Dataset<Row> withNumbers(Dataset<Row> rows, String id) {
        List<String> texts = Arrays.stream(rows.schema().fields())
                .filter(field -> field.dataType() instanceof StringType)
                .map(StructField::name)
                .filter(name -> !name.equalsIgnoreCase(id))
                .toList();
        if (texts.isEmpty()) {
            return rows;
        }
        Column[] tests = texts.stream()
                .map(name -> nullif(trim(cell(rows, name)), lit("")).rlike(NUMBER))
                .map(isNumber -> coalesce(bool_and(isNumber), lit(false)))
                .toArray(Column[]::new);
        List<Boolean> areNumbers = rows.select(array(tests)).head().getList(0);
        Column[] cells = Arrays.stream(rows.columns())
                .map(name -> texts.contains(name) && areNumbers.get(texts.indexOf(name))
                        ? nullif(trim(cell(rows, name)), lit("")).cast("double").as(name)
                        : cell(rows, name))
                .toArray(Column[]::new);
        return rows.select(cells);
    }

    private static Column cell(Dataset<Row> rows, String name) {
        return rows.col("`" + name.replace("`", "``") + "`");
    }

    private static LabelledTable collected(
            Dataset<Row> asked,
            String id,
            List<String> features,
            Map<String, String> questions,
            List<String> notes,
            long maxRows,
            long seed) {
        Column isAnswered = lit(true);
        for (int q = 0; q < questions.size(); q++) {
            isAnswered = isAnswered.and(col(ANSWER + q).isNotNull());
        }
        Row counted = asked.agg(count_if(lit(true)), count_if(isAnswered)).head();
        long all = counted.getLong(0);
        long answered = counted.getLong(1);
        if (answered < all) {
            notes.add((all - answered) + " of " + all + " rows have no answer and are left out");
        }
        Dataset<Row> told = asked.where(isAnswered);
        if (answered > maxRows) {
            notes.add("Measured on " + maxRows + " of " + answered + " rows (trainer.max-rows)");
            told = thinned(told, id, maxRows, seed);
        }
        List<Row> rows = told.collectAsList();
        Frame frame = Frames.of(rows, asked.schema(), id, features);
        int[] kept = inOrder(frame, seed);
        Map<String, boolean[]> answers = new LinkedHashMap<>();
        int q = 0;
        for (String name : questions.keySet()) {
            boolean[] answer = new boolean[kept.length];
            int at = asked.schema().fieldIndex(ANSWER + q++);
            for (int i = 0; i < kept.length; i++) {
                answer[i] = rows.get(kept[i]).getBoolean(at);
            }
            answers.put(name, answer);
        }
        return new LabelledTable(frame.rows(kept), answers, notes);
    }

    /** As many rows by hash of the person, or of all that is in a row, so that the order in the file means nothing. */
    private static Dataset<Row> thinned(Dataset<Row> rows, String id, long maxRows, long seed) {
        List<Column> everything = new ArrayList<>(List.of(lit(seed)));
        for (StructField field : rows.schema().fields()) {
            if (Frames.isUsable(field.dataType())) {
                everything.add(cell(rows, field.name()));
            }
        }
        List<Column> order = new ArrayList<>();
        if (id != null) {
            order.add(xxhash64(cell(rows, id), lit(seed)));
        }
        order.add(xxhash64(everything.toArray(Column[]::new)));
        return rows.orderBy(order.toArray(Column[]::new)).limit((int) Math.min(maxRows, Integer.MAX_VALUE));
    }

    /** All rows in the order of their people's hash. */
    private static int[] inOrder(Frame frame, long seed) {
        Integer[] order = new Integer[frame.size()];
        long[] hash = new long[frame.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
            hash[i] = Folds.hash(frame.id(i), seed);
        }
        Arrays.sort(order, Comparator.comparingLong(i -> hash[i]));
        return Arrays.stream(order).mapToInt(i -> i).toArray();
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
