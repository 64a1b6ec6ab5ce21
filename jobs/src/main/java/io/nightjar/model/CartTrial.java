package io.nightjar.model;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import io.nightjar.config.CartSettings;
import io.nightjar.config.TrainerSettings;
import io.nightjar.job.ModelCard;
import io.nightjar.learn.BinaryMetrics;
import io.nightjar.learn.sequence.BetaPrior.Count;
import io.nightjar.learn.sequence.PathShares;
import io.nightjar.learn.sequence.Step;
import io.nightjar.learn.trainer.Contest;
import io.nightjar.learn.trainer.Frames;
import io.nightjar.learn.trainer.Trained;
import io.nightjar.schema.Clickstream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** The cart model, the shares by path and the plain rule "left a cart", judged on the same later carts. */
final class CartTrial {
    private static final String PLAIN = "left-a-cart";

    private final CartSettings settings;
    private final long seed;
    private final LocalDate asOf;
    private final LocalDate learnedTo;
    private final LocalDate judgedTo;
    private final PathShares shares;
    private final Verdict verdict;
    private final Verdict.Labelled past;
    private final Verdict.Labelled later;
    private final double threshold;
    private final Map<String, String> lists = new TreeMap<>();

    CartTrial(
            CartExamples examples,
            Dataset<Row> carts,
            CartSettings settings,
            TrainerSettings trainer,
            long seed,
            LocalDate asOf) {
        this.settings = settings;
        this.seed = seed;
        this.asOf = asOf;
        judgedTo = asOf.minusDays(settings.horizonDays());
        learnedTo = judgedFrom().minusDays(1L + settings.horizonDays());
        Dataset<Row> labelled = examples.labelled(carts, judgedTo).cache();
        StructType type = labelled.schema();
        List<Row> older = thinned(labelled.where(col(CartExamples.CUT_OFF).leq(learnedTo)));
        List<Row> newer = thinned(labelled.where(col(CartExamples.CUT_OFF).geq(judgedFrom())));
        labelled.unpersist();
        past = labelled(older, type);
        later = labelled(newer, type);
        shares = PathShares.of(paths(older, type), past.labels());
        Map<String, double[]> rules = new LinkedHashMap<>();
        rules.put(CartModel.RULE, byPath(shares, newer, type));
        rules.put(PLAIN, plain());
        verdict = new Verdict(past, later, rules, trainer, seed);
        double[] scores = verdict.isShipped() ? verdict.probabilities() : rules.get(CartModel.RULE);
        LocalDate middle = judgedFrom().plusDays(settings.judgedDays() / 2);
        boolean[] isFirstEvening = new boolean[newer.size()];
        boolean[] isFirstHalf = new boolean[newer.size()];
        for (int i = 0; i < isFirstHalf.length; i++) {
            isFirstEvening[i] = newer.get(i).getInt(type.fieldIndex(CartExamples.AGE)) == 0;
            isFirstHalf[i] = newer.get(i)
                    .getDate(type.fieldIndex(CartExamples.CUT_OFF))
                    .toLocalDate()
                    .isBefore(middle);
        }
        threshold = threshold(scores, later.labels(), isFirstHalf, isFirstEvening);
        compare(newer, type, scores, isFirstHalf, isFirstEvening);
        lists.put("lists counted from", middle.toString());
    }

    LocalDate judgedFrom() {
        return judgedTo.minusDays(settings.judgedDays() - 1L);
    }

    /** Null where the shares by path score. */
    Trained shipped() {
        return verdict.isShipped() ? verdict.model() : null;
    }

    PathShares shares() {
        return shares;
    }

    /** Carts from this trust on are believed. */
    double threshold() {
        return threshold;
    }

    /** In one order, so that sums of doubles come out the same on any number of cores. */
    private List<Row> thinned(Dataset<Row> examples) {
        return examples.orderBy(
                        xxhash64(Clickstream.VISITOR_ID.col(), Clickstream.SESSION_ID.col(), lit(seed)),
                        Clickstream.VISITOR_ID.col(),
                        Clickstream.SESSION_ID.col(),
                        col(CartExamples.CUT_OFF))
                .limit((int) Math.min(settings.maxExamples(), Integer.MAX_VALUE))
                .collectAsList();
    }

