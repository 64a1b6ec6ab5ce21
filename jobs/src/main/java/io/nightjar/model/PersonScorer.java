package io.nightjar.model;

import io.nightjar.job.Portions;
import io.nightjar.learn.trainer.Frame;
import io.nightjar.learn.trainer.Frames;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Answers questions about people where their rows lie, many people at a time; nobody is brought to the driver. A row
 * for every question and person it concerns.
 */
final class PersonScorer implements Serializable {
    static final String QUESTION = "question";
    static final String PROBABILITY = "p";
    static final String REASONS = "reasons";

    private static final long serialVersionUID = 1L;
    private static final int AT_A_TIME = 4096;
    private static final StructType SCORED = new StructType()
            .add(QUESTION, DataTypes.StringType)
            .add(PersonHistory.PERSON, DataTypes.StringType)
            .add(PROBABILITY, DataTypes.DoubleType)
            .add(REASONS, DataTypes.createArrayType(DataTypes.StringType));

    private final ArrayList<Question> questions = new ArrayList<>();

    /** A question; {@code eligible} names a flag of the people it concerns, null for all of them. */
    private record Question(
            String name, Answerer answerer, ArrayList<String> features, String eligible, boolean explains)
            implements Serializable {}

    /** Without reasons. */
    PersonScorer ask(String name, Answerer answerer, List<String> features, String eligible) {
        questions.add(new Question(name, answerer, new ArrayList<>(features), eligible, false));
        return this;
    }

    /** With reasons. */
    PersonScorer explain(String name, Answerer answerer, List<String> features, String eligible) {
        questions.add(new Question(name, answerer, new ArrayList<>(features), eligible, true));
        return this;
    }

    Dataset<Row> score(Dataset<Row> people) {
        StructType type = people.schema();
        MapPartitionsFunction<Row, Row> score = rows -> new Portions(rows, ahead -> batch(ahead.some(AT_A_TIME), type));
        return people.mapPartitions(score, Encoders.row(SCORED));
    }

    private List<Row> batch(List<Row> some, StructType type) {
        List<Row> scored = new ArrayList<>();
        questions.forEach(question -> answer(question, concerned(question, some, type), type, scored));
        return scored;
    }

    private static List<Row> concerned(Question question, List<Row> some, StructType type) {
        if (question.eligible() == null) {
            return some;
        }
        int flag = type.fieldIndex(question.eligible());
        return some.stream()
                .filter(row -> !row.isNullAt(flag) && row.getBoolean(flag))
                .toList();
    }

    private static void answer(Question question, List<Row> some, StructType type, List<Row> into) {
        if (some.isEmpty()) {
            return;
        }
        Frame frame = Frames.of(some, type, PersonHistory.PERSON, question.features());
        double[] probabilities = question.answerer().probabilities(frame);
        List<List<String>> words = question.explains() ? question.answerer().reasons(frame) : null;
        IntStream.range(0, probabilities.length)
                .forEach(i -> into.add(RowFactory.create(
                        question.name(),
                        frame.id(i),
                        Math.round(probabilities[i] * 1e6) / 1e6,
                        words == null ? null : words.get(i).toArray(String[]::new))));
    }
}
