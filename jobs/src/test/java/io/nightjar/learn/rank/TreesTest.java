package io.nightjar.learn.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import org.junit.jupiter.api.Test;

/** Our arrays say what XGBoost itself says, missing values included. */
final class TreesTest {
    @Test
    void scoresAsXgboostDoes() throws Exception {
        Random random = new Random(3);
        float[] rows = new float[400 * 3];
        float[] labels = new float[400];
        for (int n = 0; n < 400; n++) {
            for (int i = 0; i < 3; i++) {
                rows[n * 3 + i] = random.nextInt(10) == 0 ? Float.NaN : random.nextFloat();
            }
            labels[n] = rows[n * 3] > 0.5 || Float.isNaN(rows[n * 3 + 1]) ? 1 : 0;
        }
        DMatrix data = new DMatrix(rows, 400, 3, Float.NaN);
        data.setLabel(labels);
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("objective", "binary:logistic");
        parameters.put("base_score", 0.5);
        parameters.put("max_depth", 4);
        parameters.put("nthread", 1);
        Booster booster = XGBoost.train(data, parameters, 10, new HashMap<>(), null, null);
        float[][] theirs = booster.predict(data, true);
        Trees ours = Trees.parsed(booster.getModelDump((String) null, false, "json"));
        float[] margins = ours.margins(rows, 3);
        assertThat(margins).hasSize(400);
        for (int n = 0; n < 400; n++) {
            assertThat(margins[n]).as("row " + n).isCloseTo(theirs[n][0], within(1e-5f));
        }
        data.dispose();
        booster.dispose();
    }
}