    private static Verdict.Labelled labelled(List<Row> rows, StructType type) {
        boolean[] labels = new boolean[rows.size()];
        int at = type.fieldIndex(CartExamples.LABEL);
        for (int i = 0; i < labels.length; i++) {
            labels[i] = rows.get(i).getDouble(at) > 0;
        }
        return new Verdict.Labelled(Frames.of(rows, type, CartExamples.PERSON, CartExamples.FEATURES), labels);
    }

    private static List<String> paths(List<Row> rows, StructType type) {
        int at = type.fieldIndex(CartExamples.STEPS);
        return rows.stream().map(row -> row.getString(at)).toList();
    }

    static double[] byPath(PathShares shares, List<Row> rows, StructType type) {
        return paths(rows, type).stream().mapToDouble(shares::share).toArray();
    }

    /** What became of carts whose visit ended like this one, in words. */
    static String likes(PathShares shares, String path) {
        String end = shares.known(path);
        Count seen = shares.seen(end);
        return "of " + seen.cases() + (seen.cases() == 1 ? " cart" : " carts") + " left after "
                + (end.isEmpty() ? "any visit" : Step.words(end)) + ", " + seen.yes()
                + (seen.yes() == 1 ? " was" : " were") + " bought";
    }

    private double[] plain() {
        double[] same = new double[later.labels().length];
        Arrays.fill(same, past.labels().length == 0 ? 0 : (double) past.positives() / past.labels().length);
        return same;
    }

    /** The highest trust from which on the wanted share of the bought carts is found; 0 where none was bought. */
    private double threshold(double[] scores, boolean[] bought, boolean[] isFirstHalf, boolean[] isFirstEvening) {
        List<Double> ofBought = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            if (bought[i] && isFirstHalf[i] && isFirstEvening[i]) {
                ofBought.add(scores[i]);
            }
        }
        ofBought.sort(java.util.Comparator.reverseOrder());
        int wanted = (int) Math.ceil(settings.keepBuyers() * ofBought.size());
        return wanted == 0 ? 0 : ofBought.get(wanted - 1);
    }

    /** Whom the plain rule writes to and whom we do, on evenings after those that set the threshold. */
    private void compare(
            List<Row> rows, StructType type, double[] scores, boolean[] isFirstHalf, boolean[] isFirstEvening) {
        int person = type.fieldIndex(CartExamples.PERSON);
        boolean[] bought = later.labels();
        Set<String> plain = new HashSet<>();
        Set<String> ours = new HashSet<>();
        long all = 0;
        long believed = 0;
        long buyers = 0;
        long found = 0;
        for (int i = 0; i < scores.length; i++) {
            if (isFirstHalf[i] || !isFirstEvening[i]) {
                continue;
            }
            boolean isBelieved = scores[i] >= threshold;
            plain.add(rows.get(i).getString(person));
            all++;
            buyers += bought[i] ? 1 : 0;
            if (isBelieved) {
                ours.add(rows.get(i).getString(person));
                believed++;
                found += bought[i] ? 1 : 0;
            }
        }
        lists.put("list of the plain rule", all + " carts of " + plain.size() + " people, " + buyers + " bought");
        lists.put(
                "our list",
                believed + " carts of " + ours.size() + " people, " + found + " bought: " + (plain.size() - ours.size())
                        + " people not bothered, " + (buyers - found) + " buyers missed");
        lists.put("trust that is believed", Contest.known(threshold) + " and more");
    }

    ModelCard card() {
        Map<String, String> used = new TreeMap<>(verdict.findings());
        used.putAll(lists);
        used.put("horizon days", String.valueOf(settings.horizonDays()));
        used.put("share of buyers to keep", String.valueOf(settings.keepBuyers()));
        return new ModelCard(
                "carts",
                "Which of the carts that were left are bought in the next " + settings.horizonDays() + " days?",
                verdict.grade().word(),
                BinaryMetrics.AUC,
                verdict.modelAuc(),
                CartModel.RULE + ": the share bought of carts left after the same last steps",
                verdict.ruleAuc(),
                verdict.isShipped(),
                verdict.decision(),
                Map.of(
                        "learned from",
                                "carts to " + learnedTo + " (outcome to "
                                        + judgedFrom().minusDays(1) + ")",
                        "judged on", judgedFrom() + " to " + judgedTo + " (outcome to " + asOf + ")",
                        "scored", asOf.toString()),
                Map.of(
                        "examples", (long) past.labels().length,
                        "bought", past.positives(),
                        "judged", (long) later.labels().length),
                CartExamples.FEATURES,
                used,
                verdict.metrics(),
                verdict.curves(),
                seed,
                ModelCard.SPARK);
    }
}
