package io.nightjar.model;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.learn.cluster.Kinds;
import io.nightjar.schema.PersonaCards;
import io.nightjar.schema.Personas;
import io.nightjar.schema.Table;
import io.nightjar.schema.TrainedModels;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Writes a card for each persona: its name, how many they are, and what sets them apart. */
public final class DescribePersonas implements TableJob {
    @Override
    public List<Table> inputs() {
        return List.of(TrainedModels.PERSONAS, Personas.TABLE);
    }

    @Override
    public Table output() {
        return PersonaCards.TABLE;
    }

    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        Map<String, Long> people = new HashMap<>();
        in.read(Personas.TABLE)
                .groupBy(Personas.PERSONA_ID.col())
                .agg(count(lit(1)))
                .collectAsList()
                .forEach(row -> people.put(row.getString(0), row.getLong(1)));
        long all = people.values().stream().mapToLong(Long::longValue).sum();
        List<Row> cards = new ArrayList<>();
        KeptModels.of(Optional.of(in.read(TrainedModels.PERSONAS)))
                .scoring(LearnPersonas.MODEL, Kinds.class)
                .ifPresent(kinds -> {
                    Map<String, String> names = PersonaWords.names(kinds);
                    for (int group = 0; group < kinds.ids().size(); group++) {
                        String id = kinds.ids().get(group);
                        long many = people.getOrDefault(id, 0L);
                        cards.add(RowFactory.create(
                                id,
                                names.get(id),
                                many,
                                all == 0 ? 0 : (double) many / all,
                                PersonaWords.traits(kinds, group).toArray(String[]::new),
                                kinds.stability(group)));
                    }
                });
        return in.read(Personas.TABLE).sparkSession().createDataFrame(cards, PersonaCards.TABLE.structType());
    }
}
