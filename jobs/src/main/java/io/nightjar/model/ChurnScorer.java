package io.nightjar.model;

import io.nightjar.learn.trainer.Frame;
import io.nightjar.learn.trainer.Frames;
import io.nightjar.learn.trainer.Reasons;
import io.nightjar.learn.trainer.Trained;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Scores people where their rows lie, many at a time; nobody is brought to the driver. */
final class ChurnScorer implements Serializable {
    static final String PROBABILITY = "p";
    static final String REASONS = "reasons";

    private static final long serialVersionUID = 1L;
    private static final int AT_A_TIME = 4096;
    private static final int STRONGEST = 3;
    private static final StructType SCORED = new StructType()
            .add(ChurnExamples.PERSON, DataTypes.StringType)
            .add(PROBABILITY, DataTypes.DoubleType)
            .add(REASONS, DataTypes.createArrayType(DataTypes.StringType));

    private final Trained model;
    private final ArrayList<String> features;

    ChurnScorer(Trained model, List<String> features) {
        this.model = model;
        this.features = new ArrayList<>(features);
    }

    /** Person and probability. */
    Dataset<Row> probabilities(Dataset<Row> people) {
        return scored(people, 0);
    }

    /** Person, probability and the strongest reasons. */
    Dataset<Row> explained(Dataset<Row> people) {
        return scored(people, STRONGEST);
    }

    private Dataset<Row> scored(Dataset<Row> people, int reasons) {
        StructType type = people.schema();
        MapPartitionsFunction<Row, Row> score = rows -> new Batches(rows, type, reasons);
        return people.mapPartitions(score, Encoders.row(SCORED));
    }

    /** The rows of a partition, scored a batch at a time. */
    private final class Batches implements Iterator<Row> {
        private final Iterator<Row> rows;
        private final StructType type;
        private final int reasons;
        private Iterator<Row> ready = List.<Row>of().iterator();

        Batches(Iterator<Row> rows, StructType type, int reasons) {
            this.rows = rows;
            this.type = type;
            this.reasons = reasons;
        }

        @Override
        public boolean hasNext() {
            return ready.hasNext() || rows.hasNext();
        }

        @Override
        public Row next() {
            if (!ready.hasNext()) {
                ready = batch().iterator();
            }
            return ready.next();
        }

        private List<Row> batch() {
            List<Row> some = new ArrayList<>();
            while (rows.hasNext() && some.size() < AT_A_TIME) {
                some.add(rows.next());
            }
            Frame frame = Frames.of(some, type, ChurnExamples.PERSON, features);
            double[] probabilities = model.probabilities(frame);
            List<List<String>> words = reasons == 0 ? null : Reasons.of(model, frame, ChurnExamples.PHRASES, reasons);
            List<Row> scored = new ArrayList<>();
            for (int i = 0; i < probabilities.length; i++) {
                scored.add(RowFactory.create(
                        frame.id(i),
                        Math.round(probabilities[i] * 1e6) / 1e6,
                        words == null ? null : words.get(i).toArray(String[]::new)));
            }
            return scored;
        }
    }
}
