package io.nightjar.model;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.xxhash64;

import io.nightjar.config.IntentSettings;
import io.nightjar.config.TrainerSettings;
import io.nightjar.job.ModelCard;
import io.nightjar.learn.BinaryMetrics;
import io.nightjar.learn.trainer.Contest;
import io.nightjar.learn.trainer.Frame;
import io.nightjar.learn.trainer.Frames;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Three questions on the same people: who orders within 1, 7 and 30 days. Learned from dates whose outcome was known
 * before the first of the later dates on which all are judged.
 */
final class IntentTrial {
    private static final int LONGEST = 30;
    private static final int MAIN = 7;
    private static final int JUDGED = 3;
    private static final int JUDGED_STEP = 7;
    private static final int JUDGED_TIMES = 4;

    private final IntentSettings settings;
    private final long seed;
    private final LocalDate asOf;
    private final List<LocalDate> learnedOn = new ArrayList<>();
    private final List<LocalDate> judgedOn = new ArrayList<>();
    private final Map<Integer, Verdict> verdicts = new TreeMap<>();
    private final Map<Integer, RecencyRule> rules = new TreeMap<>();
    private final Map<String, Long> rows = new TreeMap<>();

    IntentTrial(IntentExamples examples, IntentSettings settings, TrainerSettings trainer, long seed, LocalDate asOf) {
        this.settings = settings;
        this.seed = seed;
        this.asOf = asOf;
        for (int k = 0; k < JUDGED; k++) {
            judgedOn.add(asOf.minusDays(LONGEST + (long) k * JUDGED_STEP));
        }
        LocalDate newest = judgedOn.get(JUDGED - 1).minusDays(LONGEST);
        for (int k = 0; k < settings.cutOffs(); k++) {
            learnedOn.add(newest.minusDays((long) k * settings.stepDays()));
        }
        List<LocalDate> all = new ArrayList<>(learnedOn);
        all.addAll(judgedOn);
        Dataset<Row> labelled = examples.on(all).cache();
        StructType type = labelled.schema();
        Dataset<Row> learned = labelled.where(col(IntentExamples.CUT_OFF).isin(learnedOn.toArray()));
        Dataset<Row> judged = labelled.where(col(IntentExamples.CUT_OFF).isin(judgedOn.toArray()));
        Column hasBought = col(IntentExamples.label(LONGEST)).gt(0);
        List<Row> buyers = thinned(learned.where(hasBought), settings.maxExamples() / 2);
        List<Row> others = thinned(learned.where(not(hasBought)), settings.maxExamples() - buyers.size());
        List<Row> past = new ArrayList<>(buyers);
        past.addAll(others);
        long allBuyers = learned.where(hasBought).count();
        double[] weights = weights(buyers.size(), allBuyers, others.size(), learned.count() - allBuyers);
        List<Row> later = thinned(judged, JUDGED_TIMES * settings.maxExamples());
        labelled.unpersist();
        Frame pastFrame = frame(past, type);
        Frame laterFrame = frame(later, type);
        rows.put("examples", (long) past.size());
        rows.put("judged", (long) later.size());
        for (int horizon : IntentExamples.HORIZONS) {
            boolean[] bought = labels(past, type, horizon);
            RecencyRule rule = RecencyRule.best(
                    List.of(IntentExamples.DAYS_SINCE_VISIT, IntentExamples.DAYS_SINCE_ORDER),
                    past,
                    type,
                    bought,
                    weights);
            Map<String, double[]> simple = new LinkedHashMap<>();
            simple.put(rule.column(), rule.probabilities(later, type));
            simple.put("left-a-cart", flags(later, type));
            Verdict.Labelled examined = new Verdict.Labelled(pastFrame, bought, weights);
            rules.put(horizon, rule);
            rows.put("bought within " + horizon, examined.positives());
            verdicts.put(
                    horizon,
                    new Verdict(
                            examined,
                            new Verdict.Labelled(laterFrame, labels(later, type, horizon)),
                            simple,
                            trainer,
                            seed + horizon));
        }
    }

