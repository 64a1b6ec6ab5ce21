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
import io.nightjar.learn.trainer.Gates;
import io.nightjar.learn.trainer.Labelled;
import io.nightjar.learn.trainer.RecencyRule;
import io.nightjar.learn.trainer.Trainer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
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
    private final Map<Integer, Contest> contests = new TreeMap<>();
    private final Map<Integer, RecencyRule> rules = new TreeMap<>();
    private final KeptModels kept = new KeptModels();
    private final Map<String, Long> rows = new TreeMap<>();

    IntentTrial(
            IntentExamples examples,
            IntentSettings settings,
            int openDays,
            TrainerSettings trainer,
            long seed,
            LocalDate asOf,
            KeptModels before) {
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
        all.add(asOf);
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
        List<Row> tonight =
                thinned(labelled.where(col(IntentExamples.CUT_OFF).equalTo(lit(asOf))), settings.maxExamples());
        labelled.unpersist();
        Frame pastFrame = frame(past, type);
        Frame laterFrame = frame(later, type);
        Frame tonightFrame = frame(tonight, type);
        rows.put("examples", (long) past.size());
        rows.put("judged", (long) later.size());
        for (int horizon : IntentExamples.HORIZONS) {
            Labelled learnedFrom = new Labelled(pastFrame, labels(past, type, horizon), weights);
            RecencyRule rule = RecencyRule.best(
                    List.of(IntentExamples.DAYS_SINCE_VISIT, IntentExamples.DAYS_SINCE_ORDER), learnedFrom);
            Map<String, double[]> simple = new LinkedHashMap<>();
            simple.put(rule.column(), rule.probabilities(laterFrame));
            simple.put("left-a-cart", flags(laterFrame));
            Contest contest = new Contest(
                    new Contest.Terms(
                            "orders within " + horizon + " days | " + openDays,
                            Trainer.quick(seed + horizon),
                            trainer,
                            seed + horizon,
                            List.of(),
                            IntentExamples.PHRASES),
                    learnedFrom,
                    new Labelled(laterFrame, labels(later, type, horizon)),
                    tonightFrame,
                    Gates.tooLittle(learnedFrom.labels(), trainer.minPositives()),
                    simple,
                    before.champion(LearnIntent.model(horizon)));
            rows.put("bought within " + horizon, learnedFrom.positives());
            contests.put(horizon, contest);
            rules.put(horizon, rule);
            // The model that was judged is the one that scores, so what is printed about it is true of it.
            kept.keep(
                    LearnIntent.model(horizon),
                    contest.isShipped() ? Contest.BLEND : rule.knowsNothing() ? null : rule.column(),
                    contest.champion(asOf.toString(), contest::challenger),
                    rule);
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

    private static double[] flags(Frame people) {
        Frame.Column cart = people.column(IntentExamples.HAS_CART);
        return IntStream.range(0, people.size()).mapToDouble(cart::number).toArray();
    }

    /** What scores, by horizon, and what later challengers have to beat. */
    KeptModels kept() {
        return kept;
    }

    /** @param paths which steps lead to an order, and how surely */
    ModelCard card(Map<String, String> paths) {
        Contest main = contests.get(MAIN);
        Map<String, String> used = new TreeMap<>();
        Map<String, Map<String, Double>> metrics = new LinkedHashMap<>();
        Map<String, String> decisions = new TreeMap<>();
        contests.forEach((horizon, contest) -> {
            String days = horizon + (horizon == 1 ? " day" : " days");
            contest.metrics().forEach((name, values) -> metrics.put(days + ", " + name, values));
            contest.findings().forEach((name, value) -> used.put(days + ", " + name, value));
            decisions.put(days, "grade " + contest.grade().word() + ": " + contest.decision());
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
                Contest.known(main.auc()),
                rules.get(MAIN).column().replace('_', ' ') + ": the more, the unlikelier an order (shares fitted)",
                Contest.known(main.ruleAuc()),
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
