package io.nightjar.model;

import io.nightjar.learn.trainer.Champion;
import io.nightjar.learn.trainer.Stored;
import io.nightjar.schema.TrainedModels;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** The models of one learning job as a table keeps them, by name. */
final class KeptModels {
    private final Map<String, Row> byModel = new TreeMap<>();

    static KeptModels of(Optional<Dataset<Row>> table) {
        KeptModels kept = new KeptModels();
        table.ifPresent(rows -> rows.select(
                        TrainedModels.MODEL.col(),
                        TrainedModels.SCORED_BY.col(),
                        TrainedModels.CHAMPION.col(),
                        TrainedModels.RULE.col())
                .collectAsList()
                .forEach(row -> kept.byModel.put(row.getString(0), row)));
        return kept;
    }

    /** @param scoredBy a model or the rule by name; null for nobody */
    void keep(String model, String scoredBy, Optional<Champion> champion, Serializable rule) {
        byModel.put(
                model,
                RowFactory.create(model, scoredBy, champion.map(Stored::text).orElse(null), Stored.text(rule)));
    }

    Optional<Champion> champion(String model) {
        return Optional.ofNullable(byModel.get(model)).flatMap(row -> Stored.read(row.getString(2), Champion.class));
    }

    /** Something else that was learned, kept in the rule's place. */
    <T> Optional<T> learned(String model, Class<T> type) {
        return Optional.ofNullable(byModel.get(model)).flatMap(row -> Stored.read(row.getString(3), type));
    }

    /** The same, if it scores tonight. */
    <T> Optional<T> scoring(String model, Class<T> type) {
        return scoredBy(model).flatMap(by -> learned(model, type));
    }

    <T> T rule(String model, Class<T> type) {
        return learned(model, type).orElseThrow();
    }

    /** By whom people are scored; empty for nobody. */
    Optional<String> scoredBy(String model) {
        return Optional.ofNullable(byModel.get(model)).map(row -> row.getString(1));
    }

    Dataset<Row> rows(SparkSession spark) {
        return spark.createDataFrame(List.copyOf(byModel.values()), TrainedModels.CHURN.structType());
    }
}
