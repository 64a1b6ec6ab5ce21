package io.nightjar.model;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import io.nightjar.config.CartSettings;
import io.nightjar.config.TrainerSettings;
import io.nightjar.job.ModelCard;
import io.nightjar.learn.BinaryMetrics;
import io.nightjar.learn.sequence.BetaPrior.Count;
import io.nightjar.learn.sequence.PathRule;
import io.nightjar.learn.sequence.PathShares;
import io.nightjar.learn.sequence.Step;
import io.nightjar.learn.trainer.Champion;
import io.nightjar.learn.trainer.Contest;
import io.nightjar.learn.trainer.Frame;
import io.nightjar.learn.trainer.Frames;
import io.nightjar.learn.trainer.Gates;
import io.nightjar.learn.trainer.Labelled;
import io.nightjar.learn.trainer.Trainer;
import io.nightjar.schema.Clickstream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final Contest contest;
    private final Optional<Champion> champion;
    private final Labelled past;
    private final Labelled later;
    private final double threshold;
    private final Map<String, String> lists = new TreeMap<>();

    CartTrial(
            CartExamples examples,
            Dataset<Row> carts,
            CartSettings settings,
            TrainerSettings trainer,
            long seed,
            LocalDate asOf,
            Optional<Champion> before) {
        this.settings = settings;
        this.seed = seed;
        this.asOf = asOf;
        judgedTo = judgedTo(settings, asOf);
        learnedTo = judgedFrom().minusDays(1L + settings.horizonDays());
        Dataset<Row> labelled = examples.labelled(carts, asOf).cache();
        StructType type = labelled.schema();
        List<Row> older = thinned(labelled.where(col(CartExamples.CUT_OFF).leq(learnedTo)));
        List<Row> newer = thinned(labelled.where(col(CartExamples.CUT_OFF).between(judgedFrom(), judgedTo)));
        List<Row> newest = thinned(labelled.where(col(CartExamples.CUT_OFF).gt(judgedTo)));
        labelled.unpersist();
        past = labelled(older, type);
        later = labelled(newer, type);
        shares = PathShares.of(paths(older, type), past.labels());
        Map<String, double[]> rules = new LinkedHashMap<>();
        rules.put(LearnCarts.RULE, byPath(shares, newer, type));
        rules.put(PLAIN, plain());
        contest = new Contest(
                new Contest.Terms(
                        "bought within " + settings.horizonDays() + " days | open for " + settings.openDays(),
                        Trainer.quick(seed),
                        trainer,
                        seed,
                        List.of(),
                        CartExamples.PHRASES),
                past,
                later,
                frame(newest, type),
                Gates.tooLittle(past.labels(), trainer.minPositives()),
                rules,
                before);
        // The model that was judged is the one that scores, so what is printed about it is true of it.
        champion = contest.champion(asOf.toString(), contest::challenger);
        double[] scores = contest.isShipped()
                ? champion.orElseThrow().scoring().probabilities(later.frame())
                : rules.get(LearnCarts.RULE);
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

    /** First evening of those that judge. */
    static LocalDate judgedFrom(CartSettings settings, LocalDate asOf) {
        return judgedTo(settings, asOf).minusDays(settings.judgedDays() - 1L);
    }

    /** The last evening of which is known what followed. */
    private static LocalDate judgedTo(CartSettings settings, LocalDate asOf) {
        return asOf.minusDays(settings.horizonDays());
    }

    private LocalDate judgedFrom() {
        return judgedFrom(settings, asOf);
    }

    /** What scores, and what later challengers have to beat. */
    KeptModels kept() {
        KeptModels kept = new KeptModels();
        kept.keep(
                LearnCarts.MODEL,
                contest.isShipped() ? Contest.BLEND : LearnCarts.RULE,
                champion,
                new PathRule(shares, threshold));
        return kept;
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

    private static Labelled labelled(List<Row> rows, StructType type) {
        boolean[] labels = new boolean[rows.size()];
        int at = type.fieldIndex(CartExamples.LABEL);
        for (int i = 0; i < labels.length; i++) {
            labels[i] = rows.get(i).getDouble(at) > 0;
        }
        return new Labelled(frame(rows, type), labels);
    }

    private static Frame frame(List<Row> rows, StructType type) {
        return Frames.of(rows, type, CartExamples.PERSON, CartExamples.FEATURES);
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
        double[] same = new double[later.size()];
        Arrays.fill(same, (double) past.positives() / Math.max(1, past.size()));
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
        Map<String, String> used = new TreeMap<>(contest.findings());
        used.putAll(lists);
        used.put("horizon days", String.valueOf(settings.horizonDays()));
        used.put("share of buyers to keep", String.valueOf(settings.keepBuyers()));
        return new ModelCard(
                LearnCarts.MODEL,
                "Which of the carts that were left are bought in the next " + settings.horizonDays() + " days?",
                contest.grade().word(),
                BinaryMetrics.AUC,
                Contest.known(contest.auc()),
                LearnCarts.RULE + ": the share bought of carts left after the same last steps",
                Contest.known(contest.ruleAuc()),
                contest.isShipped(),
                contest.decision(),
                Map.of(
                        "learned from",
                                "carts to " + learnedTo + " (outcome to "
                                        + judgedFrom().minusDays(1) + ")",
                        "judged on", judgedFrom() + " to " + judgedTo + " (outcome to " + asOf + ")",
                        "scored", asOf.toString()),
                Map.of(
                        "examples", (long) past.size(),
                        "bought", past.positives(),
                        "judged", (long) later.size()),
                CartExamples.FEATURES,
                used,
                contest.metrics(),
                contest.curves(),
                seed,
                ModelCard.SPARK);
    }
}