    /** In one order, so that sums of doubles come out the same on any number of cores; thinned by hash of the person. */
    private List<Row> thinned(Dataset<Row> labelled, long most) {
        return labelled.orderBy(
                        xxhash64(col(IntentExamples.PERSON), lit(seed)),
                        col(IntentExamples.PERSON),
                        col(IntentExamples.CUT_OFF))
                .limit((int) Math.min(most, Integer.MAX_VALUE))
                .collectAsList();
    }

    /** Few people buy, so all of them are learned from; each of the others stands for those who were left out. */
    private static double[] weights(int buyers, long allBuyers, int others, long allOthers) {
        double[] weights = new double[buyers + others];
        Arrays.fill(weights, 0, buyers, (double) allBuyers / Math.max(1, buyers));
        Arrays.fill(weights, buyers, weights.length, (double) allOthers / Math.max(1, others));
        return weights;
    }

    private static Frame frame(List<Row> rows, StructType type) {
        return Frames.of(rows, type, IntentExamples.PERSON, IntentExamples.FEATURES);
    }

    private static boolean[] labels(List<Row> rows, StructType type, int horizon) {
        boolean[] labels = new boolean[rows.size()];
        int at = type.fieldIndex(IntentExamples.label(horizon));
        for (int i = 0; i < labels.length; i++) {
            labels[i] = rows.get(i).getDouble(at) > 0;
        }
        return labels;
    }

    private static double[] flags(List<Row> rows, StructType type) {
        int at = type.fieldIndex(IntentExamples.HAS_CART);
        return rows.stream().mapToDouble(row -> row.getDouble(at)).toArray();
    }

    Verdict verdict(int horizon) {
        return verdicts.get(horizon);
    }

    RecencyRule rule(int horizon) {
        return rules.get(horizon);
    }

    /** Which model answers for the horizon. */
    private String scorer(int horizon) {
        return verdicts.get(horizon).isShipped()
                ? Contest.BLEND
                : rules.get(horizon).knowsNothing()
                        ? "none"
                        : rules.get(horizon).column();
    }

    /** One name where all horizons have the same. */
    String scorers() {
        List<String> names =
                IntentExamples.HORIZONS.stream().map(this::scorer).distinct().toList();
        return names.size() == 1
                ? names.get(0)
                : String.join(
                        ", ",
                        IntentExamples.HORIZONS.stream()
                                .map(horizon -> horizon + ": " + scorer(horizon))
                                .toList());
    }

    /** @param paths which steps lead to an order, and how surely */
    ModelCard card(Map<String, String> paths) {
        Verdict main = verdicts.get(MAIN);
        Map<String, String> used = new TreeMap<>();
        Map<String, Map<String, Double>> metrics = new LinkedHashMap<>();
        Map<String, String> decisions = new TreeMap<>();
        verdicts.forEach((horizon, verdict) -> {
            String days = horizon + (horizon == 1 ? " day" : " days");
            verdict.metrics().forEach((name, values) -> metrics.put(days + ", " + name, values));
            verdict.findings().forEach((name, value) -> used.put(days + ", " + name, value));
            decisions.put(days, "grade " + verdict.grade().word() + ": " + verdict.decision());
        });
        decisions.forEach((days, decision) -> used.put(days + ", decision", decision));
        int place = 1;
        for (Map.Entry<String, String> path : paths.entrySet()) {
            used.put("path " + place++, path.getKey() + ": " + path.getValue());
        }
        used.put("cut-offs", settings.cutOffs() + ", " + settings.stepDays() + " days apart");
        return new ModelCard(
                "intent",
                "Who orders within 7 days (and within 1 and 30)?",
                main.grade().word(),
                BinaryMetrics.AUC,
                main.modelAuc(),
                rules.get(MAIN).column().replace('_', ' ') + ": the more, the unlikelier an order (shares fitted)",
                main.ruleAuc(),
                main.isShipped(),
                main.decision(),
                Map.of(
                        "learned from",
                        learnedOn.get(learnedOn.size() - 1) + " to " + learnedOn.get(0) + " (outcome to "
                                + learnedOn.get(0).plusDays(LONGEST) + ")",
                        "judged on",
                        judgedOn.get(JUDGED - 1) + " to " + judgedOn.get(0) + " (outcome to " + asOf + ")",
                        "scored",
                        asOf.toString()),
                rows,
                IntentExamples.FEATURES,
                used,
                metrics,
                main.curves(),
                seed,
                ModelCard.SPARK);
    }
}
