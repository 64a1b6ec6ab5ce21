package io.nightjar.model;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.nightjar.config.CareSettings;
import io.nightjar.job.Inputs;
import io.nightjar.job.ModelCard;
import io.nightjar.job.ModelJob;
import io.nightjar.learn.BinaryMetrics;
import io.nightjar.learn.Grade;
import io.nightjar.learn.Interval;
import io.nightjar.learn.trainer.Contest;
import io.nightjar.quality.Check;
import io.nightjar.schema.CareScores;
import io.nightjar.schema.InteractionTones;
import io.nightjar.schema.PersonEvents;
import io.nightjar.schema.PersonInteractions;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.Sessions;
import io.nightjar.schema.Table;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Scores who needs help rather than an offer, by signs with fixed weights, and finds those stuck on the way to a large
 * order. Nothing is learned, so nothing can be claimed: the card says what the score, made a horizon ago, told of who
 * complained since and who bought nothing more.
 */
public final class CareModel implements ModelJob {
    static final String SCORE = "needs-help";
    static final String RULE = "complained-lately";

    private static final double CHANCE = 0.5;
    private static final int DRAWS = 100;
    private static final long SEED = 0;

    private final CareSettings settings;

    public CareModel(CareSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "care";
    }

    @Override
    public List<Table> inputs() {
        return List.of(
                PersonInteractions.TABLE,
                InteractionTones.TABLE,
                PersonEvents.TABLE,
                Sessions.TABLE,
                PersonPurchases.TABLE);
    }

    @Override
    public Table output() {
        return CareScores.TABLE;
    }

    @Override
    public String settings() {
        return settings.toString();
    }

    @Override
    public List<Check> checks() {
        return List.of(Check.holds(
                "the score is between 0 and 100", CareScores.NEEDS_HELP.col().between(0, 100)));
    }

    @Override
    public Scored learn(Inputs in, LocalDate asOf) {
        CareExamples examples = new CareExamples(in, settings.lookBackDays());
        Dataset<Row> scores = examples.on(asOf)
                .join(StalledOrders.of(in, settings, asOf), new String[] {CareExamples.PERSON}, "full")
                .select(
                        CareScores.CUSTOMER_ID.col(),
                        CareScores.NEEDS_HELP.of(coalesce(col(CareExamples.SCORE), lit(0.0))),
                        CareScores.CARE_REASONS.of(
                                coalesce(col(CareExamples.REASONS), array().cast(CareScores.CARE_REASONS.type()))),
                        CareScores.STALLED_SINCE.col(),
                        CareScores.STALLED_STEP.col());
        return new Scored(scores, card(examples, asOf));
    }

    private ModelCard card(CareExamples examples, LocalDate asOf) {
        LocalDate judgedOn = asOf.minusDays(settings.horizonDays());
        List<Row> people = examples.judged(judgedOn, settings.horizonDays())
                .groupBy(CareExamples.SCORE, CareSign.COMPLAINT.column(), CareExamples.COMPLAINED, CareExamples.LEFT)
                .count()
                .orderBy(CareExamples.SCORE, CareSign.COMPLAINT.column(), CareExamples.COMPLAINED, CareExamples.LEFT)
                .collectAsList();
        double[] byScore = spread(people, row -> row.getDouble(0) / 100);
        double[] byRule = spread(people, row -> row.getBoolean(1) ? 1 : 0);
        boolean[] complained = flags(people, 2);
        boolean[] left = flags(people, 3);
        Map<String, Map<String, Double>> metrics = new LinkedHashMap<>();
        metrics.put("complains again, " + SCORE, measures(byScore, complained));
        metrics.put("complains again, " + RULE, measures(byRule, complained));
        metrics.put("buys nothing more, " + SCORE, measures(byScore, left));
        metrics.put("buys nothing more, " + RULE, measures(byRule, left));
        double score = new BinaryMetrics(byScore, complained).auc();
        double rule = new BinaryMetrics(byRule, complained).auc();
        Interval interval =
                new BinaryMetrics(byScore, complained).intervals(DRAWS, SEED).get(BinaryMetrics.AUC);
        // A rule that ranks people worse than chance is no bar; a lead that may be chance is no claim.
        double bar = Math.max(CHANCE, rule);
        Grade measured = Grade.of(score, bar);
        Grade grade = measured.isShipped() && !interval.isAbove(bar) ? Grade.C : measured;
        Map<String, String> used = new TreeMap<>();
        for (CareSign sign : CareSign.values()) {
            used.put("weight of: " + sign.words(), String.valueOf(sign.weight()));
        }
        used.put("95 % interval", Contest.known(interval.low()) + " to " + Contest.known(interval.high()));
        used.put("horizon days", String.valueOf(settings.horizonDays()));
        used.put("signs forgotten after", settings.lookBackDays() + " days");
        return new ModelCard(
                "care",
                "Who needs help rather than an offer?",
                grade.word(),
                BinaryMetrics.AUC,
                Contest.known(score),
                RULE + ": whoever complained within the last " + settings.lookBackDays() + " days",
                Contest.known(rule),
                true,
                decision(grade),
                Map.of("judged on", judgedOn + " (outcome to " + asOf + ")", "scored", asOf.toString()),
                Map.of(
                        "judged", (long) complained.length,
                        "complained", count(complained),
                        "bought nothing more", count(left)),
                Arrays.stream(CareSign.values()).map(CareSign::column).toList(),
                used,
                metrics,
                Map.of(),
                0,
                ModelCard.SPARK);
    }

    private static String decision(Grade grade) {
        return switch (grade) {
            case A, B -> "The score told who would complain better than an earlier complaint alone.";
            case C ->
                "The score told who would complain no better, beyond chance, than an earlier complaint alone: take it"
                        + " as a list of open matters, not as a forecast.";
            case NONE ->
                "Nobody or everybody complained since, so the score is a list of open matters, not a forecast.";
        };
    }

    private interface Value {
        double of(Row row);
    }

    /** One value per person of lines that each stand for several. */
    private static double[] spread(List<Row> people, Value value) {
        return people.stream()
                .flatMapToDouble(row -> java.util.stream.DoubleStream.generate(() -> value.of(row))
                        .limit(row.getLong(4)))
                .toArray();
    }

    private static boolean[] flags(List<Row> people, int column) {
        double[] numbers = spread(people, row -> row.getBoolean(column) ? 1 : 0);
        boolean[] flags = new boolean[numbers.length];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = numbers[i] > 0;
        }
        return flags;
    }

    private static long count(boolean[] flags) {
        long count = 0;
        for (boolean flag : flags) {
            count += flag ? 1 : 0;
        }
        return count;
    }

    private static Map<String, Double> measures(double[] scores, boolean[] labels) {
        BinaryMetrics measured = new BinaryMetrics(scores, labels);
        Map<String, Double> all = new LinkedHashMap<>();
        all.put(BinaryMetrics.AUC, Contest.known(measured.auc()));
        all.put("average precision", Contest.known(measured.averagePrecision()));
        all.put("lift in the top decile", Contest.known(measured.topDecileLift()));
        return all;
    }
}
