package io.nightjar.job;

import io.nightjar.quality.Check;
import io.nightjar.schema.Table;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Learns from the past, measures itself on a later past, and scores tonight. */
public non-sealed interface ModelJob extends Job {
    Table output();

    Scored learn(Inputs in, LocalDate asOf);

    /** Promises beyond the key. */
    default List<Check> checks() {
        return List.of();
    }

    /** What it remembers of the night before, which then is part of what the outcome depends on. */
    default List<Table> previousInputs() {
        return List.of();
    }

    /**
     * Tonight's scores, by the model or by the simple rule that it could not beat.
     *
     * @param scores rows of the output table
     * @param cards what each model is and how good, the job's own first
     */
    record Scored(Dataset<Row> scores, List<ModelCard> cards) {
        public Scored {
            cards = List.copyOf(cards);
        }

        public Scored(Dataset<Row> scores, ModelCard card) {
            this(scores, List.of(card));
        }

        public ModelCard card() {
            return cards.get(0);
        }
    }
}
