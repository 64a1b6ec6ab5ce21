package io.nightjar.job;

import java.util.List;
import java.util.Map;

/**
 * What a model learned from and how good it is, for people and for the record.
 *
 * @param model name
 * @param question what it answers, in words
 * @param grade A, B or C; {@code none} where it could not be measured
 * @param metric the one that decides
 * @param modelValue of that metric on the later period; NaN is written as null
 * @param baseline the best simple rule
 * @param baselineValue of the same metric on the same rows
 * @param shipped whether tonight's scores are the model's
 * @param decision a sentence
 * @param periods what it learned from and was judged on, as dates
 * @param rows numbers of rows, positives and the like
 * @param features what it looks at
 * @param settings of the training
 * @param metrics every measure, by candidate
 * @param curves points of what is drawn, by name: calibration (predicted, found, people), lift (people, found)
 * @param seed of everything random
 * @param versions of code and libraries
 */
public record ModelCard(
        String model,
        String question,
        String grade,
        String metric,
        Double modelValue,
        String baseline,
        Double baselineValue,
        boolean shipped,
        String decision,
        Map<String, String> periods,
        Map<String, Long> rows,
        List<String> features,
        Map<String, String> settings,
        Map<String, Map<String, Double>> metrics,
        Map<String, List<List<Double>>> curves,
        long seed,
        Map<String, String> versions) {
    /** Versions to note on a card: of Spark. */
    public static final Map<String, String> SPARK = Map.of("spark", org.apache.spark.package$.MODULE$.SPARK_VERSION());

    public ModelCard {
        curves = curves == null ? Map.of() : curves;
    }
}
