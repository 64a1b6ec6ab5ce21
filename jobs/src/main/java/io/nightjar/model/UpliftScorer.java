package io.nightjar.model;

import io.nightjar.job.Portions;
import io.nightjar.learn.trainer.Frame;
import io.nightjar.learn.trainer.Frames;
import io.nightjar.learn.uplift.UpliftAnswers;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Says what a message changes for people where their rows lie, many at a time. */
final class UpliftScorer implements Serializable {
    static final String UPLIFT = "uplift";
    static final String LOW = "low";
    static final String HIGH = "high";
    static final String LABEL = "label";

    private static final long serialVersionUID = 1L;
    private static final int AT_A_TIME = 4096;
    private static final StructType SCORED = new StructType()
            .add(PersonHistory.PERSON, DataTypes.StringType)
            .add(UPLIFT, DataTypes.DoubleType)
            .add(LOW, DataTypes.DoubleType)
            .add(HIGH, DataTypes.DoubleType)
            .add(LABEL, DataTypes.StringType);

    private final UpliftAnswers answers;
    private final ArrayList<String> features;

    UpliftScorer(UpliftAnswers answers, List<String> features) {
        this.answers = answers;
        this.features = new ArrayList<>(features);
    }

    Dataset<Row> score(Dataset<Row> people) {
        StructType type = people.schema();
        MapPartitionsFunction<Row, Row> score = rows -> new Portions(rows, ahead -> batch(ahead.some(AT_A_TIME), type));
        return people.mapPartitions(score, Encoders.row(SCORED));
    }

    private List<Row> batch(List<Row> some, StructType type) {
        Frame frame = Frames.of(some, type, PersonHistory.PERSON, features);
        List<UpliftAnswers.Answer> found = answers.of(frame);
        List<Row> scored = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            UpliftAnswers.Answer one = found.get(i);
            scored.add(RowFactory.create(
                    frame.id(i),
                    rounded(one.difference()),
                    rounded(one.group().effect().interval().low()),
                    rounded(one.group().effect().interval().high()),
                    one.group().label()));
        }
        return scored;
    }

    private static double rounded(double value) {
        return Math.round(value * 1e6) / 1e6;
    }
}
