package io.nightjar.model;

import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.learn.cluster.Kinds;
import io.nightjar.quality.Check;
import io.nightjar.schema.Personas;
import io.nightjar.schema.Table;
import io.nightjar.schema.TrainedModels;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Gives every buyer the persona they are nearest to. */
public final class AssignPersonas implements TableJob {
    @Override
    public List<Table> inputs() {
        List<Table> all = new ArrayList<>(LearnQuestions.sources());
        all.add(TrainedModels.PERSONAS);
        return all;
    }

    @Override
    public Table output() {
        return Personas.TABLE;
    }

    @Override
    public List<Check> checks() {
        return List.of(Check.holds(
                "how typical somebody is lies between 0 and 1",
                Personas.TYPICALITY.col().between(0, 1)));
    }

    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        Optional<Kinds> kinds =
                KeptModels.of(Optional.of(in.read(TrainedModels.PERSONAS))).scoring(LearnPersonas.MODEL, Kinds.class);
        if (kinds.isEmpty()) {
            return in.read(TrainedModels.PERSONAS)
                    .sparkSession()
                    .createDataFrame(List.of(), Personas.TABLE.structType());
        }
        PersonaFeatures source = new PersonaFeatures(in);
        List<String> features = kinds.get().features();
        Dataset<Row> people =
                source.people(asOf, features.subList(source.behaviour().size(), features.size()));
        return people.map(nearest(kinds.get()), Encoders.row(Personas.TABLE.structType()));
    }

    private static MapFunction<Row, Row> nearest(Kinds kinds) {
        Map<String, String> names = PersonaWords.names(kinds);
        int features = kinds.features().size();
        return row -> {
            double[] figures = LearnPersonas.figures(row, features);
            String id = kinds.id(figures);
            return RowFactory.create(
                    row.getString(0),
                    id,
                    names.get(id),
                    Math.round(kinds.groups().typicality(figures) * 1e6) / 1e6);
        };
    }
}
